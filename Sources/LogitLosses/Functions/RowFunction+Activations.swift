extension RowFunction {
  /// 1 / (1 + exp(-x)), its derivative, and what it leaves of 1.
  public static let sigmoid = RowFunction(
    "sigmoid", .elements, of: "x",
    [
      ("value", .value, "sigmoid(x)"), ("gradient", .value, "sigmoid(x) * (1 - sigmoid(x))"),
      ("complement", .value, "sigmoid(-x)"),
    ])

  /// log(sigmoid(x)).
  public static let logSigmoid = RowFunction(
    "log_sigmoid", .elements, of: "x",
    [("value", .value, "log_sigmoid(x)"), ("gradient", .value, "sigmoid(-x)")])

  /// log(1 + exp(x)).
  public static let softplus = RowFunction(
    "softplus", .elements, of: "x",
    [("value", .value, "softplus(x)"), ("gradient", .value, "sigmoid(x)")])

  /// log(sum(exp(logits))).
  public static let logSumExp = RowFunction(
    "logsumexp", .classes, of: "logits", takesUpstream: true,
    [
      ("value", .row, "logsumexp(logits)"),
      ("dlogits", .value, "times(row_upstream, softmax(logits))"),
    ])

  /// exp(logits) over their sum.
  public static let softmax = RowFunction(
    "softmax", .classes, of: "logits", takesUpstream: true,
    [
      ("value", .value, "softmax(logits)"),
      (
        "dlogits", .value,
        "times(softmax(logits), upstream - sum(times(softmax(logits), upstream)))"
      ),
      ("jacobian", .matrix, "softmax(logits)[label] * (labels - softmax(logits))"),
    ])

  /// The logarithms of the softmax.
  public static let logSoftmax = RowFunction(
    "log_softmax", .classes, of: "logits", takesUpstream: true,
    [
      ("value", .value, "log_softmax(logits)"),
      ("dlogits", .value, "upstream - times(softmax(logits), sum(upstream))"),
    ])

  static let activations = [sigmoid, logSigmoid, softplus, logSumExp, softmax, logSoftmax]

  /// What a probability of what happened costs.
  public static let negLog = RowFunction(
    "neg_log", .elements, of: "a",
    // The derivative is defined where the logarithm is.
    [("value", .value, "-log(a)"), ("gradient", .value, "-1 / a + times(0, log(a))")])

  /// What a probability of what did not happen costs.
  public static let negLog1m = RowFunction(
    "neg_log1m", .elements, of: "a",
    [
      ("value", .value, "-log(1 - a)"),
      ("gradient", .value, "1 / (1 - a) + times(0, log(1 - a))"),
    ])
}
