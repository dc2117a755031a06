/// The squared errors of probabilities: what cross entropies are compared with.
extension Catalogue {
  private static let flat = "a sure answer: 1 - p is the rounding of p, or nothing"

  static let squaredSigmoid: [Formula] = [
    Formula(
      "naive", "(1 / (1 + exp(-z)) - y)^2 / 2",
      slope: "(1 / (1 + exp(-z)) - y) * (1 / (1 + exp(-z))) * (1 - 1 / (1 + exp(-z)))",
      breaks: flat, at: at("20", "1"), twin: "split"),
    Formula(
      "of-sigmoid", "(sigmoid(z) - y)^2 / 2",
      slope: "(sigmoid(z) - y) * sigmoid(z) * (1 - sigmoid(z))",
      breaks: flat, at: at("20", "1"), twin: "split"),
    Formula(
      "split", "(\(stableSlope))^2 / 2",
      slope: "(\(stableSlope)) * sigmoid(z) * sigmoid(-z)", by: .logitlab),
  ]

  static let squaredSoftmax: [Formula] = [
    Formula(
      "naive", "sum((exp(logits) / sum(exp(logits)) - labels)^2) / 2",
      slope: jacobian("exp(logits) / sum(exp(logits))", "exp(z) / sum(exp(logits))"),
      breaks: "exp overflows for a logit above 88.7 in float32: inf / inf is nan",
      at: ["logits 1000 0", "label 0"], twin: "split"),
    Formula(
      "shifted",
      "sum((exp(logits - max(logits)) / sum(exp(logits - max(logits))) - labels)^2) / 2",
      slope: jacobian(
        "exp(logits - max(logits)) / sum(exp(logits - max(logits)))",
        "exp(z - max(logits)) / sum(exp(logits - max(logits)))"),
      breaks: flat, at: ["logits 0 -20", "label 0"], twin: "split"),
    Formula(
      "of-softmax", "sum((softmax(logits) - labels)^2) / 2",
      slope: "softmax(logits)[k] * ((softmax(logits)[k] - y)"
        + " - sum((softmax(logits) - labels) * softmax(logits)))",
      breaks: flat, at: ["logits 0 -20", "label 0"], twin: "split"),
    Formula(
      "split",
      "sum((times(1 - labels, softmax(logits)) + times(labels, expm1(log_softmax(logits))))^2) / 2",
      slope: nil, by: .logitlab),
  ]

  /// The error of every class through the whole Jacobian of the softmax: `p_k(1 − p_k)` for the
  /// class itself, `−p_j p_k` for the others.
  private static func jacobian(_ p: String, _ own: String) -> String {
    "(\(own) - y) * (\(own)) * (1 - \(own))"
      + " - sum(others(\(p) - labels, k) * others(\(p), k)) * (\(own))"
  }
}
