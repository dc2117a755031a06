/// The number of a format nearest to the value of a formula, and what is known of that.
public struct Proof: Hashable, Sendable {
  public enum Verdict: Hashable, Sendable {
    /// The value is this number itself.
    case exact
    /// This number is the nearest one to the value: balls of so many bits leave no other.
    case proven(bits: Int)
    /// The value is beyond the format; an infinite one is where the format has no infinity.
    case overflow
    /// The value is not 0, and too small for the format.
    case underflow
    /// Balls of so many bits leave more than one number; the value is near their middle, or NaN where
    /// nothing is known.
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
    talliedProofs(in: format, overflow: overflow, budget: budget).proofs
  }

  /// The same, and what they took.
  func talliedProofs(
    in format: Format, overflow: Overflow, budget: Budget
  ) -> (proofs: [Proof], tally: RoundingTally) {
    var question = ProofQuestion(program: self, format: format, overflow: overflow)
    var budget = budget
    let bits = budget.ask(&question)
    let proofs = question.answers.map { answer in
      switch answer {
      case .proof(let proof): proof
      case .open(let middle): Proof(value: middle, verdict: .undecided(bits: bits))
      }
    }
    question.tally.undecided = proofs.count - question.tally.count
    return (proofs, question.tally)
  }
}

private struct ProofQuestion: Question {
  enum Answer {
    case proof(Proof)
    case open(Double)
  }

  /// Of what is still open.
  private var program: Program
  /// Which answers its results are.
  private var open: [Int]
  let format: Format
  let overflow: Overflow
  var answers: [Answer]
  var tally = RoundingTally()

  init(program: Program, format: Format, overflow: Overflow) {
    self.program = program
    self.format = format
    self.overflow = overflow
    answers = program.results.map { _ in .open(.nan) }
    open = Array(answers.indices)
  }

  func cost(limbs: Int) -> Double { program.cost(limbs: limbs) }

  mutating func answer<let width: Int>(by _: Ball<width>.Type) -> Bool {
    let values = program.balls(Ball<width>.self)
    var still: Set<Int> = []
    for (index, place) in zip(open, program.results) {
      let ball = values[place]
      if let proof = Proof(of: ball, in: format, overflow: overflow) {
        answers[index] = .proof(proof)
      } else {
        answers[index] = .open(format.rounded(ball.estimate, overflow: overflow))
        still.insert(index)
      }
    }
    tally.add(open.count - still.count, bits: width * 64)
    if still.isEmpty { return true }
    program.keep(still, of: &open)
    return false
  }
}

extension Proof {
  /// nil where the ball leaves more than one number.
  init?<let width: Int>(of ball: Ball<width>, in format: Format, overflow: Overflow = .ieee) {
    guard let value = ball.rounded(to: format, overflow: overflow) else { return nil }
    self.value = value
    let isReal = ball.kind == .number || ball.kind == .huge
    let isLargest = value.magnitude == format.greatestFinite
    let isLost = ball.kind == .infinite && !value.isInfinite
    if isLost || isReal && (!value.isFinite || isLargest && ball.isBeyond(format)) {
      verdict = .overflow
    } else if value == 0, ball.excludesZero {
      verdict = .underflow
    } else if ball.isExact, !isReal || (ball - Ball(value)).isExactZero {
      verdict = .exact
    } else {
      verdict = .proven(bits: Ball<width>.bits)
    }
  }
}

extension Ball {
  /// Whether the number is more than half an ulp above the largest of a format, which then stands
  /// for it only where overflow saturates.
  fileprivate func isBeyond(_ format: Format) -> Bool {
    let largest = Ball(format.greatestFinite)
    let half = Ball(format.ulp(of: format.greatestFinite) / 2)
    return (Ball.abs(self) - largest - half).sign.map { $0 >= 0 } ?? true
  }
}
