extension RowFunction {
  /// The losses of probabilities, by the rules of the frameworks that define them.
  ///
  /// - Units: nats.
  /// - Special values: the derivative of a clipped number is 0 outside `lo ... hi`; both ends count
  ///   as inside.
  static let ofProbabilities: [RowFunction] = [
    RowFunction(
      "neg_log", .elements, of: "a",
      // The derivative is defined where the logarithm is.
      [("value", .value, "-log(a)"), ("gradient", .value, "-1 / a + times(0, log(a))")]),
    RowFunction(
      "neg_log1m", .elements, of: "a",
      [
        ("value", .value, "-log(1 - a)"),
        ("gradient", .value, "1 / (1 - a) + times(0, log(1 - a))"),
      ]
    ),
    RowFunction(
      "binary_crossentropy", .elements, of: "probabilities", labels: .values, domain: .unit,
      takes: [.labelSmoothing, .epsilon, .lo, .hi], smoothedAmong: "2",
      [
        ("loss", .row, binaryLoss),
        ("dprobabilities", .gradient(of: "probabilities"), binarySlope),
      ]),
    RowFunction(
      "binary_crossentropy_rows", .classes, of: "probabilities", labels: .values, domain: .unit,
      takes: [.axis, .labelSmoothing, .epsilon, .lo, .hi], smoothedAmong: "2",
      [
        ("loss", .row, "mean(\(binaryLoss))"),
        ("dprobabilities", .gradient(of: "probabilities"), "\(binarySlope) / classes"),
      ]),
    RowFunction(
      "categorical_crossentropy", .classes, of: "probabilities", labels: .values,
      domain: .nonNegative, takes: [.axis, .labelSmoothing, .epsilon, .lo, .hi],
      [
        ("loss", .row, "sum(times($y, -log(clip(\(shares), lo, hi))))"),
        (
          "dprobabilities", .gradient(of: "probabilities"),
          "(\(shareSlope) - sum(times(\(shares), \(shareSlope)))) / sum(probabilities)"
        ),
      ]),
    RowFunction(
      "sparse_categorical_crossentropy", .classes, of: "probabilities", labels: .index,
      domain: .nonNegative, takes: [.axis, .epsilon, .lo, .hi, .ignoreIndex],
      [
        ("loss", .row, sparseLoss),
        (
          "dprobabilities", .gradient(of: "probabilities"),
          """
          times(\(inside("probabilities")), 1 / sum(\(clipped)) - times(labels, 1 / \(clipped)))
          + times(0, \(sparseLoss))
          """
        ),
      ]),
    RowFunction(
      "bce_loss", .elements, of: "probabilities", labels: .values, domain: .unit,
      [
        (
          "loss", .row,
          """
          times(labels, min(100, -log(probabilities)))
          + times(1 - labels, min(100, -log(1 - probabilities)))
          """
        ),
        (
          "dprobabilities", .gradient(of: "probabilities"),
          "(probabilities - labels) / max(probabilities * (1 - probabilities), 1e-12)"
        ),
      ]),
    RowFunction(
      "nll_loss", .classes, of: "log_probabilities", labels: .index,
      takes: [.axis, .classWeight, .ignoreIndex],
      [
        ("loss", .row, "times($t[label], -log_probabilities[label])"),
        ("dlog_probabilities", .gradient(of: "log_probabilities"), "-$t"),
      ]),
    RowFunction(
      "half_squared_error", .elements, of: "predictions", labels: .values,
      [
        ("loss", .row, "(predictions - labels)^2 / 2"),
        ("dpredictions", .gradient(of: "predictions"), "predictions - labels"),
        ("dlabels", .gradient(of: "labels"), "labels - predictions"),
      ]),
  ]

  private static let clipped = "clip(probabilities, lo, hi)"
  private static let binaryLoss = """
    (times($y, -log(\(clipped))) + times(1 - $y, -log(1 - \(clipped))))
    """
  private static let binarySlope = """
    times(\(inside("probabilities")), times(1 - $y, 1 / (1 - \(clipped))) - times($y, 1 / \(clipped)))
    """
  private static let shares = "(probabilities / sum(probabilities))"
  private static let shareSlope = """
    (-times(\(inside(shares)), times($y, 1 / \(shares))))
    """
  private static let sparseLoss = """
    log1p(sum(times(1 - labels, \(clipped))) / sum(times(labels, \(clipped))))
    """

  /// 1 for what lies in `lo ... hi`, 0 for what does not: `d / |d|` is the sign of `d`.
  private static func inside(_ value: String) -> String {
    let below = "times(lo - \(value), 1 / abs(lo - \(value)))"
    let above = "times(\(value) - hi, 1 / abs(\(value) - hi))"
    return "((1 - max(0, \(below))) * (1 - max(0, \(above))))"
  }
}
