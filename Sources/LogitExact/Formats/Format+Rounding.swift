/// What becomes of a number that rounds beyond the greatest finite one.
public enum Overflow: Sendable {
  /// Infinity, or NaN in a format that has no infinity.
  case ieee
  /// The greatest finite number of its sign, of an infinity as well.
  case saturate
}

extension Format {
  /// The nearest number of this format, ties to even, gradual underflow.
  ///
  /// - Derivation: below the next power of two the numbers of the format are the multiples of a
  ///   power of two, `ulp(of:)`. Dividing by it is exact, so the only rounding is that to an
  ///   integer. The exponent is taken as unbounded first: what then exceeds the greatest finite
  ///   number has overflowed, as IEEE 754 wants it.
  /// - Accuracy: correctly rounded; `NarrowRoundingTests` compares with integer arithmetic.
  /// - Special values: a zero keeps its sign, also one that underflow made; NaN is kept; an
  ///   infinity is what overflow gives.
  /// - Parameter overflow: What a number beyond the greatest finite one becomes.
  public func rounded(_ value: Double, overflow: Overflow = .ieee) -> Double {
    switch (self, overflow) {
    case (.float64, .ieee): return value
    case (.float32, .ieee): return Double(Float(value))
    default: break
    }
    let near = roundedWithoutBound(value)
    guard near.magnitude > greatestFinite else { return near }
    switch overflow {
    case .saturate: return Double(signOf: value, magnitudeOf: greatestFinite)
    case .ieee: return Double(signOf: value, magnitudeOf: hasInfinity ? .infinity : .nan)
    }
  }

  /// Whether `value` is a number of this format, NaN included.
  public func isRepresentable(_ value: Double) -> Bool {
    value.isNaN || rounded(value) == value
  }

  /// Rounded to the precision, however large.
  private func roundedWithoutBound(_ value: Double) -> Double {
    guard self != .float64, value.isFinite else { return value }
    let spacing = spacingExponent(value)
    // Between them the two powers may leave the range of `Double` only where the format has too.
    return (value * Self.power(of: -spacing)).rounded(.toNearestOrEven) * Self.power(of: spacing)
  }

  /// The exponent of the spacing of the numbers around a finite `value`.
  func spacingExponent(_ value: Double) -> Int {
    // A subnormal double reads as -1023, below the exponents of every narrower format.
    max(Int(value.exponentBitPattern) - 1023, minExponent) - fractionBits
  }

  /// Whether `value` lies exactly between two neighbours of this format, the exponent again taken
  /// as unbounded.
  func isTie(_ value: Double) -> Bool {
    guard self != .float64, Self.mayBeTie(value) else { return false }
    let spacings = value.magnitude * Self.power(of: -spacingExponent(value))
    return spacings - spacings.rounded(.down) == 0.5
  }

  /// Whether `value` ends early enough to be a tie of any format: one digit behind the last of a
  /// float32, 28 before the last of a double.
  static func mayBeTie(_ value: Double) -> Bool {
    value.bitPattern & 0xfff_ffff == 0 && value.isFinite && value != 0
  }
}
