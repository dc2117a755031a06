/// The number of a format nearest to the value of a formula, and what is known of that.
public struct Proof: Hashable, Sendable {
  public enum Verdict: Hashable, Sendable {
    /// The value is this number itself.
    case exact
    /// This number is the nearest one to the value: balls of so many bits leave no other.
    case proven(bits: Int)
    /// The value is finite and beyond the format.
    case overflow
    /// The value is not 0, and too small for the format.
    case underflow
    /// Balls of so many bits leave more than one number; the value shown is in their middle.
    case undecided(bits: Int)
  }

  public let value: Double
  public let verdict: Verdict
}

extension Program {
  /// The correctly rounded values of the results.
  ///
  /// - Parameter budget: Of what is still open when it is spent, the verdict is undecided.
  /// - Accuracy: correctly rounded unless undecided: `VectorTests`, by formulas, in four formats.
  public func proofs(
    in format: Format, overflow: Overflow = .ieee, budget: Budget = Budget()
  ) -> [Proof] {
    var question = Roundings(program: self, format: format, overflow: overflow)
    var budget = budget
    let bits = budget.ask(&question)
    return question.answers.map { answer in
      switch answer {
      case .proof(let proof): proof
      case .open(let middle): Proof(value: middle, verdict: .undecided(bits: bits))
      }
    }
  }
}

private struct Roundings: Question {
  enum Answer {
    case proof(Proof)
    case open(Double)
  }

  let program: Program
  let format: Format
  let overflow: Overflow
  var answers: [Answer]
  private var isNeeded: [Bool]

  init(program: Program, format: Format, overflow: Overflow) {
    self.program = program
    self.format = format
    self.overflow = overflow
    answers = program.results.map { _ in .open(.nan) }
    isNeeded = program.needed(for: program.results)
  }

  func cost(limbs: Int) -> Double { program.cost(limbs: limbs, where: isNeeded) }

  mutating func answer<let width: Int>(by _: Ball<width>.Type) -> Bool {
    let values = program.balls(Ball<width>.self, where: isNeeded)
    var open: [Int] = []
    for (index, place) in program.results.enumerated() {
      guard case .open = answers[index] else { continue }
      let ball = values[place]
      if let value = ball.rounded(to: format, overflow: overflow) {
        answers[index] = .proof(
          Proof(value: value, verdict: Self.verdict(on: value, of: ball, in: format)))
      } else {
        answers[index] = .open(format.rounded(ball.estimate, overflow: overflow))
        open.append(place)
      }
    }
    isNeeded = program.needed(for: open)
    return open.isEmpty
  }

  private static func verdict<let width: Int>(
    on value: Double, of ball: Ball<width>, in format: Format
  ) -> Proof.Verdict {
    let isReal = ball.kind == .number || ball.kind == .huge
    let isBeyond = !value.isFinite || ball.kind == .huge
    if isReal, isBeyond || value.magnitude == format.greatestFinite && ball.isBeyond(value) {
      return .overflow
    }
    if value == 0, ball.excludesZero { return .underflow }
    if ball.isExact, !isReal || (ball - Ball(value)).isExactZero { return .exact }
    return .proven(bits: Ball<width>.bits)
  }
}

extension Ball {
  /// Whether the number, rounded with all exponents there are, would lie beyond `limit`.
  fileprivate func isBeyond(_ limit: Double) -> Bool {
    let excess = Ball.abs(self) - Ball(limit.magnitude)
    return excess.sign == 1 && excess.exponent >= Ball(limit.magnitude).exponent - 11
  }
}
