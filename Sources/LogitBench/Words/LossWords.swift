import LogitExact
import LogitLosses
import LogitText

/// What people and frameworks call the losses of the bench.
package enum LossWords {
  /// The losses that a word may mean, the likelier one first; empty where it is none.
  package static func losses(called word: String) -> [Loss] {
    // No name is as long, and case, underscores and modules make no difference.
    guard word.utf8.count <= 80 else { return [] }
    let name = word.split(separator: ".").last ?? ""
    let letters = name.lowercased().filter(\.isLetter)
    let plain = letters.hasSuffix("loss") ? String(letters.dropLast(4)) : letters
    return known[letters] ?? known[plain] ?? []
  }

  private static let known: [String: [Loss]] = [
    "ce": crossEntropy, "xent": crossEntropy, "crossentropy": crossEntropy,
    "softmaxcrossentropywithlogits": [.softmaxCrossEntropy],
    "sparsesoftmaxcrossentropywithlogits": [.sparseSoftmaxCrossEntropy],
    "softmaxcrossentropywithintegerlabels": [.sparseSoftmaxCrossEntropy],
    "nll": [.sparseSoftmaxCrossEntropy, .sparseCategoricalCrossEntropy],
    "bce": [.sigmoidCrossEntropy, .binaryCrossEntropy],
    "log": [.binaryCrossEntropy, .categoricalCrossEntropy],
    "bceloss": [.binaryCrossEntropy],
    "bcewithlogits": [.sigmoidCrossEntropy],
    "binarycrossentropywithlogits": [.sigmoidCrossEntropy],
    "sigmoidcrossentropywithlogits": [.sigmoidCrossEntropy],
    "sigmoidbinarycrossentropy": [.sigmoidCrossEntropy],
    "logistic": [.sigmoidCrossEntropy],
    "weightedcrossentropywithlogits": [.weightedCrossEntropy],
    "binarycrossentropy": [.binaryCrossEntropy],
    "cce": [.categoricalCrossEntropy],
    "categoricalcrossentropy": [.categoricalCrossEntropy],
    "scce": [.sparseCategoricalCrossEntropy],
    "sparsecategoricalcrossentropy": [.sparseCategoricalCrossEntropy],
    "mse": squares, "meansquarederror": squares, "squarederror": squares, "lsquared": squares,
    "l": squares, "quadratic": squares,
  ]

  private static let crossEntropy: [Loss] = [.sparseSoftmaxCrossEntropy, .softmaxCrossEntropy]
  private static let squares: [Loss] = [.halfSquaredErrorSigmoid, .halfSquaredErrorSoftmax]
}

extension LossWords {
  /// The losses of the program and the recipes.
  package static var names: [String] { Loss.all.map(\.name) + Recipe.all.map(\.name) }
}
