/// Sigmoid cross-entropy of one element, `−z ln σ(x) − (1 − z) ln(1 − σ(x))`.
///
/// - Shape: elementwise in the logit `x` and the label `z`.
/// - Units: nats.
/// - Derivation: `(1 − z) softplus(x) + z softplus(−x)`, two terms `≥ 0` for a label in `[0, 1]`.
///   The usual `max(x, 0) − x z + log1p(exp(−|x|))` subtracts `x z` from nearly the same number.
/// - Accuracy: correctly rounded on every float32 reference, within 2 steps on every float64 one;
///   measured by `ReferenceTests`.
/// - Special values: a term of weight 0 is 0 however large the other factor, so `x = ∞`, `z = 1`
///   costs 0 and any other label there costs `±∞`; a label outside `[0, 1]` takes the formula as
///   it stands; NaN in, NaN out.
/// - Source: TensorFlow `tf.nn.sigmoid_cross_entropy_with_logits`.
@inlinable
public func sigmoidCrossEntropy<Scalar: LogitScalar>(logit: Scalar, label: Scalar) -> Scalar {
  Scalar(
    rounding: BinaryLogit(logit.double).crossEntropy(label: label.double, posWeight: 1))
}

/// The derivative of `sigmoidCrossEntropy` in the logit, `σ(x) − z`.
///
/// - Shape: elementwise in the logit `x` and the label `z`.
/// - Derivation: `(1 − z) σ(x) − z σ(−x)`, where one side is exactly 0 for a hard label; near
///   `x = 0`, `((1 − 2z) − z expm1(−x)) / (1 + exp(−x))` and its mirror image.
/// - Accuracy: within 1 step on every float32 reference, 13 on every float64 one; where `z` is the
///   rounding of `σ(x)`, a relative 1e-6 in float32 and an absolute 4e-16 in float64; measured by
///   `ReferenceTests`.
/// - Special values: `1 − z` at `∞`, `−z` at `−∞`, where the loss may be infinite; NaN in, NaN out.
@inlinable
public func sigmoidCrossEntropyGradient<Scalar: LogitScalar>(
  logit: Scalar, label: Scalar
) -> Scalar {
  Scalar(rounding: BinaryLogit(logit.double).gradient(label: label.double, posWeight: 1))
}

/// The derivative of `sigmoidCrossEntropy` in the label, `−x`, whatever the label is.
///
/// - Shape: elementwise.
/// - Units: nats.
/// - Accuracy: exact.
@inlinable
public func sigmoidCrossEntropyLabelGradient<Scalar: LogitScalar>(logit: Scalar) -> Scalar {
  Scalar(rounding: 0 - logit.double)
}
