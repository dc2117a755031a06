import LogitLosses

/// What fills the output columns of one reference file from its inputs; `label` is the last of them,
/// which as an index no format may round.
protocol ReferenceKernel {
  static var file: String { get }
  static func outputs<S: LogitScalar>(_ inputs: [[S]], label: Int) -> [[S]]
}

enum UnaryKernel: ReferenceKernel {
  static let file = "unary"
  static func outputs<S: LogitScalar>(_ inputs: [[S]], label: Int) -> [[S]] {
    let x = inputs[0][0]
    return [
      [sigmoid(x)], [oneMinusSigmoid(x)], [sigmoidDerivative(x)], [logSigmoid(x)], [softplus(x)],
    ]
  }
}

enum SigmoidCrossEntropyKernel: ReferenceKernel {
  static let file = "sigmoid_ce"
  static func outputs<S: LogitScalar>(_ inputs: [[S]], label: Int) -> [[S]] {
    let (x, z) = (inputs[0][0], inputs[1][0])
    return [
      [sigmoidCrossEntropy(logit: x, label: z)], [sigmoidCrossEntropyGradient(logit: x, label: z)],
      [sigmoidCrossEntropyLabelGradient(logit: x)],
    ]
  }
}

enum WeightedCrossEntropyKernel: ReferenceKernel {
  static let file = "weighted_ce"
  static func outputs<S: LogitScalar>(_ inputs: [[S]], label: Int) -> [[S]] {
    let (x, z, q) = (inputs[0][0], inputs[1][0], inputs[2][0])
    return [
      [weightedCrossEntropy(logit: x, label: z, posWeight: q)],
      [weightedCrossEntropyGradient(logit: x, label: z, posWeight: q)],
      [weightedCrossEntropyLabelGradient(logit: x, posWeight: q)],
      [weightedCrossEntropyPosWeightGradient(logit: x, label: z)],
    ]
  }
}

enum HalfSquaredErrorKernel: ReferenceKernel {
  static let file = "half_sq"
  static func outputs<S: LogitScalar>(_ inputs: [[S]], label: Int) -> [[S]] {
    let (a, y) = (inputs[0][0], inputs[1][0])
    return [
      [halfSquaredError(a, y)], [halfSquaredErrorGradient(a, y)],
      [S(rounding: -halfSquaredErrorGradient(a, y).double)],
    ]
  }
}

enum HalfSquaredErrorSigmoidKernel: ReferenceKernel {
  static let file = "half_sq_sigmoid"
  static func outputs<S: LogitScalar>(_ inputs: [[S]], label: Int) -> [[S]] {
    let (x, y) = (inputs[0][0], inputs[1][0])
    return [
      [halfSquaredErrorSigmoid(logit: x, label: y)],
      [halfSquaredErrorSigmoidGradient(logit: x, label: y)],
      [halfSquaredErrorSigmoidLabelGradient(logit: x, label: y)],
    ]
  }
}

enum NegLogKernel: ReferenceKernel {
  static let file = "neg_log"
  static func outputs<S: LogitScalar>(_ inputs: [[S]], label: Int) -> [[S]] {
    let a = inputs[0][0]
    return [[negLog(a)], [negLogDerivative(a)], [negLog1m(a)], [negLog1mDerivative(a)]]
  }
}

enum SoftmaxKernel: ReferenceKernel {
  static let file = "softmax"
  static func outputs<S: LogitScalar>(_ inputs: [[S]], label: Int) -> [[S]] {
    [[logSumExp(inputs[0])], softmax(inputs[0]), logSoftmax(inputs[0])]
  }
}

enum SoftmaxCrossEntropyKernel: ReferenceKernel {
  static let file = "softmax_ce"
  static func outputs<S: LogitScalar>(_ inputs: [[S]], label: Int) -> [[S]] {
    let (x, y) = (inputs[0], inputs[1])
    return [
      [softmaxCrossEntropy(logits: x, labels: y)],
      softmaxCrossEntropyGradient(logits: x, labels: y),
      softmaxCrossEntropyLabelGradient(logits: x),
    ]
  }
}

enum SparseSoftmaxCrossEntropyKernel: ReferenceKernel {
  static let file = "sparse_ce"
  static func outputs<S: LogitScalar>(_ inputs: [[S]], label: Int) -> [[S]] {
    let x = inputs[0]
    return [
      [sparseSoftmaxCrossEntropy(logits: x, label: label)],
      sparseSoftmaxCrossEntropyGradient(logits: x, label: label),
    ]
  }
}

enum HalfSquaredErrorSoftmaxKernel: ReferenceKernel {
  static let file = "half_sq_softmax"
  static func outputs<S: LogitScalar>(_ inputs: [[S]], label: Int) -> [[S]] {
    let (x, y) = (inputs[0], inputs[1])
    return [
      [halfSquaredErrorSoftmax(logits: x, labels: y)],
      halfSquaredErrorSoftmaxGradient(logits: x, labels: y),
    ]
  }
}
