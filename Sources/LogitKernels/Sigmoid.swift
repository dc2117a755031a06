/// The logistic function, `σ(x) = 1 / (1 + exp(−x))`.
///
/// - Shape: elementwise.
/// - Units: a probability.
/// - Derivation: `1 / (1 + exp(−x))` for `x ≥ 0` and `exp(x) / (1 + exp(x))` below, so the power is
///   at most 1 and a small result keeps all its digits.
/// - Accuracy: correctly rounded on every float32 reference, within 2 steps on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: `σ(−∞) = 0`, `σ(∞) = 1`; NaN in, NaN out.
@inlinable
public func sigmoid<Scalar: LogitScalar>(_ x: Scalar) -> Scalar {
  Scalar(rounding: BinaryLogit(x.double).sigmoid)
}

/// What the logistic function leaves of 1, `1 − σ(x)`.
///
/// - Shape: elementwise.
/// - Units: a probability.
/// - Derivation: it is `σ(−x)`, with no subtraction from 1.
/// - Accuracy: correctly rounded on every float32 reference, within 2 steps on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: 1 at `−∞`, 0 at `∞`; NaN in, NaN out.
@inlinable
public func oneMinusSigmoid<Scalar: LogitScalar>(_ x: Scalar) -> Scalar {
  Scalar(rounding: BinaryLogit(x.double).complement)
}

/// The derivative of the logistic function, `σ(x)(1 − σ(x))`.
///
/// - Shape: elementwise.
/// - Derivation: `exp(−|x|) / (1 + exp(−|x|))²`, since it is even in `x`.
/// - Accuracy: correctly rounded on every float32 reference, within 3 steps on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: 0 at `±∞`; NaN in, NaN out.
@inlinable
public func sigmoidDerivative<Scalar: LogitScalar>(_ x: Scalar) -> Scalar {
  Scalar(rounding: BinaryLogit(x.double).slope)
}

/// The logarithm of the logistic function, `ln σ(x)`; its derivative is `oneMinusSigmoid(x)`.
///
/// - Shape: elementwise.
/// - Units: nats.
/// - Derivation: `−softplus(−x)`.
/// - Accuracy: correctly rounded on every float32 reference, within 1 step on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: `−∞` at `−∞`, 0 at `∞`; NaN in, NaN out.
@inlinable
public func logSigmoid<Scalar: LogitScalar>(_ x: Scalar) -> Scalar {
  Scalar(rounding: 0 - BinaryLogit(x.double).softplusOfOpposite)
}

/// The smooth rectifier, `ln(1 + exp(x))`; its derivative is `sigmoid(x)`.
///
/// - Shape: elementwise.
/// - Units: nats.
/// - Derivation: `max(x, 0) + log1p(exp(−|x|))`: two terms `≥ 0` and no threshold.
/// - Accuracy: correctly rounded on every float32 reference, within 1 step on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: 0 at `−∞`, `∞` at `∞`; NaN in, NaN out.
@inlinable
public func softplus<Scalar: LogitScalar>(_ x: Scalar) -> Scalar {
  Scalar(rounding: BinaryLogit(x.double).softplus)
}
