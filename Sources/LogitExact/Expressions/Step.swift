/// One step of a formula as a format computes it, beside what is exact.
public struct Step: Sendable {
  /// What went wrong, or only inexactly, in one step.
  public enum Event: Hashable, Sendable {
    /// The result was rounded.
    case rounded
    /// Of a sum, what was added has left no trace: the result is the other operand.
    case absorbed(Double)
    /// The operands' first digits are gone: so many decimal ones, at least one.
    case cancelled(digits: Int)
    /// The exact result of these operands is finite and beyond the format.
    case overflow
    /// The exact result of these operands is not 0.
    case underflow
    case infinityMinusInfinity
    case zeroTimesInfinity
    case zeroOverZero
    case infinityOverInfinity
    /// Outside of where the function is defined, such as the logarithm of a negative number.
    case outOfDomain
    /// An operand was NaN already.
    case spreadsNaN
    /// Infinite by definition, as the logarithm of 0.
    case pole
  }

  /// The formula of this step alone: its operands by theirs, or by `#place` where that is too long.
  public let text: String
  /// The steps whose values it takes, by their places among all steps.
  public let operands: [Int]
  /// What the format makes of the operands' values.
  public let value: Double
  /// The value of this part of the formula without any rounding, in the same format.
  public let exact: Proof
  /// How far `value` is from that, in ulps of the format at the exact value; nil where one of them
  /// is no finite number, or the exact value is not known well enough.
  public let ulps: Double?
  public let events: [Event]
}

extension Program {
  /// Every step in a format, each operation correctly rounded, beside the exact value.
  ///
  /// - Derivation: `+ − × ÷ √` of numbers of at most 24 bits are rounded from `Double`, where a
  ///   second rounding cannot hurt because 53 ≥ 2 · 24 + 2; the functions are rounded from balls.
  /// - Accuracy: each step is the correctly rounded result of its operands: `FormatStepTests`.
  public func steps(
    in format: Format, overflow: Overflow = .ieee, budget: Budget = Budget()
  ) -> [Step] {
    let values = values(in: format, overflow: overflow)
    var question = StepErrors(program: self, format: format, overflow: overflow, values: values)
    var budget = budget
    let bits = budget.ask(&question)
    return operations.indices.map { place in
      let exact =
        question.proofs[place] ?? Proof(value: .nan, verdict: .undecided(bits: bits))
      return Step(
        text: text(of: place), operands: operands(of: operations[place]), value: values[place],
        exact: exact, ulps: question.ulps[place],
        events: events(at: place, values, in: format))
    }
  }

  /// The results as a format computes them, each operation correctly rounded.
  public func evaluate(in format: Format, overflow: Overflow = .ieee) -> [Double] {
    let values = values(in: format, overflow: overflow)
    return results.map { values[$0] }
  }
}

/// How far each step's value is from the exact one.
private struct StepErrors: Question {
  let program: Program
  let format: Format
  let overflow: Overflow
  let values: [Double]
  var proofs: [Proof?]
  var ulps: [Double?]

  init(program: Program, format: Format, overflow: Overflow, values: [Double]) {
    self.program = program
    self.format = format
    self.overflow = overflow
    self.values = values
    proofs = program.operations.map { _ in nil }
    ulps = program.operations.map { _ in nil }
  }

  private var isOpen: [Bool] { proofs.map { $0 == nil } }

  func cost(limbs: Int) -> Double {
    let open = proofs.indices.filter { proofs[$0] == nil }
    return program.cost(limbs: limbs, where: program.needed(for: open))
  }

  mutating func answer<let width: Int>(by _: Ball<width>.Type) -> Bool {
    let open = proofs.indices.filter { proofs[$0] == nil }
    let balls = program.balls(Ball<width>.self, where: program.needed(for: open))
    for place in open {
      guard let proof = Proof(of: balls[place], in: format, overflow: overflow) else { continue }
      proofs[place] = proof
      guard values[place].isFinite, proof.value.isFinite else { continue }
      let miss = (Ball(values[place]) - balls[place]) / Ball(format.ulp(of: proof.value))
      ulps[place] = miss.isExactZero ? 0 : miss.kind == .number ? miss.estimate : nil
    }
    return !proofs.contains { $0 == nil }
  }
}
