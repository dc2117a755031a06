extension Loss {
  /// The losses of the bench, in the order in which they are listed.
  public static let all: [Loss] = [
    softmaxCrossEntropy, sparseSoftmaxCrossEntropy, sigmoidCrossEntropy, weightedCrossEntropy,
    halfSquaredErrorSigmoid, halfSquaredErrorSoftmax, binaryCrossEntropy, categoricalCrossEntropy,
    sparseCategoricalCrossEntropy, focalCrossEntropy,
  ]

  /// Those that only requests ask for.
  public static let ofEval: [Loss] = [clampedBinaryCrossEntropy, nllLoss, halfSquaredError]

  /// The loss of the bench that a function is a form of; nil where it is none.
  public static func of(_ function: RowFunction) -> Loss? { byFunction[function] }

  private static let byFunction: [RowFunction: Loss] = {
    var losses = [clampedBinaryCrossEntropy.function: binaryCrossEntropy]
    for loss in all {
      losses[loss.function] = loss
      if let mean = loss.meanOfRow { losses[mean.function] = loss }
    }
    return losses
  }()

  /// The loss of the bench with this name; nil where none has it.
  public static func named(_ name: String) -> Loss? { all.first { $0.name == name } }
}
