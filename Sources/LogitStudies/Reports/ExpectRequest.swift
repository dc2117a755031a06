import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// What a script counts on: a number of the bench and how near it must be, or that all are finite.
package enum ExpectRequest: Question {
  case finite
  case number(Subject, TypedNumber, Tolerance?)

  package static let spec = Spec(
    name: "expect",
    usage: "expect loss|mean|sum <number> [<tolerance>]"
      + " | expect gradient|p <class> <number> [<tolerance>] | expect finite",
    summary: "Let a script fail, with status 1, where a number is not as said: to the digits"
      + " typed, within 1ulp or within 1e-4.",
    example: "expect loss 0.0092")

  package init(parsing args: inout Arguments) throws(CommandError) {
    self = try args.expectation()
  }

  package var words: String {
    switch self {
    case .finite: "finite"
    case .number(let subject, let typed, let tolerance):
      "\(subject) \(typed.text)" + (tolerance.map { " \($0)" } ?? "")
    }
  }

  package var readsLabels: Bool {
    if case .number(.probability, _, _) = self { false } else { true }
  }

  package func answer(on model: Model) throws(CommandError) -> Verdict {
    try model.verdict(on: self)
  }

  package enum Subject: Equatable, Sendable {
    /// Of the chosen row.
    case loss
    /// Of the batch.
    case reduced(Reduction)
    case gradient(ClassReference)
    case probability(ClassReference)
  }

  package enum Tolerance: Equatable, Sendable {
    /// Steps from one number of the dtype to the next.
    case ulps(Int)
    case within(Number)
  }
}

extension ExpectRequest.Subject: CustomStringConvertible {
  package var description: String {
    switch self {
    case .loss: "loss"
    case .reduced(let reduction): reduction.name
    case .gradient(let index): "gradient \(index)"
    case .probability(let index): "p \(index)"
    }
  }
}

extension ExpectRequest.Tolerance: CustomStringConvertible {
  package var description: String {
    switch self {
    case .ulps(let count): count == 1 ? "1ulp" : "\(count)ulps"
    case .within(let number): number.text
    }
  }
}

// MARK: - Reading

extension Arguments {
  fileprivate mutating func expectation() throws(CommandError) -> ExpectRequest {
    let (word, column) = try wordAndColumn("what is expected")
    let subject: ExpectRequest.Subject
    switch word {
    case "finite": return .finite
    case "loss": subject = .loss
    case "gradient": subject = .gradient(try classReference("a class"))
    case "p": subject = .probability(try classReference("a class"))
    default:
      guard let reduction = Reduction(rawValue: word), reduction != .none else {
        let known = ["loss", "mean", "sum", "gradient", "p", "finite"]
        throw CommandError(
          .notOneOf(word, kind: "expectation", choices: known), column: column)
      }
      subject = .reduced(reduction)
    }
    let typed = try typedNumber()
    return .number(subject, typed, isAtEnd ? nil : try tolerance())
  }

  private mutating func tolerance() throws(CommandError) -> ExpectRequest.Tolerance {
    var ahead = self
    var (word, column) = try ahead.wordAndColumn("a tolerance")
    if word == "±" || word == "+-" { (word, column) = try ahead.wordAndColumn("a tolerance") }
    let plain = word.drop { "±+-".contains($0) }
    if let ulp = plain.firstRange(of: "ulp"), let count = Int(plain[..<ulp.lowerBound]), count >= 0,
      ["ulp", "ulps"].contains(plain[ulp.lowerBound...])
    {
      self = ahead
      return .ulps(count)
    }
    guard let number = Number(plain), number.isFinite else {
      throw CommandError("'\(word)' is no tolerance, such as 1ulp, 2ulps or 1e-4", column: column)
    }
    self = ahead
    if takesUnit() { return .ulps(Int(exactly: number.value(in: .float64)) ?? 1) }
    return .within(number)
  }

  /// `1 ulp` in two words.
  private mutating func takesUnit() -> Bool { takes("ulp") || takes("ulps") }
}
