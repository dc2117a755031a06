/// A formula with its inputs, as steps over single numbers: what is evaluated, exactly or in a
/// format.
///
/// - Shape: one result for a scalar formula, one a class for a vector.
/// - Derivation: a vector becomes one step an element; the same step is never made twice. `softmax`,
///   `log_softmax` and `logsumexp` stay whole, as functions of a row.
public struct Program: Sendable {
  /// One step: what it does, with the places of its operands among the steps before it.
  enum Operation: Hashable, Sendable {
    case quantity(Int)
    case negate(Int)
    case binary(BinaryOperator, Int, Int)
    /// An elementwise function of one argument.
    case apply(Function, Int)
    case larger(Int, Int)
    case smaller(Int, Int)
    /// A product that is 0 where its first factor is, whatever the second.
    case times(Int, Int)
    /// Added from the left.
    case sum([Int])
    /// `logsumexp` of a row.
    case logSumExp(row: Int)
    case softmax(row: Int, index: Int)
    case logSoftmax(row: Int, index: Int)
  }

  var operations: [Operation] = []
  var quantities: [Quantity] = []
  /// What a formula calls its quantities; a literal has no name.
  var names: [Int: String] = [:]
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
    case .negate(let a), .apply(_, let a): [a]
    case .binary(_, let a, let b), .larger(let a, let b), .smaller(let a, let b),
      .times(let a, let b):
      [a, b]
    case .sum(let all): all
    case .logSumExp(let row), .softmax(let row, _), .logSoftmax(let row, _): rows[row]
    }
  }

  /// The steps that some of the results need.
  func needed(for wanted: [Int]) -> [Bool] {
    var isNeeded = [Bool](repeating: false, count: operations.count)
    for place in wanted { isNeeded[place] = true }
    for place in operations.indices.reversed() where isNeeded[place] {
      for operand in operands(of: operations[place]) { isNeeded[operand] = true }
    }
    return isNeeded
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
