import LogitExact

/// One formula step by step: what a format makes of each, what it is exactly, and where the result
/// was lost.
package struct Trace: Sendable {
  package struct Line: Sendable {
    /// The formula of this step, `#3` for the line of that number, counted from 1, and the same with
    /// the values of its operands.
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
  /// More classes make more steps than a screen can follow from key to key, or a person at all.
  package static let mostTracedClasses = 64

  /// The steps of a formula on the chosen row.
  package func trace(
    of formula: Formula, ofClass index: Int, in format: Format? = nil
  ) -> Trace {
    let format = format ?? bench.dtype
    var bench = bench.bare
    bench.dtype = format
    let inputs = bench.inputs(ofClass: index)
    func nothing(_ remark: String) -> Trace {
      Trace(
        formula: formula, format: format, lines: [], lostLine: nil, result: nil, remark: remark)
    }
    if let refusal = self.bench.nothingToCompare { return nothing("\(refusal)") }
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
      let exact = bench.truth([.loss], ofClass: index)
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
    steps = program.steps(in: format, budget: Budget(bits: 4096, work: 2e7), longest: 14)
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
    let numbers = Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1, $0 + 1) })
    return Trace(
      formula: formula, format: format,
      lines: shown.map { line($0, numbers, isWhereLost: $0 == place) },
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
    let truth = exact.proofs(in: format, budget: Budget(bits: 4096, work: 2e7))[0].value
    let ideal = last.exact.value
    guard ideal != truth, !(ideal.isNaN && truth.isNaN),
      !((ideal - truth).magnitude <= format.ulp(of: truth))
    else { return nil }
    let value = last.exact.text(in: format)
    return own.isRight && !result.isRight
      ? "no step is to blame: without any rounding this formula is \(value), another function"
      : "without any rounding this formula is \(value), another function than the loss"
  }

  private func line(_ place: Int, _ numbers: [Int: Int], isWhereLost: Bool) -> Trace.Line {
    let step = steps[place]
    let story = StepStory(step, steps, in: format, isWhereLost: isWhereLost, end: steps.last)
    return Trace.Line(
      text: step.text.renumbered(numbers), applied: step.applied,
      outcome: Outcome(
        step.value, Comparison(exact: step.exact, ulps: step.ulps), in: format),
      nearest: step.exact.text(in: format), event: story.event, explanation: story.sentence,
      isWhereLost: isWhereLost)
  }
}

extension String {
  /// The text with each `#` and place followed by the number of its line.
  fileprivate func renumbered(_ numbers: [Int: Int]) -> String {
    guard contains("#") else { return self }
    let parts = split(separator: "#", omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(String(parts[0])) { text, part in
      let digits = part.prefix { $0.isNumber }
      let number = Int(digits).flatMap { numbers[$0] }.map { "\($0)" } ?? String(digits)
      return text + "#" + number + part.dropFirst(digits.count)
    }
  }
}
