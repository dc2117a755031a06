import Glibc

/// The cost of a probability given to what happened, `−ln a`.
///
/// - Shape: elementwise.
/// - Units: nats.
/// - Accuracy: correctly rounded on every float32 reference, within 1 step on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: `∞` at 0, NaN below; `−∞` at `∞`; NaN in, NaN out.
@inlinable
public func negLog<Scalar: LogitScalar>(_ a: Scalar) -> Scalar {
  Scalar(rounding: negLog(of: a.double))
}

/// The derivative of `negLog`, `−1 / a`.
///
/// - Shape: elementwise.
/// - Accuracy: correctly rounded on every reference of both formats; measured by `ReferenceTests`.
/// - Special values: `−∞` at 0, of either sign; NaN below; NaN in, NaN out.
@inlinable
public func negLogDerivative<Scalar: LogitScalar>(_ a: Scalar) -> Scalar {
  let a = a.double
  return Scalar(rounding: a < 0 ? .nan : -1 / a.magnitude)
}

/// The cost of a probability given to what did not happen, `−ln(1 − a)`.
///
/// - Shape: elementwise.
/// - Units: nats.
/// - Derivation: `−log1p(−a)`, which keeps the digits of a small `a`.
/// - Accuracy: correctly rounded on every float32 reference, within 1 step on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: `∞` at 1, NaN above; NaN in, NaN out.
@inlinable
public func negLog1m<Scalar: LogitScalar>(_ a: Scalar) -> Scalar {
  Scalar(rounding: negLog1m(of: a.double))
}

/// The derivative of `negLog1m`, `1 / (1 − a)`.
///
/// - Shape: elementwise.
/// - Accuracy: correctly rounded on every float32 reference, within 1 step on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: `∞` at 1, NaN above; NaN in, NaN out.
@inlinable
public func negLog1mDerivative<Scalar: LogitScalar>(_ a: Scalar) -> Scalar {
  let a = a.double
  return Scalar(rounding: a > 1 ? .nan : 1 / (1 - a))
}

@usableFromInline
func negLog(of a: Double) -> Double { 0 - log(a) }

@usableFromInline
func negLog1m(of a: Double) -> Double { 0 - log1p(-a) }
