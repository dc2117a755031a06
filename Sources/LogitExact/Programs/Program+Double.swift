import Glibc

/// The steps of a program in `Double`, with the C library's functions: what a program would compute.
///
/// - Accuracy: none promised; that of the formula. The functions of a row are computed from its
///   largest element.
struct DoubleSteps {
  private(set) var values: [Double] = []
  private var rowSums: [Int: Double] = [:]

  /// Computes what the program has more steps than are known.
  mutating func follow(_ program: Program) {
    values.reserveCapacity(program.operations.count)
    for operation in program.operations.dropFirst(values.count) {
      values.append(value(of: operation, in: program))
    }
  }

  private mutating func value(of operation: Program.Operation, in program: Program) -> Double {
    switch operation {
    case .quantity(let index): program.quantities[index].double
    case .negate(let a): -values[a]
    case .binary(let sign, let a, let b): sign.applied(values[a], values[b])
    case .apply(let function, let a): function.applied(values[a])
    case .power(let a, let exponent): pow(values[a], Double(exponent))
    case .raise(let a, let b): pow(values[a], values[b])
    case .choose(let condition, let a, let b): values[condition] == 0 ? values[b] : values[a]
    case .larger(let a, let b): Program.larger(values[a], values[b])
    case .smaller(let a, let b): -Program.larger(-values[a], -values[b])
    case .times(let a, let b): values[a] == 0 ? 0 : values[a] * values[b]
    case .weigh(let a, let b): values[a] == 0 && !values[b].isNaN ? 0 : values[a] * values[b]
    case .sum(let all): all.dropFirst().reduce(values[all[0]]) { $0 + values[$1] }
    case .logSumExp(let row): logSumExp(row, in: program)
    case .softmax(let row, let index):
      exp(values[program.rows[row][index]] - logSumExp(row, in: program))
    case .logSoftmax(let row, let index):
      values[program.rows[row][index]] - logSumExp(row, in: program)
    }
  }

  private mutating func logSumExp(_ row: Int, in program: Program) -> Double {
    if let known = rowSums[row] { return known }
    let logits = program.rows[row].map { values[$0] }
    let top = logits.reduce(-Double.infinity, Program.larger)
    let sum = top.isFinite ? top + log(logits.reduce(0) { $0 + exp($1 - top) }) : top
    rowSums[row] = sum
    return sum
  }
}

extension Program {
  /// The results in `Double`, by the steps as they stand.
  public func evaluateInDouble() -> [Double] {
    var steps = DoubleSteps()
    steps.follow(self)
    return results.map { steps.values[$0] }
  }

  /// NaN where either is, unlike the C library's `fmax`.
  static func larger(_ a: Double, _ b: Double) -> Double {
    if a.isNaN || b.isNaN { return .nan }
    return a >= b ? a : b
  }
}

extension BinaryOperator {
  func applied(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .less: a < b ? 1 : 0
    case .lessOrEqual: a <= b ? 1 : 0
    case .greater: a > b ? 1 : 0
    case .greaterOrEqual: a >= b ? 1 : 0
    case .equal: a == b ? 1 : 0
    case .notEqual: a != b ? 1 : 0
    }
  }
}

extension Function {
  /// An elementwise function of one argument in `Double`; NaN for the others.
  fileprivate func applied(_ x: Double) -> Double {
    switch self {
    case .exp: Glibc.exp(x)
    case .log: Glibc.log(x)
    case .log1p: Glibc.log1p(x)
    case .expm1: Glibc.expm1(x)
    case .sqrt: x.squareRoot()
    case .abs: x.magnitude
    case .exp2: Glibc.exp2(x)
    case .log2: Glibc.log2(x)
    case .tanh: Glibc.tanh(x)
    case .erf: Glibc.erf(x)
    case .stopGradient: x
    case .sigmoid: 1 / (1 + Glibc.exp(-x))
    case .softplus: Swift.max(x, 0) + Glibc.log1p(Glibc.exp(-x.magnitude))
    case .logSigmoid: Swift.min(x, 0) - Glibc.log1p(Glibc.exp(-x.magnitude))
    case .max, .min, .clip, .times, .pow, .choice, .dot, .sum, .mean, .logsumexp, .argmax,
      .softmax, .logSoftmax, .others, .insert, .indices, .grad, .condition:
      .nan
    }
  }
}
