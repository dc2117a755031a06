/// Half the squared error of a softmax, `½ Σ_k (p_k − y_k)²`.
///
/// - Shape: `logits` and `labels` are `[K]`, `K ≥ 1`; the result is a scalar.
/// - Derivation: the compensated sum of the terms of `halfSquaredErrorSoftmaxTerms`.
/// - Accuracy: correctly rounded on every float32 reference, within 4 steps on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: NaN where the softmax is, or for a label of NaN.
/// - Precondition: `labels` has as many elements as `logits`, at least one.
@inlinable
public func halfSquaredErrorSoftmax<Scalar: LogitScalar>(
  logits: [Scalar], labels: [Scalar]
) -> Scalar {
  let row = SoftmaxRow(logits.map { $0.double })
  return Scalar(rounding: row.halfSquaredError(labels: labels.map { $0.double }))
}

/// What each class adds to `halfSquaredErrorSoftmax`, `½ (p_k − y_k)²`.
///
/// - Shape: `logits` and `labels` are `[K]`, `K ≥ 1`; so is the result.
/// - Derivation: `p_k − y_k` is `(1 − y_k) − Σ_{j≠k} p_j` where `p_k` is more than half.
/// - Special values: NaN where the softmax is, or for a label of NaN.
/// - Precondition: `labels` has as many elements as `logits`, at least one.
@inlinable
public func halfSquaredErrorSoftmaxTerms<Scalar: LogitScalar>(
  logits: [Scalar], labels: [Scalar]
) -> [Scalar] {
  let row = SoftmaxRow(logits.map { $0.double })
  return row.halfSquaredErrorTerms(labels: labels.map { $0.double }).map {
    Scalar(rounding: $0)
  }
}

/// The gradient of `halfSquaredErrorSoftmax` into the logits, through the whole Jacobian:
/// `p_k ((p_k − y_k) − Σ_j p_j (p_j − y_j))`.
///
/// - Shape: `logits` and `labels` are `[K]`, `K ≥ 1`; so is the result.
/// - Derivation: with `e_k = p_k − y_k`, for the class split off
///   `p_k (e_k Σ_{j≠k} p_j − Σ_{j≠k} p_j e_j)`: near certainty `e_k` and the sum are almost equal.
///   Every other class has `p_k ≤ 1/2`, and the formula as it stands holds.
/// - Accuracy: correctly rounded on every float32 reference; a relative 4e-13 on every float64
///   one, the worst at a tie; measured by `ReferenceTests`.
/// - Special values: 0 for a class of probability 0; NaN where the softmax is, or for a label of
///   NaN.
/// - Precondition: `labels` has as many elements as `logits`, at least one.
@inlinable
public func halfSquaredErrorSoftmaxGradient<Scalar: LogitScalar>(
  logits: [Scalar], labels: [Scalar]
) -> [Scalar] {
  let row = SoftmaxRow(logits.map { $0.double })
  return row.halfSquaredErrorGradient(labels: labels.map { $0.double }).map {
    Scalar(rounding: $0)
  }
}

extension SoftmaxRow {
  /// `p_k − y_k`.
  func error(_ k: Int, label y: Double) -> Double {
    k == top && others < 1 ? (1 - y) - complement(k) : probability(k) - y
  }

  @usableFromInline
  func halfSquaredErrorTerms(labels: [Double]) -> [Double] {
    requireOneLabelForEachClass(labels)
    return labels.indices.map { k in
      let error = error(k, label: labels[k])
      return 0.5 * error * error
    }
  }

  @usableFromInline
  func halfSquaredError(labels: [Double]) -> Double {
    halfSquaredErrorTerms(labels: labels).compensatedSum
  }

  @usableFromInline
  func halfSquaredErrorGradient(labels: [Double]) -> [Double] {
    requireOneLabelForEachClass(labels)
    let errors = labels.indices.map { error($0, label: labels[$0]) }
    var rest = CompensatedSum()
    for k in labels.indices where k != top { rest.add(probability(k) * errors[k]) }
    var mean = rest
    mean.add(probability(top) * errors[top])
    return labels.indices.map { k in
      let deviation =
        k == top ? errors[k] * complement(k) - rest.value : errors[k] - mean.value
      return product(probability(k), deviation)
    }
  }
}
