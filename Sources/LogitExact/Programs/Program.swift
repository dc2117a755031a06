/// A formula with its inputs, as steps over single numbers: what is evaluated, exactly or in a
/// format.
///
/// - Shape: one result for a scalar formula, one a class for a vector.
/// - Derivation: a vector becomes one step an element; the same step is never made twice. `softmax`,
///   `log_softmax` and `logsumexp` stay whole, as functions of a row.
public struct Program: Sendable {
  /// One step: what it does, with the places of its operands among the steps before it.
  package enum Operation: Hashable, Sendable {
    case quantity(Int)
    case negate(Int)
    case binary(BinaryOperator, Int, Int)
    /// An elementwise function of one argument.
    case apply(Function, Int)
    case larger(Int, Int)
    case smaller(Int, Int)
    /// A power by a whole literal.
    case power(Int, Int)
    /// A power by another number.
    case raise(Int, Int)
    /// The second where the first is not 0, else the third.
    case choose(Int, Int, Int)
    /// A product that is 0 where its first factor is, whatever the second.
    case times(Int, Int)
    /// The same of a factor that is a number or infinite; NaN stays NaN.
    case weigh(Int, Int)
    /// Added from the left.
    case sum([Int])
    /// `logsumexp` of a row.
    case logSumExp(row: Int)
    case softmax(row: Int, index: Int)
    case logSoftmax(row: Int, index: Int)
  }

  var operations: [Operation] = []
  var quantities: [Quantity] = []
  /// What a formula calls its quantities; a literal has no name, nor what was put behind them since.
  var names: [InputName?] = []

  func name(ofQuantity index: Int) -> InputName? { index < names.count ? names[index] : nil }

  /// An input, or an element of one.
  struct InputName: Hashable, Sendable, CustomStringConvertible {
    let name: String
    var index: Int?

    var description: String { index.map { "\(name)[\($0)]" } ?? name }
  }
  /// The operands of the functions of a row.
  var rows: [[Int]] = []
  var results: [Int] = []

  /// How many steps there are.
  public var count: Int { operations.count }
  /// How many results there are.
  public var resultCount: Int { results.count }

  /// The places of the operands of a step.
  func operands(of operation: Operation) -> [Int] {
    switch operation {
    case .quantity: []
    case .negate(let a), .apply(_, let a), .power(let a, _): [a]
    case .binary(_, let a, let b), .larger(let a, let b), .smaller(let a, let b),
      .times(let a, let b), .weigh(let a, let b), .raise(let a, let b):
      [a, b]
    case .choose(let condition, let a, let b): [condition, a, b]
    case .sum(let all): all
    case .logSumExp(let row), .softmax(let row, _), .logSoftmax(let row, _): rows[row]
    }
  }

  /// Only the steps that the results need: an index that was looked up is no step.
  func pruned(to results: [Int]) -> Program {
    let isNeeded = needed(for: results)
    var places = [Int](repeating: 0, count: operations.count)
    var program = self
    program.operations = []
    for place in operations.indices where isNeeded[place] {
      places[place] = program.operations.count
      program.operations.append(operations[place].moved { places[$0] })
    }
    program.rows = rows.map { $0.map { places[$0] } }
    program.results = results.map { places[$0] }
    return program
  }

  /// The same steps over other inputs.
  ///
  /// - Precondition: `inputs` has the names and lengths of those that the program was made of, and the
  ///   same values where a name was an index or decided an `argmax`.
  public func rebound(to inputs: Inputs) -> Program {
    var program = self
    // The elements of an input follow one another.
    var last: (name: String, value: Inputs.Value?) = ("", nil)
    for case (let index, let name?) in names.enumerated() {
      if name.name != last.name { last = (name.name, inputs.values[name.name]) }
      switch last.value {
      case .scalar(let quantity)?: program.quantities[index] = quantity
      case .vector(let all)?: program.quantities[index] = all[name.index ?? 0]
      case nil: preconditionFailure("'\(name)' has no value")
      }
    }
    return program
  }

  /// Some of the results alone, by their places among all, and the steps that they need.
  public func selecting(_ places: [Int]) -> Program { pruned(to: places.map { results[$0] }) }

  /// Drops the results that are settled, and the steps that only they needed.
  ///
  /// - Parameter indices: One for each result; those of `open` are left.
  mutating func keep(_ open: Set<Int>, of indices: inout [Int]) {
    guard open.count < indices.count else { return }
    let kept = zip(indices, results).filter { open.contains($0.0) }
    indices = kept.map(\.0)
    self = pruned(to: kept.map(\.1))
  }

  /// The steps that these places need.
  private func needed(for wanted: [Int]) -> [Bool] {
    var isNeeded = [Bool](repeating: false, count: operations.count)
    for place in wanted { isNeeded[place] = true }
    // All classes of a softmax share their row.
    var isKnown = [Bool](repeating: false, count: rows.count)
    for place in operations.indices.reversed() where isNeeded[place] {
      switch operations[place] {
      case .quantity: break
      case .negate(let a), .apply(_, let a), .power(let a, _): isNeeded[a] = true
      case .binary(_, let a, let b), .larger(let a, let b), .smaller(let a, let b),
        .times(let a, let b), .weigh(let a, let b), .raise(let a, let b):
        isNeeded[a] = true
        isNeeded[b] = true
      case .choose(let condition, let a, let b):
        isNeeded[condition] = true
        isNeeded[a] = true
        isNeeded[b] = true
      case .sum(let all): for operand in all { isNeeded[operand] = true }
      case .logSumExp(let row), .softmax(let row, _), .logSoftmax(let row, _):
        if isKnown[row] { continue }
        isKnown[row] = true
        for operand in rows[row] { isNeeded[operand] = true }
      }
    }
    return isNeeded
  }
}

extension Program.Operation {
  fileprivate func moved(_ place: (Int) -> Int) -> Self {
    switch self {
    case .quantity, .logSumExp, .softmax, .logSoftmax: self
    case .negate(let a): .negate(place(a))
    case .binary(let sign, let a, let b): .binary(sign, place(a), place(b))
    case .apply(let function, let a): .apply(function, place(a))
    case .power(let a, let exponent): .power(place(a), exponent)
    case .raise(let a, let b): .raise(place(a), place(b))
    case .choose(let condition, let a, let b): .choose(place(condition), place(a), place(b))
    case .larger(let a, let b): .larger(place(a), place(b))
    case .smaller(let a, let b): .smaller(place(a), place(b))
    case .times(let a, let b): .times(place(a), place(b))
    case .weigh(let a, let b): .weigh(place(a), place(b))
    case .sum(let all): .sum(all.map(place))
    }
  }
}

/// What the names of a formula stand for, with their values.
public struct Inputs: Sendable {
  public enum Value: Sendable {
    case scalar(Quantity)
    case vector([Quantity])
  }

  public var values: [String: Value]

  public init(_ values: [String: Value] = [:]) { self.values = values }

  public var scope: Scope {
    Scope(
      names: values.mapValues { value in
        switch value {
        case .scalar: .scalar
        case .vector(let all): .vector(all.count)
        }
      })
  }

  /// The same inputs, each rounded to a format.
  public func rounded(to format: Format) -> Inputs {
    func rounded(_ quantity: Quantity) -> Quantity { Quantity(quantity.rounded(to: format)) }
    return Inputs(
      values.mapValues { value in
        switch value {
        case .scalar(let quantity): .scalar(rounded(quantity))
        case .vector(let all): .vector(all.map(rounded))
        }
      })
  }
}
