/// The formulas that a sweep draws where none are named.
enum SweepFormulas {
  static func all(of loss: Loss) -> [(name: String, text: String)] {
    switch loss {
    case .softmaxCrossEntropy, .sparseSoftmaxCrossEntropy: softmax
    case .sigmoidCrossEntropy: sigmoid
    case .weightedCrossEntropy: weighted
    case .halfSquaredErrorSigmoid: squaredSigmoid
    case .halfSquaredErrorSoftmax: squaredSoftmax
    }
  }

  private static let softmax = [
    ("naive", "-sum(times(labels, log(exp(logits) / sum(exp(logits)))))"),
    ("log-of-softmax", "-sum(times(labels, log(softmax(logits))))"),
    (
      "log-sum-exp",
      "sum(times(labels, log(sum(exp(logits - max(logits)))) - (logits - max(logits))))"
    ),
    ("clip", "-sum(times(labels, log(clip(softmax(logits), 1e-7, 1 - 1e-7))))"),
  ]
  private static let sigmoid = [
    ("naive", "-z * log(1 / (1 + exp(-x))) - (1 - z) * log(1 - 1 / (1 + exp(-x)))"),
    ("log-exp", "max(x, 0) - x * z + log(1 + exp(-abs(x)))"),
    ("log1p", "max(x, 0) - x * z + log1p(exp(-abs(x)))"),
    ("log-sigmoid", "(1 - z) * x - log_sigmoid(x)"),
  ]
  private static let weighted = [
    ("naive", "-q * z * log(1 / (1 + exp(-x))) - (1 - z) * log(1 - 1 / (1 + exp(-x)))"),
    ("log1p", "(1 - z) * x + (1 + (q - 1) * z) * (log1p(exp(-abs(x))) + max(-x, 0))"),
    ("log-sigmoid", "(1 - z) * x - (1 + (q - 1) * z) * log_sigmoid(x)"),
  ]
  private static let squaredSigmoid = [("squared", "(1 / (1 + exp(-x)) - z)^2 / 2")]
  private static let squaredSoftmax = [
    ("naive", "sum((exp(logits) / sum(exp(logits)) - labels)^2) / 2"),
    ("softmax", "sum((softmax(logits) - labels)^2) / 2"),
  ]
}
