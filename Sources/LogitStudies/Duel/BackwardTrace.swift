import LogitBench
import LogitExact

/// What each step of a formula hands back, from the result to the logits, as a framework computes it.
package struct BackwardTrace: Sendable {
  package struct Line: Sendable {
    /// `g3` for what arrives at the step of line 3, `g[0]` for the logit of class 0, `gz`.
    package let name: String
    /// The step that it arrives at.
    package let step: String
    /// How it is made up, and the same with numbers.
    package let text: String
    package let applied: String
    package let outcome: Outcome
    package let unrounded: String
    package let event: String
    /// Whether the gradient is lost here, or a NaN born.
    package let isWhereLost: Bool
  }

  package let lines: [Line]
  /// What the lines come to.
  package let findings: [String]

  /// - Parameter isValueRight: Whether the formula's result is.
  init(
    _ formula: Formula, _ program: Program, _ inputs: Inputs, ofClass index: Int,
    numbers: [Int: Int], in format: Format, isValueRight: Bool
  ) {
    let texts = program.texts(longest: TraceWork.longest, numbers: numbers)
    func name(_ place: Int) -> String { numbers[place].map { "g\($0)" } ?? "g(\(texts[place]))" }
    let steps = program.backwardSteps(
      by: FormulaWords.inputs, in: format, budget: .ofAFrame, longest: TraceWork.longest,
      numbers: numbers, name: name)
    let truths = Self.truths(formula.expression, inputs, steps.arrivals, in: format)
    let exacts = steps.arrivals.enumerated().map { place, arrival in
      truths[place] ?? Comparison(exact: arrival.step.exact, ulps: arrival.step.ulps)
    }
    let outcomes = zip(steps.arrivals, exacts).map { Outcome($0.step.value, $1, in: format) }
    // What went wrong on the way and came right at the logits is no loss.
    let isNaN = zip(steps.arrivals, outcomes).contains { $0.input != nil && $1.value.isNaN }
    let isLost = zip(steps.arrivals, outcomes).contains { $0.input != nil && !$1.isRight }
    var lines: [Line] = []
    var lost: Int?
    for (place, arrival) in steps.arrivals.enumerated() {
      let step = arrival.step
      let (exact, outcome) = (exacts[place], outcomes[place])
      let isBad = isNaN ? arrival.birth != nil : !outcome.isRight && outcome.verdict != .open
      let isWhereLost = isLost && lost == nil && isBad
      if isWhereLost { lost = place }
      let told = arrival.birth ?? step
      let isBorn = arrival.birth.map { !$0.events.contains(.spreadsNaN) } ?? false
      let story = Story(
        isBorn ? told : step, steps.all, in: format, isWhereLost: isWhereLost,
        birth: isBorn ? .nan : nil)
      lines.append(
        Line(
          name: Self.name(arrival) ?? name(arrival.place), step: texts[arrival.place],
          text: step.text, applied: isBorn ? told.applied : step.applied, outcome: outcome,
          unrounded: exact.exact.text(in: format), event: story.event, isWhereLost: isWhereLost))
    }
    self.lines = lines
    findings = Self.findings(lines, lost, isValueRight: isValueRight)
  }

  private static func name(_ arrival: Program.BackwardSteps.Arrival) -> String? {
    guard let input = arrival.input else { return nil }
    return input.index.map { "g[\($0)]" } ?? "g\(input.name)"
  }

  /// What arrives at the inputs exactly: the derivative of the formula, where it has one.
  private static func truths(
    _ formula: Expression, _ inputs: Inputs, _ arrivals: [Program.BackwardSteps.Arrival],
    in format: Format
  ) -> [Int: Comparison] {
    var truths: [Int: Comparison] = [:]
    for (place, arrival) in arrivals.enumerated() {
      guard let input = arrival.input,
        let slope = formula.derivative(by: input.name, in: inputs.scope)
      else { continue }
      let wanted: Expression =
        input.index.map { .element(slope, .number("\($0)")) } ?? slope
      guard let program = try? Program(wanted, of: inputs) else { continue }
      truths[place] = program.compare([arrival.step.value], in: format, budget: .ofAFrame).first
    }
    return truths
  }

  private static func findings(_ lines: [Line], _ lost: Int?, isValueRight: Bool) -> [String] {
    guard let lost else {
      return lines.isEmpty
        ? ["the result does not depend on the logits"]
        : ["the gradient arrives right at the logits"]
    }
    let line = lines[lost]
    let value =
      isValueRight ? "the value is right, its gradient is not" : "value and gradient are lost"
    let what = line.outcome.value.isNaN ? "nan is born" : "it is lost"
    let exactly = line.unrounded == "?" ? "" : "; exactly it is \(line.unrounded)"
    return ["\(value): \(what) at \(line.name), d/d \(line.step): \(line.applied)\(exactly)"]
  }
}

extension Trace {
  /// The way back in the place of the steps; nil where nobody asked for it.
  package var turned: Trace? {
    guard let backward else { return nil }
    let lines = backward.lines.map { line in
      Trace.Line(
        text: "\(line.name) = \(line.text)", applied: line.applied, outcome: line.outcome,
        unrounded: line.unrounded, event: line.event,
        explanation: "\(line.name), d value / d \(line.step): \(line.applied)"
          + " = \(line.outcome.text), exactly \(line.unrounded)",
        isWhereLost: line.isWhereLost, birth: nil)
    }
    return Trace(
      formula: formula, format: format, lines: lines,
      lostLine: lines.firstIndex { $0.isWhereLost }, bornLine: nil, result: result,
      remark: backward.findings.joined(separator: "; "))
  }
}
