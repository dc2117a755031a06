/// The logistic function, `σ(x) = 1 / (1 + exp(−x))`.
///
/// - Shape: elementwise.
/// - Units: a probability.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `σ(−∞) = 0`, `σ(∞) = 1`; NaN in, NaN out.
public func sigmoid<Scalar: LogitScalar>(_ x: Scalar) -> Scalar {
  KernelRow(.sigmoid, [x]).number("value")
}

/// What the logistic function leaves of 1, `1 − σ(x)`.
///
/// - Shape: elementwise.
/// - Units: a probability.
/// - Derivation: it is `σ(−x)`, with no subtraction from 1.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: 1 at `−∞`, 0 at `∞`; NaN in, NaN out.
public func oneMinusSigmoid<Scalar: LogitScalar>(_ x: Scalar) -> Scalar {
  KernelRow(.sigmoid, [x]).number("complement")
}

/// The derivative of the logistic function, `σ(x)(1 − σ(x))`.
///
/// - Shape: elementwise.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: 0 at `±∞`; NaN in, NaN out.
public func sigmoidDerivative<Scalar: LogitScalar>(_ x: Scalar) -> Scalar {
  KernelRow(.sigmoid, [x]).number("gradient")
}

/// The logarithm of the logistic function, `ln σ(x)`; its derivative is `oneMinusSigmoid(x)`.
///
/// - Shape: elementwise.
/// - Units: nats.
/// - Derivation: `−softplus(−x)`.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `−∞` at `−∞`, 0 at `∞`; NaN in, NaN out.
public func logSigmoid<Scalar: LogitScalar>(_ x: Scalar) -> Scalar {
  KernelRow(.logSigmoid, [x]).number("value")
}

/// The smooth rectifier, `ln(1 + exp(x))`; its derivative is `sigmoid(x)`.
///
/// - Shape: elementwise.
/// - Units: nats.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: 0 at `−∞`, `∞` at `∞`; NaN in, NaN out.
public func softplus<Scalar: LogitScalar>(_ x: Scalar) -> Scalar {
  KernelRow(.softplus, [x]).number("value")
}
