import LogitExact

/// One formula step by step: what a format makes of each, what it is exactly, and where the result
/// was lost.
package struct Trace: Sendable {
  package struct Line: Sendable {
    /// The formula of this step, and the same with the values of its operands.
    package let text: String
    package let applied: String
    package let outcome: Outcome
    /// The number of the format nearest to what this step is exactly.
    package let nearest: String
    /// What happened, in a few words.
    package let event: String
    /// The same in a sentence.
    package let explanation: String
    /// Whether the result was lost here.
    package let isWhereLost: Bool
  }

  package let formula: Formula
  package let format: Format
  /// Without the inputs, unless the format could not hold them.
  package let lines: [Line]
  /// Where among `lines` the result was lost; nil where it was not, or not by rounding.
  package let lostLine: Int?
  /// The result beside the exact loss; nil where the formula cannot be evaluated.
  package let result: Outcome?
  /// What the lines alone do not tell: why there are none, or that the formula is another function.
  package let remark: String?
}

extension Model {
  /// More classes make more steps than a screen can follow from key to key.
  package static let mostTracedClasses = 200

  /// The steps of a formula on the chosen row.
  package func trace(
    of formula: Formula, ofClass index: Int, in format: Format? = nil
  ) -> Trace {
    let format = format ?? bench.dtype
    var bench = bench
    bench.dtype = format
    let inputs = bench.inputs(ofClass: index)
    func nothing(_ remark: String) -> Trace {
      Trace(
        formula: formula, format: format, lines: [], lostLine: nil, result: nil, remark: remark)
    }
    if formula.name == Catalogue.kernelName {
      return nothing(
        "the kernel computes with more digits than \(format.name) has and rounds its result once:"
          + " there is no step between to lose any")
    }
    guard bench.classes <= Self.mostTracedClasses else {
      return nothing(
        "the steps of \(bench.classes) classes are left out: they show up to"
          + " \(Self.mostTracedClasses)")
    }
    do {
      let program = try Program(formula.expression, of: inputs)
      let exact = try Program(CellFormula.of(.loss, under: bench.loss).expression, of: inputs)
      return TraceWork(formula, program, exact, in: format).trace
    } catch {
      return nothing("\(error)")
    }
  }
}

private struct TraceWork {
  let formula: Formula
  let program: Program
  let exact: Program
  let format: Format
  let steps: [Step]

  init(_ formula: Formula, _ program: Program, _ exact: Program, in format: Format) {
    self.formula = formula
    self.program = program
    self.exact = exact
    self.format = format
    steps = program.steps(in: format, budget: Budget(bits: 4096, work: 2e7))
  }

  var trace: Trace {
    guard let last = steps.last else {
      return Trace(
        formula: formula, format: format, lines: [], lostLine: nil, result: nil, remark: nil)
    }
    let comparison = exact.compare([last.value], in: format, budget: Budget(bits: 4096, work: 2e7))
    let result = Outcome(last.value, comparison[0], in: format)
    let own = Outcome(
      last.value, Comparison(exact: last.exact, ulps: last.ulps), in: format)
    let place = own.isRight ? nil : lostPlace(last)
    let shown = steps.indices.filter { !isPlainInput(steps[$0]) || $0 == steps.count - 1 }
    return Trace(
      formula: formula, format: format,
      lines: shown.map { line($0, isWhereLost: $0 == place) },
      lostLine: place.flatMap { shown.firstIndex(of: $0) }, result: result,
      remark: remark(own, result, last))
  }

  private func isPlainInput(_ step: Step) -> Bool { step.isInput && step.events.isEmpty }

  /// Half of the error of the result is as lost as all of it.
  private func lostPlace(_ last: Step) -> Int? {
    let exact = last.exact.value
    let size = format.ulp(of: exact)
    let limit = max(1, (last.value - exact).magnitude / size / 2)
    return program.lostPlace(of: steps, in: format) { result in
      guard result.isFinite, exact.isFinite else {
        return !(result == exact || result.isNaN && exact.isNaN)
      }
      // An infinite or undefined result leaves no distance to halve.
      guard limit.isFinite else { return (result - exact).magnitude > size }
      return (result - exact).magnitude / size >= limit
    }
  }

  private func remark(_ own: Outcome, _ result: Outcome, _ last: Step) -> String? {
    guard own.isRight, !result.isRight else { return nil }
    return "no step is to blame: without any rounding this formula is"
      + " \(last.exact.text(in: format)), another function than the loss"
  }

  private func line(_ place: Int, isWhereLost: Bool) -> Trace.Line {
    let step = steps[place]
    let story = StepStory(step, steps, in: format, isWhereLost: isWhereLost, end: steps.last)
    return Trace.Line(
      text: step.text, applied: step.applied,
      outcome: Outcome(
        step.value, Comparison(exact: step.exact, ulps: step.ulps), in: format),
      nearest: step.exact.text(in: format), event: story.event, explanation: story.sentence,
      isWhereLost: isWhereLost)
  }
}
