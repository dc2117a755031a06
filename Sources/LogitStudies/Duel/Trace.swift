import LogitBench
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
    /// What this step is without any rounding: the number of the format nearest to it, or its first
    /// digits where that would be a rounded 0, 1 or infinity.
    package let unrounded: String
    /// What happened, in a few words.
    package let event: String
    /// The same in a sentence.
    package let explanation: String
    /// Whether the result was lost here.
    package let isWhereLost: Bool
    /// What came into the world here that made the result what it is; nil where nothing did.
    package let birth: StepBirth?

    /// Whether a reader must see it.
    package var isMarked: Bool { isWhereLost || birth != nil }
  }

  package let formula: Formula
  package let format: Format
  /// Without the inputs, unless the format could not hold them.
  package let lines: [Line]
  /// Where among `lines` the result was lost; nil where it was not, or not by rounding.
  package let lostLine: Int?
  /// Where among `lines` the NaN, or the infinity or 0 in the place of another number, was born that
  /// is the result; nil where the result is none of these, or was given.
  package let bornLine: Int?
  /// The result beside the exact loss; nil where the formula cannot be evaluated.
  package let result: Outcome?
  /// What the lines alone do not tell: why there are none, or that the formula is another function.
  package let remark: String?
  /// What each step hands back; nil where nobody asked, or there are no steps.
  package var backward: BackwardTrace?
}

extension Model {
  /// More classes make more steps than a screen can follow from key to key, or a person at all.
  package static let mostTracedClasses = 64

  /// The steps of a formula on the chosen row.
  package func trace(
    of formula: Formula, ofClass index: Int, in format: Format? = nil, backward: Bool = false
  ) -> Trace {
    let format = format ?? bench.dtype
    var bench = bench.bare
    bench.dtype = format
    let inputs = bench.inputs(ofClass: index).filled(by: formula.parameters)
    func nothing(_ remark: String) -> Trace {
      Trace(
        formula: formula, format: format, lines: [], lostLine: nil, bornLine: nil, result: nil,
        remark: remark)
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
      let work = TraceWork(formula, program, exact, in: format)
      var trace = work.trace
      if backward, let result = trace.result {
        trace.backward = BackwardTrace(
          formula, program, inputs, ofClass: index, numbers: work.numbers, in: format,
          isValueRight: result.isRight)
      }
      return trace
    } catch {
      return nothing("\(error)")
    }
  }
}

struct TraceWork {
  /// A longer operand is named by the number of its line.
  static let longest = 14

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
    steps = program.steps(in: format, budget: .ofAFrame, longest: Self.longest)
  }

  var trace: Trace {
    guard let last = steps.last else {
      return Trace(
        formula: formula, format: format, lines: [], lostLine: nil, bornLine: nil, result: nil,
        remark: nil)
    }
    let comparison = exact.compare([last.value], in: format, budget: .ofAFrame)
    let result = Outcome(last.value, comparison[0], in: format)
    let own = Outcome(
      last.value, Comparison(exact: last.exact, ulps: last.ulps), in: format)
    let birth = StepBirth.place(in: steps, isWrong: !result.isRight)
    let place = own.isRight ? nil : lostPlace(last, before: birth?.place)
    let shown = shown
    let marks = Marks(
      lost: place, birth: birth, numbers: numbers,
      texts: program.texts(longest: Self.longest, numbers: numbers))
    let unrounded = unrounded(shown)
    return Trace(
      formula: formula, format: format,
      lines: zip(shown, unrounded).map { line($0, $1, marks) },
      lostLine: place.flatMap { shown.firstIndex(of: $0) },
      bornLine: birth.flatMap { shown.firstIndex(of: $0.place) }, result: result,
      remark: remark(own, result, last))
  }

  /// The steps that have a line.
  private var shown: [Int] {
    steps.indices.filter { !isPlainInput(steps[$0]) || $0 == steps.count - 1 }
  }

  /// The numbers of the lines of steps.
  var numbers: [Int: Int] {
    Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1, $0 + 1) })
  }

  /// What is told of the steps as a whole.
  private struct Marks {
    let lost: Int?
    let birth: (place: Int, kind: StepBirth)?
    /// The number of the line of each step that is shown.
    let numbers: [Int: Int]
    /// The text of each step, with the numbers of lines in it.
    let texts: [String]
  }

  private func isPlainInput(_ step: Step) -> Bool { step.isInput && step.events.isEmpty }

  /// What the steps are without any rounding.
  private func unrounded(_ places: [Int]) -> [String] {
    let hidden = places.filter { steps[$0].exact.text(in: format).hasSuffix("~") }
    let digits = program.digits(ofSteps: hidden, 2, budget: .ofAFrame)
    let texts = Dictionary(uniqueKeysWithValues: zip(hidden, digits))
    return places.map { place in
      guard let proof = texts[place], proof.isDecided, !proof.isBareOne else {
        return steps[place].exact.text(in: format)
      }
      return proof.text
    }
  }

  private func lostPlace(_ last: Step, before end: Int?) -> Int? {
    guard let isLost = loss(of: last) else { return nil }
    return program.lostPlace(of: steps, in: format, before: end, isLost: isLost)
  }

  /// Whether a result is as wrong as the last step's; nil where nobody can say.
  private func loss(of last: Step) -> ((Double) -> Bool)? {
    let exact = last.exact.value
    var isOpen = false
    if case .undecided = last.exact.verdict { isOpen = true }
    if !last.value.isFinite, exact.isFinite || isOpen { return { !$0.isFinite } }
    if isOpen { return nil }
    guard exact.isFinite else { return { !($0 == exact || $0.isNaN && exact.isNaN) } }
    // Half of the error of the result is as lost as all of it.
    let size = format.ulp(of: exact)
    let limit = max(1, (last.value - exact).magnitude / size / 2)
    return { result in
      guard result.isFinite else { return true }
      // An error beyond the range of `Double` leaves no distance to halve.
      guard limit.isFinite else { return (result - exact).magnitude > size }
      return (result - exact).magnitude / size >= limit
    }
  }

  private func remark(_ own: Outcome, _ result: Outcome, _ last: Step) -> String? {
    let truth = exact.proofs(in: format, budget: .ofAFrame)[0].value
    let ideal = last.exact.value
    guard ideal != truth, !(ideal.isNaN && truth.isNaN),
      !((ideal - truth).magnitude <= format.ulp(of: truth))
    else { return nil }
    let value = last.exact.text(in: format)
    return own.isRight && !result.isRight
      ? "no step is to blame: without any rounding this formula is \(value), another function"
      : "without any rounding this formula is \(value), another function than the loss"
  }

  private func line(_ place: Int, _ unrounded: String, _ marks: Marks) -> Trace.Line {
    let step = steps[place]
    let birth = marks.birth?.place == place ? marks.birth?.kind : nil
    let isWhereLost = place == marks.lost
    let story = Story(step, steps, in: format, isWhereLost: isWhereLost, birth: birth)
    var explanation = story.sentence
    if isWhereLost, birth == nil, let (born, kind) = marks.birth, kind != .zero,
      let number = marks.numbers[born]
    {
      explanation += "; #\(number), \(steps[born].applied), makes \(kind.rawValue) of it"
    }
    return Trace.Line(
      text: marks.texts[place], applied: step.applied,
      outcome: Outcome(
        step.value, Comparison(exact: step.exact, ulps: step.ulps), in: format),
      unrounded: unrounded, event: story.event, explanation: explanation,
      isWhereLost: isWhereLost, birth: birth)
  }
}

extension DigitsProof {
  /// Whether it shows 1 or −1 for a number of which nobody knows how far it is from it.
  fileprivate var isBareOne: Bool {
    gap == nil && ["1.0", "-1.0"].contains(decimalText)
  }
}
