import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// All formulas of the present loss on the present numbers, beside the exact value.
package struct Duel: Sendable {
  package struct Line: Sendable {
    package let formula: Formula
    /// nil where the formula cannot be evaluated, for the reason in `refusal`.
    package let loss: Outcome?
    package let gradient: Outcome?
    package let refusal: String?

    package var isKernel: Bool { formula.name == Catalogue.kernelName }

    /// What became of the loss, and of the gradient where that is another matter.
    package var verdict: String {
      guard let loss else { return refusal ?? "" }
      guard let gradient, !gradient.isRight,
        loss.isRight || gradient.verdict.isWorse(than: loss.verdict)
      else { return loss.verdict.words }
      return "\(loss.verdict.words); its slope: \(gradient.verdict.words)"
    }
  }

  package let format: Format
  package let classIndex: Int
  /// `loss`, or under a sigmoid `loss[1]`.
  package let lossName: String
  package let gradientName: String
  /// nil where the row has too many classes for the exact value.
  package let loss: DigitsProof?
  package let gradient: DigitsProof?
  package let lines: [Line]

  /// The formats that a duel can be fought in, in the order of a key that goes through them; those
  /// of 8 bits are none of a bench.
  package static let formats: [Format] = [
    .float64, .float32, .float16, .bfloat16, .float8E5M2, .float8E4M3,
  ]

  package var rightCount: Int { lines.count { $0.loss?.isRight == true } }

  package func line(named name: String) -> Line? { lines.first { $0.formula.name == name } }
}

extension Model {
  /// The kernel's formula and the person's own, then those of libraries, stable ones first, the
  /// lines of the derivation, and last what is another function.
  package var formulas: [Formula] {
    let all = Catalogue.formulas(of: bench.bareLoss)
    let libraries = all.filter { !$0.isOther && $0.source != .derivation }.reversed()
    let lines = all.filter { !$0.isOther && $0.source == .derivation }
    let parts: [[Formula]] = [
      Array(libraries.prefix(1)), bench.formulas, Array(libraries.dropFirst()), lines,
      all.filter(\.isOther),
    ]
    return parts.flatMap { $0 }
  }

  /// A formula by its name.
  ///
  /// - Throws: `CommandError` for a name that none of this loss has.
  package func formula(named name: String) throws(CommandError) -> Formula {
    guard let formula = formulas.first(where: { $0.isCalled(name) }) else {
      throw CommandError(.unknownFormula(name, among: formulas, of: bench.loss))
    }
    return formula
  }

  /// Every formula on the chosen row.
  ///
  /// - Parameters:
  ///   - index: The class whose gradient, and under a sigmoid whose loss, is compared.
  ///   - format: That of the bench where it is nil; the inputs are rounded to it.
  ///   - digits: How many of the exact values are proven.
  package func duel(ofClass index: Int, in format: Format? = nil, digits: Int? = nil) -> Duel {
    let format = format ?? bench.dtype
    let slope = "\(bench.bareSlope)[\(index)]"
    var bench = bench.bare
    bench.dtype = format
    return Contest(
      bench, ofClass: index, formulas: formulas,
      digits: digits ?? self.digits ?? DigitsProof.usualCount,
      refusal: self.bench.nothingToCompare.map { "\($0)" }
    ).duel(gradientName: slope)
  }

  /// What a duel comes to, and what a wider format would do for one of its formulas.
  package func summary(of duel: Duel, chosen: Formula) -> String {
    let isWrong = duel.line(named: chosen.name)?.loss?.isRight == false
    return summary(
      of: duel, chosen: chosen,
      promise: isWrong ? promise(of: chosen, ofClass: duel.classIndex, in: duel.format) : nil)
  }

  /// - Parameter promise: What a wider format would do.
  func summary(of duel: Duel, chosen: Formula, promise: String?) -> String {
    let count = duel.lines.count
    if let refusal = bench.nothingToCompare { return "\(refusal)" }
    let remark = bench.bareRemark.map { " (\($0))" } ?? ""
    if duel.loss?.value == .nan {
      let why = explanations(ofClass: duel.classIndex).first ?? "the loss has no value here"
      return why + remark
    }
    let kept =
      "\(duel.rightCount) of \(count) keep their digits in \(duel.format.name)\(remark)"
    guard duel.line(named: chosen.name)?.loss?.isRight == false, let promise else { return kept }
    return "\(kept); \(promise)"
  }

  /// What a wider format would do for a formula: `in float64 naive would be right`; nil where there
  /// is none.
  func promise(of formula: Formula, ofClass index: Int, in format: Format?) -> String? {
    var bench = bench.bare
    bench.dtype = format ?? bench.dtype
    guard let wider = Contest(bench, ofClass: index, formulas: [formula], digits: 1).inWider
    else { return nil }
    let verdict = wider.outcome.verdict
    let promise: String
    switch verdict {
    case .right: promise = "would be right"
    case .digits(let digits, let most): promise = "would keep \(digits) of \(most)"
    case .everyDigitLost: promise = "would lose every digit too"
    default: promise = "would be no better: \(verdict.words)"
    }
    return "in \(wider.format.name) \(formula.name) \(promise)"
  }
}

/// The work of a duel.
private struct Contest {
  let bench: Bench
  let index: Int
  let inputs: Inputs
  let formulas: [Formula]
  let digits: Int
  /// Why nothing is computed; nil where all is.
  let refusal: String?
  /// A screen is drawn at every key: a row of thousands of classes would take longer than it may.
  private let budget = Budget.ofAFrame

  init(
    _ bench: Bench, ofClass index: Int, formulas: [Formula], digits: Int, refusal: String? = nil
  ) {
    self.refusal = refusal ?? Self.tooMany(bench.classes)
    self.bench = bench
    self.index = index
    self.digits = digits
    inputs = bench.inputs(ofClass: index).filled(by: formulas.flatMap(\.parameters))
    self.formulas = formulas
  }

  private var format: Format { bench.dtype }

  func duel(gradientName: String) -> Duel {
    let subjects: [ClassNumber] = [.loss, .gradient]
    let program = refusal == nil ? bench.truth(subjects, ofClass: index) : nil
    let values = program == nil ? formulas.map { _ in Values(refusal: refusal) } : evaluated
    let proofs = program?.digits(digits, budget: budget)
    let losses = compared(values.map(\.loss), values.map(\.gradient), with: program)
    let lines = formulas.indices.map { place in
      Duel.Line(
        formula: formulas[place], loss: losses[place].loss, gradient: losses[place].gradient,
        refusal: values[place].refusal)
    }
    return Duel(
      format: format, classIndex: index,
      lossName: ClassNumber.loss.name(ofClass: index, under: bench.loss),
      gradientName: gradientName,
      loss: proofs?[0], gradient: proofs?[1], lines: lines)
  }

  /// More classes than this take longer than a key may.
  private static let mostClasses = 10_000

  private static func tooMany(_ classes: Int) -> String? {
    classes > mostClasses
      ? "left out: \(classes) classes, and a duel has up to \(mostClasses)" : nil
  }

  /// What the first formula gives for the same inputs in the first wider format in which it is
  /// right, or else in the widest; nil where there is none.
  var inWider: (format: Format, outcome: Outcome)? {
    let wider = [Format.float16, .float32, .float64].filter { $0.precision > format.precision }
    guard let program = try? Program(formulas[0].expression, of: inputs) else { return nil }
    let truth = bench.truth([.loss], ofClass: index)
    var last: (format: Format, outcome: Outcome)?
    for format in wider {
      let value = program.evaluate(in: format)
      let comparison = truth.compare(value, in: format, budget: budget)
      let outcome = Outcome(value[0], comparison[0], in: format)
      last = (format, outcome)
      if outcome.isRight { break }
    }
    return last
  }

  private struct Values {
    var loss: Double?
    var gradient: Double?
    var refusal: String?
  }

  /// The catalogue's formulas share the steps that are the same; one of the person's own may not be
  /// possible on this bench and stands alone, as does one whose gradient is found by going back
  /// through its steps.
  private var evaluated: [Values] {
    let shared = formulas.filter { $0.gradientExpression != nil && $0.name != Catalogue.kernelName }
    var known = (try? values(of: shared)) ?? [:]
    for formula in formulas where known[formula.name] == nil {
      if formula.name == Catalogue.kernelName {
        known[formula.name] = kernel
      } else {
        known[formula.name] = own(formula)
      }
    }
    return formulas.map { known[$0.name] ?? Values() }
  }

  private func own(_ formula: Formula) -> Values {
    let alone = bench.inputs(ofClass: index).filled(by: formula.parameters)
    do throws(ProgramError) {
      let program = try Program(formula.expression, of: alone)
      let back = Backward(program, by: FormulaWords.inputs, isMasked: false)
      return Values(
        loss: program.evaluate(in: format).first,
        gradient: back.gradient(by: [("z", nil), ("logits", index)], in: format))
    } catch {
      return Values(refusal: "\(error)")
    }
  }

  private func values(of formulas: [Formula]) throws(ProgramError) -> [String: Values] {
    let expressions = formulas.flatMap { formula in
      [formula.expression] + (formula.gradientExpression.map { [$0] } ?? [])
    }
    var results = try Program(expressions, of: inputs).evaluate(in: format)[...]
    var values: [String: Values] = [:]
    for formula in formulas {
      values[formula.name] = Values(
        loss: results.popFirst(),
        gradient: formula.gradientExpression == nil ? nil : results.popFirst())
    }
    return values
  }

  private var kernel: Values {
    let row = Evaluation(bench.asKnown).chosen
    return Values(
      loss: row.reading(.loss, of: index, under: bench.loss).value,
      gradient: row.reading(.gradient, of: index, under: bench.loss).value)
  }

  /// The values of each formula beside the exact ones, which are found once.
  private func compared(
    _ losses: [Double?], _ gradients: [Double?], with program: Program?
  ) -> [(loss: Outcome?, gradient: Outcome?)] {
    guard let program else { return losses.map { _ in (nil, nil) } }
    let given = [losses, gradients].map { $0.compactMap(\.self) }
    let comparisons = program.compare(each: given, in: format, budget: budget)
    var (ofLoss, ofGradient) = (comparisons[0][...], comparisons[1][...])
    func outcome(_ value: Double?, _ rest: inout ArraySlice<Comparison>) -> Outcome? {
      guard let value, let comparison = rest.popFirst() else { return nil }
      return Outcome(value, comparison, in: format)
    }
    return zip(losses, gradients).map { loss, gradient in
      (outcome(loss, &ofLoss), outcome(gradient, &ofGradient))
    }
  }
}
