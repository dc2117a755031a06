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

  /// What else a loss is called, by `losses(called:)`.
  package static func names(of loss: Loss) -> [String] {
    known.filter { $0.value.contains { $0.name == loss.name } }.keys.sorted()
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

extension LossWords {
  /// A loss as a list shows it.
  package struct Entry: Sendable {
    package let theme: String
    package let name: String
    package let summary: String
    /// Its formula and where it is from.
    package let detail: String
    /// What else it is called.
    package var names: [String] = []
  }

  package static let themes = ["softmax", "sigmoid", "of probabilities", "recipes", "yours"]

  /// All that `loss NAME` takes on a bench.
  package static func entries(on bench: Bench) -> [Entry] {
    let losses = Loss.all.map { loss in
      let theme =
        switch loss.head {
        case .softmax: 0
        case .sigmoid: 1
        case .given: 2
        }
      let words = loss.distinction.isEmpty ? "" : " (\(loss.distinction))"
      return Entry(
        theme: themes[theme], name: loss.name, summary: loss.summary,
        detail: "loss = \(loss.written.loss)\(words)", names: names(of: loss))
    }
    let recipes = Recipe.all.map { recipe in
      let names = recipe.names.isEmpty ? "" : "; " + recipe.names.joined(separator: ", ")
      return Entry(
        theme: themes[3], name: recipe.name, summary: recipe.own.summary,
        detail: "loss = \(recipe.own.body) (\(recipe.source)\(names))",
        names: recipe.names)
    }
    let own = bench.formulas.map {
      Entry(theme: themes[4], name: $0.name, summary: $0.text, detail: "loss = \($0.text)")
    }
    return losses + recipes + own
  }
}
