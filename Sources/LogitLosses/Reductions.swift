import LogitExact

/// The sum of all elements, whatever their order.
///
/// - Shape: `values` is `[N]`, `N ≥ 0`; the result is a scalar.
/// - Accuracy: correctly rounded: `ExactSum`; measured by `ReductionTests`.
/// - Special values: 0 for none; an infinity stays, two of opposite sign are NaN; NaN in, NaN out.
@inlinable
public func sum<Scalar: LogitScalar>(_ values: [Scalar]) -> Scalar {
  Scalar(rounding: exactSum(values).rounded(to: Scalar.format))
}

/// The mean of all elements, whatever their order.
///
/// - Shape: `values` is `[N]`, `N ≥ 0`; the result is a scalar.
/// - Accuracy: correctly rounded: `ExactSum`; measured by `ReductionTests`.
/// - Special values: NaN for none, as `0 / 0`; otherwise as `sum`, and finite for finite elements.
@inlinable
public func mean<Scalar: LogitScalar>(_ values: [Scalar]) -> Scalar {
  Scalar(rounding: exactSum(values).mean(in: Scalar.format))
}

@inlinable
func exactSum<Scalar: LogitScalar>(_ values: [Scalar]) -> ExactSum {
  var sum = ExactSum()
  sum.add(contentsOf: values.map { $0.double })
  return sum
}
