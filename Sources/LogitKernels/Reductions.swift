/// The sum of all elements.
///
/// - Shape: `values` is `[N]`, `N ≥ 0`; the result is a scalar.
/// - Derivation: added in `Double`, with the rounding error of each addition carried along; where
///   finite elements overflow on the way, added once more as fractions of the largest double.
/// - Special values: 0 for none; an infinity stays, two of opposite sign are NaN; NaN in, NaN out.
/// - Source: Neumaier (1974), doi:10.1002/zamm.19740540106.
@inlinable
public func sum<Scalar: LogitScalar>(_ values: [Scalar]) -> Scalar {
  Scalar(rounding: values.map { $0.double }.safeSum(dividedBy: 1))
}

/// The mean of all elements.
///
/// - Shape: `values` is `[N]`, `N ≥ 0`; the result is a scalar.
/// - Derivation: the sum of `sum`, before it is rounded, divided by `N`.
/// - Special values: NaN for none, as `0 / 0`; otherwise as `sum`, and finite for finite elements.
@inlinable
public func mean<Scalar: LogitScalar>(_ values: [Scalar]) -> Scalar {
  Scalar(rounding: values.map { $0.double }.safeSum(dividedBy: Double(values.count)))
}

extension [Double] {
  /// The compensated sum, infinite or NaN where adding one after the other is.
  var compensatedSum: Double {
    var sum = CompensatedSum()
    for value in self { sum.add(value) }
    return sum.value
  }

  /// The compensated sum over `divisor`, infinite only where it must be.
  @usableFromInline
  func safeSum(dividedBy divisor: Double) -> Double {
    let plain = compensatedSum
    guard !plain.isFinite, allSatisfy(\.isFinite) else { return plain / divisor }
    // No array holds 2^64 elements.
    return map { $0 * 0x1p-64 }.compensatedSum / divisor * 0x1p64
  }
}
