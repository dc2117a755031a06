extension Loss {
  /// The cross entropy of a probability by itself, by the rules of Keras: clipped to `lo ... hi`.
  ///
  /// - Special values: the derivative of a clipped number is 0 outside `lo ... hi`; both ends count
  ///   as inside.
  public static let binaryCrossEntropy = Loss(
    "binary_crossentropy", .given, of: "probabilities", domain: .unit,
    rules: [.labelSmoothing, .epsilon, .lo, .hi],
    term: """
      times(labels, -log(clip(probabilities, lo, hi)))
      + times(1 - labels, -log(1 - clip(probabilities, lo, hi)))
      """,
    over: .element, family: .crossEntropy, ofLogits: .sigmoidCrossEntropy, hasMeanOfRow: true,
    // What eval calls so is Keras' loss, which the bench has under `as keras`.
    summary: "-y ln p - (1-y) ln(1-p) of probabilities; clipped under 'as keras' and in eval",
    distinction: "of probabilities, each class for itself")

  /// The same by the rules of PyTorch: its logarithms end at −100, and its gradient is another.
  public static let clampedBinaryCrossEntropy = Loss(
    "bce_loss", .given, of: "probabilities", domain: .unit,
    term: """
      times(labels, min(100, -log(probabilities)))
      + times(1 - labels, min(100, -log(1 - probabilities)))
      """,
    over: .element,
    slopes: [
      "probabilities": """
      (probabilities - labels) / max(probabilities * (1 - probabilities), 1e-12)
      """
    ], family: .crossEntropy)
}
