extension Loss {
  /// The same with the index of the true class as label.
  public static let sparseSoftmaxCrossEntropy = softmaxCrossEntropy(
    "sparse_softmax_cross_entropy", labels: .index,
    rules: [.labelSmoothing, .classWeight, .ignoreIndex], dense: .softmaxCrossEntropy,
    summary: "-ln softmax(z)[label], a class index as label",
    distinction: "of logits, a class index as label")
}

/// Softmax cross-entropy of one example with an integer label, `−ln softmax(z)[y]`.
///
/// - Shape: `logits` is `[K]`, `K ≥ 1`; `label` is one of `0 ..< K`; the result is a scalar.
/// - Units: nats.
/// - Derivation: `softmaxCrossEntropy` of the one-hot row: `[40, 0]` with `y = 0` gives `4.25e-18` where
///   `logSumExp(z) − z[y]` gives 0.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: a label at `−∞` costs `∞`; one at a single `∞` costs 0; NaN where the softmax
///   is.
/// - Precondition: `label` is an index of `logits`.
/// - Source: TensorFlow `tf.nn.sparse_softmax_cross_entropy_with_logits`.
public func sparseSoftmaxCrossEntropy<Scalar: LogitScalar>(
  logits: [Scalar], label: Int
) -> Scalar {
  KernelRow(.sparseSoftmaxCrossEntropy, logits, label: label).number("loss")
}

/// The gradient of `sparseSoftmaxCrossEntropy` into the logits, `p_k`, and `p_y − 1` at the label.
///
/// - Shape: `logits` is `[K]`, `K ≥ 1`; `label` is one of `0 ..< K`; the result is `[K]`.
/// - Derivation: `softmaxCrossEntropyGradient` of the one-hot row.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: the finite limit where the loss is infinite; NaN where the softmax is.
/// - Precondition: `label` is an index of `logits`.
public func sparseSoftmaxCrossEntropyGradient<Scalar: LogitScalar>(
  logits: [Scalar], label: Int
) -> [Scalar] {
  KernelRow(.sparseSoftmaxCrossEntropy, logits, label: label).numbers("dlogits")
}
