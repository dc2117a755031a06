import LogitExact
import LogitLosses

/// The numbers that a row of a bench shows, as formulas over the row's inputs.
///
/// All follow from the function that the bench's loss is, so that the bench and `logitlab eval`
/// answer alike.
struct RowFormulas {
  /// What decides the formulas; the numbers of a row are only put into them.
  struct Shape: Equatable {
    let form: Loss
    let loss: Loss
    let variant: RowFunction.Variant
    let isTempered: Bool
    let hasSampleWeight: Bool
    let classes: Int
  }

  /// The results that a row shows, in the order in which they are computed.
  enum Part: CaseIterable {
    /// The loss of the row, the sum of its classes under a sigmoid.
    case loss
    /// The unreduced losses under a sigmoid.
    case losses
    case terms, gradient, labelGradient, softmax, sigmoid, negLog
    /// `−Σ y ln y` of the labels as they are smoothed, and how far above it the loss is.
    case entropy, divergence

    /// Whether a row has one number of it, else one a class.
    var isSingle: Bool { self == .loss || self == .entropy || self == .divergence }
  }

  let shape: Shape
  private let form: Loss
  private var function: RowFunction { form.function }

  init(_ bench: Bench) {
    form = bench.form
    shape = Shape(
      form: form, loss: bench.loss, variant: bench.variant,
      isTempered: bench.isTempered, hasSampleWeight: !bench.sampleWeight.isEmpty,
      classes: bench.classes)
  }

  /// The formula of a part; nil where the loss has none.
  func expression(_ part: Part) -> Expression? {
    switch part {
    case .loss: weighted(rowLoss)
    case .losses: function.rows == .elements ? weighted(tempered(output("loss"))) : nil
    case .terms: weighted(terms)
    case .gradient: scaled(weighted(tempered(gradient)))
    case .labelGradient: weighted(tempered(output("dlabels")))
    case .softmax: shape.loss.head == .given ? nil : tempered(.call(.softmax, [input]))
    case .sigmoid: shape.loss.head == .given ? nil : tempered(.call(.sigmoid, [input]))
    case .negLog: negLog
    case .entropy: isOfDistribution ? .negation(.call(.sum, [ownInformation])) : nil
    case .divergence: isOfDistribution ? divergence : nil
    }
  }

  private var input: Expression { .name(function.input) }

  private func output(_ name: String) -> Expression? {
    function.outputs.first { $0.name == name }?.formula(shape.variant)
  }

  private var gradient: Expression? {
    function.outputs.first { $0.kind == .gradient(of: function.input) }?.formula(shape.variant)
  }

  /// The function's loss, of elements summed up.
  private var rowLoss: Expression? {
    let loss = tempered(output("loss"))
    return function.rows == .elements ? loss.map { .call(.sum, [$0]) } : loss
  }

  /// What each class adds to the loss.
  private var terms: Expression? { tempered(form.terms.formula(shape.variant)) }

  private var negLog: Expression? {
    switch shape.loss.head {
    case .softmax: tempered(.negation(.call(.logSoftmax, [input])))
    case .sigmoid: tempered(.call(.softplus, [.negation(input)]))
    case .given: .negation(.call(.log, [input]))
    }
  }

  // MARK: - Labels as a distribution

  private var isOfDistribution: Bool {
    shape.loss.head == .softmax && shape.loss.family == .crossEntropy && !shape.variant.isWeighted
      && !shape.hasSampleWeight
  }

  private var smoothed: Expression {
    guard shape.variant.isSmoothed else { return .name("labels") }
    let kept = Expression.binary(.subtract, .number("1"), .name("label_smoothing"))
    return .binary(
      .add, .binary(.multiply, kept, .name("labels")),
      .binary(.divide, .name("label_smoothing"), .name("classes")))
  }

  /// `y ln y`, 0 for a label of 0.
  private var ownInformation: Expression {
    .call(.times, [smoothed, .call(.log, [smoothed])])
  }

  /// `Σ y ln(y / p)`: of a quotient that is exactly 1 the logarithm is 0, and of a class that is
  /// masked on both sides the product is, while a difference of logarithms would be −∞ + ∞.
  private var divergence: Expression? {
    let inverse = Expression.binary(.divide, .number("1"), .call(.softmax, [input]))
    let share = Expression.call(.times, [smoothed, inverse])
    return tempered(.call(.sum, [.call(.times, [smoothed, .call(.log, [share])])]))
  }

  // MARK: - Rules

  /// The formula of logits that are divided by the temperature first.
  private func tempered(_ formula: Expression?) -> Expression? {
    guard shape.isTempered else { return formula }
    let divided = Expression.binary(.divide, input, .name("temperature"))
    return formula?.replacing(function.input, with: divided)
  }

  /// A derivative goes through that division as well.
  private func scaled(_ formula: Expression?) -> Expression? {
    guard shape.isTempered else { return formula }
    return formula.map { .binary(.divide, $0, .name("temperature")) }
  }

  private func weighted(_ formula: Expression?) -> Expression? {
    guard shape.hasSampleWeight else { return formula }
    return formula.map { .call(.times, [.name("sample_weight"), $0]) }
  }
}
