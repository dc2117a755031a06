import CKernels
import LogitLosses

/// One row of softmax cross entropy, with an index label or one label a class, in pairs of doubles, and proven where they
/// leave a number open.
///
/// - Derivation: with `e_j = exp(x_j − s)`, `S` the sum of all and `R` that of all but the label's, the
///   loss is `log1p(R / e_y)` and the gradient `e_j / S`, at the label `−R / S`: sums of what is positive,
///   so nothing cancels. Labels `t` that are one a class have the largest at y, and add
///   `Σ t_j (x_y − x_j)` to the loss, of which the first part counts `Σ t` times; see `SoftmaxTargets`.
///   A pair is within `2^−91` of its power, a sum of them within `2^−90`.
struct PreciseRow<Scalar: LaneScalar> {
  /// Of a loss or a derivative.
  static var error: Double { 0x1p-86 }

  private let lanes: Lanes
  private let classes: Int
  private let divisor: Double
  private let hasTargets: Bool
  private let x: Scratch<Double>
  private let high: Scratch<Double>
  private let low: Scratch<Double>
  /// One label a class, and errors of slopes.
  private let y: Scratch<Double>
  private let errors: Scratch<Double>
  private lazy var proven = ProvenRows<Scalar>(
    hasTargets ? .softmaxCrossEntropy : .sparseSoftmaxCrossEntropy, classes: classes,
    divisor: divisor)

  init(_ lanes: Lanes, _ batch: SoftmaxBatch<Scalar>) {
    let classes = batch.shape.classes
    (self.lanes, self.classes, divisor) = (lanes, classes, batch.divisor)
    hasTargets = batch.hasTargets
    y = Scratch(hasTargets ? classes : 0, 0)
    errors = Scratch(hasTargets ? classes : 0, 0)
    (x, high, low) = (Scratch(classes, 0), Scratch(classes + 8, 0), Scratch(classes + 8, 0))
  }

  /// The loss, and as a double; the gradient goes to `gradient`.
  ///
  /// - Parameter label: Of `targets` the largest.
  mutating func solve(
    _ logits: UnsafePointer<Scalar>, label: Int, targets: UnsafePointer<Scalar>?,
    _ gradient: UnsafeMutablePointer<Scalar>?
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
    if let targets {
      var isFinite = true
      for k in 0..<classes {
        y.start[k] = targets[k].double
        hasNaN = hasNaN || y.start[k].isNaN
        isFinite = isFinite && y.start[k].isFinite
      }
      if !hasNaN, !isFinite || maximum.isInfinite { return prove(logits, label, targets, gradient) }
    }
    if hasNaN || maximum.isInfinite {
      let loss = limits(maximum, hasNaN: hasNaN, label: label, gradient)
      return (loss, loss.double)
    }
    let isNear = maximum < 300 && maximum > -190 && x.start[label] > -300
    let shift = isNear ? 0 : maximum
    if least - shift < -300, isLost(below: shift) {
      return prove(logits, label, targets, gradient)
    }
    return numbers(shift, label, gradient) ?? prove(logits, label, targets, gradient)
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
    _ logits: UnsafePointer<Scalar>, _ label: Int, _ targets: UnsafePointer<Scalar>?,
    _ gradient: UnsafeMutablePointer<Scalar>?
  ) -> (Scalar, Double) {
    let numbers = proven.numbers(of: logits, label: label, targets: targets)
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
    if hasTargets { return weighed(loss, others, factor, label, gradient) }
    guard let rounded = loss.rounded(within: Self.error, to: Scalar.self) else { return nil }
    guard let gradient else { return (rounded, loss.high) }
    guard
      Scalar.scale(high.start, low.start, classes, factor, Self.error, lanes, into: gradient),
      let slope = (others * factor).rounded(within: Self.error, to: Scalar.self)
    else { return nil }
    gradient[label] = others.high == 0 ? .zero : -slope
    return (rounded, loss.high)
  }

  /// The same with one label a class.
  private func weighed(
    _ first: Pair, _ others: Pair, _ factor: Pair, _ label: Int,
    _ gradient: UnsafeMutablePointer<Scalar>?
  ) -> (Scalar, Double)? {
    var (rest, distance, sizes) = (Pair(0), Pair(0), ck_weights())
    lanes.weigh_pairs(x.start, y.start, classes, label, &rest, &distance, &sizes)
    // What is infinite is for the proof.
    guard first.high.isFinite, sizes.distance_size.isFinite else { return nil }
    let (own, share) = (Pair(y.start[label]), Pair(1) / Pair(divisor))
    let sum = own + rest
    let size = own.high.magnitude + sizes.label_size
    let loss = sum * first + distance
    guard
      let rounded = loss.rounded(
        off: (size * first.high + sizes.distance_size) * Self.error, to: Scalar.self)
    else { return nil }
    guard let gradient else { return (rounded, loss.high) }
    lanes.subtract_pairs(
      high.start, low.start, y.start, classes, sum * factor, share, errors.start)
    let ownSlope = rest * share + -(sum * others * factor)
    (high.start[label], low.start[label]) = (ownSlope.high, ownSlope.low)
    errors.start[label] =
      (sizes.label_size * share.high + size * others.high * factor.high) * Self.error
    for k in 0..<classes {
      let slope = Pair(high.start[k], low.start[k])
      guard let rounded = slope.rounded(off: errors.start[k], to: Scalar.self) else { return nil }
      gradient[k] = rounded
    }
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
