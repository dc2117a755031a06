extension Loss {
  /// The cross entropy of the probabilities of exclusive classes, by the rules of Keras: each a share
  /// of their sum, then clipped.
  public static let categoricalCrossEntropy = Loss(
    "categorical_crossentropy", .given, of: "probabilities", domain: .nonNegative,
    rules: [.labelSmoothing, .epsilon, .lo, .hi],
    term: "-times(labels, log(clip(probabilities / sum(probabilities), lo, hi)))", over: .sum,
    written: (nil, ofShares), family: .crossEntropy, ofLogits: .softmaxCrossEntropy,
    summary: "-sum y ln p of probabilities; normalised and clipped under 'as keras' and in eval",
    distinction: "of probabilities, one value a class as label")

  /// The same with the index of the true class as label, by rules of its own: clipped, then made
  /// shares of the sum.
  public static let sparseCategoricalCrossEntropy = Loss(
    "sparse_categorical_crossentropy", .given, of: "probabilities", labels: .index,
    domain: .nonNegative, rules: [.epsilon, .lo, .hi, .ignoreIndex],
    term: sparse, over: .row,
    // Where a probability of 0 is left as it is, the derivative of the quotient has no limit.
    slopes: [
      "probabilities": """
      times(\(isInside), 1 / sum(\(clipped)) - times(labels, 1 / \(clipped)))
      + times(0, \(sparse))
      """
    ],
    written: ("-sum(times(labels, log(probabilities / sum(probabilities))))", ofShares),
    family: .crossEntropy, dense: .categoricalCrossEntropy, ofLogits: .sparseSoftmaxCrossEntropy,
    summary: "-ln p[label] of probabilities; clipped and normalised under 'as keras' and in eval",
    distinction: "of probabilities, a class index as label")

  private static let clipped = "clip(probabilities, lo, hi)"
  /// 1 for what lies in `lo ... hi`, 0 for what does not.
  private static let isInside = """
    (clip(1 + times(probabilities - lo, inf), 0, 1) * clip(1 + times(hi - probabilities, inf), 0, 1))
    """
  private static let sparse = """
    log1p(sum(times(1 - labels, \(clipped))) / sum(times(labels, \(clipped))))
    """
  private static let ofShares =
    "sum(labels) / sum(probabilities) - times(labels, 1 / probabilities)"
}
