import LogitBench
import LogitExact
import LogitLosses

/// What a sweep computes at one number: every formula in the format, and the exact value.
struct SweepSampler: Sendable {
  struct Formula: Sendable {
    let name: String
    let expression: Expression
    /// Whether its steps depend on the numbers, by an index or the place of a maximum.
    let isMoving: Bool
  }

  /// The chosen row alone: the others are not moved.
  let bench: Bench
  /// The class that the formulas are about.
  let index: Int
  let subject: SweepRequest.Subject
  let formulas: [Formula]
  /// What the exact value is of; nil for the first of the formulas.
  let truth: Expression?
  /// The numbers that formulas have names for, where the loss has none.
  let given: [OwnLoss.Parameter]
  var format: Format { bench.dtype }

  private var programs: [Program]
  private var truths: Program?
  private var singleTruth: Program?

  init(
    _ bench: Bench, ofClass index: Int, _ subject: SweepRequest.Subject, _ formulas: [Formula],
    truth: Expression?, given: [OwnLoss.Parameter], at x: Double
  ) throws(CommandError) {
    self.bench = bench
    self.index = index
    self.subject = subject
    self.formulas = formulas
    self.truth = truth
    self.given = given
    programs = []
    let inputs = try inputs(at: x)
    do {
      programs = try formulas.map { try Program($0.expression, of: inputs) }
      truths = try Program(truthPerFormula, of: inputs)
      singleTruth = try truthPerFormula.first.map { try Program($0, of: inputs) }
    } catch { throw CommandError("\(error)") }
    guard truths?.resultCount == formulas.count, programs.allSatisfy({ $0.resultCount == 1 }) else {
      throw CommandError("a sweep draws formulas of one number, and this is a vector")
    }
  }

  /// The same exact value for each formula, computed once.
  private var truthPerFormula: [Expression] {
    let truth = truth ?? formulas[0].expression
    return Array(repeating: truth, count: Swift.max(1, formulas.count))
  }

  /// The edit that puts the bench there; nil where a name of a formula is swept.
  func edit(at x: Double) -> Edit? {
    let number = Number(format.shortest(x)) ?? Number(x)
    switch subject {
    case .logit: return .logit(.index(index), number)
    case .target: return .target(.index(index), number)
    case .posWeight:
      var weights = bench.posWeight
      weights[weights.count == 1 ? 0 : index] = number
      return .rule(.posWeight, weights)
    case .parameter(let name):
      return .rule(name == Rule.gamma.name ? .gamma : Rule(parameter: name), [number])
    case .name: return nil
    }
  }

  /// - Throws: `CommandError` where the bench takes no such number, as a gamma below 0.
  private func inputs(at x: Double) throws(CommandError) -> Inputs {
    if case .name(let name, _) = subject {
      var inputs = bench.bare.inputs(ofClass: index)
      inputs.values[name] = .scalar(Quantity(x))
      return inputs
    }
    var moved = bench
    if let edit = edit(at: x) { _ = try moved.apply(edit) }
    return moved.bare.inputs(ofClass: index).filled(by: given)
  }

  /// The programs of all formulas and of the exact value there.
  private func programs(at x: Double) -> (formulas: [Program?], truths: Program?) {
    guard let inputs = try? inputs(at: x) else { return (formulas.map { _ in nil }, nil) }
    let own = formulas.indices.map { program($0, inputs) }
    let isMoving = truth == nil && formulas.first?.isMoving == true
    return (
      own, isMoving ? try? Program(truthPerFormula, of: inputs) : truths?.rebound(to: inputs)
    )
  }

  private var budget: Budget { .ofAPoint(steps: singleTruth?.count ?? 0) }

  /// What the formulas give at one number.
  struct Sample {
    var exact = Double.nan
    /// Whether the exact value is only nearest to a 0, 1 or infinity.
    var isRounded = false
    let points: [Sweep.Point]
  }

  /// - Parameter work: Has what the exact value took added to it, in units of `Budget`.
  func sample(at x: Double, work: inout Double) -> Sample {
    let (own, truths) = programs(at: x)
    let values = own.map { $0?.evaluate(in: format).first ?? .nan }
    guard let truths else {
      return Sample(points: values.map { Sweep.Point(unknown: $0) })
    }
    let comparisons = compare(truths, values, work: &work)
    var sample = Sample(
      points: zip(values, comparisons).map { Sweep.Point($0, $1, in: format) })
    guard let proof = comparisons.first?.exact else { return sample }
    if case .undecided = proof.verdict {} else { sample.exact = proof.value }
    sample.isRounded = proof.isRounded(as: sample.exact)
    return sample
  }

  private func compare(
    _ truths: Program, _ values: [Double], work: inout Double
  ) -> [Comparison] {
    var budget = budget
    let all = budget.work
    defer { work += all - budget.work }
    return truths.compare(values, in: format, spending: &budget)
  }

  /// How a formula has failed there; nil where it has not.
  ///
  /// - Parameter work: Has what the exact value took added to it, in units of `Budget`.
  func kind(ofLine line: Int, at x: Double, work: inout Double) -> Sweep.Failure.Kind? {
    guard let inputs = try? inputs(at: x) else { return nil }
    let isMoving = truth == nil && formulas.first?.isMoving == true
    let single =
      isMoving ? try? Program(truthPerFormula[0], of: inputs) : singleTruth?.rebound(to: inputs)
    guard let value = program(line, inputs)?.evaluate(in: format).first,
      let single, let comparison = compare(single, [value], work: &work).first
    else { return nil }
    return Sweep.Point(value, comparison, in: format).kind
  }

  private func program(_ line: Int, _ inputs: Inputs) -> Program? {
    formulas[line].isMoving
      ? try? Program(formulas[line].expression, of: inputs) : programs[line].rebound(to: inputs)
  }

  /// The steps of a formula there.
  func steps(_ line: Int, at x: Double) -> [Step] {
    guard let inputs = try? inputs(at: x) else { return [] }
    return program(line, inputs)?.steps(in: format, budget: budget) ?? []
  }

  /// How many steps one column takes.
  var stepCount: Int { programs.reduce(truths?.count ?? 0) { $0 + $1.count } }
}
