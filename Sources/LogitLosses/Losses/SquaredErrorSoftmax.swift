extension Loss {
  /// Half the squared error of a softmax.
  public static let halfSquaredErrorSoftmax = Loss(
    "half_squared_error_softmax", .softmax, term: "(softmax(logits) - labels)^2 / 2", over: .sum,
    written: (
      nil,
      "softmax(logits) * (softmax(logits) - labels"
        + " - sum((softmax(logits) - labels) * softmax(logits)))"
    ),
    family: .squaredError, summary: "sum (softmax(z) - y)^2 / 2",
    distinction: "sum (softmax(z) - y)^2 / 2")
}

/// Half the squared error of a softmax, `½ Σ_k (p_k − y_k)²`.
///
/// - Shape: `logits` and `labels` are `[K]`, `K ≥ 1`; the result is a scalar.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: NaN where the softmax is, or for a label of NaN.
/// - Precondition: `labels` has as many elements as `logits`, at least one.
public func halfSquaredErrorSoftmax<Scalar: LogitScalar>(
  logits: [Scalar], labels: [Scalar]
) -> Scalar {
  KernelRow(.halfSquaredErrorSoftmax, logits, labels: labels).number("loss")
}

/// What each class adds to `halfSquaredErrorSoftmax`, `½ (p_k − y_k)²`.
///
/// - Shape: `logits` and `labels` are `[K]`, `K ≥ 1`; so is the result.
/// - Special values: NaN where the softmax is, or for a label of NaN.
/// - Precondition: `labels` has as many elements as `logits`, at least one.
public func halfSquaredErrorSoftmaxTerms<Scalar: LogitScalar>(
  logits: [Scalar], labels: [Scalar]
) -> [Scalar] {
  KernelRow(.halfSquaredErrorSoftmax, logits, labels: labels).numbers("terms")
}

/// The gradient of `halfSquaredErrorSoftmax` into the logits, through the whole Jacobian:
/// `p_k ((p_k − y_k) − Σ_j p_j (p_j − y_j))`.
///
/// - Shape: `logits` and `labels` are `[K]`, `K ≥ 1`; so is the result.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: 0 for a class of probability 0; NaN where the softmax is, or for a label of
///   NaN.
/// - Precondition: `labels` has as many elements as `logits`, at least one.
public func halfSquaredErrorSoftmaxGradient<Scalar: LogitScalar>(
  logits: [Scalar], labels: [Scalar]
) -> [Scalar] {
  KernelRow(.halfSquaredErrorSoftmax, logits, labels: labels).numbers("dlogits")
}
