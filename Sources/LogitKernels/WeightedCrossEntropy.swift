/// Sigmoid cross-entropy whose positive side counts `q` times,
/// `−q z ln σ(x) − (1 − z) ln(1 − σ(x))`.
///
/// - Shape: elementwise in the logit `x`, the label `z` and the weight `q`.
/// - Units: nats.
/// - Derivation: `(1 − z) softplus(x) + q z softplus(−x)`, two terms `≥ 0` for a label in `[0, 1]`
///   and a weight `≥ 0`. Where `exp(−|x|)` underflows it is multiplied by its weight in parts.
/// - Accuracy: correctly rounded on every float32 reference, within 3 steps on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: a term of weight 0 is 0 however large the other factor; a negative weight
///   takes the formula as it stands; NaN in, NaN out.
/// - Source: TensorFlow `tf.nn.weighted_cross_entropy_with_logits`.
@inlinable
public func weightedCrossEntropy<Scalar: LogitScalar>(
  logit: Scalar, label: Scalar, posWeight: Scalar
) -> Scalar {
  let binary = BinaryLogit(logit.double)
  return Scalar(rounding: binary.crossEntropy(label: label.double, posWeight: posWeight.double))
}

/// The derivative of `weightedCrossEntropy` in the logit, `(1 − z) σ(x) − q z σ(−x)`.
///
/// - Shape: elementwise in the logit `x`, the label `z` and the weight `q`.
/// - Derivation: as it stands, where one side is exactly 0 for a hard label; near `x = 0`,
///   `((1 − z − q z) − q z expm1(−x)) / (1 + exp(−x))` and its mirror image.
/// - Accuracy: correctly rounded on every float32 reference, within 40 steps on every float64 one,
///   the worst next to a root; measured by `ReferenceTests`.
/// - Special values: `1 − z` at `∞`, `−q z` at `−∞`; NaN in, NaN out.
@inlinable
public func weightedCrossEntropyGradient<Scalar: LogitScalar>(
  logit: Scalar, label: Scalar, posWeight: Scalar
) -> Scalar {
  let binary = BinaryLogit(logit.double)
  return Scalar(rounding: binary.gradient(label: label.double, posWeight: posWeight.double))
}

/// The derivative of `weightedCrossEntropy` in the label, `q softplus(−x) − softplus(x)`.
///
/// - Shape: elementwise in the logit `x` and the weight `q`.
/// - Units: nats.
/// - Derivation: `softplus(x) = x + softplus(−x)`, so with `l = log1p(exp(−|x|))` it is
///   `(q − 1) l − x` for `x > 0` and `(q − 1) l − q x` below: for `q = 1` exactly `−x`.
/// - Accuracy: correctly rounded on every float32 reference, within 12 steps on every float64 one,
///   the worst next to a root; measured by `ReferenceTests`.
/// - Special values: `−∞` at `∞`; `q ∞` at `−∞`, and 0 there for `q = 0`; NaN in, NaN out.
@inlinable
public func weightedCrossEntropyLabelGradient<Scalar: LogitScalar>(
  logit: Scalar, posWeight: Scalar
) -> Scalar {
  Scalar(rounding: BinaryLogit(logit.double).labelGradient(posWeight: posWeight.double))
}

/// The derivative of `weightedCrossEntropy` in the weight, `z softplus(−x)`.
///
/// - Shape: elementwise in the logit `x` and the label `z`.
/// - Units: nats.
/// - Accuracy: correctly rounded on every float32 reference, within 2 steps on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: 0 for a label of 0, at `x = −∞` too; NaN in, NaN out.
@inlinable
public func weightedCrossEntropyPosWeightGradient<Scalar: LogitScalar>(
  logit: Scalar, label: Scalar
) -> Scalar {
  Scalar(rounding: BinaryLogit(logit.double).softplusOfOpposite(times: label.double))
}
