/// Half the squared error of one prediction, `½ (a − y)²`.
///
/// - Shape: elementwise in the prediction `a` and the label `y`.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `∞` where one of them is infinite; NaN where both are the same infinity; NaN
///   in, NaN out.
public func halfSquaredError<Scalar: LogitScalar>(_ a: Scalar, _ y: Scalar) -> Scalar {
  KernelRow("half_squared_error", [a], labels: [y]).number("loss")
}

/// The derivative of `halfSquaredError` in the prediction, `a − y`; in the label it is the opposite.
///
/// - Shape: elementwise in the prediction `a` and the label `y`.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: NaN where both are the same infinity; NaN in, NaN out.
public func halfSquaredErrorGradient<Scalar: LogitScalar>(_ a: Scalar, _ y: Scalar) -> Scalar {
  KernelRow("half_squared_error", [a], labels: [y]).number("dpredictions")
}

/// Half the squared error of a sigmoid, `½ (σ(x) − y)²`.
///
/// - Shape: elementwise in the logit `x` and the label `y`.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `½ (1 − y)²` at `∞`, `½ y²` at `−∞`; NaN in, NaN out.
public func halfSquaredErrorSigmoid<Scalar: LogitScalar>(logit: Scalar, label: Scalar) -> Scalar {
  KernelRow("half_squared_error_sigmoid", [logit], labels: [label]).number("loss")
}

/// The derivative of `halfSquaredErrorSigmoid` in the logit, `(σ(x) − y) σ(x) (1 − σ(x))`.
///
/// - Shape: elementwise in the logit `x` and the label `y`.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: 0 at `±∞`; NaN in, NaN out.
public func halfSquaredErrorSigmoidGradient<Scalar: LogitScalar>(
  logit: Scalar, label: Scalar
) -> Scalar {
  KernelRow("half_squared_error_sigmoid", [logit], labels: [label]).number("dlogits")
}

/// The derivative of `halfSquaredErrorSigmoid` in the label, `y − σ(x)`.
///
/// - Shape: elementwise in the logit `x` and the label `y`.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `y − 1` at `∞`, `y` at `−∞`; NaN in, NaN out.
public func halfSquaredErrorSigmoidLabelGradient<Scalar: LogitScalar>(
  logit: Scalar, label: Scalar
) -> Scalar {
  KernelRow("half_squared_error_sigmoid", [logit], labels: [label]).number("dlabels")
}
