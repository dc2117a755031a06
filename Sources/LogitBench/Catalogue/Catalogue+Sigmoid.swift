import LogitExact

/// The sigmoid cross entropy: the lines by which TensorFlow's documentation derives it, one by one,
/// and what libraries make of it.
extension Catalogue {
  private static let naiveSlope = "1 / (1 + exp(-z)) - y"
  private static let kernelSlope = "sigmoid(z) - y"
  static let stableSlope = "times(1 - y, sigmoid(z)) - times(y, sigmoid(-z))"

  static func at(_ z: String, _ y: String) -> [String] { ["logits \(z)", "labels \(y)"] }

  static let sigmoid: [Formula] =
    [
      Formula(
        "derived-1",
        "y * -log(1 / (1 + exp(-z))) + (1 - y) * -log(1 - 1 / (1 + exp(-z)))", slope: naiveSlope,
        breaks: "the probability rounds to 1 above z = 17 in float32: 1 - p is 0, the loss inf",
        at: at("20", "0"), twin: "log1p"),
      Formula(
        "derived-2",
        "y * -log(1 / (1 + exp(-z))) + (1 - y) * -log(exp(-z) / (1 + exp(-z)))", slope: naiveSlope,
        breaks: "exp(-z) overflows below z = -88.7 in float32: inf / inf is nan",
        at: at("-100", "0"), twin: "log1p"),
      Formula(
        "derived-3",
        "y * log(1 + exp(-z)) + (1 - y) * (-log(exp(-z)) + log(1 + exp(-z)))", slope: naiveSlope,
        breaks: "exp(-z) overflows below z = -88.7 in float32: inf - inf is nan",
        at: at("-100", "0"), twin: "log1p"),
      Formula(
        "derived-4", "y * log(1 + exp(-z)) + (1 - y) * (z + log(1 + exp(-z)))", slope: naiveSlope,
        breaks: "for a negative z with label 0, z and its logarithm cancel",
        at: at("-20", "0"), twin: "log1p"),
      Formula(
        "derived-5", "(1 - y) * z + log(1 + exp(-z))", slope: naiveSlope,
        breaks: "exp(-z) overflows below z = -88.7 in float32: the loss is inf",
        at: at("-100", "0"), twin: "log1p"),
      Formula(
        "derived-6", "z - z * y + log(1 + exp(-z))", slope: naiveSlope,
        breaks: "a large z with label 1: 1 + e^-20 is 1, and its logarithm 0",
        at: at("20", "1"), twin: "log1p"),
      Formula(
        "derived-7", "-z * y + log(1 + exp(z))", slope: "exp(z) / (1 + exp(z)) - y",
        breaks: "exp(z) overflows above z = 88.7 in float32: the loss is inf",
        at: at("100", "0"), twin: "log1p"),
      Formula(
        "derived-8", "max(z, 0) - z * y + log(1 + exp(-abs(z)))", slope: kernelSlope,
        breaks: "no overflow any more, but 1 + e^-20 is 1, and its logarithm 0",
        at: at("20", "1"), twin: "log1p"),
      Formula(
        "tensorflow", "max(z, 0) - z * y + log1p(exp(-abs(z)))", slope: kernelSlope,
        by: .tensorFlow,
        breaks: "z * y is rounded before it is taken from z: a large z with a label near 1",
        at: at("1e8", "0.99999988"), twin: "log1p"),
      Formula(
        "pytorch", "(1 - y) * z - (min(0, z) - log1p(exp(-abs(z))))", slope: kernelSlope,
        by: .pyTorch,
        breaks: "for a negative z with label 0, z and log_sigmoid(z) cancel",
        at: at("-10", "0"), twin: "log1p"),
      Formula(
        "optax",
        "-y * (min(0, z) - log1p(exp(-abs(z)))) - (1 - y) * (min(0, -z) - log1p(exp(-abs(z))))",
        slope: kernelSlope, by: .optax,
        breaks: "only at an infinite logit: 0 * inf is nan", at: at("inf", "1"), twin: "log1p"),
    ] + ofProbability.map { $0.through("sigmoid(z)") } + [
      Formula(
        "log1p",
        "times(1 - y, max(z, 0)) + times(y, max(-z, 0)) + log1p(exp(-abs(z)))", slope: stableSlope,
        by: .logitlab)
    ]

  /// The weighted cross entropy: the same lines with `pos_weight` q.
  static let weighted: [Formula] = [
    Formula(
      "derived-1",
      "q * y * -log(1 / (1 + exp(-z))) + (1 - y) * -log(1 - 1 / (1 + exp(-z)))",
      slope: weightedSlope,
      breaks: "the probability rounds to 1 above z = 17 in float32: 1 - p is 0, the loss inf",
      at: at("20", "0"), twin: "log1p"),
    Formula(
      "derived-2",
      "q * y * -log(1 / (1 + exp(-z))) + (1 - y) * -log(exp(-z) / (1 + exp(-z)))",
      slope: weightedSlope,
      breaks: "exp(-z) overflows below z = -88.7 in float32: inf / inf is nan",
      at: at("-100", "0"), twin: "log1p"),
    Formula(
      "derived-3",
      "q * y * log(1 + exp(-z)) + (1 - y) * (-log(exp(-z)) + log(1 + exp(-z)))",
      slope: weightedSlope,
      breaks: "exp(-z) overflows below z = -88.7 in float32: inf - inf is nan",
      at: at("-100", "0"), twin: "log1p"),
    Formula(
      "derived-4", "q * y * log(1 + exp(-z)) + (1 - y) * (z + log(1 + exp(-z)))",
      slope: weightedSlope,
      breaks: "for a negative z with label 0, z and its logarithm cancel",
      at: at("-20", "0"), twin: "log1p"),
    Formula(
      "derived-5", "(1 - y) * z + (q * y + 1 - y) * log(1 + exp(-z))", slope: weightedSlope,
      breaks: "exp(-z) overflows below z = -88.7 in float32: the loss is inf",
      at: at("-100", "0"), twin: "log1p"),
    Formula(
      "derived-6", "(1 - y) * z + (1 + (q - 1) * y) * log(1 + exp(-z))", slope: weightedSlope,
      breaks: "a large z with label 1: 1 + e^-20 is 1, and its logarithm 0",
      at: at("20", "1"), twin: "log1p"),
    Formula(
      "derived-7",
      "(1 - y) * z + (1 + (q - 1) * y) * (log(1 + exp(-abs(z))) + max(-z, 0))",
      slope: weightedSlope,
      breaks: "no overflow any more, but 1 + e^-20 is 1, and its logarithm 0",
      at: at("20", "1"), twin: "log1p"),
    Formula(
      "tensorflow",
      "(1 - y) * z + (1 + (q - 1) * y) * (log1p(exp(-abs(z))) + max(-z, 0))",
      // By its automatic derivative, in which |z| and max(-z, 0) have the slope 0 at 0.
      slope: "(1 - y) - (1 + (q - 1) * y) * (clip(times(z, inf), -1, 1)"
        + " * exp(-abs(z)) / (1 + exp(-abs(z))) + clip(times(-z, inf), 0, 1))",
      by: .tensorFlow,
      breaks: "for a negative z with label 0, z and max(-z, 0) cancel; at 0 its gradient is wrong",
      at: at("-10", "0"), twin: "log1p"),
    Formula(
      "pytorch",
      "(1 - y) * z - ((q - 1) * y + 1) * (min(0, z) - log1p(exp(-abs(z))))",
      slope: "((q - 1) * y + 1) * sigmoid(z) - q * y", by: .pyTorch,
      breaks: "for a negative z with label 0, z and log_sigmoid(z) cancel",
      at: at("-10", "0"), twin: "log1p"),
    Formula(
      "log1p",
      "times(1 - y, max(z, 0)) + times(q * y, max(-z, 0))"
        + " + times(1 - y + q * y, log1p(exp(-abs(z))))",
      slope: "times(1 - y, sigmoid(z)) - times(q * y, sigmoid(-z))", by: .logitlab),
  ]

  private static let weightedSlope = "(1 - y + q * y) * (1 / (1 + exp(-z))) - q * y"
}
