import LogitExact
import LogitLosses

/// The exact value of an output, number by number, and how far each answer is from it.
package struct ExactOutput: Sendable {
  let name: String
  let shape: [Int]
  let digits: [DigitsProof]
  /// How far each answer is from the exact value.
  let distances: [Comparison]
}

/// The formulas of a whole request as one program, so that digits can be asked of every number.
///
/// - Derivation: a row's names carry its index. A reduced loss is the sum of its rows over the
///   denominator, a gradient that was broadcast the sum of all places that it stands for.
struct ExactRows {
  /// More would outlast patience: each number is proven to as many digits as are asked for.
  static let greatestCount = 4096

  private let request: EvalRequest
  private let layout: RowLayout
  private var inputs = Inputs()
  private let denominator: Expression?
  private let isOverNothing: Bool

  init(_ request: EvalRequest) throws(EvalRefusal) {
    self.request = request
    layout = request.layout
    guard (layout.count ?? .max) <= Self.greatestCount, layout.rowCount <= Self.greatestCount else {
      throw EvalRefusal(
        .tooLarge, "exact values of more than \(Self.greatestCount) numbers; ask for parts of them",
        at: "exact")
    }
    var work = RowWork(request, budget: nil)
    let denominator = work.denominator
    isOverNothing = denominator.isNothing
    if denominator.isOpen {
      // A sum of weights that is no double.
      self.denominator = Self.sum(
        (0..<request.layout.rowCount).filter { !request.isIgnored($0) }.map { row in
          let weight = Expression.name("sample_weight_\(row)")
          let classWeight = Expression.element(.name("class_weight_\(row)"), .name("label_\(row)"))
          switch (request.sampleWeight != nil, request.classWeight != nil && request.indices != nil)
          {
          case (true, true): return .binary(.multiply, weight, classWeight)
          case (true, false): return weight
          case (false, _): return classWeight
          }
        })
    } else if denominator.value == 1 {
      self.denominator = nil
    } else {
      self.denominator = .name("denominator_0")
      inputs.values["denominator_0"] = .scalar(Quantity(denominator.value))
    }
    let question = work.question(request.wanted, isOver: false)
    for index in 0..<layout.rowCount {
      work.turn(to: index)
      let own = work.row.inputs(for: question).values
      inputs.values.merge(own.map { ("\($0.key)_\(index)", $0.value) }) { $1 }
    }
  }

  // MARK: - Outputs

  /// - Parameter answers: What was answered, to be compared.
  func outputs(
    _ answers: [(name: String, tensor: Tensor<Double>)], digits: Int
  ) throws(EvalRefusal) -> [ExactOutput] {
    let wanted = request.wanted.filter { $0.kind != .matrix }
    let tensors = Dictionary(uniqueKeysWithValues: answers.map { ($0.name, $0.tensor) })
    let formulas = wanted.map { output in
      self.formulas(output, count: tensors[output.name]?.values.count ?? 0)
    }
    let program: Program
    do { program = try Program(formulas.flatMap(\.self), of: inputs, spreadsNaN: true) } catch {
      throw EvalRefusal(.tooLarge, "\(error); ask for fewer numbers", at: "exact")
    }
    let values = wanted.flatMap { tensors[$0.name]?.values ?? [] }
    let budget = Budget.ofAnAnswer(steps: program.count)
    let proofs = program.digits(digits, budget: budget)
    let comparisons = program.compare(values, in: request.format, budget: budget)
    var next = 0
    return wanted.map { output in
      let tensor = tensors[output.name]
      let range = next..<next + (tensor?.values.count ?? 0)
      next = range.upperBound
      return ExactOutput(
        name: output.name, shape: tensor?.shape ?? [], digits: Array(proofs[range]),
        distances: Array(comparisons[range]))
    }
  }

  /// What adds up to each number of an output.
  private func formulas(_ output: RowFunction.Output, count: Int) -> [Expression] {
    var parts = [[Expression]](repeating: [], count: count)
    let isReduced = request.function.isLoss && request.reduction != .none
    let places = layout.places(of: shape(of: output))
    var whole = output.formula(request.variant)
    if request.sampleWeight != nil {
      whole = .call(.times, [.name(Rule.sampleWeight.name), whole])
    }
    for row in 0..<layout.rowCount where !request.isIgnored(row) {
      let formula = whole.named(ofRow: row)
      if output.kind == .row {
        parts[isReduced ? 0 : row].append(formula)
        continue
      }
      for k in 0..<layout.classCount {
        let isVector = request.function.rows == .classes
        parts[places[row * layout.classCount + k]].append(
          isVector ? .element(formula, .number("\(k)")) : formula)
      }
    }
    return parts.map { parts in
      let sum = Self.sum(parts)
      guard isReduced, let denominator else { return sum }
      switch request.name.overNothing {
      case .zero where isOverNothing: return .number("0")
      case .nanOfKeptRows where isOverNothing && parts.isEmpty && output.kind != .row: return sum
      case .nan, .zero, .nanOfKeptRows: break
      }
      return .binary(.divide, sum, denominator)
    }
  }

  private func shape(of output: RowFunction.Output) -> [Int] {
    switch output.kind {
    case .gradient("labels"): request.labels?.shape ?? []
    case .gradient("pos_weight"): request.posWeight?.shape ?? []
    case .row, .value, .gradient, .matrix: request.input.shape
    }
  }

  /// As a tree of little depth.
  private static func sum(_ parts: [Expression]) -> Expression {
    guard parts.count > 1 else { return parts.first ?? .number("0") }
    let middle = parts.count / 2
    return .binary(.add, sum(Array(parts[..<middle])), sum(Array(parts[middle...])))
  }
}

extension Expression {
  /// The same over the names of one row. The formulas of functions are trees of little depth.
  fileprivate func named(ofRow row: Int) -> Expression {
    switch self {
    case .number: self
    case .name(let name): .name("\(name)_\(row)")
    case .negation(let part): .negation(part.named(ofRow: row))
    case .binary(let sign, let a, let b):
      .binary(sign, a.named(ofRow: row), b.named(ofRow: row))
    case .power(let part, let exponent): .power(part.named(ofRow: row), exponent)
    case .call(let function, let parts): .call(function, parts.map { $0.named(ofRow: row) })
    case .element(let vector, let index):
      .element(vector.named(ofRow: row), index.named(ofRow: row))
    }
  }
}
