import LogitBench
import LogitLosses

/// The formulas that a sweep draws where none are named.
enum SweepFormulas {
  /// Of each loss those that part: the first line of its derivation, and what libraries compute; of a
  /// loss without any the kernel's own, of one's own as it is written.
  static func usual(of loss: Loss) -> [Formula] {
    (names[loss] ?? [loss.own?.name ?? Catalogue.kernelName]).compactMap {
      Catalogue.formula(named: $0, of: loss)
    }
  }

  private static let names: [Loss: [String]] = [
    .sparseSoftmaxCrossEntropy: ["naive", "log-of-softmax", "tensorflow", "keras"],
    .softmaxCrossEntropy: ["naive", "log-of-softmax", "tensorflow", "keras"],
    .sigmoidCrossEntropy: ["derived-1", "derived-8", "tensorflow", "pytorch"],
    .weightedCrossEntropy: ["derived-1", "derived-7", "tensorflow", "pytorch"],
    .halfSquaredErrorSigmoid: ["naive", "of-sigmoid", "split"],
    .halfSquaredErrorSoftmax: ["naive", "shifted", "of-softmax", "split"],
    .binaryCrossEntropy: ["keras-3", "pytorch-bce", "plus-epsilon", Catalogue.kernelName],
    .categoricalCrossEntropy: ["keras", "nll-of-log", Catalogue.kernelName],
    .sparseCategoricalCrossEntropy: ["keras", "nll-of-log", Catalogue.kernelName],
  ]
}
