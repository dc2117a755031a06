/// The softmax of one row, `p_k = exp(z_k) / Σ_j exp(z_j)`.
///
/// - Shape: `logits` is `[K]`, `K ≥ 1`; so is the result.
/// - Units: probabilities.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `−∞` gets 0; a single `∞` gets 1 and the others 0; one class gets 1. Two or
///   more `∞`, only `−∞` in two or more classes, or a NaN: the whole row is NaN.
/// - Precondition: `logits` is not empty.
public func softmax<Scalar: LogitScalar>(_ logits: [Scalar]) -> [Scalar] {
  KernelRow(.softmax, logits).numbers("value")
}

/// The logarithms of the softmax of one row, `z_k − ln Σ_j exp(z_j)`.
///
/// - Shape: `logits` is `[K]`, `K ≥ 1`; so is the result.
/// - Units: nats.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `−∞` for a logit of `−∞` or beside a single `∞`, which itself gets 0; NaN
///   where the softmax is.
/// - Precondition: `logits` is not empty.
public func logSoftmax<Scalar: LogitScalar>(_ logits: [Scalar]) -> [Scalar] {
  KernelRow(.logSoftmax, logits).numbers("value")
}

/// The logarithm of the sum of the powers of one row, `ln Σ_j exp(z_j)`.
///
/// - Shape: `logits` is `[K]`, `K ≥ 1`; the result is a scalar.
/// - Units: nats.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `ReferenceTests`.
/// - Special values: `∞` where a logit is; `−∞` where all are; NaN in, NaN out.
/// - Precondition: `logits` is not empty.
public func logSumExp<Scalar: LogitScalar>(_ logits: [Scalar]) -> Scalar {
  KernelRow(.logSumExp, logits).number("value")
}
