/// Why a text is no JSON, and where.
package struct JSONError: Error, Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    case empty
    case unexpected(String, wants: String)
    case endsEarly(wants: String)
    case notAValue(String)
    case notUTF8
    case control
    case halfAPair
    case tooDeep(Int)
    case tooManyValues(Int)
    case twice(String)
  }

  package let reason: Reason
  /// Both count from 1.
  package let line: Int
  package let column: Int

  init(_ reason: Reason, line: Int, column: Int) {
    (self.reason, self.line, self.column) = (reason, line, column)
  }

  /// `line 2, column 7`.
  package var place: String { "line \(line), column \(column)" }
}

extension JSONError: CustomStringConvertible {
  package var description: String {
    if case .empty = reason { sentence } else { "\(place): \(sentence)" }
  }

  private var sentence: String {
    switch reason {
    case .empty: "the text is empty"
    case .unexpected(let found, let wants): "found '\(found)', needs \(wants)"
    case .endsEarly(let wants): "the text ends here, needs \(wants): was it cut off?"
    case .notAValue(let word):
      "'\(word)' is no JSON value; "
        + (JSONReader.spelling(of: word).map { "write \($0)" } ?? "a text stands in double quotes")
    case .notUTF8: "this text is not UTF-8"
    case .control: "a text goes on in the next line or holds a control; write \\n or \\u001b"
    case .halfAPair: "'\\u' names half a character; its other half must follow"
    case .tooDeep(let limit): "nested deeper than \(limit)"
    case .tooManyValues(let limit): "more than \(limit) values"
    case .twice(let name): "'\(name)' is given twice"
    }
  }
}
