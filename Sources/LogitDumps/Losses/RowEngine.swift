import LogitExact
import LogitLosses
import LogitText

/// The proven numbers of single rows, by the formulas and with the bits of the bench.
struct RowEngine: Sendable {
  private let dump: Dump
  private let question: RowQuestion
  private var programs = RowPrograms(greatestSteps: .max)
  private var values: RowValues

  init(_ dump: Dump) {
    self.dump = dump
    let loss = dump.loss
    let request = dump.request
    question = RowQuestion(
      loss.row,
      outputs: [.loss, dump.head == .softmax ? .softmax : .sigmoid].compactMap(loss.output),
      variant: RowFunction.Variant(
        isSmoothed: request.labelSmoothing != 0,
        isWeighted: !request.classWeight.isEmpty && dump.head == .softmax,
        isTempered: request.temperature != 1),
      classCount: dump.classCount)
    values = RowValues(classCount: dump.classCount)
    values[.labelSmoothing] = dump.format.rounded(request.labelSmoothing)
    values[.temperature] = dump.format.rounded(request.temperature)
    for (k, weight) in request.classWeight.enumerated() {
      values[.classWeight, k] = dump.format.rounded(weight)
    }
    for (k, weight) in request.posWeight.enumerated() {
      values[.posWeight, k] = dump.format.rounded(weight)
    }
  }

  /// The loss of a row as steps, and behind it the probability of each class.
  private mutating func program(
    _ logits: ArraySlice<Double>, label: Int, targets: ArraySlice<Double>
  ) -> Program {
    fill(logits, label: label, targets: targets)
    // A row of more steps than a program may have is said to be open.
    return (try? programs.program(question, of: values)) ?? .empty
  }

  private mutating func fill(
    _ logits: ArraySlice<Double>, label: Int, targets: ArraySlice<Double>
  ) {
    for (k, number) in logits.enumerated() { values[.main, k] = number }
    if targets.isEmpty { values.setLabel(label) }
    for (k, number) in targets.enumerated() { values[.labels, k] = number }
  }

  /// What the loss and the probabilities of a row can be where its logits are known to a margin.
  mutating func ranges(
    _ logits: ArraySlice<Double>, label: Int, targets: ArraySlice<Double>, under margin: Margin
  ) -> RowRanges {
    fill(logits, label: label, targets: targets)
    return RowRanges(dump.loss, question, values, under: margin, withGradients: false, &programs)
  }

  /// The loss to about 100 bits.
  mutating func pair(
    _ logits: ArraySlice<Double>, label: Int, targets: ArraySlice<Double>
  ) -> DoublePair {
    let program = program(logits, label: label, targets: targets)
    guard program.resultCount > 0 else { return DoublePair(high: .nan, low: 0, error: .infinity) }
    return program.selecting([0]).pairs[0]
  }

  /// The loss and the probability of a class, each rounded once.
  mutating func readings(
    _ logits: ArraySlice<Double>, label: Int, targets: ArraySlice<Double>, ofClass index: Int
  ) -> (loss: Reading, probability: Reading) {
    let program = program(logits, label: label, targets: targets)
    guard program.resultCount > 0 else { return (Reading(.nan), Reading(.nan)) }
    let readings = program.selecting([0, 1 + index]).readings(in: dump.format)
    return (readings[0], readings[1])
  }
}
