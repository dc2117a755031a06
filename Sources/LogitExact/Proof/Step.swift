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
    /// The exact result of these operands is finite and beyond the format, or the number that was
    /// given is.
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
  /// The same with the values of its operands in their places: `1 + 2.0611537e-09`.
  public let applied: String
  /// What it does.
  package let operation: Program.Operation
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

  /// Whether it is an input or a number of the formula.
  public var isInput: Bool {
    if case .quantity = operation { true } else { false }
  }
}

extension Step.Event {
  /// Of an operation that has no value by what its operands are, how it is written: `inf - inf`.
  package var indeterminate: String? {
    switch self {
    case .infinityMinusInfinity: "inf - inf"
    case .zeroTimesInfinity: "0 * inf"
    case .zeroOverZero: "0 / 0"
    case .infinityOverInfinity: "inf / inf"
    case .rounded, .absorbed, .cancelled, .overflow, .underflow, .outOfDomain, .spreadsNaN, .pole:
      nil
    }
  }
}

extension Program {
  /// Every step in a format, each operation correctly rounded, beside the exact value.
  ///
  /// - Parameter longest: Operands whose formula is longer are named `#` and their place.
  /// - Derivation: `+ − × ÷ √` of numbers of at most 24 bits are rounded from `Double`, where a
  ///   second rounding cannot hurt because 53 ≥ 2 · 24 + 2; the functions are rounded from balls.
  /// - Accuracy: each step is the correctly rounded result of its operands: `FormatStepTests`.
  public func steps(
    in format: Format, overflow: Overflow = .ieee, budget: Budget = Budget(), longest: Int = 40
  ) -> [Step] {
    let steps = FormatSteps(self, in: format, overflow: overflow)
    let all = Array(operations.indices)
    let texts = texts(longest: longest)
    let applied = appliedTexts(steps.values, in: format)
    let comparisons = compare(
      steps.values, at: all, in: format, overflow: overflow, budget: budget)
    return all.map { place in
      Step(
        text: texts[place], applied: applied[place], operation: operations[place],
        operands: operands(of: operations[place]),
        value: steps.values[place], exact: comparisons[place].exact,
        ulps: comparisons[place].ulps, events: events(at: place, steps))
    }
  }

  /// The results as a format computes them, each operation correctly rounded.
  public func evaluate(in format: Format, overflow: Overflow = .ieee) -> [Double] {
    let steps = FormatSteps(self, in: format, overflow: overflow, hasVerdicts: false)
    return results.map { steps.values[$0] }
  }
}
