import Glibc

/// One row of logits in `Double`, split at one of its largest: what every softmax kernel is made of.
///
/// With `k` a class of the largest logit `m`, and `others = Σ_{j≠k} exp(z_j − m)`, every quantity
/// of the row is a sum of terms of one sign in `others`: `1 − p_k` is `others / (1 + others)`, and
/// `−ln p_j` is `(m − z_j) + log1p(others)`.
@usableFromInline
struct SoftmaxRow {
  let logits: [Double]
  /// A class of the largest logit.
  let top: Int
  /// The largest logit, NaN where one is NaN.
  let maximum: Double
  /// `exp(z_j − maximum)`; all NaN where the row has no softmax.
  let powers: [Double]
  /// The sum of `powers` without that of `top`.
  let others: Double
  /// What `others` lost when it was rounded.
  let othersLost: Double
  /// `ln(1 + others)`.
  let excess: Double

  /// - Precondition: `logits` is not empty.
  @usableFromInline
  init(_ logits: [Double]) {
    precondition(!logits.isEmpty, "a row needs at least one logit")
    var top = 0
    var infinities = 0
    var hasNaN = false
    for (j, z) in logits.enumerated() {
      if z > logits[top] || logits[top].isNaN { top = j }
      if z == .infinity { infinities += 1 }
      if z.isNaN { hasNaN = true }
    }
    let maximum = logits[top]
    self.logits = logits
    self.top = top
    self.maximum = hasNaN ? .nan : maximum
    // Several infinities, or nothing but −∞: the limit depends on the path.
    let isUndefined = logits.count > 1 && (infinities > 1 || maximum == -.infinity)
    guard !hasNaN, !isUndefined else {
      powers = [Double](repeating: .nan, count: logits.count)
      others = .nan
      othersLost = .nan
      excess = .nan
      return
    }
    var sum = CompensatedSum()
    var powers = [Double](repeating: 1, count: logits.count)
    for j in logits.indices where j != top {
      powers[j] = Self.power(logits[j], below: maximum)
      sum.add(powers[j])
    }
    self.powers = powers
    others = sum.value
    othersLost = sum.lost
    excess = log1p(others)
  }

  /// `exp(z − m)`, with the rounding error of the subtraction, which `exp` would magnify.
  @inline(__always)
  private static func power(_ z: Double, below m: Double) -> Double {
    let gap = z - m
    // Below this the result rounds to 0; the error of an infinite gap would be NaN.
    guard gap > -746 else { return 0 }
    let power = exp(gap)
    return power + power * errorOfSum(z, -m, gap)
  }

  /// `1 + others`, what the powers are divided by.
  var normalizer: Double { 1 + others }

  /// What `normalizer` lost when it was rounded.
  var normalizerLost: Double { errorOfSum(1, others, normalizer) + othersLost }

  /// `p_j`.
  @inline(__always)
  func probability(_ j: Int) -> Double { powers[j] / normalizer }

  /// `1 − p_j`.
  @inline(__always)
  func complement(_ j: Int) -> Double {
    (j == top ? others : normalizer - powers[j]) / normalizer
  }

  /// `ln Σ exp(z_j)`.
  @usableFromInline var logSumExp: Double { maximum.isInfinite ? maximum : maximum + excess }

  @usableFromInline var probabilities: [Double] { logits.indices.map(probability) }

  /// `−ln p_j`.
  @usableFromInline
  func cost(_ j: Int) -> Double {
    guard j != top else { return excess }
    let gap = maximum - logits[j]
    guard gap.isFinite else { return gap + excess }
    return gap + (excess + errorOfSum(maximum, -logits[j], gap))
  }

  /// `weight · (−ln p_j)`, 0 for a weight of zero.
  @usableFromInline
  func cost(_ j: Int, times weight: Double) -> Double {
    let cost = cost(j)
    guard cost.isInfinite, maximum.isFinite, logits[j].isFinite else {
      return product(weight, cost)
    }
    // Two finite logits further apart than the largest double: half of it is not.
    return 2 * (weight * (maximum / 2 - logits[j] / 2))
  }
}
