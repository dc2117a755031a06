/// The cost of a probability given to what happened, `−ln a`.
///
/// - Shape: elementwise.
/// - Units: nats.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `∞` at 0, NaN below; `−∞` at `∞`; NaN in, NaN out.
public func negLog<Scalar: LogitScalar>(_ a: Scalar) -> Scalar {
  KernelRow(.negLog, [a]).number("value")
}

/// The derivative of `negLog`, `−1 / a`.
///
/// - Shape: elementwise.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `−∞` at 0, of either sign; NaN below; NaN in, NaN out.
public func negLogDerivative<Scalar: LogitScalar>(_ a: Scalar) -> Scalar {
  KernelRow(.negLog, [a]).number("gradient")
}

/// The cost of a probability given to what did not happen, `−ln(1 − a)`.
///
/// - Shape: elementwise.
/// - Units: nats.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `∞` at 1, NaN above; NaN in, NaN out.
public func negLog1m<Scalar: LogitScalar>(_ a: Scalar) -> Scalar {
  KernelRow(.negLog1m, [a]).number("value")
}

/// The derivative of `negLog1m`, `1 / (1 − a)`.
///
/// - Shape: elementwise.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `∞` at 1, NaN above; NaN in, NaN out.
public func negLog1mDerivative<Scalar: LogitScalar>(_ a: Scalar) -> Scalar {
  KernelRow(.negLog1m, [a]).number("gradient")
}
