/// The softmax cross entropy by an index `y`, line by line.
extension Catalogue {
  /// Where nearly all of the probability is in the true class.
  private static let sure = ["logits 0 -20", "label 0"]
  private static let lostOne = "a sure answer: 1 + e^-20 is 1, and its logarithm 0"
  private static let loud = ["logits 1000 0", "label 0"]

  static let sparseSoftmax: [Formula] = [
    Formula(
      "naive", "-log(exp(logits[y]) / sum(exp(logits)))", slope: "exp(z) / sum(exp(logits)) - y",
      breaks: "exp overflows for a logit above 88.7 in float32: inf / inf is nan",
      at: loud, twin: "log1p"),
    Formula(
      "shifted",
      "-log(exp(logits[y] - max(logits)) / sum(exp(logits - max(logits))))",
      slope: "exp(z - max(logits)) / sum(exp(logits - max(logits))) - y",
      breaks: "a probability too small for the format is 0, and the loss inf",
      at: ["logits 200 0", "label 1"], twin: "log1p"),
    Formula(
      "log-of-softmax", "-log(softmax(logits)[y])",
      slope: "softmax(logits)[y] / softmax(logits)[y] * (softmax(logits)[k] - y)",
      breaks: "a probability near 1 is rounded to 1 before its logarithm is taken",
      at: sure, twin: "log1p"),
    Formula(
      "plus-epsilon", "-log(softmax(logits)[y] + 1e-8)",
      slope: "softmax(logits)[y] / (softmax(logits)[y] + 1e-8) * (softmax(logits)[k] - y)",
      by: .folklore,
      breaks: "no loss exceeds 18.42, and where it stands still its gradient is 0",
      at: ["logits 0 -40", "label 1"], twin: "log1p", isOther: true),
    Formula(
      "keras", "-log(clip(softmax(logits)[y] / sum(softmax(logits)), 1e-7, 1 - 1e-7))",
      slope: "\(inside("softmax(logits)[y]")) * (softmax(logits)[k] - y)", by: .keras,
      breaks:
        "probabilities are clipped: no loss below 1.19e-07 or above 16.12, and no gradient there",
      at: ["logits 100 0", "label 1"], twin: "log1p", isOther: true),
    Formula(
      "logsumexp", "log(sum(exp(logits))) - logits[y]", slope: "exp(z) / sum(exp(logits)) - y",
      breaks: "exp overflows for a logit above 88.7 in float32: the loss is inf",
      at: loud, twin: "log1p"),
    Formula(
      "optax", "(max(logits) + log(sum(exp(logits - max(logits))))) - logits[y]",
      slope: "exp(z - max(logits)) / sum(exp(logits - max(logits))) - y", by: .optax,
      breaks: "the largest logit is added and taken away again: large logits leave its rounding",
      at: ["logits 1e8 99999999", "label 0"], twin: "log1p"),
    Formula(
      "tensorflow", "log(sum(exp(logits - max(logits)))) - (logits[y] - max(logits))",
      slope: "exp(z - max(logits)) / sum(exp(logits - max(logits))) - y", by: .tensorFlow,
      breaks: lostOne, at: sure, twin: "log1p"),
    Formula(
      "pytorch", "-((logits[y] - max(logits)) - log(sum(exp(logits - max(logits)))))",
      slope: "exp((z - max(logits)) - log(sum(exp(logits - max(logits))))) - y", by: .pyTorch,
      breaks: lostOne, at: sure, twin: "log1p"),
    Formula(
      "log1p",
      "(max(logits) - logits[y]) + log1p(sum(exp(others(logits, argmax(logits)) - max(logits))))",
      slope: stableSoftmaxSlope, by: .sciPy,
      breaks: "only at a logit of inf: inf - inf is nan", at: ["logits inf 0", "label 0"],
      twin: kernelName),
  ]

  /// The same with one value a class as label.
  static let denseSoftmax: [Formula] = [
    Formula(
      "naive", "-sum(labels * log(exp(logits) / sum(exp(logits))))",
      slope: "exp(z) / sum(exp(logits)) * sum(labels) - y",
      breaks: "exp overflows for a logit above 88.7 in float32: inf / inf is nan",
      at: loud, twin: "log1p"),
    Formula(
      "shifted",
      "-sum(labels * log(exp(logits - max(logits)) / sum(exp(logits - max(logits)))))",
      slope: "exp(z - max(logits)) / sum(exp(logits - max(logits))) * sum(labels) - y",
      breaks: "a probability too small for the format is 0: 0 * log(0) is nan",
      at: ["logits 200 0", "label 0"], twin: "log1p"),
    Formula(
      "log-of-softmax", "-sum(labels * log(softmax(logits)))",
      slope: "softmax(logits)[k] * sum(labels) - y",
      breaks: "a masked class: 0 * log(0) is nan though its label is 0",
      at: ["logits 0 -inf", "label 0"], twin: "log1p"),
    Formula(
      "plus-epsilon", "-sum(labels * log(softmax(logits) + 1e-8))",
      slope: "softmax(logits)[k] * sum(labels * softmax(logits) / (softmax(logits) + 1e-8))"
        + " - y * softmax(logits)[k] / (softmax(logits)[k] + 1e-8)",
      by: .folklore,
      breaks: "no loss exceeds 18.42, and where it stands still its gradient is 0",
      at: ["logits 0 -40", "label 1"], twin: "log1p", isOther: true),
    Formula(
      "keras",
      "-sum(labels * log(clip(softmax(logits) / sum(softmax(logits)), 1e-7, 1 - 1e-7)))",
      slope: "softmax(logits)[k] * sum(labels * \(inside("softmax(logits)")))"
        + " - y * \(inside("softmax(logits)[k]"))",
      by: .keras,
      breaks:
        "probabilities are clipped: no loss below 1.19e-07 or above 16.12, and no gradient there",
      at: ["logits 100 0", "label 1"], twin: "log1p", isOther: true),
    Formula(
      "tensorflow",
      "sum(labels * (log(sum(exp(logits - max(logits)))) - (logits - max(logits))))",
      slope: "exp(z - max(logits)) / sum(exp(logits - max(logits))) - y", by: .tensorFlow,
      breaks: lostOne, at: sure, twin: "log1p"),
    Formula(
      "pytorch",
      "-sum(labels * ((logits - max(logits)) - log(sum(exp(logits - max(logits))))))",
      slope: "exp((z - max(logits)) - log(sum(exp(logits - max(logits))))) * sum(labels) - y",
      by: .pyTorch, breaks: lostOne, at: sure, twin: "log1p"),
    Formula(
      "optax-safe",
      "-sum(times(labels, (logits - max(logits)) - log(sum(exp(logits - max(logits))))))",
      slope: "exp((z - max(logits)) - log(sum(exp(logits - max(logits))))) * sum(labels) - y",
      by: .optax, breaks: lostOne, at: sure, twin: "log1p"),
    Formula(
      "log1p",
      "sum(times(labels, (max(logits) - logits)"
        + " + log1p(sum(exp(others(logits, argmax(logits)) - max(logits))))))",
      slope: stableSoftmaxSlope, by: .sciPy,
      breaks: "only at a logit of inf: inf - inf is nan", at: ["logits inf 0", "label 0"],
      twin: kernelName),
  ]

  /// `p(Σy) − y` without the difference of numbers near 1: `p(Σy − y) − y(1 − p)`, in which `1 − p`
  /// is the share of the others.
  private static let stableSoftmaxSlope =
    "(exp(z - max(logits)) * sum(others(labels, k))"
    + " - y * sum(exp(others(logits, k) - max(logits)))) / sum(exp(logits - max(logits)))"

  /// 1 where Keras' clip lets a probability through, 0 where it holds it: the clip's derivative.
  static func inside(_ p: String) -> String {
    "(1 - min(1, times(abs(clip(\(p), 1e-7, 1 - 1e-7) - \(p)), inf)))"
  }
}
