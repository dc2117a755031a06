import LogitExact

/// One row of numbers of one format and a function of the catalogue: what every kernel asks.
///
/// The contract of its answers is that of `LogitScalar`.
struct KernelRow<Scalar: LogitScalar> {
  private let function: RowFunction
  private var values: RowValues

  /// - Precondition: There is a number at least, a label for each or none, and a function `name`.
  init(
    _ name: String, _ numbers: [Scalar], labels: [Scalar]? = nil, posWeight: Scalar? = nil
  ) {
    guard let function = RowFunction.named(name) else { preconditionFailure("no \(name)") }
    self.init(function, numbers, labels: labels)
    if let posWeight { values[.posWeight] = posWeight.double }
  }

  /// - Precondition: `label` is an index of `numbers`.
  init(_ name: String, _ numbers: [Scalar], label: Int) {
    precondition(numbers.indices.contains(label), "label \(label) outside 0 ..< \(numbers.count)")
    self.init(name, numbers)
    values.setLabel(label)
  }

  init(_ function: RowFunction, _ numbers: [Scalar], labels: [Scalar]?) {
    precondition(!numbers.isEmpty, "a row needs at least one number")
    self.function = function
    values = RowValues(classCount: numbers.count)
    for (k, number) in numbers.enumerated() { values[.main, k] = number.double }
    guard let labels else { return }
    precondition(
      labels.count == numbers.count, "\(labels.count) labels for \(numbers.count) logits")
    for (k, label) in labels.enumerated() { values[.labels, k] = label.double }
  }

  /// The output with this name, NaN where its proof stays open.
  func numbers(_ output: String) -> [Scalar] {
    let question = RowQuestion(
      function, outputs: function.outputs.filter { $0.name == output },
      classCount: values.classCount)
    do throws(ProgramError) {
      let program = try RowProgram(question, values).program
      let budget = RowPrograms.budget(steps: program.count)
      return program.rounded(to: Scalar.format, budget: budget).map(Scalar.init(rounding:))
    } catch {
      preconditionFailure("\(function.name) of \(values.classCount) classes: \(error)")
    }
  }

  /// The output with this name, which is one number.
  func number(_ output: String) -> Scalar { numbers(output)[0] }
}

extension RowFunction {
  /// What each class adds to a loss over classes, which a kernel gives and a request does not.
  static let softmaxCrossEntropyTerms = RowFunction(
    "softmax_cross_entropy_terms", .classes, of: "logits", labels: .values,
    [("value", .value, "times(labels, -log_softmax(logits))")])

  static let halfSquaredErrorSoftmaxTerms = RowFunction(
    "half_squared_error_softmax_terms", .classes, of: "logits", labels: .values,
    [("value", .value, "(softmax(logits) - labels)^2 / 2")])
}
