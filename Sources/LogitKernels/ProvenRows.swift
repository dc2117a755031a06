import LogitExact
import LogitLosses

/// Rows by the formulas of the bench, every number proven: what lanes leave open.
struct ProvenRows<Scalar: LaneScalar> {
  private var programs = RowPrograms(greatestSteps: .max)
  private var values: RowValues
  private let question: RowQuestion

  init(_ loss: Loss, classes: Int, divisor: Double) {
    let outputs = loss.function.outputs.filter { ["loss", "dlogits"].contains($0.name) }
    question = RowQuestion(
      loss.function, outputs: outputs, classCount: classes, isDivided: divisor != 1)
    values = RowValues(classCount: classes)
    values[.denominator] = divisor
  }

  /// The loss of a row, and its gradient behind it; NaN where a proof stays open.
  ///
  /// - Parameter targets: One label a class, in the place of the index of one.
  mutating func numbers(
    of logits: UnsafePointer<Scalar>, label: Int, targets: UnsafePointer<Scalar>?
  ) -> [Scalar] {
    for k in 0..<values.classCount { values[.main, k] = logits[k].double }
    if let targets {
      for k in 0..<values.classCount { values[.labels, k] = targets[k].double }
    } else {
      values.setLabel(label)
    }
    return numbers
  }

  /// The loss of one number with its label and weight, and its slope.
  mutating func numbers(of logit: Scalar, label: Scalar, weight: Double) -> [Scalar] {
    values[.main] = logit.double
    values[.labels] = label.double
    values[.posWeight] = weight
    return numbers
  }

  private var numbers: [Scalar] {
    mutating get {
      guard let found = try? programs.roundings(question, of: values, to: Scalar.format) else {
        // Beyond the steps that a formula may have.
        return Array(repeating: .nan, count: values.classCount + 1)
      }
      var numbers = found.values
      for index in found.undecided { numbers[index] = .nan }
      return numbers.map(Scalar.init(rounding:))
    }
  }
}
