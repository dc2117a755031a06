extension Loss {
  /// Half the squared error of a prediction.
  public static let halfSquaredError = Loss(
    "half_squared_error", .given, of: "predictions", term: "(predictions - labels)^2 / 2",
    over: .element, family: .squaredError)
}

/// Half the squared error of one prediction, `½ (a − y)²`.
///
/// - Shape: elementwise in the prediction `a` and the label `y`.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `∞` where one of them is infinite; NaN where both are the same infinity; NaN
///   in, NaN out.
public func halfSquaredError<Scalar: LogitScalar>(_ a: Scalar, _ y: Scalar) -> Scalar {
  KernelRow(.halfSquaredError, [a], labels: [y]).number("loss")
}

/// The derivative of `halfSquaredError` in the prediction, `a − y`; in the label it is the opposite.
///
/// - Shape: elementwise in the prediction `a` and the label `y`.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: NaN where both are the same infinity; NaN in, NaN out.
public func halfSquaredErrorGradient<Scalar: LogitScalar>(_ a: Scalar, _ y: Scalar) -> Scalar {
  KernelRow(.halfSquaredError, [a], labels: [y]).number("dpredictions")
}
