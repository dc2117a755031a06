import Glibc

extension Program {
  /// Every step in `Double`, with the C library's functions: what a program would compute.
  ///
  /// - Accuracy: none promised; that of the formula. The functions of a row are computed from its
  ///   largest element.
  func doubles() -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(operations.count)
    let rows = rows
    for operation in operations {
      let value: Double
      switch operation {
      case .quantity(let index): value = quantities[index].double
      case .negate(let a): value = -values[a]
      case .binary(let sign, let a, let b): value = sign.applied(values[a], values[b])
      case .apply(let function, let a): value = function.applied(values[a])
      case .power(let a, let exponent): value = pow(values[a], Double(exponent))
      case .larger(let a, let b): value = Self.larger(values[a], values[b])
      case .smaller(let a, let b): value = -Self.larger(-values[a], -values[b])
      case .times(let a, let b):
        value = values[a] == 0 && !values[b].isNaN ? 0 : values[a] * values[b]
      case .sum(let all): value = all.dropFirst().reduce(values[all[0]]) { $0 + values[$1] }
      case .logSumExp(let row): value = Self.logSumExp(rows[row].map { values[$0] })
      case .softmax(let row, let index):
        let all = rows[row].map { values[$0] }
        value = exp(all[index] - Self.logSumExp(all))
      case .logSoftmax(let row, let index):
        let all = rows[row].map { values[$0] }
        value = all[index] - Self.logSumExp(all)
      }
      values.append(value)
    }
    return values
  }

  /// The results in `Double`, by the steps as they stand.
  public func evaluateInDouble() -> [Double] {
    let values = doubles()
    return results.map { values[$0] }
  }

  /// NaN where either is, unlike the C library's `fmax`.
  static func larger(_ a: Double, _ b: Double) -> Double {
    if a.isNaN || b.isNaN { return .nan }
    return a >= b ? a : b
  }

  private static func logSumExp(_ values: [Double]) -> Double {
    let top = values.reduce(-Double.infinity, larger)
    guard top.isFinite else { return top }
    return top + log(values.reduce(0) { $0 + exp($1 - top) })
  }
}

extension BinaryOperator {
  func applied(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
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
    case .sigmoid: 1 / (1 + Glibc.exp(-x))
    case .softplus: Swift.max(x, 0) + Glibc.log1p(Glibc.exp(-x.magnitude))
    case .logSigmoid: Swift.min(x, 0) - Glibc.log1p(Glibc.exp(-x.magnitude))
    case .max, .min, .clip, .times, .sum, .mean, .logsumexp, .argmax, .softmax, .logSoftmax,
      .others:
      .nan
    }
  }
}
