@testable import LogitExact

/// Where a ball of the kind `number` begins and ends, as exact numbers read from its fields.
struct BallEnds {
  /// The ends along the number line.
  let lower: Dyadic
  let upper: Dyadic
  let middle: Dyadic
  /// Whether the middle, which is then one of the ends, is known not to be the number.
  let isMiddleOut: Bool

  init<let width: Int>(_ ball: Ball<width>) {
    let unit = ball.exponent - Int128(64 * width)
    var limbs: [UInt64] = []
    for i in 0..<width { limbs.append(ball.limbs[i]) }
    let size = Dyadic(limbs: limbs, exponent: unit)
    func length(_ units: Double) -> Dyadic {
      var result = Dyadic(units)
      if !result.isZero { result.exponent += unit + Int128(ball.spread.scale) }
      return result
    }
    let (near, far) = (size - length(ball.spread.below), size + length(ball.spread.above))
    (lower, upper) = ball.isNegative ? (-far, -near) : (near, far)
    middle = ball.isNegative ? -size : size
    isMiddleOut =
      ball.spread.isStrict && (ball.spread.below == 0) != (ball.spread.above == 0)
  }

  /// Whether this number may be the ball's.
  func holds(_ number: Dyadic) -> Bool {
    if isMiddleOut, number.compare(middle) == 0 { return false }
    return lower.compare(number) <= 0 && number.compare(upper) <= 0
  }

  /// Whether the truth may be the ball's number: false proves the ball wrong.
  func holds(_ truth: Truth) -> Bool {
    if truth.isExact { return holds(truth.value) }
    let (value, end) = (truth.value, truth.end)
    let (low, high) = value.isNegative ? (end, value) : (value, end)
    return low.compare(upper) < 0 && lower.compare(high) < 0
  }

  /// Whether two balls may hold the same number.
  func meets(_ other: BallEnds) -> Bool {
    let (left, right) = (upper.compare(other.lower), other.upper.compare(lower))
    guard left >= 0, right >= 0 else { return false }
    // One point in common does not count if either leaves it out.
    if left == 0 { return holds(upper) && other.holds(upper) }
    if right == 0 { return holds(lower) && other.holds(lower) }
    return true
  }
}
