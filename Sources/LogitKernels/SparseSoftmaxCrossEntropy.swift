/// Softmax cross-entropy of one example with an integer label, `−ln softmax(z)[y]`.
///
/// - Shape: `logits` is `[K]`, `K ≥ 1`; `label` is one of `0 ..< K`; the result is a scalar.
/// - Units: nats.
/// - Derivation: `(m − z_y) + log1p(others)`, with `m` one of the largest logits and `others` the
///   sum of `exp(z_j − m)` over all classes but that one. Both terms are `≥ 0`: `[40, 0]` with
///   `y = 0` gives `4.25e-18` where `logSumExp(z) − z[y]` gives 0.
/// - Accuracy: correctly rounded on every float32 reference, within 1 step on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: a label at `−∞` costs `∞`; one at a single `∞` costs 0; NaN where the softmax
///   is.
/// - Precondition: `label` is an index of `logits`.
/// - Source: TensorFlow `tf.nn.sparse_softmax_cross_entropy_with_logits`; the form is that of
///   Blanchard, Higham and Higham (2021), doi:10.1093/imanum/draa038.
@inlinable
public func sparseSoftmaxCrossEntropy<Scalar: LogitScalar>(
  logits: [Scalar], label: Int
) -> Scalar {
  precondition(logits.indices.contains(label), "label \(label) outside 0 ..< \(logits.count)")
  return Scalar(rounding: SoftmaxRow(logits.map { $0.double }).cost(label))
}

/// The gradient of `sparseSoftmaxCrossEntropy` into the logits, `p_k`, and `p_y − 1` at the label.
///
/// - Shape: `logits` is `[K]`, `K ≥ 1`; `label` is one of `0 ..< K`; the result is `[K]`.
/// - Derivation: at the label it is minus the sum of the other probabilities: `p_y − 1` would
///   leave 0 of a small one.
/// - Accuracy: correctly rounded on every float32 reference, within 2 steps on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: the finite limit where the loss is infinite; NaN where the softmax is.
/// - Precondition: `label` is an index of `logits`.
@inlinable
public func sparseSoftmaxCrossEntropyGradient<Scalar: LogitScalar>(
  logits: [Scalar], label: Int
) -> [Scalar] {
  precondition(logits.indices.contains(label), "label \(label) outside 0 ..< \(logits.count)")
  let row = SoftmaxRow(logits.map { $0.double })
  return row.crossEntropyGradient(label: label).map { Scalar(rounding: $0) }
}

extension SoftmaxRow {
  @usableFromInline
  func crossEntropyGradient(label: Int) -> [Double] {
    logits.indices.map { $0 == label ? 0 - complement($0) : probability($0) }
  }
}
