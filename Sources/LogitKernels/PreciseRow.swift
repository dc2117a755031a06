import CKernels
import LogitLosses

/// One row of softmax cross entropy with an index label, in pairs of doubles, and proven where they
/// leave a number open.
///
/// - Derivation: with `e_j = exp(x_j − s)`, `S` the sum of all and `R` that of all but the label's, the
///   loss is `log1p(R / e_y)` and the gradient `e_j / S`, at the label `−R / S`: sums of what is positive,
///   so nothing cancels. A pair is within `2^−91` of its power, a sum of K within `K 2^−106` of itself.
struct PreciseRow<Scalar: LaneScalar> {
  /// Of a loss or a derivative.
  static var error: Double { 0x1p-86 }

  private let lanes: Lanes
  private let classes: Int
  private let divisor: Double
  private let x: Scratch<Double>
  private let high: Scratch<Double>
  private let low: Scratch<Double>
  private lazy var proven = ProvenRows<Scalar>(
    .sparseSoftmaxCrossEntropy, classes: classes, divisor: divisor)

  init(_ lanes: Lanes, classes: Int, divisor: Double) {
    (self.lanes, self.classes, self.divisor) = (lanes, classes, divisor)
    (x, high, low) = (Scratch(classes, 0), Scratch(classes + 8, 0), Scratch(classes + 8, 0))
  }

  /// The loss, and as a double; the gradient goes to `gradient`.
  mutating func solve(
    _ logits: UnsafePointer<Scalar>, label: Int, _ gradient: UnsafeMutablePointer<Scalar>?
  ) -> (loss: Scalar, double: Double) {
    var maximum = -Double.infinity
    var least = Double.infinity
    var hasNaN = false
    for k in 0..<classes {
      let number = logits[k].double
      x.start[k] = number
      if number > maximum { maximum = number }
      if number < least { least = number }
      hasNaN = hasNaN || number.isNaN
    }
    if hasNaN || maximum.isInfinite {
      let loss = limits(maximum, hasNaN: hasNaN, label: label, gradient)
      return (loss, loss.double)
    }
    let isNear = maximum < 300 && maximum > -190 && x.start[label] > -300
    let shift = isNear ? 0 : maximum
    if least - shift < -300, isLost(below: shift) { return prove(logits, label, gradient) }
    guard let loss = numbers(shift, label, gradient) else { return prove(logits, label, gradient) }
    return loss
  }

  /// Whether some power is too small for a pair and not for the format.
  ///
  /// - Derivation: a sum of all powers is at least `e^−190`; what is below `e^−103` rounds to 0 as a
  ///   `Float`, what is below `e^−746` as a `Double`.
  private func isLost(below shift: Double) -> Bool {
    let least = Scalar.self == Float.self ? -300.0 : -1000
    return (0..<classes).contains { k in
      let distance = x.start[k] - shift
      return distance < -300 && distance > least
    }
  }

  private mutating func prove(
    _ logits: UnsafePointer<Scalar>, _ label: Int, _ gradient: UnsafeMutablePointer<Scalar>?
  ) -> (Scalar, Double) {
    let numbers = proven.numbers(of: logits, label: label)
    for k in 0..<classes { gradient?[k] = numbers[k + 1] }
    return (numbers[0], numbers[0].double)
  }

  /// Nil where something stays open.
  private func numbers(
    _ shift: Double, _ label: Int, _ gradient: UnsafeMutablePointer<Scalar>?
  ) -> (Scalar, Double)? {
    var (own, others) = (Pair(0), Pair(0))
    lanes.exp_row_pairs(x.start, classes, shift, label, high.start, low.start, &own, &others)
    // Powers that were left out count here.
    if others.high < 1e-86 {
      let isWhole = (0..<classes).allSatisfy {
        $0 == label || x.start[$0] == -.infinity || x.start[$0] - shift >= -300
      }
      guard isWhole else { return nil }
    }
    let factor = Pair(1) / ((own + others) * Pair(divisor))
    let loss = lossOf(own, others, shift, label)
    guard let rounded = loss.rounded(within: Self.error, to: Scalar.self) else { return nil }
    guard let gradient else { return (rounded, loss.high) }
    guard
      Scalar.scale(high.start, low.start, classes, factor, Self.error, lanes, into: gradient),
      let slope = (others * factor).rounded(within: Self.error, to: Scalar.self)
    else { return nil }
    gradient[label] = others.high == 0 ? .zero : -slope
    return (rounded, loss.high)
  }

  private func lossOf(_ own: Pair, _ others: Pair, _ shift: Double, _ label: Int) -> Pair {
    // Of a label that far below the sum of the others is 1 and more.
    let quotient = own.high > 0 ? others / own : others + Pair(-1)
    if x.start[label] == -.infinity { return Pair(.infinity) }
    let log = quotient.log1p(lanes)
    return own.high > 0 ? log : .exact(shift, -x.start[label]) + log
  }

  /// A row with infinities above all or NaN.
  private func limits(
    _ maximum: Double, hasNaN: Bool, label: Int, _ gradient: UnsafeMutablePointer<Scalar>?
  ) -> Scalar {
    let tops = (0..<classes).filter { x.start[$0] == maximum }
    let hasLimit = !hasNaN && tops.count == 1 && (maximum > 0 || classes == 1)
    for k in 0..<classes { gradient?[k] = hasLimit ? .zero : .nan }
    guard hasLimit else { return .nan }
    if tops[0] == label { return .zero }
    let share = (Pair(1) / Pair(divisor)).rounded(within: 0, to: Scalar.self) ?? .nan
    gradient?[tops[0]] = share
    gradient?[label] = -share
    return .infinity
  }
}
