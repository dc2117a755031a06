@testable import LogitExact

/// Rounding to a format by integer arithmetic, with the format's figures written out once more.
struct IntegerFormat {
  let format: Format
  let precision: Int
  /// The least number is `2^least`.
  let least: Int
  /// The greatest is `digits · 2^most`.
  let digits: UInt64
  let most: Int
  let hasInfinity: Bool

  static var all: [IntegerFormat] {
    [
      Self(.float64, 53, -1074, 1 << 53 - 1, 971), Self(.float32, 24, -149, 1 << 24 - 1, 104),
      Self(.bfloat16, 8, -133, 255, 120), Self(.float16, 11, -24, 2047, 5),
      Self(.float8E5M2, 3, -16, 7, 13), Self(.float8E4M3, 4, -9, 14, 5, hasInfinity: false),
    ]
  }

  private init(
    _ format: Format, _ precision: Int, _ least: Int, _ digits: UInt64, _ most: Int,
    hasInfinity: Bool = true
  ) {
    self.format = format
    self.precision = precision
    self.least = least
    self.digits = digits
    self.most = most
    self.hasInfinity = hasInfinity
  }

  /// What is nearest to `number`, or to one that is larger or smaller in size by nearly nothing.
  func rounded(_ number: Dyadic, nudge: Int = 0, overflow: Overflow = .ieee) -> Double {
    let sign: FloatingPointSign = number.isNegative ? .minus : .plus
    guard !number.isZero else { return Double(signOf: number.isNegative ? -1 : 1, magnitudeOf: 0) }
    var top = number.top
    // Just below a power of two the spacing is the finer one.
    if nudge < 0, number.compareSize(Dyadic(limbs: [1], exponent: top - 1)) == 0 { top -= 1 }
    let quantum = Swift.max(top - Int128(precision), Int128(least))
    let (kept, half, _) = number.cut(at: quantum)
    let side = half == 0 ? nudge : half
    let count = kept + (side > 0 || side == 0 && kept & 1 == 1 ? 1 : 0)
    let greatest = Dyadic(limbs: [digits], exponent: Int128(most))
    guard Dyadic(limbs: [count], exponent: quantum).compare(greatest) <= 0 else {
      let last = Double(sign: .plus, exponent: most, significand: Double(digits))
      return switch overflow {
      case .saturate: Double(signOf: number.isNegative ? -1 : 1, magnitudeOf: last)
      case .ieee: hasInfinity ? (sign == .minus ? -.infinity : .infinity) : .nan
      }
    }
    return Double(sign: sign, exponent: Int(quantum), significand: Double(count))
  }

  /// The rounding of a truth: its cut is far below every place where roundings part.
  func rounded(_ truth: Truth, overflow: Overflow = .ieee) -> Double {
    rounded(truth.value, nudge: truth.isExact ? 0 : 1, overflow: overflow)
  }

  /// Whether the ball is wider than a quarter of the format's step at its middle.
  func isCoarse(_ ends: BallEnds) -> Bool {
    let quantum = Swift.max(ends.middle.top - Int128(precision), Int128(least))
    return (ends.upper - ends.lower).compareSize(Dyadic(limbs: [1], exponent: quantum - 2)) >= 0
  }

  /// What every number of the ball rounds to; nil if they differ.
  func rounded(_ ends: BallEnds, overflow: Overflow = .ieee) -> Double? {
    func end(_ number: Dyadic, inwards: Int) -> Double {
      let isOut = ends.isMiddleOut && number.compare(ends.middle) == 0
      let nudge = isOut ? (number.isNegative ? -inwards : inwards) : 0
      return rounded(number, nudge: nudge, overflow: overflow)
    }
    let (low, high) = (end(ends.lower, inwards: 1), end(ends.upper, inwards: -1))
    return low == high || low.isNaN && high.isNaN ? low : nil
  }
}
