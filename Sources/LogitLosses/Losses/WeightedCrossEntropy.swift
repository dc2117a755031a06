extension Loss {
  /// The cross entropy of a sigmoid whose positive side has a weight.
  public static let weightedCrossEntropy = Loss(
    "weighted_cross_entropy", .sigmoid, rules: [.posWeight],
    // Both softplus have the tail softplus(-|z|), which stands once: beside a tie its sign decides.
    term: """
      times(1 - labels, max(logits, 0)) + times(\(weighted), max(-logits, 0))
      + (1 - labels + \(weighted)) * softplus(-abs(logits)) + times(labels, \(beyond))
      """,
    over: .element,
    slopes: [
      "logits": """
      (1 - labels + \(weighted)) * sigmoid(logits) - \(weighted) - times(labels, \(beyond))
      """,
      "labels": """
      times(\(finite), max(-logits, 0)) - max(logits, 0)
      + (\(finite) - 1) * softplus(-abs(logits)) + \(beyond)
      """,
      // What tells an infinite weight from a finite one has no slope of its own.
      "pos_weight": "times(labels, softplus(-logits))",
    ],
    written: (
      """
      times(1 - labels, max(logits, 0)) + times(pos_weight * labels, max(-logits, 0)) \
      + (1 - labels + pos_weight * labels) * softplus(-abs(logits))
      """,
      "(1 - labels + pos_weight * labels) * sigmoid(logits) - pos_weight * labels"
    ),
    family: .crossEntropy,
    summary: "the sigmoid cross entropy with pos_weight on its -y ln s(z)",
    distinction: "with pos_weight")

  /// 1 for a finite pos_weight, 0 for an infinite one.
  private static let isFinite = "min(1, times(1 / abs(pos_weight), inf))"
  /// A finite pos_weight, 0 for an infinite one.
  private static let finite = "times(\(isFinite), pos_weight)"
  /// 0 for a finite pos_weight, an infinite one itself, and NaN where z is ∞ too: that has no limit.
  private static let beyond = "times(1 - \(isFinite), pos_weight) / max(logits, 1)"
  private static let weighted = "times(labels, \(finite))"
}

/// Sigmoid cross-entropy whose positive side counts `q` times,
/// `−q y ln σ(z) − (1 − y) ln(1 − σ(z))`.
///
/// - Shape: elementwise in the logit `z`, the label `y` and the weight `q`.
/// - Units: nats.
/// - Derivation: `(1 − y) max(z, 0) + q y max(−z, 0) + (1 − y + q y) softplus(−|z|)`, in which the tail
///   stands once: beside a tie its sign decides.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: a term of weight 0 is 0 however large the other factor; a negative weight
///   takes the formula as it stands; an infinite one costs `±∞`, but nothing for a label of 0 and
///   NaN at `z = ∞`; NaN in, NaN out.
/// - Source: TensorFlow `tf.nn.weighted_cross_entropy_with_logits`.
public func weightedCrossEntropy<Scalar: LogitScalar>(
  logit: Scalar, label: Scalar, posWeight: Scalar
) -> Scalar {
  KernelRow(.weightedCrossEntropy, [logit], labels: [label], rules: [.posWeight: posWeight])
    .number("loss")
}

/// The derivative of `weightedCrossEntropy` in the logit, `(1 − y) σ(z) − q y σ(−z)`.
///
/// - Shape: elementwise in the logit `z`, the label `y` and the weight `q`.
/// - Derivation: `(1 − y + q y) σ(z) − q y`, with one sigmoid.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `1 − y` at `∞`, `−q y` at `−∞`; an infinite weight as in the loss; NaN in, NaN
///   out.
public func weightedCrossEntropyGradient<Scalar: LogitScalar>(
  logit: Scalar, label: Scalar, posWeight: Scalar
) -> Scalar {
  KernelRow(.weightedCrossEntropy, [logit], labels: [label], rules: [.posWeight: posWeight])
    .number("dlogits")
}

/// The derivative of `weightedCrossEntropy` in the label, `q softplus(−z) − softplus(z)`.
///
/// - Shape: elementwise in the logit `z` and the weight `q`.
/// - Units: nats.
/// - Derivation: `q max(−z, 0) − max(z, 0) + (q − 1) softplus(−|z|)`: for `q = 1` exactly `−z`.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `−∞` at `∞`; `q ∞` at `−∞`, and 0 there for `q = 0`; an infinite weight as in the
///   loss; NaN in, NaN out.
public func weightedCrossEntropyLabelGradient<Scalar: LogitScalar>(
  logit: Scalar, posWeight: Scalar
) -> Scalar {
  KernelRow(.weightedCrossEntropy, [logit], rules: [.posWeight: posWeight])
    .number("dlabels")
}

/// The derivative of `weightedCrossEntropy` in the weight, `y softplus(−z)`.
///
/// - Shape: elementwise in the logit `z` and the label `y`.
/// - Units: nats.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: 0 for a label of 0, at `z = −∞` too; NaN in, NaN out.
public func weightedCrossEntropyPosWeightGradient<Scalar: LogitScalar>(
  logit: Scalar, label: Scalar
) -> Scalar {
  KernelRow(.weightedCrossEntropy, [logit], labels: [label])
    .number("dpos_weight")
}
