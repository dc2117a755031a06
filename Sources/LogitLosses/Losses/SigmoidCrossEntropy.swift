extension Loss {
  /// The cross entropy of a sigmoid; Keras takes the mean over the classes of a row.
  public static let sigmoidCrossEntropy = Loss(
    "sigmoid_cross_entropy", .sigmoid, rules: [.labelSmoothing],
    // The tail softplus(-|z|) stands once: beside a tie its sign decides.
    term: """
      times(1 - labels, max(logits, 0)) + times(labels, max(-logits, 0)) + softplus(-abs(logits))
      """,
    over: .element, slopes: ["logits": "sigmoid(logits) - labels", "labels": "-logits"],
    written: ("times(1 - labels, softplus(logits)) + times(labels, softplus(-logits))", nil),
    family: .crossEntropy, hasMeanOfRow: true,
    summary: "-y ln s(z) - (1-y) ln(1 - s(z)), each class for itself",
    distinction: "of logits, each class for itself")
}

/// Sigmoid cross-entropy of one element, `−y ln σ(z) − (1 − y) ln(1 − σ(z))`.
///
/// - Shape: elementwise in the logit `z` and the label `y`.
/// - Units: nats.
/// - Derivation: `(1 − y) max(z, 0) + y max(−z, 0) + softplus(−|z|)`, in which the tail stands once: beside
///   a tie its sign decides.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: a term of weight 0 is 0 however large the other factor, so `z = ∞`, `y = 1`
///   costs 0 and any other label there costs `±∞`; a label outside `[0, 1]` takes the formula as
///   it stands; NaN in, NaN out.
/// - Source: TensorFlow `tf.nn.sigmoid_cross_entropy_with_logits`.
public func sigmoidCrossEntropy<Scalar: LogitScalar>(logit: Scalar, label: Scalar) -> Scalar {
  KernelRow(.sigmoidCrossEntropy, [logit], labels: [label]).number("loss")
}

/// The derivative of `sigmoidCrossEntropy` in the logit, `σ(z) − y`.
///
/// - Shape: elementwise in the logit `z` and the label `y`.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `1 − y` at `∞`, `−y` at `−∞`, where the loss may be infinite; NaN in, NaN out.
public func sigmoidCrossEntropyGradient<Scalar: LogitScalar>(
  logit: Scalar, label: Scalar
) -> Scalar {
  KernelRow(.sigmoidCrossEntropy, [logit], labels: [label]).number("dlogits")
}

/// The derivative of `sigmoidCrossEntropy` in the label, `−z`, whatever the label is.
///
/// - Shape: elementwise.
/// - Units: nats.
/// - Accuracy: exact.
public func sigmoidCrossEntropyLabelGradient<Scalar: LogitScalar>(logit: Scalar) -> Scalar {
  KernelRow(.sigmoidCrossEntropy, [logit]).number("dlabels")
}
