extension Loss {
  /// The focal loss of a softmax: the cross entropy, damped where the answer is sure.
  public static let focalCrossEntropy = Loss(
    "focal_cross_entropy", .softmax, rules: [.gamma],
    term: "-times(labels, times(exp(times(gamma, log(1 - softmax(logits)))), log_softmax(logits)))",
    over: .sum, summary: "-sum y (1-p)^gamma ln p, p = softmax(z): sure answers count less",
    distinction: "of logits, with gamma")
}

/// The focal loss of one example, `−Σ_k y_k (1 − p_k)^γ ln p_k`: the softmax cross-entropy where `γ` is 0.
///
/// - Shape: `logits` and `labels` are `[K]`, `K ≥ 1`; the result is a scalar.
/// - Units: nats.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `FocalTests`.
/// - Special values: a label of 0 contributes 0, whatever its class costs; another label at `−∞`
///   costs `∞`; NaN where the softmax is, or for a label of NaN.
/// - Precondition: `labels` has as many elements as `logits`, at least one.
/// - Source: Lin, Goyal, Girshick, He and Dollár (2017), arXiv:1708.02002, of exclusive classes.
public func focalCrossEntropy<Scalar: LogitScalar>(
  logits: [Scalar], labels: [Scalar], gamma: Scalar
) -> Scalar {
  KernelRow(.focalCrossEntropy, logits, labels: labels, rules: [.gamma: gamma]).number("loss")
}

/// The gradient of `focalCrossEntropy` into the logits.
///
/// - Shape: `logits` and `labels` are `[K]`, `K ≥ 1`; so is the result.
/// - Accuracy: correctly rounded unless its proof stays open; measured by `FocalTests`.
/// - Special values: NaN where the softmax is, or for a label that is not finite.
/// - Precondition: `labels` has as many elements as `logits`, at least one.
public func focalCrossEntropyGradient<Scalar: LogitScalar>(
  logits: [Scalar], labels: [Scalar], gamma: Scalar
) -> [Scalar] {
  KernelRow(.focalCrossEntropy, logits, labels: labels, rules: [.gamma: gamma]).numbers("dlogits")
}
