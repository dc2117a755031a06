import LogitExact

/// One row of numbers of one format and a function of the catalogue: what every kernel asks.
///
/// The contract of its answers is that of `LogitScalar`.
struct KernelRow<Scalar: LogitScalar> {
  private let function: RowFunction
  private var values: RowValues
  /// What a kernel gives and a request does not.
  private var terms: RowFunction.Output?

  /// - Precondition: There is a number at least, and a label for each or none.
  init(_ loss: Loss, _ numbers: [Scalar], labels: [Scalar]? = nil, rules: [Rule: Scalar] = [:]) {
    self.init(loss.function, numbers, labels: labels)
    terms = loss.output(.terms)
    for (rule, number) in rules { values[rule] = number.double }
  }

  /// - Precondition: `label` is an index of `numbers`.
  init(_ loss: Loss, _ numbers: [Scalar], label: Int) {
    precondition(numbers.indices.contains(label), "label \(label) outside 0 ..< \(numbers.count)")
    self.init(loss, numbers)
    values.setLabel(label)
  }

  init(_ function: RowFunction, _ numbers: [Scalar], labels: [Scalar]? = nil) {
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
    let outputs = function.outputs + (terms.map { [$0] } ?? [])
    let question = RowQuestion(
      function, outputs: outputs.filter { $0.name == output }, classCount: values.classCount)
    do throws(ProgramError) {
      let program = try RowProgram(question, values, label: values.label).program
      let budget = Budget.ofAnAnswer(steps: program.count)
      return program.rounded(to: Scalar.format, budget: budget).map(Scalar.init(rounding:))
    } catch {
      preconditionFailure("\(function.name) of \(values.classCount) classes: \(error)")
    }
  }

  /// The output with this name, which is one number.
  func number(_ output: String) -> Scalar { numbers(output)[0] }
}
