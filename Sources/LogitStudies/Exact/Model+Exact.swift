import LogitBench
import LogitExact
import LogitLosses
import LogitText

extension Model {
  /// Probability, loss and gradient of a class.
  ///
  package func exactAnswers(ofClass index: Int) -> [ExactAnswer] {
    var answers: [ExactAnswer] = []
    // A row that is ignored costs nothing, exactly: only its probabilities are a question.
    var subjects: [ClassNumber] = bench.loss.head == .given ? [] : [.probability]
    if !bench.isIgnored(bench.row) { subjects += [.loss, .gradient] }
    for subject in subjects {
      let program = evaluation.program(bench, of: [subject], ofClass: index)
      let shown = evaluation.chosen.reading(subject, of: index, under: bench.loss)
      answers += ExactAnswer.answers(
        of: program, named: [subject.name(ofClass: index, under: bench.loss)],
        computed: [shown.value], digits: digits ?? DigitsProof.usualCount, in: bench.dtype)
    }
    return answers
  }

  /// ` with z = 7, y = 1`: what the bench gave to the names of a formula.
  fileprivate func taken(by text: String, _ request: ExactRequest) throws(CommandError) -> String {
    let inputs = try self.inputs(for: request)
    let given = request.assignments.map(\.name)
    let expression = try? Expression(parsing: text, in: inputs.benchScope)
    var names: [String] = []
    for name in expression?.names ?? [] where !names.contains(name) && !given.contains(name) {
      names.append(name)
    }
    if given.contains("y") { names.removeAll { $0 == "label" } }
    let parts = names.compactMap { name -> String? in
      guard case .scalar(let quantity)? = inputs.values[name] else { return nil }
      return "\(name) = \(bench.dtype.spelled(quantity.double))"
    }
    return parts.isEmpty ? "" : " with " + parts.joined(separator: ", ")
  }

  /// The bench's values, and those that the request gives.
  func inputs(for request: ExactRequest) throws(CommandError) -> Inputs {
    var index = bench.notableClass
    if let k = request.assignments.last(where: { $0.name == "k" })?.values.first {
      guard let chosen = Int(k), bench.logits[bench.row].indices.contains(chosen) else {
        throw CommandError(.notAnIndex(k))
      }
      index = chosen
    }
    var inputs = bench.inputs(ofClass: index)
    for (name, value) in request.given.rounded(to: bench.dtype).values {
      inputs.values[name] = value
      if name == "y" { inputs.values["label"] = value }
    }
    return inputs
  }
}

extension ExactRequest {
  package func answer(on model: Model) throws(CommandError) -> ExactReply {
    let bench = model.bench
    let heading = "of the inputs as \(bench.dtype.name) holds them"
    switch subject {
    case .cell(let reference):
      let index = try bench.index(of: reference)
      return ExactReply(
        heading: "row \(bench.row), class \(bench.className(index)), \(heading)",
        answers: model.exactAnswers(ofClass: index),
        remark: bench.isIgnored(bench.row) ? "the row is ignored: it costs 0 exactly" : nil)
    case .formula(let text):
      let inputs = try model.inputs(for: self)
      let (program, names) = try Program.named(text, of: inputs)
      let slope =
        text.contains("grad(") ? try? Expression(parsing: text, in: inputs.benchScope) : nil
      let written = slope.map { " = \($0.textbook.inLetters)" } ?? ""
      let answers = ExactAnswer.answers(
        of: program, named: names, digits: model.digits ?? DigitsProof.usualCount, in: bench.dtype)
      return ExactReply(
        heading: "\(text)\(written)\(try model.taken(by: text, self)), \(heading)",
        answers: answers, isTyped: true,
        remark: remarks(on: text, inputs, in: bench.dtype))
    }
  }
}

extension ExactRequest {
  /// Of a comparison how near its sides are, and that old letters were read.
  private func remarks(on text: String, _ inputs: Inputs, in format: Format) -> String? {
    var lines: [String] = []
    if case .binary(.equal, let a, let b)? = try? Expression(parsing: text, in: inputs.benchScope),
      let values = try? Program([a, b], of: inputs).evaluate(in: format), values.count == 2
    {
      lines += Closeness(a: values[0], b: values[1], format: format).lines
    }
    if isOfOldLetters { lines.append(OldLetters.remark) }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }
}

package struct ExactReply: Reply {
  let heading: String
  let answers: [ExactAnswer]
  var isTyped = false
  var remark: String?

  package var text: String {
    let lines = ExactAnswer.lines(answers, ofTyped: isTyped)
    return ([heading, lines] + [remark].compactMap(\.self)).joined(separator: "\n")
  }
}

extension Program {
  /// A formula over these inputs, and a name for each of its results.
  static func named(
    _ text: String, of inputs: Inputs
  ) throws(CommandError) -> (program: Program, names: [String]) {
    let program: Program
    do {
      let expression = try Expression(parsing: text, in: inputs.benchScope)
      program = try Program(expression, of: inputs)
      guard case .vector = expression.shape(in: inputs.benchScope) else {
        return (program, ["value"])
      }
    } catch let error as ExpressionError {
      throw CommandError("\(error), in column \(error.column) of the formula")
    } catch { throw CommandError("\(error)") }
    return (program, (0..<program.resultCount).map { "[\($0)]" })
  }
}

extension ClassNumber {
  /// What the table calls it.
  func name(ofClass index: Int, under loss: Loss) -> String {
    switch self {
    case .probability: "p[\(index)]"
    case .loss: loss.isElementwise ? "loss[\(index)]" : "loss"
    case .gradient: "dloss/d\(loss.inputSymbol)[\(index)]"
    }
  }
}

extension Bench {
  /// What formulas without a temperature are differentiated by: the logit that they are given, which
  /// is the typed one over the temperature. `dloss/dz`, `dloss/d(z/T)`.
  var bareSlope: String {
    isTempered ? "dloss/d(\(loss.inputSymbol)/T)" : "dloss/d\(loss.inputSymbol)"
  }
}
