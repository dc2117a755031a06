/// The losses of the bench, under the names of TensorFlow and of the articles.
package enum Loss: String, CaseIterable, Sendable {
  case softmaxCrossEntropy = "softmax_cross_entropy"
  case sparseSoftmaxCrossEntropy = "sparse_softmax_cross_entropy"
  case sigmoidCrossEntropy = "sigmoid_cross_entropy"
  case weightedCrossEntropy = "weighted_cross_entropy"
  case halfSquaredErrorSigmoid = "half_squared_error_sigmoid"
  case halfSquaredErrorSoftmax = "half_squared_error_softmax"
  case binaryCrossEntropy = "binary_crossentropy"
  case categoricalCrossEntropy = "categorical_crossentropy"
  case sparseCategoricalCrossEntropy = "sparse_categorical_crossentropy"

  /// What turns logits into probabilities.
  package enum Head: Sendable {
    /// Exclusive classes: the probabilities of a row sum to 1.
    case softmax
    /// Independent classes: each logit has a probability of its own.
    case sigmoid
    /// The inputs are the probabilities.
    case given
  }

  package var head: Head {
    switch self {
    case .softmaxCrossEntropy, .sparseSoftmaxCrossEntropy, .halfSquaredErrorSoftmax: .softmax
    case .sigmoidCrossEntropy, .weightedCrossEntropy, .halfSquaredErrorSigmoid: .sigmoid
    case .binaryCrossEntropy, .categoricalCrossEntropy, .sparseCategoricalCrossEntropy: .given
    }
  }

  /// Whether each class has a loss and a label of its own (else a row has one).
  package var isElementwise: Bool { head == .sigmoid || self == .binaryCrossEntropy }

  /// Whether a label is the index of a class (else one value a class).
  package var takesIndices: Bool {
    self == .sparseSoftmaxCrossEntropy || self == .sparseCategoricalCrossEntropy
  }

  /// The loss of the same inputs that takes one value a class.
  package var dense: Loss {
    switch self {
    case .sparseSoftmaxCrossEntropy: .softmaxCrossEntropy
    case .sparseCategoricalCrossEntropy: .categoricalCrossEntropy
    case .softmaxCrossEntropy, .sigmoidCrossEntropy, .weightedCrossEntropy,
      .halfSquaredErrorSigmoid, .halfSquaredErrorSoftmax, .binaryCrossEntropy,
      .categoricalCrossEntropy:
      self
    }
  }

  /// The loss of the same labels whose inputs are logits.
  package var ofLogits: Loss {
    switch self {
    case .binaryCrossEntropy: .sigmoidCrossEntropy
    case .categoricalCrossEntropy: .softmaxCrossEntropy
    case .sparseCategoricalCrossEntropy: .sparseSoftmaxCrossEntropy
    case .softmaxCrossEntropy, .sparseSoftmaxCrossEntropy, .sigmoidCrossEntropy,
      .weightedCrossEntropy, .halfSquaredErrorSigmoid, .halfSquaredErrorSoftmax:
      self
    }
  }

  /// What the inputs are called: logits, or probabilities.
  package var inputSymbol: String { head == .given ? "p" : "z" }

  package var takesPosWeight: Bool { self == .weightedCrossEntropy }

  package var isSquaredError: Bool {
    self == .halfSquaredErrorSigmoid || self == .halfSquaredErrorSoftmax
  }

  package var name: String { rawValue }

  /// What tells it from losses of the same family.
  package var distinction: String {
    switch self {
    case .softmaxCrossEntropy: "of logits, one value a class as label"
    case .sparseSoftmaxCrossEntropy: "of logits, a class index as label"
    case .sigmoidCrossEntropy: "of logits, each class for itself"
    case .weightedCrossEntropy: "with pos_weight"
    case .halfSquaredErrorSigmoid: "(s(z) - y)^2 / 2, each class for itself"
    case .halfSquaredErrorSoftmax: "sum (softmax(z) - y)^2 / 2"
    case .binaryCrossEntropy: "of probabilities, each class for itself"
    case .categoricalCrossEntropy: "of probabilities, one value a class as label"
    case .sparseCategoricalCrossEntropy: "of probabilities, a class index as label"
    }
  }

  /// One line for help and completion.
  package var summary: String {
    switch self {
    case .softmaxCrossEntropy: "-sum y ln softmax(z), one value a class as label"
    case .sparseSoftmaxCrossEntropy: "-ln softmax(z)[label], a class index as label"
    case .sigmoidCrossEntropy: "-y ln s(z) - (1-y) ln(1 - s(z)), each class for itself"
    case .weightedCrossEntropy: "the sigmoid cross entropy with pos_weight on its -y ln s(z)"
    case .halfSquaredErrorSigmoid: "(s(z) - y)^2 / 2, each class for itself"
    case .halfSquaredErrorSoftmax: "sum (softmax(z) - y)^2 / 2"
    // What eval calls so is Keras' loss, which the bench has under `as keras`.
    case .binaryCrossEntropy:
      "-y ln p - (1-y) ln(1-p) of probabilities; clipped under 'as keras' and in eval"
    case .categoricalCrossEntropy:
      "-sum y ln p of probabilities; normalised and clipped under 'as keras' and in eval"
    case .sparseCategoricalCrossEntropy:
      "-ln p[label] of probabilities; clipped and normalised under 'as keras' and in eval"
    }
  }
}
