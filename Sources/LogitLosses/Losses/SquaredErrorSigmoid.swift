extension Loss {
  /// Half the squared error of a sigmoid.
  public static let halfSquaredErrorSigmoid = Loss(
    "half_squared_error_sigmoid", .sigmoid, term: "(sigmoid(logits) - labels)^2 / 2",
    over: .element,
    written: (nil, "(sigmoid(logits) - labels) * sigmoid(logits) * sigmoid(-logits)"),
    family: .squaredError, summary: "(s(z) - y)^2 / 2, each class for itself",
    distinction: "(s(z) - y)^2 / 2, each class for itself")
}

/// Half the squared error of a sigmoid, `½ (σ(z) − y)²`.
///
/// - Shape: elementwise in the logit `z` and the label `y`.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `½ (1 − y)²` at `∞`, `½ y²` at `−∞`; NaN in, NaN out.
public func halfSquaredErrorSigmoid<Scalar: LogitScalar>(logit: Scalar, label: Scalar) -> Scalar {
  KernelRow(.halfSquaredErrorSigmoid, [logit], labels: [label]).number("loss")
}

/// The derivative of `halfSquaredErrorSigmoid` in the logit, `(σ(z) − y) σ(z) (1 − σ(z))`.
///
/// - Shape: elementwise in the logit `z` and the label `y`.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: 0 at `±∞`; NaN in, NaN out.
public func halfSquaredErrorSigmoidGradient<Scalar: LogitScalar>(
  logit: Scalar, label: Scalar
) -> Scalar {
  KernelRow(.halfSquaredErrorSigmoid, [logit], labels: [label]).number("dlogits")
}

/// The derivative of `halfSquaredErrorSigmoid` in the label, `y − σ(z)`.
///
/// - Shape: elementwise in the logit `z` and the label `y`.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `y − 1` at `∞`, `y` at `−∞`; NaN in, NaN out.
public func halfSquaredErrorSigmoidLabelGradient<Scalar: LogitScalar>(
  logit: Scalar, label: Scalar
) -> Scalar {
  KernelRow(.halfSquaredErrorSigmoid, [logit], labels: [label]).number("dlabels")
}
