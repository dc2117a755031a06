import LogitExact
import LogitLosses

/// One way to compute a loss: its formula as data, so that it can be shown, traced and compared.
///
/// What is written out with `exp`, `sum` and `/` rounds at each of these steps; `softmax`, `sigmoid`
/// or `log1p` is one step, rounded once, as a good library gives it.
package struct Formula: Equatable, Sendable {
  /// Whose it is.
  package enum Source: String, Equatable, Sendable {
    /// A line of a derivation, as articles and documentation give it.
    case derivation
    case tensorFlow = "TensorFlow"
    case keras = "Keras"
    case pyTorch = "PyTorch"
    case optax
    case sciPy = "SciPy"
    /// Seen in many programs.
    case folklore
    case logitlab
    /// Given by the person at the bench.
    case own = "yours"
    case recipe
  }

  /// A word: short, the same in every version, unique among the formulas of a loss.
  package let name: String
  /// The loss; under a sigmoid that of class `k`.
  package let text: String
  /// Its derivative by the logit `z` of class `k`, as the same source computes it; nil where nobody
  /// says.
  package let gradient: String?
  package let source: Source
  /// Where it breaks, in a sentence; nil where it keeps its digits.
  package let breaks: String?
  /// Commands that lead to such a place, from any bench of that loss in float32.
  package let example: [String]
  /// The name of the form that keeps its digits there; nil for a form that is stable itself.
  package let twin: String?
  /// Whether it is another function than the loss: a clip, an epsilon, a clamp.
  package let isOther: Bool

  package let expression: Expression
  package let gradientExpression: Expression?
  /// The numbers that only it knows, with their values.
  package var parameters: [OwnLoss.Parameter] = []
  /// Whether it was written in letters that are no longer those of the screen.
  package var isOfOldLetters = false

  package static func == (a: Formula, b: Formula) -> Bool {
    a.name == b.name && a.text == b.text && a.gradient == b.gradient
      && a.parameters == b.parameters
  }
}

extension Formula {
  /// As it is typed behind a `=`.
  package var body: String { OwnLoss(name, text, parameters).body }

  /// A form that keeps its digits.
  fileprivate init(
    _ name: String, _ expression: Expression, slope: Expression, by source: Source
  ) {
    self.name = name
    text = expression.inLetters
    gradient = slope.inLetters
    self.source = source
    breaks = nil
    example = []
    twin = nil
    isOther = false
    self.expression = expression
    gradientExpression = slope
  }

  /// A formula of the catalogue.
  ///
  /// - Precondition: Both texts are formulas over the names of a bench, or over `names`.
  init(
    _ name: String, _ text: String, slope gradient: String? = nil, by source: Source = .derivation,
    breaks: String? = nil, at example: [String] = [], twin: String? = nil, isOther: Bool = false,
    scope: Scope = LossNames.scope(classes: 1)
  ) {
    func parsed(_ text: String) -> Expression {
      do { return try Expression(parsing: text, in: scope) } catch {
        preconditionFailure("\(name): \(text): \(error)")
      }
    }
    self.name = name
    self.text = text
    self.gradient = gradient
    self.source = source
    self.breaks = breaks
    self.example = example
    self.twin = twin
    self.isOther = isOther
    expression = parsed(text)
    gradientExpression = gradient.map(parsed)
  }

  private var ownScope: Scope {
    LossNames.scope(classes: LossNames.manyClasses, parameters: parameters.map(\.name))
  }

  /// Whether it gives one number a class.
  var isVector: Bool { expression.shape(in: ownScope) != .scalar }

  /// A person's own formula.
  ///
  /// - Throws: `ExpressionError` for what is no formula over the names of a bench.
  package init(
    own name: String, _ text: String, _ parameters: [OwnLoss.Parameter] = [],
    by source: Source = .own
  ) throws(ExpressionError) {
    let scope = LossNames.scope(
      classes: LossNames.manyClasses, parameters: parameters.map(\.name))
    expression = try Expression(parsing: text, in: scope)
    self.name = name
    self.parameters = parameters
    // A text from a file may have line breaks, and a command is one line.
    self.text = text.split { $0.isWhitespace }.joined(separator: " ")
    gradient = expression.writtenSlope(in: scope)?.textbook.inLetters
    gradientExpression = nil
    self.source = source
    breaks = nil
    example = []
    twin = nil
    isOther = false
  }
}

extension Formula {
  /// Whether a word of a command names it; lines of a derivation were `line-1` once, and scripts say so.
  package func isCalled(_ word: String) -> Bool {
    name == word
      || source == .derivation && word.hasPrefix("line-") && name == "derived-" + word.dropFirst(5)
  }
}

/// Every formula the program knows.
package enum Catalogue {
  /// The formulas of a loss, from the first line of its derivation to the form that keeps its
  /// digits; the kernel's own is the last.
  package static func formulas(of loss: Loss) -> [Formula] {
    ways(of: loss) + asWritten(loss) + [kernel(loss)]
  }

  /// A loss of one's own as it is written, step by step.
  private static func asWritten(_ loss: Loss) -> [Formula] {
    guard let own = loss.own else { return [] }
    let source = loss.recipe == nil ? Formula.Source.own : .recipe
    return [try? Formula(own: own.name, own.text, own.parameters, by: source)].compactMap(\.self)
  }

  /// How people compute it: of most losses nothing is known.
  private static func ways(of loss: Loss) -> [Formula] {
    switch loss {
    case .sparseSoftmaxCrossEntropy: sparseSoftmax
    case .softmaxCrossEntropy: denseSoftmax
    case .sigmoidCrossEntropy: sigmoid
    case .weightedCrossEntropy: weighted
    case .halfSquaredErrorSigmoid: squaredSigmoid
    case .halfSquaredErrorSoftmax: squaredSoftmax
    case .binaryCrossEntropy: binary
    case .categoricalCrossEntropy, .sparseCategoricalCrossEntropy: categorical
    default: []
    }
  }

  package static func formula(named name: String, of loss: Loss) -> Formula? {
    formulas(of: loss).first { $0.isCalled(name) }
  }

  /// The form that a kernel rounds once from proven digits.
  static func kernel(_ loss: Loss) -> Formula {
    Formula(
      kernelName, ClassNumber.loss.formula(of: loss),
      slope: ClassNumber.gradient.formula(of: loss), by: .logitlab)
  }

  package static let kernelName = "kernel"
}

extension Expression {
  /// The derivative by the logit of one class, in as few words as it takes; nil where there is none.
  fileprivate func writtenSlope(in scope: Scope) -> Expression? {
    guard let own = derivative(by: "z", in: scope), let row = derivative(by: "logits", in: scope)
    else { return nil }
    if !contains(where: { $0 == .name("logits") }) { return own }
    let ofRow = Expression.element(row, .name("k"))
    return contains { $0 == .name("z") } ? .binary(.add, own, ofRow) : ofRow
  }
}

extension Formula {
  /// Whether a word can name a formula: letters, digits, `-` and `_`, a letter first.
  package static func isName(_ word: String) -> Bool {
    guard word.first?.isLetter == true, word.utf8.count <= 40 else { return false }
    return word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
  }
}
