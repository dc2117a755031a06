import LogitExact
import LogitLosses

/// The formula whose exact value a number of the table stands for.
///
/// In it `x` is the logit (or the probability, where that is given), `z` the label and `q` the `pos_weight` of class `k`, `logits` and
/// `labels` are those of the row, K is their number and `y` the class of the largest label.
package struct CellFormula: Sendable {
  package let expression: Expression
  let text: String

  static func text(of subject: Formulas.Subject, under loss: Loss) -> String {
    of(subject, under: loss).text
  }

  /// The formula of a number of one class.
  package static func of(_ subject: Formulas.Subject, under loss: Loss) -> CellFormula {
    switch subject {
    case .probability:
      switch loss.head {
      case .softmax: softmax
      case .sigmoid: sigmoid
      case .given: given
      }
    case .loss: self.loss(loss)
    case .gradient: gradient(loss)
    }
  }

  private static let softmax = CellFormula("softmax(logits)[k]")
  private static let sigmoid = CellFormula("sigmoid(x)")
  private static let given = CellFormula("x")

  private static func loss(_ loss: Loss) -> CellFormula {
    switch loss {
    case .softmaxCrossEntropy, .sparseSoftmaxCrossEntropy: softmaxLoss
    case .sigmoidCrossEntropy: sigmoidLoss
    case .weightedCrossEntropy: weightedLoss
    case .halfSquaredErrorSigmoid: squaredSigmoid
    case .halfSquaredErrorSoftmax: squaredSoftmax
    case .binaryCrossEntropy: binary
    case .categoricalCrossEntropy, .sparseCategoricalCrossEntropy: categorical
    }
  }

  private static let softmaxLoss = CellFormula("-sum(times(labels, log_softmax(logits)))")
  private static let sigmoidLoss = CellFormula("times(1 - z, softplus(x)) + times(z, softplus(-x))")
  // Both softplus have the tail softplus(-|x|), and beside a tie its sign decides: it stands once.
  private static let weightedLoss = CellFormula(
    "times(1 - z, max(x, 0)) + times(q * z, max(-x, 0)) + (1 - z + q * z) * softplus(-abs(x))")
  private static let squaredSigmoid = CellFormula("(sigmoid(x) - z)^2 / 2")
  private static let squaredSoftmax = CellFormula("sum((softmax(logits) - labels)^2) / 2")

  private static func gradient(_ loss: Loss) -> CellFormula {
    switch loss {
    case .softmaxCrossEntropy, .sparseSoftmaxCrossEntropy: softmaxGradient
    case .sigmoidCrossEntropy: sigmoidGradient
    case .weightedCrossEntropy: weightedGradient
    case .halfSquaredErrorSigmoid: squaredSigmoidGradient
    case .halfSquaredErrorSoftmax: squaredSoftmaxGradient
    case .binaryCrossEntropy: binaryGradient
    case .categoricalCrossEntropy, .sparseCategoricalCrossEntropy: categoricalGradient
    }
  }

  private static let binary = CellFormula("times(z, -log(x)) + times(1 - z, -log(1 - x))")
  private static let categorical = CellFormula(
    "-sum(times(labels, log(logits / sum(logits))))")
  private static let binaryGradient = CellFormula(
    "times(1 - z, 1 / (1 - x)) - times(z, 1 / x)")
  private static let categoricalGradient = CellFormula(
    "sum(labels) / sum(logits) - times(z, 1 / x)")
  private static let softmaxGradient = CellFormula("softmax(logits)[k] * sum(labels) - z")
  private static let sigmoidGradient = CellFormula("sigmoid(x) - z")
  private static let weightedGradient = CellFormula("(1 - z + q * z) * sigmoid(x) - q * z")
  private static let squaredSigmoidGradient = CellFormula(
    "(sigmoid(x) - z) * sigmoid(x) * sigmoid(-x)")
  private static let squaredSoftmaxGradient = CellFormula(
    "softmax(logits)[k] * (softmax(logits)[k] - z"
      + " - sum((softmax(logits) - labels) * softmax(logits)))")

  /// - Precondition: `text` is a formula over the names of a bench.
  private init(_ text: String) {
    self.text = text
    do { expression = try Expression(parsing: text, in: BenchNames.scope(classes: 1)) } catch {
      preconditionFailure("\(text): \(error)")
    }
  }
}
