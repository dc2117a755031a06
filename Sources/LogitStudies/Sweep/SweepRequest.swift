import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// What `sweep` is asked for: one input over a range, and the formulas that are drawn over it.
package struct SweepRequest: Question {
  package enum Subject: Equatable, Sendable {
    /// A class; nil for the one under the cursor.
    case logit(ClassReference?)
    case target(ClassReference?)
    case posWeight(ClassReference?)
    /// A number that the loss has a name for.
    case parameter(String)
    /// A name of a formula of its own.
    case name(String, of: String)
  }

  package enum Scale: Equatable, Sendable {
    case linear
    /// Linear around 0 and logarithmic far from it.
    case symlog
  }

  package var subject: Subject
  package var from: Number
  package var to: Number
  package var scale = Scale.linear
  /// By name or as texts; empty for those of the loss.
  package var formulas: [String] = []
  /// Of a picture; nil where no screen says it.
  package var columns: Int?
  /// Whether it was written in letters that are no longer those of the screen.
  var isOfOldLetters = false

  package static let spec = Spec(
    name: "sweep",
    usage: "sweep logit|p|target|pos_weight [<class>] <from> <to> [symlog] [<formula> ...] [--json]"
      + " | sweep <formula> <name> <from> <to> ...",
    summary: "Move one input over a range: what formulas make of it, and where each one fails.",
    example: "sweep log(1+exp(z)) z 80 100",
    choices: { place, bench in
      switch place {
      case 2:
        (["logit", "target", "pos_weight"] + bench.parameters.keys.sorted()).map {
          Choice(word: $0, summary: "over a range")
        }
      case 4...:
        [Choice(word: "symlog", summary: "an axis that is linear around 0 alone")]
          + Catalogue.formulas(of: bench.loss).map {
            Choice(word: $0.name, summary: $0.breaks ?? "keeps its digits")
          }
      default: []
      }
    })

  package init(_ subject: Subject, from: Number, to: Number) {
    self.subject = subject
    self.from = from
    self.to = to
  }

  /// At most so many curves can be told apart.
  package static let mostFormulas = 4

  /// The same request about the class under the cursor, where it says none.
  package func pointed(at index: Int) -> SweepRequest {
    var request = self
    switch subject {
    case .logit(nil): request.subject = .logit(.index(index))
    case .target(nil): request.subject = .target(.index(index))
    case .posWeight(nil): request.subject = .posWeight(.index(index))
    case .logit, .target, .posWeight, .parameter, .name: break
    }
    return request
  }

  /// The usual range of an input.
  ///
  /// - Parameter value: Where it is: far out it is the middle of the range.
  package static func usual(
    _ subject: Subject, under loss: Loss, around value: Number? = nil
  ) -> SweepRequest {
    switch subject {
    case .logit where loss.head == .given:
      return SweepRequest(subject, from: Number.zero, to: Number.one)
    case .target: return SweepRequest(subject, from: Number.zero, to: Number.one)
    case .posWeight, .parameter:
      return SweepRequest(subject, from: Number.zero, to: Number(10))
    case .logit, .name:
      if let value, let middle = Number("\(value.value(in: .float64).rounded())"),
        (90..<1e15).contains(middle.value(in: .float64).magnitude)
      {
        return SweepRequest(subject, from: middle.adding(-100), to: middle.adding(100))
      }
      var request = SweepRequest(subject, from: Number(-100), to: Number(100))
      request.scale = .symlog
      return request
    }
  }
}

extension SweepRequest {
  package var words: String {
    func quoted(_ text: String) -> String {
      text.contains { $0.isWhitespace || $0 == "'" } ? "\"\(text)\"" : text
    }
    func words(_ name: String, _ reference: ClassReference?) -> [String] {
      [name] + (reference.map { [$0.description] } ?? [])
    }
    var words =
      switch subject {
      case .logit(let reference): words("logit", reference)
      case .target(let reference): words("target", reference)
      case .posWeight(let reference): words("pos_weight", reference)
      case .parameter(let name): [name]
      case .name(let name, let formula): [quoted(formula), name]
      }
    words += [from.text, to.text]
    if scale == .symlog { words.append("symlog") }
    words += formulas.map(quoted)
    return words.joined(separator: " ")
  }
}

extension SweepRequest {
  /// What may be swept of the bench; `p` is another word for the logits that are probabilities.
  private static let inputs = ["logit", "p", "target", "pos_weight"]

  package init(parsing args: inout Arguments) throws(CommandError) {
    let usage = Self.spec.usage
    let (text, column) = args.remainder()
    let end = column + text.count
    var words = try FormulaWord.all(of: text, startingAt: column)
    if words.contains(where: { !$0.isQuoted && $0.text == "--json" }) { args.noteJSON() }
    words.removeAll { !$0.isQuoted && $0.text == "--json" }
    guard !words.isEmpty else {
      throw CommandError(
        .missing("logit, target, pos_weight or a formula", usage: usage), column: end)
    }
    let first = words.removeFirst()
    let isInput = !first.isQuoted && Self.inputs.contains(first.text)
    // 'p' is an input, unless it is a formula of its own name.
    switch first.text {
    case _ where isInput && (first.text != "p" || words.first?.text != "p"):
      // Two numbers are a range; the word before them is a class.
      let isRange = words.count >= 2 && Number(words[0].text) != nil && Number(words[1].text) != nil
      let hasClass =
        !isRange || words.count >= 3 && !words[2].isQuoted && Number(words[2].text) != nil
      if let word = words.first, words.count == 1, Number(word.text) != nil {
        throw CommandError(
          "\(word.text) was taken as the class: where the range begins and ends is missing, as in"
            + " 'sweep \(first.text) \(word.text) 0 1'", column: end)
      }
      let reference = hasClass && !words.isEmpty ? Self.reference(words.removeFirst()) : nil
      subject =
        switch first.text {
        case "logit", "p": .logit(reference)
        case "target": .target(reference)
        default: .posWeight(reference)
        }
    case _ where !first.isQuoted && Formula.isName(first.text) && words.first?.isNumber == true:
      subject = .parameter(first.text)
    default:
      guard let name = words.first else {
        throw CommandError(.missing("the name that is swept", usage: usage), column: end)
      }
      if Number(name.text) != nil || Self.inputs.contains(name.text) && name.text != "p" {
        let isWord = first.text.allSatisfy { $0.isLetter || $0 == "_" }
        guard isWord else {
          throw CommandError(
            "\(name.text) stands where the name that is swept belongs, as in"
              + " 'sweep \(first.text) z 80 100'", column: name.column)
        }
        throw CommandError(.notSwept(first.text), column: first.column)
      }
      words.removeFirst()
      try Self.check(first.text, naming: name, at: first.column + (first.isQuoted ? 1 : 0))
      let today = OldLetters.translated(first.text, given: [name.text])
      isOfOldLetters = today != nil
      subject = .name(
        today == nil ? name.text : OldLetters.translated(name: name.text), of: today ?? first.text)
    }
    var bounds: [(number: Number, column: Int)] = []
    for what in ["where the range begins", "where the range ends"] {
      guard let word = words.first else {
        throw CommandError(.missing(what, usage: usage), column: end)
      }
      guard let number = Number(word.text) else {
        throw CommandError(.notANumber(word.text), column: word.column)
      }
      bounds.append((number, word.column))
      words.removeFirst()
    }
    (from, to) = (bounds[0].number, bounds[1].number)
    let (low, high) = (from.value(in: .float64), to.value(in: .float64))
    guard low < high, low.isFinite, high.isFinite else {
      throw CommandError(
        "\(from.text) to \(to.text) is no range: give two finite numbers, the smaller one first",
        column: bounds[0].column)
    }
    if let word = words.first, !word.isQuoted, word.text == "symlog" {
      scale = .symlog
      words.removeFirst()
    }
    if let word = words.first, !word.isQuoted, word.text == "linear" {
      throw CommandError(
        "a sweep is linear where it is not 'symlog': leave 'linear' out", column: word.column)
    }
    guard words.count <= Self.mostFormulas else {
      let extra = words[Self.mostFormulas]
      throw CommandError(
        .tooManyFormulas(words.count, most: Self.mostFormulas), column: extra.column)
    }
    var given: [String] = []
    if case .name(let name, _) = subject { given = [name] }
    formulas = words.map { word in
      let today = OldLetters.translated(word.text, given: given)
      isOfOldLetters = isOfOldLetters || today != nil
      return today ?? word.text
    }
  }

  private static func reference(_ word: FormulaWord) -> ClassReference {
    if !word.isQuoted, let index = Int(word.text) { return .index(index) }
    return .name(word.text)
  }

  /// Refuses a formula that cannot be read, or without the name that is swept.
  private static func check(
    _ formula: String, naming name: FormulaWord, at column: Int
  ) throws(CommandError) {
    let names: [String]
    do { names = try Expression.freeNames(of: formula) } catch {
      throw CommandError("\(error)", column: column + error.column - 1)
    }
    guard names.contains(name.text) else {
      throw CommandError(
        "the formula has no '\(name.text)' to sweep"
          + (names.isEmpty ? "" : "; it has \(names.joined(separator: ", "))"), column: name.column)
    }
    let known = LossNames.words + [name.text]
    if let other = names.first(where: { !known.contains($0) }) {
      throw CommandError(
        .unknownName(other, known: known), column: column)
    }
  }
}
