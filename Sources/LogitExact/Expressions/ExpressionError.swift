/// A formula that cannot be read, and the word that is at fault.
public struct ExpressionError: Error, Equatable {
  public enum Reason: Hashable, Sendable {
    case unexpectedCharacter(Character)
    /// What stands where a value should begin; nil where the text ends.
    case expectedOperand(found: String?)
    /// The bracket that is missing, and the column of the one that it should close.
    case expectedClosing(Character, of: Int)
    /// A closing bracket without an opening one.
    case nothingToClose(Character)
    case notANumber(String)
    case implicitMultiplication
    case unknownName(String, nearest: String?)
    case unknownFunction(String, nearest: String?)
    case functionWithoutArguments(String)
    case argumentCount(Function, found: Int)
    /// `a < b < c`.
    case chainedComparison
    case lengthMismatch(Int, Int)
    /// What `grad` is asked to differentiate by is no name.
    case notAVariable
    case noDerivative(Function)
    /// What `grad` is asked to differentiate by is a place in a row.
    case notByAPlace(String)
    case notAVector
    /// An index that is a vector of so many.
    case indexNotANumber(Int)
    /// A function that has no value for a vector of none.
    case noElements(Function)
    case nestingTooDeep(limit: Int)
    case tooLong(limit: Int)
  }

  public let reason: Reason
  /// Where the word at fault starts, counted from 1 in `Character`s; one past the end of the text
  /// where something is missing there.
  public let column: Int
  /// How many `Character`s are at fault, at least 1.
  public let length: Int

  public init(_ reason: Reason, column: Int, length: Int = 1) {
    self.reason = reason
    self.column = column
    self.length = length
  }

  /// The line that goes under `text` and points at the word at fault, one column a `Character`.
  public func caret(under text: String) -> String {
    let before = text.prefix(column - 1)
    // A tab under a tab is as wide as it.
    let indent = before.map { $0 == "\t" ? "\t" : " " }.joined()
    return indent + "^" + String(repeating: "~", count: length - 1)
  }
}

extension ExpressionError: CustomStringConvertible {
  public var description: String {
    switch reason {
    case .unexpectedCharacter(let character): "unexpected character '\(character)'"
    case .expectedOperand(let found?): "expected a value, not '\(found)'"
    case .expectedOperand(nil): "the text ends where a value is expected"
    case .expectedClosing(let bracket, let column):
      "expected '\(bracket)' for the '\(bracket == ")" ? "(" : "[")' in column \(column)"
    case .nothingToClose(let bracket): "'\(bracket)' closes nothing"
    case .notANumber(let word): "'\(word)' is not a number"
    case .implicitMultiplication: "two values in a row; write '*' to multiply them"
    case .unknownName(let name, let nearest): "there is no name '\(name)'" + hint(nearest)
    case .unknownFunction(let name, let nearest): "there is no function '\(name)'" + hint(nearest)
    case .functionWithoutArguments(let name): "'\(name)' is a function; write \(name)(...)"
    case .argumentCount(let function, let found):
      "\(function.name) takes \(function.argumentPhrase), not \(found)"
    case .notAVariable:
      "a derivative is by a name or by one of its elements: grad(f, x), grad(f, z[2])"
    case .noDerivative(let function): "\(function.name) has no derivative"
    case .notByAPlace(let name): "'\(name)' is a place in a row: there is no derivative by it"
    case .chainedComparison:
      "one comparison at a time: 'where(a < b, where(b < c, 1, 0), 0)' asks for two"
    case .lengthMismatch(let a, let b): "\(a) values do not pair with \(b)"
    case .notAVector: "one number has no elements; z=1,2 gives z several"
    case .indexNotANumber(let count): "an index is one number, not a vector of \(count)"
    case .noElements(let function): "\(function.name) needs a vector with an element"
    case .nestingTooDeep(let limit): "nested more than \(limit) deep"
    case .tooLong(let limit): "more than \(limit) numbers, names and operations"
    }
  }

  private func hint(_ nearest: String?) -> String {
    nearest.map { "; did you mean '\($0)'?" } ?? ""
  }
}

extension Function {
  fileprivate var argumentPhrase: String {
    let least = arity.lowerBound
    let count = "\(least) argument\(least == 1 ? "" : "s")"
    return arity.upperBound == least ? count : "at least \(count)"
  }
}
