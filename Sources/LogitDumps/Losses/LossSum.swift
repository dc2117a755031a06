import Glibc
import LogitExact
import LogitLosses
import LogitText

/// The losses of rows as one number, under every reduction: a value that merges with others in any
/// order to the same bits.
///
/// - Derivation: each row adds its loss as doubles with a bound; doubles add up exactly, so do the
///   bounds. What follows is rounded from both ends, and is known where they agree.
package struct LossSum: Sendable, Equatable {
  /// Of all losses, as doubles.
  var sum = ExactSum()
  /// How far it may be from the sum of the true ones.
  var error = ExactSum()
  /// The rows, those not ignored, and the weights of their classes.
  package var rows = 0
  package var kept = 0
  var weights = ExactSum()

  init() {}

  mutating func add(_ loss: DoublePair, weight: Double) {
    sum.add(loss.high)
    sum.add(loss.low)
    error.add(loss.error)
    weights.add(weight)
    kept += 1
  }

  mutating func merge(_ other: LossSum) {
    sum.merge(other.sum)
    error.merge(other.error)
    weights.merge(other.weights)
    rows += other.rows
    kept += other.kept
  }

  /// What a reduction divides by; of no row 0, whose mean is NaN.
  func denominator(_ reduction: Reduction, losses: Int) -> Double {
    switch reduction {
    case .none, .sum: 1
    case .mean: Double(rows * losses)
    case .meanKept, .meanNonzero: Double(kept * losses)
    case .weightedMean: weights.rounded(to: .float64) * Double(losses)
    }
  }

  /// The digits of the sum over a denominator that are sure where no one number is, and a `~`.
  func near(over denominator: Double) -> String {
    let (high, bound) = (sum.rounded(to: .float64), error.rounded(to: .float64))
    guard high.isFinite, bound.isFinite, high != 0, bound < high.magnitude else { return "?" }
    let digits = bound == 0 ? 15 : -log10(2 * bound / high.magnitude)
    return digits >= 1 ? (high / denominator).significant(Int(min(15, digits))) + "~" : "?"
  }

  /// The sum over a denominator and what follows from it, rounded once; nil where its error leaves
  /// more than one number.
  func reading(
    over denominator: Double, in format: Format,
    as follows: (Expression) -> Expression = { $0 }
  ) -> Reading? {
    let high = sum.rounded(to: .float64)
    guard high.isFinite else { return Reading(high, isExact: true) }
    guard denominator != 0 else { return Reading(.nan) }
    var rest = sum
    rest.add(-high)
    let low = rest.rounded(to: .float64)
    let bound = error.rounded(to: .float64)
    let whole = bound == 0 && low == 0 ? 0 : bound * (1 + 0x1p-50) + low.ulp
    guard whole.isFinite else { return nil }
    let quotient = Expression.binary(
      .divide, .binary(.add, .binary(.add, .name("high"), .name("low")), .name("error")),
      .name("bottom"))
    let ends = [-whole, whole].compactMap { error -> Reading? in
      let inputs = Inputs(
        Dictionary(
          uniqueKeysWithValues: zip(
            ["high", "low", "error", "bottom"], [high, low, error, denominator]
          )
          .map { ($0, .scalar(Quantity($1))) }))
      return (try? Program(follows(quotient), of: inputs))?.readings(in: format).first
    }
    guard ends.count == 2, ends[0].value == ends[1].value || ends[0].value.isNaN else { return nil }
    return Reading(ends[0].value, isExact: ends[0].isExact && whole == 0)
  }
}
