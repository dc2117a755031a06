import LogitLosses

/// The formulas that a sweep draws where none are named.
enum SweepFormulas {
  /// Of each loss those that part: the first line of its derivation, and what libraries compute.
  static func usual(of loss: Loss) -> [Formula] {
    let names =
      switch loss {
      case .sparseSoftmaxCrossEntropy, .softmaxCrossEntropy:
        ["naive", "log-of-softmax", "tensorflow", "keras"]
      case .sigmoidCrossEntropy: ["line-1", "line-8", "tensorflow", "pytorch"]
      case .weightedCrossEntropy: ["line-1", "line-7", "tensorflow", "pytorch"]
      case .halfSquaredErrorSigmoid: ["naive", "of-sigmoid", "split"]
      case .halfSquaredErrorSoftmax: ["naive", "shifted", "of-softmax", "split"]
      case .binaryCrossEntropy: ["keras-3", "pytorch-bce", "plus-epsilon", "kernel"]
      case .categoricalCrossEntropy, .sparseCategoricalCrossEntropy:
        ["keras", "nll-of-log", "kernel"]
      }
    return names.compactMap { Catalogue.formula(named: $0, of: loss) }
  }
}
