extension Loss {
  /// The cross entropy of a softmax with one value a class as label.
  public static let softmaxCrossEntropy = softmaxCrossEntropy(
    "softmax_cross_entropy", labels: .values, rules: [.labelSmoothing, .classWeight],
    summary: "-sum y ln softmax(z), one value a class as label",
    distinction: "of logits, one value a class as label")

  static func softmaxCrossEntropy(
    _ name: String, labels: RowFunction.Labels, rules: [Rule], dense: Loss? = nil, summary: String,
    distinction: String
  ) -> Loss {
    Loss(
      name, .softmax, labels: labels, rules: rules, term: "-times(labels, log_softmax(logits))",
      over: .sum, family: .crossEntropy, dense: dense, summary: summary, distinction: distinction)
  }
}

/// Softmax cross-entropy of one example with a label for each class, `−Σ_k y_k ln p_k`.
///
/// - Shape: `logits` and `labels` are `[K]`, `K ≥ 1`; the result is a scalar.
/// - Units: nats.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: a label of 0 contributes 0, whatever its class costs; another label at `−∞`
///   costs `∞`; NaN where the softmax is, or for a label of NaN.
/// - Precondition: `labels` has as many elements as `logits`, at least one.
/// - Source: TensorFlow `tf.nn.softmax_cross_entropy_with_logits`.
public func softmaxCrossEntropy<Scalar: LogitScalar>(
  logits: [Scalar], labels: [Scalar]
) -> Scalar {
  KernelRow(.softmaxCrossEntropy, logits, labels: labels).number("loss")
}

/// What each class adds to `softmaxCrossEntropy`, `y_k (−ln p_k)`.
///
/// - Shape: `logits` and `labels` are `[K]`, `K ≥ 1`; so is the result.
/// - Units: nats.
/// - Special values: 0 for a label of 0; NaN where the softmax is, or for a label of NaN.
/// - Precondition: `labels` has as many elements as `logits`, at least one.
public func softmaxCrossEntropyTerms<Scalar: LogitScalar>(
  logits: [Scalar], labels: [Scalar]
) -> [Scalar] {
  KernelRow(.softmaxCrossEntropy, logits, labels: labels).numbers("terms")
}

/// The gradient of `softmaxCrossEntropy` into the logits, `p_k Σ_j y_j − y_k`.
///
/// - Shape: `logits` and `labels` are `[K]`, `K ≥ 1`; so is the result.
/// - Derivation: the labels need not sum to 1.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: the finite limit where the loss is infinite; NaN where the softmax is, or for
///   a label that is not finite.
/// - Precondition: `labels` has as many elements as `logits`, at least one.
public func softmaxCrossEntropyGradient<Scalar: LogitScalar>(
  logits: [Scalar], labels: [Scalar]
) -> [Scalar] {
  KernelRow(.softmaxCrossEntropy, logits, labels: labels).numbers("dlogits")
}

/// The gradient of `softmaxCrossEntropy` into the labels, `−ln p_k`, whatever the labels are.
///
/// - Shape: `logits` is `[K]`, `K ≥ 1`; so is the result.
/// - Units: nats.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: as `logSoftmax`, with the other sign.
/// - Precondition: `logits` is not empty.
public func softmaxCrossEntropyLabelGradient<Scalar: LogitScalar>(
  logits: [Scalar]
) -> [Scalar] {
  KernelRow(.softmaxCrossEntropy, logits).numbers("dlabels")
}
