/// Half the squared error of one prediction, `½ (a − y)²`.
///
/// - Shape: elementwise in the prediction `a` and the label `y`.
/// - Derivation: the rounding errors of `a − y` and of its square are added back.
/// - Accuracy: correctly rounded on every reference of both formats; measured by `ReferenceTests`.
/// - Special values: `∞` where one of them is infinite; NaN where both are the same infinity; NaN
///   in, NaN out.
@inlinable
public func halfSquaredError<Scalar: LogitScalar>(_ a: Scalar, _ y: Scalar) -> Scalar {
  Scalar(rounding: halfSquare(of: a.double, minus: y.double))
}

/// The derivative of `halfSquaredError` in the prediction, `a − y`; in the label it is the opposite.
///
/// - Shape: elementwise in the prediction `a` and the label `y`.
/// - Accuracy: correctly rounded on every reference of both formats; measured by `ReferenceTests`.
/// - Special values: NaN where both are the same infinity; NaN in, NaN out.
@inlinable
public func halfSquaredErrorGradient<Scalar: LogitScalar>(_ a: Scalar, _ y: Scalar) -> Scalar {
  Scalar(rounding: a.double - y.double)
}

/// Half the squared error of a sigmoid, `½ (σ(x) − y)²`.
///
/// - Shape: elementwise in the logit `x` and the label `y`.
/// - Derivation: the error is that of `sigmoidCrossEntropyGradient`, which does not subtract two
///   nearly equal numbers for a hard label.
/// - Accuracy: correctly rounded on every float32 reference, within 3 steps on every float64 one;
///   where `y` is the rounding of `σ(x)`, a relative 1e-6 in float32 and an absolute 4e-16 in
///   float64; measured by `ReferenceTests`.
/// - Special values: `½ (1 − y)²` at `∞`, `½ y²` at `−∞`; NaN in, NaN out.
@inlinable
public func halfSquaredErrorSigmoid<Scalar: LogitScalar>(logit: Scalar, label: Scalar) -> Scalar {
  let error = BinaryLogit(logit.double).gradient(label: label.double, posWeight: 1)
  return Scalar(rounding: 0.5 * error * error)
}

/// The derivative of `halfSquaredErrorSigmoid` in the logit, `(σ(x) − y) σ(x) (1 − σ(x))`.
///
/// - Shape: elementwise in the logit `x` and the label `y`.
/// - Accuracy: correctly rounded on every float32 reference, within 4 steps on every float64 one;
///   where `y` is the rounding of `σ(x)`, a relative 1e-6 in float32 and an absolute 4e-16 in
///   float64; measured by `ReferenceTests`.
/// - Special values: 0 at `±∞`; NaN in, NaN out.
@inlinable
public func halfSquaredErrorSigmoidGradient<Scalar: LogitScalar>(
  logit: Scalar, label: Scalar
) -> Scalar {
  let binary = BinaryLogit(logit.double)
  let error = binary.gradient(label: label.double, posWeight: 1)
  return Scalar(rounding: error * binary.slope)
}

/// The derivative of `halfSquaredErrorSigmoid` in the label, `y − σ(x)`.
///
/// - Shape: elementwise in the logit `x` and the label `y`.
/// - Accuracy: within 1 step on every float32 reference, 4 on every float64 one; where `y` is the
///   rounding of `σ(x)`, a relative 1e-6 in float32 and an absolute 4e-16 in float64; measured by
///   `ReferenceTests`.
/// - Special values: `y − 1` at `∞`, `y` at `−∞`; NaN in, NaN out.
@inlinable
public func halfSquaredErrorSigmoidLabelGradient<Scalar: LogitScalar>(
  logit: Scalar, label: Scalar
) -> Scalar {
  Scalar(
    rounding: 0 - BinaryLogit(logit.double).gradient(label: label.double, posWeight: 1))
}

@usableFromInline
func halfSquare(of a: Double, minus b: Double) -> Double {
  let difference = a - b
  let square = difference * difference
  guard square.isFinite, difference.isFinite else { return 0.5 * difference * difference }
  let lost =
    (-square).addingProduct(difference, difference)
    + 2 * difference * errorOfSum(a, -b, difference)
  return 0.5 * (square + lost)
}
