extension Format {
  /// The least number of this format above `value`, which need not be of the format itself.
  ///
  /// - Special values: above the greatest finite number lies infinity, or NaN in a format without
  ///   one; above `-∞` the least finite number; above infinity infinity; NaN in, NaN out.
  public func nextUp(_ value: Double) -> Double {
    guard !value.isNaN else { return value }
    if value >= greatestFinite { return hasInfinity ? .infinity : .nan }
    if value < -greatestFinite { return -greatestFinite }
    let near = rounded(value)
    if near > value { return near }
    let code = bits(of: near.magnitude)
    return near < 0 ? -self.value(ofBits: code - 1) : self.value(ofBits: code + 1)
  }

  /// The greatest number of this format below `value`, as `nextUp` on the other side.
  public func nextDown(_ value: Double) -> Double { -nextUp(-value) }

  /// The distance between the numbers of this format around `|value|`:
  /// `2^(max(e, minExponent) − precision + 1)` for `2^e ≤ |value| < 2^(e+1)`, also where that
  /// exceeds the greatest finite number.
  ///
  /// - Special values: the least positive number for 0; NaN for NaN and infinities.
  public func ulp(of value: Double) -> Double {
    guard value.isFinite else { return .nan }
    return self == .float64 ? value.ulp : Self.power(of: spacingExponent(value))
  }

  /// How many steps from a number to its neighbour lead from `a` to `b`: 0 for the same number, 1
  /// for neighbours. Both zeros are one place; a value that is none of the format is rounded first.
  ///
  /// - Returns: nil where one of them is NaN; at most `Int.max`, which float64 alone exceeds.
  public func steps(from a: Double, to b: Double) -> Int? {
    let (a, b) = (rounded(a), rounded(b))
    guard !a.isNaN, !b.isNaN else { return nil }
    let (from, to) = (bits(of: a.magnitude), bits(of: b.magnitude))
    let isAcross = (a < 0) != (b < 0)
    return Int(clamping: isAcross ? from + to : max(from, to) - min(from, to))
  }
}
