import LogitExact
import LogitLosses
import LogitText

/// All numbers of one row, each rounded to the format of the bench.
package struct RowResult: Equatable, Sendable {
  /// Empty where the inputs are probabilities.
  package let softmax: [Reading]
  package let sigmoid: [Reading]
  /// The inputs where they are the probabilities.
  private let given: [Reading]
  /// `−ln p`, p by the loss's own head.
  package let negLog: [Reading]
  /// What each class adds to the loss; empty where it is no sum over them.
  package let terms: [Reading]
  /// ∂loss/∂input, of the row's own loss.
  package let gradient: [Reading]
  /// ∂loss/∂label; empty where the loss has none.
  package let labelGradient: [Reading]
  package let loss: Reading
  /// The unreduced losses: the row's one, or one a class.
  package let losses: [Reading]
  /// Of the labels as a distribution, and KL(labels || p), which add up to the loss; nil where they
  /// are none to a loss.
  package let entropy: Reading?
  package let divergence: Reading?
  package let softmaxSum: Reading
  package let sigmoidSum: Reading
  package let gradientSum: Reading

  init(
    _ bench: Bench, row: Int, loss: Reading, _ readings: [RowPart: ArraySlice<Reading>]
  ) {
    let isIgnored = bench.isIgnored(row)
    func all(_ part: RowPart) -> [Reading] { readings[part].map(Array.init) ?? [] }
    /// What a row adds that counts for nothing.
    func own(_ part: RowPart) -> [Reading] {
      isIgnored ? all(part).map { _ in Reading(0, isExact: true) } : all(part)
    }
    softmax = all(.softmax)
    sigmoid = all(.sigmoid)
    given =
      bench.loss.head == .given
      ? bench.logits[row].map { Reading($0.value(in: bench.dtype), isExact: true) } : []
    negLog = all(.negLog)
    // A class without a label adds nothing, not even where the row is NaN.
    let isWeighed = !bench.loss.isElementwise && bench.loss.family == .crossEntropy
    let targets = isWeighed ? bench.targets(ofRow: row) : []
    terms = own(.terms).enumerated().map { index, term in
      isWeighed && targets[index] == 0 ? Reading(0, isExact: true) : term
    }
    gradient = own(.gradient)
    labelGradient = own(.labelGradient)
    self.loss = loss
    losses = bench.form.isElementwise ? terms : [loss]
    entropy = readings[.entropy]?.first
    divergence = readings[.divergence]?.first
    softmaxSum = Reading.sum(of: softmax, in: bench.dtype)
    sigmoidSum = Reading.sum(of: sigmoid, in: bench.dtype)
    let gradientSum = Reading.sum(of: gradient, in: bench.dtype)
    // A number added to all logits changes no softmax, so these add up to 0: what is left is rounding alone.
    let isNothing = bench.loss.head == .softmax && bench.loss.own == nil
    self.gradientSum =
      isNothing && gradientSum.value.isFinite && gradientSum.value != 0
      ? Reading(0, isExact: false) : gradientSum
  }

  /// What a class adds to the loss; nil where it is no sum over them.
  package func term(_ index: Int) -> Reading? { terms.isEmpty ? nil : terms[index] }

  /// The probabilities by the loss's own head.
  package func probabilities(_ loss: Loss) -> [Reading] {
    switch loss.head {
    case .softmax: softmax
    case .sigmoid: sigmoid
    case .given: given
    }
  }
}

extension Reading {
  /// The sum of the numbers as they are shown: a bare 1 where they add up to it exactly.
  package static func sum(of readings: [Reading], in format: Format) -> Reading {
    self.sum(of: readings.map(\.value), in: format)
  }

  /// The same of numbers.
  package static func sum(of values: [Double], in format: Format) -> Reading {
    var sum = ExactSum()
    sum.add(contentsOf: values)
    let rounded = sum.rounded(to: format)
    if rounded.isFinite { sum.add(-rounded) }
    return Reading(rounded, isExact: rounded.isFinite && sum.rounded(to: .float64) == 0)
  }
}
