extension RowFunction {
  /// The activations, and the losses of logits.
  ///
  /// - Units: nats.
  /// - Special values: the limits where there is one; a label or weight of 0 asks for nothing.
  static let ofLogits: [RowFunction] = [
    RowFunction(
      "sigmoid", .elements, of: "x",
      [
        ("value", .value, "sigmoid(x)"),
        ("gradient", .value, "sigmoid(x) * (1 - sigmoid(x))"),
        ("complement", .value, "sigmoid(-x)"),
      ]),
    RowFunction(
      "log_sigmoid", .elements, of: "x",
      [("value", .value, "log_sigmoid(x)"), ("gradient", .value, "sigmoid(-x)")]),
    RowFunction(
      "softplus", .elements, of: "x",
      [("value", .value, "softplus(x)"), ("gradient", .value, "sigmoid(x)")]),
    RowFunction(
      "logsumexp", .classes, of: "logits", takes: [.axis, .upstream],
      [
        ("value", .row, "logsumexp(logits)"),
        ("dlogits", .value, "times(row_upstream, softmax(logits))"),
      ]),
    RowFunction(
      "softmax", .classes, of: "logits", takes: [.axis, .upstream],
      [
        ("value", .value, "softmax(logits)"),
        (
          "dlogits", .value,
          "times(softmax(logits), upstream - sum(times(softmax(logits), upstream)))"
        ),
        ("jacobian", .matrix, "softmax(logits)[label] * (labels - softmax(logits))"),
      ]),
    RowFunction(
      "log_softmax", .classes, of: "logits", takes: [.axis, .upstream],
      [
        ("value", .value, "log_softmax(logits)"),
        ("dlogits", .value, "upstream - times(softmax(logits), sum(upstream))"),
      ]),
    RowFunction(
      "sigmoid_cross_entropy", .elements, of: "logits", labels: .values, takes: [.labelSmoothing],
      smoothedAmong: "2",
      [
        ("loss", .row, sigmoidLoss),
        ("dlogits", .gradient(of: "logits"), "sigmoid(logits) - $y"),
        ("dlabels", .gradient(of: "labels"), "$d(-logits)d$"),
      ]),
    RowFunction(
      "sigmoid_cross_entropy_rows", .classes, of: "logits", labels: .values,
      takes: [.axis, .labelSmoothing], smoothedAmong: "2",
      [
        ("loss", .row, "mean(\(sigmoidLoss))"),
        ("dlogits", .gradient(of: "logits"), "(sigmoid(logits) - $y) / classes"),
        ("dlabels", .gradient(of: "labels"), "$d(-logits)d$ / classes"),
      ]),
    RowFunction(
      "weighted_cross_entropy", .elements, of: "logits", labels: .values, takes: [.posWeight],
      [
        // Both softplus have the tail softplus(-|x|), which stands once: beside a tie its sign
        // decides.
        (
          "loss", .row,
          """
          times(1 - labels, max(logits, 0)) + times(\(weighted), max(-logits, 0))
          + (1 - labels + \(weighted)) * softplus(-abs(logits)) + times(labels, \(beyond))
          """
        ),
        (
          "dlogits", .gradient(of: "logits"),
          """
          (1 - labels + \(weighted)) * sigmoid(logits) - \(weighted) - times(labels, \(beyond))
          """
        ),
        (
          "dlabels", .gradient(of: "labels"),
          """
          times(\(finite), max(-logits, 0)) - max(logits, 0)
          + (\(finite) - 1) * softplus(-abs(logits)) + \(beyond)
          """
        ),
        ("dpos_weight", .gradient(of: "pos_weight"), "times(labels, softplus(-logits))"),
      ]),
    RowFunction(
      "softmax_cross_entropy", .classes, of: "logits", labels: .values,
      takes: [.axis, .labelSmoothing, .classWeight],
      [
        ("loss", .row, "sum(times($t, -log_softmax(logits)))"),
        ("dlogits", .gradient(of: "logits"), "softmax(logits) * sum($t) - $t"),
        ("dlabels", .gradient(of: "labels"), "$d(-log_softmax(logits))d$"),
      ]),
    RowFunction(
      "sparse_softmax_cross_entropy", .classes, of: "logits", labels: .index,
      takes: [.axis, .labelSmoothing, .classWeight, .ignoreIndex],
      [
        ("loss", .row, "sum(times($t, -log_softmax(logits)))"),
        ("dlogits", .gradient(of: "logits"), "softmax(logits) * sum($t) - $t"),
      ]),
    RowFunction(
      "half_squared_error_sigmoid", .elements, of: "logits", labels: .values,
      [
        ("loss", .row, "(sigmoid(logits) - labels)^2 / 2"),
        (
          "dlogits", .gradient(of: "logits"),
          "(sigmoid(logits) - labels) * sigmoid(logits) * (1 - sigmoid(logits))"
        ),
        ("dlabels", .gradient(of: "labels"), "labels - sigmoid(logits)"),
      ]),
    RowFunction(
      "half_squared_error_softmax", .classes, of: "logits", labels: .values, takes: [.axis],
      [
        ("loss", .row, "sum((softmax(logits) - labels)^2) / 2"),
        (
          "dlogits", .gradient(of: "logits"),
          """
          softmax(logits)
          * (softmax(logits) - labels - sum((softmax(logits) - labels) * softmax(logits)))
          """
        ),
        ("dlabels", .gradient(of: "labels"), "labels - softmax(logits)"),
      ]),
  ]

  /// 1 for a finite pos_weight, 0 for an infinite one.
  private static let isFinite = "min(1, times(1 / abs(pos_weight), inf))"
  /// A finite pos_weight, 0 for an infinite one.
  private static let finite = "times(\(isFinite), pos_weight)"
  /// 0 for a finite pos_weight, an infinite one itself, and NaN where x is ∞ too: that has no limit.
  private static let beyond = "times(1 - \(isFinite), pos_weight) / max(logits, 1)"
  private static let weighted = "times(labels, \(finite))"

  private static let sigmoidLoss = """
    times(1 - $y, max(logits, 0)) + times($y, max(-logits, 0)) + softplus(-abs(logits))
    """
}
