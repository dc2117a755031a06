extension Ball {
  /// The larger one; where that is open, a ball that holds both possibilities.
  public static func max(_ a: Self, _ b: Self) -> Self {
    if a.isNaN || b.isNaN { return .nan }
    if a.kind == .unknown || b.kind == .unknown { return .unknown }
    if a.kind != .number || b.kind != .number {
      // A real number lies below +∞ and above −∞; huge lies beyond every number.
      return a.rank >= b.rank ? a : b
    }
    let difference = b - a
    switch difference.sign {
    case 1: return b
    case .some: return a
    case nil:
      // a + max(b − a, 0), the second term anywhere from 0 to where the difference ends.
      guard difference.kind == .number else { return .unknown }
      let reach = difference.reach
      let excess = difference.isNegative ? reach.lower : reach.upper
      return a + Self(exponent: difference.exponent, spread: excess).sealed()
    }
  }

  /// Both ends of a ball around 0, as errors of a midpoint of 0.
  private var reach: (lower: Spread, upper: Spread) {
    // The midpoint lies within the error, so the error is as large as the limbs.
    let width = limbs.isZero ? Spread.none : Spread(above: 1).shifted(by: Exponent(Self.bits))
    var lower = spread.swapped
    lower.below = 0
    var upper = spread + width
    upper.below = 0
    (lower.isStrict, upper.isStrict) = (false, false)
    return (lower, upper)
  }

  /// −2 for −∞ to 2 for +∞, 0 for a real number with an exponent.
  private var rank: Int {
    let size = kind == .infinite ? 2 : kind == .huge ? 1 : 0
    return isNegative ? -size : size
  }

  public static func min(_ a: Self, _ b: Self) -> Self { -max(-a, -b) }

  public static func abs(_ a: Self) -> Self {
    var result = a
    result.isNegative = false
    if a.kind != .number || a.excludesZero || a.isExact { return result }
    let (lower, upper) = a.reach
    return Self(exponent: a.exponent, spread: lower + upper).sealed()
  }
}
