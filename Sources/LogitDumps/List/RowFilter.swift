import LogitText

/// Which rows of a list are shown: `loss > 5 and pred != label`.
package struct RowFilter: Sendable, Equatable {
  private indirect enum Term: Sendable, Equatable {
    case compare(Value, Comparison, Value)
    case flag(RowFlags)
    case not(Term)
    case both(Term, Term)
    case either(Term, Term)
  }

  private enum Value: Sendable, Equatable {
    case number(Double)
    case field(Field)
  }

  package enum Field: String, CaseIterable, Sendable {
    case index, label, pred, loss, bits, p, margin
  }

  private enum Comparison: String, CaseIterable, Sendable {
    case notLess = ">=", notMore = "<=", other = "!=", equal = "==", less = "<", more = ">"

    func holds(_ a: Double, _ b: Double) -> Bool {
      switch self {
      case .less: a < b
      case .more: a > b
      case .notLess: a >= b
      case .notMore: a <= b
      case .equal: a == b
      case .other: a != b
      }
    }
  }

  /// The words for rows that need no number.
  private static let flags: [String: RowFlags] = [
    "wrong": .wrong, "nan": .nan, "inf": .infinite, "ignored": .ignored, "tie": .tie, "sure": .sure,
    "masked": .minusInfinite,
  ]

  private let term: Term

  /// - Throws: `DumpError` of usage, with the word at fault.
  package init(parsing text: String) throws(DumpError) {
    var reader = Reader(words: Self.words(of: text), text: text)
    term = try reader.either()
    if let extra = reader.words.first { throw reader.refusal(extra) }
  }

  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    func end() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    var rest = Substring(text)
    while let first = rest.first {
      if let sign = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) }) {
        end()
        words.append(sign.rawValue)
        rest = rest.dropFirst(sign.rawValue.count)
        continue
      }
      rest = rest.dropFirst()
      if first.isWhitespace || first == "(" || first == ")" {
        end()
        if !first.isWhitespace { words.append(String(first)) }
      } else {
        word.append(first)
      }
    }
    end()
    return words
  }

  private struct Reader {
    var words: [String]
    let text: String
    private var depth = 0

    init(words: [String], text: String) { (self.words, self.text) = (words, text) }

    func refusal(_ word: String?) -> DumpError {
      let fields = Field.allCases.map(\.rawValue) + RowFilter.flags.keys.sorted()
      let near = word.flatMap { nearest(to: $0, among: fields) }.map { ": did you mean '\($0)'?" }
      return .usage(
        "--where",
        (word.map { "'\($0.shortened)' is not expected here" } ?? "ends early")
          + (near ?? "; such as: loss > 5 and pred != label, of \(fields.listed)"))
    }

    private mutating func takes(_ word: String) -> Bool {
      guard words.first == word else { return false }
      words.removeFirst()
      return true
    }

    mutating func either() throws(DumpError) -> Term {
      var term = try both()
      while takes("or") { term = .either(term, try both()) }
      return term
    }

    private mutating func both() throws(DumpError) -> Term {
      var term = try single()
      while takes("and") { term = .both(term, try single()) }
      return term
    }

    private mutating func single() throws(DumpError) -> Term {
      depth += 1
      defer { depth -= 1 }
      guard depth < 64 else { throw .usage("--where", "is nested too deep") }
      if takes("not") { return .not(try single()) }
      if takes("(") {
        let term = try either()
        guard takes(")") else { throw refusal(words.first) }
        return term
      }
      if let word = words.first, let flag = RowFilter.flags[word] {
        words.removeFirst()
        return .flag(flag)
      }
      let left = try value()
      guard let word = words.first, let sign = Comparison(rawValue: word) else {
        throw refusal(words.first)
      }
      words.removeFirst()
      return .compare(left, sign, try value())
    }

    private mutating func value() throws(DumpError) -> Value {
      guard let word = words.first else { throw refusal(nil) }
      words.removeFirst()
      if let field = Field(rawValue: word) { return .field(field) }
      guard let number = Double(word) else { throw refusal(word) }
      return .number(number)
    }
  }

  /// Whether a row is shown.
  package func holds(_ facts: RowFacts, _ row: Int) -> Bool { holds(term, facts, row) }

  private func holds(_ term: Term, _ facts: RowFacts, _ row: Int) -> Bool {
    switch term {
    case .flag(let flag): facts.flags[row].contains(flag)
    case .not(let term): !holds(term, facts, row)
    case .both(let a, let b): holds(a, facts, row) && holds(b, facts, row)
    case .either(let a, let b): holds(a, facts, row) || holds(b, facts, row)
    case .compare(let a, let sign, let b):
      sign.holds(number(a, facts, row), number(b, facts, row))
    }
  }

  private func number(_ value: Value, _ facts: RowFacts, _ row: Int) -> Double {
    switch value {
    case .number(let number): number
    case .field(let field): facts.number(field, row)
    }
  }
}
