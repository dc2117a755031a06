import LogitExact

/// The sigmoid cross entropy: the lines by which TensorFlow's documentation derives it, one by one,
/// and what libraries make of it.
extension Catalogue {
  private static let naiveSlope = "1 / (1 + exp(-x)) - z"
  private static let kernelSlope = "sigmoid(x) - z"
  static let stableSlope = "times(1 - z, sigmoid(x)) - times(z, sigmoid(-x))"

  static func at(_ x: String, _ z: String) -> [String] { ["logits \(x)", "labels \(z)"] }

  static let sigmoid: [Formula] =
    [
      Formula(
        "line-1",
        "z * -log(1 / (1 + exp(-x))) + (1 - z) * -log(1 - 1 / (1 + exp(-x)))", slope: naiveSlope,
        breaks: "the probability rounds to 1 above x = 17 in float32: 1 - p is 0, the loss inf",
        at: at("20", "0"), twin: "log1p"),
      Formula(
        "line-2",
        "z * -log(1 / (1 + exp(-x))) + (1 - z) * -log(exp(-x) / (1 + exp(-x)))", slope: naiveSlope,
        breaks: "exp(-x) overflows below x = -88.7 in float32: inf / inf is nan",
        at: at("-100", "0"), twin: "log1p"),
      Formula(
        "line-3",
        "z * log(1 + exp(-x)) + (1 - z) * (-log(exp(-x)) + log(1 + exp(-x)))", slope: naiveSlope,
        breaks: "exp(-x) overflows below x = -88.7 in float32: inf - inf is nan",
        at: at("-100", "0"), twin: "log1p"),
      Formula(
        "line-4", "z * log(1 + exp(-x)) + (1 - z) * (x + log(1 + exp(-x)))", slope: naiveSlope,
        breaks: "for a negative x with label 0, x and its logarithm cancel",
        at: at("-20", "0"), twin: "log1p"),
      Formula(
        "line-5", "(1 - z) * x + log(1 + exp(-x))", slope: naiveSlope,
        breaks: "exp(-x) overflows below x = -88.7 in float32: the loss is inf",
        at: at("-100", "0"), twin: "log1p"),
      Formula(
        "line-6", "x - x * z + log(1 + exp(-x))", slope: naiveSlope,
        breaks: "a large x with label 1: 1 + e^-20 is 1, and its logarithm 0",
        at: at("20", "1"), twin: "log1p"),
      Formula(
        "line-7", "-x * z + log(1 + exp(x))", slope: "exp(x) / (1 + exp(x)) - z",
        breaks: "exp(x) overflows above x = 88.7 in float32: the loss is inf",
        at: at("100", "0"), twin: "log1p"),
      Formula(
        "line-8", "max(x, 0) - x * z + log(1 + exp(-abs(x)))", slope: kernelSlope,
        breaks: "no overflow any more, but 1 + e^-20 is 1, and its logarithm 0",
        at: at("20", "1"), twin: "log1p"),
      Formula(
        "tensorflow", "max(x, 0) - x * z + log1p(exp(-abs(x)))", slope: kernelSlope,
        by: .tensorFlow,
        breaks: "x * z is rounded before it is taken from x: a large x with a label near 1",
        at: at("1e8", "0.99999988"), twin: "log1p"),
      Formula(
        "pytorch", "(1 - z) * x - (min(0, x) - log1p(exp(-abs(x))))", slope: kernelSlope,
        by: .pyTorch,
        breaks: "for a negative x with label 0, x and log_sigmoid(x) cancel",
        at: at("-10", "0"), twin: "log1p"),
      Formula(
        "optax",
        "-z * (min(0, x) - log1p(exp(-abs(x)))) - (1 - z) * (min(0, -x) - log1p(exp(-abs(x))))",
        slope: kernelSlope, by: .optax,
        breaks: "only at an infinite logit: 0 * inf is nan", at: at("inf", "1"), twin: "log1p"),
    ] + ofProbability.map { $0.through("sigmoid(x)") } + [
      Formula(
        "log1p",
        "times(1 - z, max(x, 0)) + times(z, max(-x, 0)) + log1p(exp(-abs(x)))", slope: stableSlope,
        by: .logitlab)
    ]

  /// The weighted cross entropy: the same lines with `pos_weight` q.
  static let weighted: [Formula] = [
    Formula(
      "line-1",
      "q * z * -log(1 / (1 + exp(-x))) + (1 - z) * -log(1 - 1 / (1 + exp(-x)))",
      slope: weightedSlope,
      breaks: "the probability rounds to 1 above x = 17 in float32: 1 - p is 0, the loss inf",
      at: at("20", "0"), twin: "log1p"),
    Formula(
      "line-2",
      "q * z * -log(1 / (1 + exp(-x))) + (1 - z) * -log(exp(-x) / (1 + exp(-x)))",
      slope: weightedSlope,
      breaks: "exp(-x) overflows below x = -88.7 in float32: inf / inf is nan",
      at: at("-100", "0"), twin: "log1p"),
    Formula(
      "line-3",
      "q * z * log(1 + exp(-x)) + (1 - z) * (-log(exp(-x)) + log(1 + exp(-x)))",
      slope: weightedSlope,
      breaks: "exp(-x) overflows below x = -88.7 in float32: inf - inf is nan",
      at: at("-100", "0"), twin: "log1p"),
    Formula(
      "line-4", "q * z * log(1 + exp(-x)) + (1 - z) * (x + log(1 + exp(-x)))",
      slope: weightedSlope,
      breaks: "for a negative x with label 0, x and its logarithm cancel",
      at: at("-20", "0"), twin: "log1p"),
    Formula(
      "line-5", "(1 - z) * x + (q * z + 1 - z) * log(1 + exp(-x))", slope: weightedSlope,
      breaks: "exp(-x) overflows below x = -88.7 in float32: the loss is inf",
      at: at("-100", "0"), twin: "log1p"),
    Formula(
      "line-6", "(1 - z) * x + (1 + (q - 1) * z) * log(1 + exp(-x))", slope: weightedSlope,
      breaks: "a large x with label 1: 1 + e^-20 is 1, and its logarithm 0",
      at: at("20", "1"), twin: "log1p"),
    Formula(
      "line-7",
      "(1 - z) * x + (1 + (q - 1) * z) * (log(1 + exp(-abs(x))) + max(-x, 0))",
      slope: weightedSlope,
      breaks: "no overflow any more, but 1 + e^-20 is 1, and its logarithm 0",
      at: at("20", "1"), twin: "log1p"),
    Formula(
      "tensorflow",
      "(1 - z) * x + (1 + (q - 1) * z) * (log1p(exp(-abs(x))) + max(-x, 0))",
      // By its automatic derivative, in which |x| and max(-x, 0) have the slope 0 at 0.
      slope: "(1 - z) - (1 + (q - 1) * z) * (clip(times(x, inf), -1, 1)"
        + " * exp(-abs(x)) / (1 + exp(-abs(x))) + clip(times(-x, inf), 0, 1))",
      by: .tensorFlow,
      breaks: "for a negative x with label 0, x and max(-x, 0) cancel; at 0 its gradient is wrong",
      at: at("-10", "0"), twin: "log1p"),
    Formula(
      "pytorch",
      "(1 - z) * x - ((q - 1) * z + 1) * (min(0, x) - log1p(exp(-abs(x))))",
      slope: "((q - 1) * z + 1) * sigmoid(x) - q * z", by: .pyTorch,
      breaks: "for a negative x with label 0, x and log_sigmoid(x) cancel",
      at: at("-10", "0"), twin: "log1p"),
    Formula(
      "log1p",
      "times(1 - z, max(x, 0)) + times(q * z, max(-x, 0))"
        + " + times(1 - z + q * z, log1p(exp(-abs(x))))",
      slope: "times(1 - z, sigmoid(x)) - times(q * z, sigmoid(-x))", by: .logitlab),
  ]

  private static let weightedSlope = "(1 - z + q * z) * (1 / (1 + exp(-x))) - q * z"
}
