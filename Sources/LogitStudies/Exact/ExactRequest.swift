import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// What `exact` is asked for.
package struct ExactRequest: Question {
  package enum Subject: Equatable, Sendable {
    /// The probability, loss and gradient of a class; nil for the one that matters.
    case cell(ClassReference?)
    case formula(String)
  }

  /// A name of the formula and its value, one number or several.
  package struct Assignment: Equatable, Sendable {
    package let name: String
    package let values: [String]

    package init(name: String, values: [String]) {
      self.name = name
      self.values = values
    }
  }

  package var subject: Subject
  package var assignments: [Assignment] = []
  /// Whether it was written in letters that are no longer those of the screen.
  var isOfOldLetters = false

  package static let spec = Spec(
    name: "exact", usage: "exact [<class>] | exact <formula> [<name>=<number> ...]",
    summary: "Print the exact numbers of a class, or of a formula, digit by digit proven.",
    example: "exact log(1 + exp(z)) z=-40", operand: .formula)

  package init(parsing args: inout Arguments) throws(CommandError) {
    let (text, column) = args.remainder()
    try self.init(parsing: text, startingAt: column)
  }

  package var words: String {
    let words =
      switch subject {
      case .cell(let reference): reference?.description ?? ""
      case .formula(let text): text
      }
    let values = assignments.map { "\($0.name)=\($0.values.joined(separator: ","))" }
    return ([words] + values).filter { !$0.isEmpty }.joined(separator: " ")
  }

  package var readsLabels: Bool { if case .cell = subject { true } else { false } }

  package init(_ subject: Subject, _ assignments: [Assignment] = []) {
    self.subject = subject
    self.assignments = assignments
  }

  /// The same request about the class under the cursor, where it says none.
  package func pointed(at index: Int) -> ExactRequest {
    var request = self
    switch subject {
    case .cell(nil): request.subject = .cell(.index(index))
    case .cell: break
    case .formula(let text):
      let names = (try? Expression.freeNames(of: text)) ?? []
      let given = assignments.map(\.name)
      let isOfAClass = names.contains { LossNames.ofClass.contains($0) && !given.contains($0) }
      let isSaid = given.contains("k")
      guard isOfAClass, !isSaid else { break }
      request.assignments.append(Assignment(name: "k", values: ["\(index)"]))
    }
    return request
  }
}

extension ExactRequest {
  /// Reads what stands behind `exact`: nothing, a class, or a formula and the values of its names.
  ///
  /// - Parameters:
  ///   - column: Of the first character of `text` in its line, from 1.
  init(parsing text: String, startingAt column: Int) throws(CommandError) {
    let (formula, rest) = Self.parted(text)
    var words = formula.trimmed
    let indent = formula.prefix { $0.isWhitespace }.count
    assignments = try Self.assignments(rest, startingAt: column + formula.count)
    if assignments.isEmpty, let reference = Self.reference(words) {
      subject = .cell(reference)
      return
    }
    guard !words.isEmpty else {
      if !assignments.isEmpty {
        throw CommandError(
          .missing("a formula before '\(assignments[0].name)='", usage: Self.spec.usage),
          column: column + indent)
      }
      subject = .cell(nil)
      return
    }
    if let today = OldLetters.translated(words, given: assignments.map(\.name)) {
      isOfOldLetters = true
      words = today
      assignments = assignments.map {
        Assignment(name: OldLetters.translated(name: $0.name), values: $0.values)
      }
    }
    subject = .formula(words)
    do {
      let known = LossNames.words + assignments.map(\.name)
      for name in try Expression.freeNames(of: words) where !known.contains(name) {
        throw CommandError(
          .unknownName(name, known: known),
          column: column + indent + (Self.place(of: name, in: words) ?? 0))
      }
    } catch let error as ExpressionError {
      throw CommandError("\(error)", column: column + indent + error.column - 1)
    } catch let error as CommandError {
      throw error
    } catch { preconditionFailure("\(error)") }
  }

  /// A class by its index or, where that is no formula, by its name.
  private static func reference(_ words: String) -> ClassReference? {
    if let index = Int(words), index >= 0 { return .index(index) }
    if words.count > 2, words.hasPrefix("\""), words.hasSuffix("\"") {
      return .name(String(words.dropFirst().dropLast()))
    }
    let isWord = words.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    guard isWord, words.first?.isLetter == true, !LossNames.words.contains(words),
      !["inf", "nan"].contains(words)
    else { return nil }
    return .name(words)
  }

  /// Where a name stands as a word of its own.
  private static func place(of name: String, in text: String) -> Int? {
    let characters = Array(text)
    func isPart(_ index: Int) -> Bool {
      guard characters.indices.contains(index) else { return false }
      return characters[index].isLetter || characters[index].isNumber || characters[index] == "_"
    }
    return characters.indices.first { index in
      let end = index + name.count
      return end <= characters.count && String(characters[index..<end]) == name
        && !isPart(index - 1) && !isPart(end)
    }
  }

  /// The formula, and what follows from the first `name=` on.
  private static func parted(_ text: String) -> (formula: String, rest: String) {
    let sign = text.indices.first { place in
      guard text[place] == "=" else { return false }
      let before = place > text.startIndex ? text[text.index(before: place)] : " "
      // That of a comparison gives no value.
      return !"=<>!".contains(before) && !text[place...].hasPrefix("==")
    }
    guard let sign else { return (text, "") }
    let before = text[..<sign].trimmedEnd
    let name = before.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.count
    let start = before.index(before.endIndex, offsetBy: -name)
    return (String(text[..<start]), String(text[start...]))
  }

  /// `z=-40 logits=0,-20 labels=[1, 0]`.
  private static func assignments(
    _ text: String, startingAt column: Int
  ) throws(CommandError) -> [Assignment] {
    var assignments: [Assignment] = []
    var rest = text[...]
    func place(_ part: Substring) -> Int {
      column + text.distance(from: text.startIndex, to: part.startIndex)
    }
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "," }
      guard !rest.isEmpty else { return assignments }
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      let sign = rest[name.endIndex...].drop { $0.isWhitespace }
      guard !name.isEmpty, sign.first == "=" else {
        let word = rest.prefix { !$0.isWhitespace }
        throw CommandError(
          .unexpected(String(word), usage: Self.spec.usage), column: place(rest))
      }
      rest = sign.dropFirst().drop { $0.isWhitespace }
      let isList = rest.first == "["
      let value = isList ? rest.prefix { $0 != "]" } : rest.prefix { !$0.isWhitespace }
      rest = rest[value.endIndex...]
      if isList { rest = rest.dropFirst() }
      let parts = value.split { $0.isWhitespace || ",[]".contains($0) }
      guard !parts.isEmpty else {
        throw CommandError(
          .missing("a number for \(name)", usage: Self.spec.usage), column: place(rest))
      }
      let values = try parts.map { part throws(CommandError) in
        guard let number = Number.plainSpelling(of: part), Quantity(number) != nil else {
          throw CommandError(.notANumber(String(part)), column: place(part))
        }
        return number
      }
      assignments.append(Assignment(name: String(name), values: values))
    }
  }
}

extension ExactRequest {
  /// What it gives names, to take the place of the bench's.
  var given: Inputs {
    var inputs = Inputs()
    for assignment in assignments {
      let values = assignment.values.compactMap { Quantity($0) }
      inputs.values[assignment.name] = values.count == 1 ? .scalar(values[0]) : .vector(values)
    }
    return inputs
  }
}
