/// The softmax of one row, `p_k = exp(z_k) / Σ_j exp(z_j)`.
///
/// - Shape: `logits` is `[K]`, `K ≥ 1`; so is the result.
/// - Units: probabilities.
/// - Derivation: with `m` one of the largest logits, `p_k = exp(z_k − m) / (1 + others)`, where
///   `others` sums the powers of all classes but that one. The rounding error of `z_k − m` goes
///   into the power, which would magnify it.
/// - Accuracy: correctly rounded on every float32 reference, within 2 steps on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: `−∞` gets 0; a single `∞` gets 1 and the others 0; one class gets 1. Two or
///   more `∞`, only `−∞` in two or more classes, or a NaN: the whole row is NaN.
/// - Precondition: `logits` is not empty.
/// - Source: the shift by a largest logit is that of Blanchard, Higham and Higham (2021),
///   doi:10.1093/imanum/draa038.
@inlinable
public func softmax<Scalar: LogitScalar>(_ logits: [Scalar]) -> [Scalar] {
  SoftmaxRow(logits.map { $0.double }).probabilities.map { Scalar(rounding: $0) }
}

/// The logarithms of the softmax of one row, `z_k − ln Σ_j exp(z_j)`.
///
/// - Shape: `logits` is `[K]`, `K ≥ 1`; so is the result.
/// - Units: nats.
/// - Derivation: `−((m − z_k) + log1p(others))`, two terms `≥ 0`.
/// - Accuracy: within 1 step on every reference of both formats; measured by `ReferenceTests`.
/// - Special values: `−∞` for a logit of `−∞` or beside a single `∞`, which itself gets 0; NaN
///   where the softmax is.
/// - Precondition: `logits` is not empty.
/// - Source: as `softmax`.
@inlinable
public func logSoftmax<Scalar: LogitScalar>(_ logits: [Scalar]) -> [Scalar] {
  let row = SoftmaxRow(logits.map { $0.double })
  return logits.indices.map { Scalar(rounding: 0 - row.cost($0)) }
}

/// The logarithm of the sum of the powers of one row, `ln Σ_j exp(z_j)`.
///
/// - Shape: `logits` is `[K]`, `K ≥ 1`; the result is a scalar.
/// - Units: nats.
/// - Derivation: `m + log1p(others)`. The sum cancels only where the result is near 0.
/// - Accuracy: correctly rounded on every float32 reference, within 3 steps on every float64 one;
///   where it is nearly 0, a relative 1e-6 in float32 and an absolute 4e-16 in float64; measured
///   by `ReferenceTests`.
/// - Special values: `∞` where a logit is; `−∞` where all are; NaN in, NaN out.
/// - Precondition: `logits` is not empty.
/// - Source: as `softmax`.
@inlinable
public func logSumExp<Scalar: LogitScalar>(_ logits: [Scalar]) -> Scalar {
  Scalar(rounding: SoftmaxRow(logits.map { $0.double }).logSumExp)
}
