extension Loss {
  /// PyTorch's loss of logarithms that were computed before: only that of the label is looked at.
  public static let nllLoss = Loss(
    "nll_loss", .given, of: "log_probabilities", labels: .index,
    rules: [.classWeight, .ignoreIndex],
    term: "times(labels[label], -log_probabilities[label])", over: .row,
    slopes: ["log_probabilities": "-labels"], family: .crossEntropy)
}
