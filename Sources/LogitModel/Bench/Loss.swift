/// The losses of the bench, under the names of TensorFlow and of the articles.
package enum Loss: String, CaseIterable, Sendable {
  case softmaxCrossEntropy = "softmax_cross_entropy"
  case sparseSoftmaxCrossEntropy = "sparse_softmax_cross_entropy"
  case sigmoidCrossEntropy = "sigmoid_cross_entropy"
  case weightedCrossEntropy = "weighted_cross_entropy"
  case halfSquaredErrorSigmoid = "half_squared_error_sigmoid"
  case halfSquaredErrorSoftmax = "half_squared_error_softmax"

  /// What turns logits into probabilities.
  package enum Head: Sendable {
    /// Exclusive classes: the probabilities of a row sum to 1.
    case softmax
    /// Independent classes: each logit has a probability of its own.
    case sigmoid
  }

  package var head: Head {
    switch self {
    case .softmaxCrossEntropy, .sparseSoftmaxCrossEntropy, .halfSquaredErrorSoftmax: .softmax
    case .sigmoidCrossEntropy, .weightedCrossEntropy, .halfSquaredErrorSigmoid: .sigmoid
    }
  }

  /// Whether the unreduced loss has one value a class (else one a row).
  package var isElementwise: Bool { head == .sigmoid }

  /// Whether a label is the index of a class (else one value a class).
  package var takesIndices: Bool { self == .sparseSoftmaxCrossEntropy }

  package var takesPosWeight: Bool { self == .weightedCrossEntropy }

  package var isSquaredError: Bool {
    self == .halfSquaredErrorSigmoid || self == .halfSquaredErrorSoftmax
  }

  package var name: String { rawValue }

  /// One line for help and completion.
  package var summary: String {
    switch self {
    case .softmaxCrossEntropy: "-sum y ln softmax(z), one value a class as label"
    case .sparseSoftmaxCrossEntropy: "-ln softmax(z)[label], a class index as label"
    case .sigmoidCrossEntropy: "-y ln s(z) - (1-y) ln(1 - s(z)), each class for itself"
    case .weightedCrossEntropy: "the sigmoid cross entropy with pos_weight on its -y ln s(z)"
    case .halfSquaredErrorSigmoid: "(s(z) - y)^2 / 2, each class for itself"
    case .halfSquaredErrorSoftmax: "sum (softmax(z) - y)^2 / 2"
    }
  }
}

/// How the losses of a batch become one number.
package enum Reduction: String, CaseIterable, Sendable {
  case none
  case sum
  case mean

  package var name: String { rawValue }

  /// One line for help and completion.
  package var summary: String {
    switch self {
    case .none: "every loss stands alone"
    case .sum: "their sum"
    case .mean: "their sum divided by their number"
    }
  }
}
