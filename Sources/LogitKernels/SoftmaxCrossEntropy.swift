/// Softmax cross-entropy of one example with a label for each class, `−Σ_k y_k ln p_k`.
///
/// - Shape: `logits` and `labels` are `[K]`, `K ≥ 1`; the result is a scalar.
/// - Units: nats.
/// - Derivation: the compensated sum of the terms of `softmaxCrossEntropyTerms`, none of them
///   negative for labels `≥ 0`.
/// - Accuracy: correctly rounded on every float32 reference, within 2 steps on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: a label of 0 contributes 0, whatever its class costs; another label at `−∞`
///   costs `∞`; NaN where the softmax is, or for a label of NaN.
/// - Precondition: `labels` has as many elements as `logits`, at least one.
/// - Source: TensorFlow `tf.nn.softmax_cross_entropy_with_logits`.
@inlinable
public func softmaxCrossEntropy<Scalar: LogitScalar>(
  logits: [Scalar], labels: [Scalar]
) -> Scalar {
  let row = SoftmaxRow(logits.map { $0.double })
  return Scalar(rounding: row.crossEntropy(labels: labels.map { $0.double }))
}

/// What each class adds to `softmaxCrossEntropy`, `y_k (−ln p_k)`.
///
/// - Shape: `logits` and `labels` are `[K]`, `K ≥ 1`; so is the result.
/// - Units: nats.
/// - Derivation: `y_k ((m − z_k) + log1p(others))`.
/// - Special values: 0 for a label of 0; NaN where the softmax is, or for a label of NaN.
/// - Precondition: `labels` has as many elements as `logits`, at least one.
@inlinable
public func softmaxCrossEntropyTerms<Scalar: LogitScalar>(
  logits: [Scalar], labels: [Scalar]
) -> [Scalar] {
  let row = SoftmaxRow(logits.map { $0.double })
  return row.crossEntropyTerms(labels: labels.map { $0.double }).map { Scalar(rounding: $0) }
}

/// The gradient of `softmaxCrossEntropy` into the logits, `p_k Σ_j y_j − y_k`.
///
/// - Shape: `logits` and `labels` are `[K]`, `K ≥ 1`; so is the result.
/// - Derivation: for the class split off, `p_k Σ_{j≠k} y_j − y_k Σ_{j≠k} p_j`: one side is exactly
///   0 for a one-hot row. Every other class has `p_k ≤ 1/2`, and the formula as it stands cancels
///   only where the gradient itself is near 0. The labels need not sum to 1.
/// - Accuracy: within 1 step on every float32 reference; a relative 3e-14 on every float64 one;
///   where the labels are the rounded probabilities, a relative 1e-6 in float32 and an absolute
///   4e-16 in float64; measured by `ReferenceTests`.
/// - Special values: the finite limit where the loss is infinite; NaN where the softmax is, or for
///   a label that is not finite.
/// - Precondition: `labels` has as many elements as `logits`, at least one.
@inlinable
public func softmaxCrossEntropyGradient<Scalar: LogitScalar>(
  logits: [Scalar], labels: [Scalar]
) -> [Scalar] {
  let row = SoftmaxRow(logits.map { $0.double })
  return row.crossEntropyGradient(labels: labels.map { $0.double }).map { Scalar(rounding: $0) }
}

/// The gradient of `softmaxCrossEntropy` into the labels, `−ln p_k`, whatever the labels are.
///
/// - Shape: `logits` is `[K]`, `K ≥ 1`; so is the result.
/// - Units: nats.
/// - Derivation: `(m − z_k) + log1p(others)`, two terms `≥ 0`.
/// - Accuracy: correctly rounded on every float32 reference, within 2 steps on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: as `logSoftmax`, with the other sign.
/// - Precondition: `logits` is not empty.
@inlinable
public func softmaxCrossEntropyLabelGradient<Scalar: LogitScalar>(
  logits: [Scalar]
) -> [Scalar] {
  let row = SoftmaxRow(logits.map { $0.double })
  return logits.indices.map { Scalar(rounding: row.cost($0)) }
}

extension SoftmaxRow {
  func requireOneLabelForEachClass(_ labels: [Double]) {
    precondition(
      labels.count == logits.count, "\(labels.count) labels for \(logits.count) logits")
  }

  @usableFromInline
  func crossEntropyTerms(labels: [Double]) -> [Double] {
    requireOneLabelForEachClass(labels)
    return labels.indices.map { cost($0, times: labels[$0]) }
  }

  @usableFromInline
  func crossEntropy(labels: [Double]) -> Double {
    crossEntropyTerms(labels: labels).compensatedSum
  }

  @usableFromInline
  func crossEntropyGradient(labels: [Double]) -> [Double] {
    requireOneLabelForEachClass(labels)
    var rest = CompensatedSum()
    for k in labels.indices where k != top { rest.add(labels[k]) }
    var all = rest
    all.add(labels[top])
    // Over one denominator: what is left when the two sides cancel is in the rounding errors.
    return labels.indices.map { k in
      let difference =
        k == top
        ? differenceOfProducts(1, rest.value, labels[k], others)
          + (rest.lost - labels[k] * othersLost)
        : differenceOfProducts(powers[k], all.value, labels[k], normalizer)
          + (powers[k] * all.lost - labels[k] * normalizerLost)
      return difference / normalizer
    }
  }
}
