extension Program {
  /// Every step in a format, each operation correctly rounded.
  func values(in format: Format, overflow: Overflow) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(operations.count)
    func rounded(_ value: Double) -> Double { format.rounded(value, overflow: overflow) }
    var rowValues: [Int: RowValues] = [:]
    func row(_ row: Int) -> RowValues {
      if let known = rowValues[row] { return known }
      let made = RowValues(rows[row].map { values[$0] }, format, overflow)
      rowValues[row] = made
      return made
    }
    for operation in operations {
      let value: Double
      switch operation {
      case .quantity(let index): value = rounded(quantities[index].rounded(to: format))
      case .negate(let a): value = -values[a]
      case .binary(let sign, let a, let b): value = rounded(sign.applied(values[a], values[b]))
      case .apply(.sqrt, let a): value = rounded(values[a].squareRoot())
      case .apply(.abs, let a): value = values[a].magnitude
      case .apply(_, let a), .power(let a, _):
        value = FunctionRounding(operation, of: values[a], in: format, overflow).value
      case .larger(let a, let b): value = Self.larger(values[a], values[b])
      case .smaller(let a, let b): value = -Self.larger(-values[a], -values[b])
      case .times(let a, let b):
        let isVoid = values[a] == 0 && !values[b].isNaN
        value = isVoid ? 0 : rounded(values[a] * values[b])
      case .sum(let all):
        value = all.dropFirst().reduce(values[all[0]]) { rounded($0 + values[$1]) }
      case .logSumExp(let index): value = row(index).logSumExp
      case .softmax(let index, let place): value = row(index).softmax[place]
      case .logSoftmax(let index, let place): value = row(index).logSoftmax[place]
      }
      values.append(value)
    }
    return values
  }
}

/// A function of one number, correctly rounded.
private struct FunctionRounding: Question {
  let operation: Program.Operation
  let x: Double
  let format: Format
  let overflow: Overflow
  private(set) var value = Double.nan

  init(_ operation: Program.Operation, of x: Double, in format: Format, _ overflow: Overflow) {
    self.operation = operation
    self.x = x
    self.format = format
    self.overflow = overflow
    // Only a value that a format holds exactly could stay open, and those the balls find exactly.
    var budget = Budget()
    _ = budget.ask(&self)
  }

  func cost(limbs: Int) -> Double { 0 }

  mutating func answer<let width: Int>(by _: Ball<width>.Type) -> Bool {
    let operand = Ball<width>(x)
    let ball: Ball<width>
    switch operation {
    case .apply(let function, _): ball = Rational.apply(function, to: Rational(operand)).ball
    case .power(_, let exponent): ball = operand.power(Int128(exponent))
    default: preconditionFailure("no function of one number")
    }
    let rounded = ball.rounded(to: format, overflow: overflow)
    value = rounded ?? format.rounded(ball.estimate, overflow: overflow)
    return rounded != nil
  }
}

/// The functions of a row of numbers, each correctly rounded.
private struct RowValues {
  let softmax: [Double]
  let logSoftmax: [Double]
  let logSumExp: Double

  init(_ logits: [Double], _ format: Format, _ overflow: Overflow) {
    var program = Program()
    program.quantities = logits.map { Quantity($0) }
    program.operations = logits.indices.map { .quantity($0) }
    program.rows = [Array(logits.indices)]
    program.operations += logits.indices.map { .softmax(row: 0, index: $0) }
    program.operations += logits.indices.map { .logSoftmax(row: 0, index: $0) }
    program.operations.append(.logSumExp(row: 0))
    program.results = Array(logits.count..<program.operations.count)
    let values = program.proofs(in: format, overflow: overflow).map(\.value)
    softmax = Array(values.prefix(logits.count))
    logSoftmax = Array(values.dropFirst(logits.count).prefix(logits.count))
    logSumExp = values[2 * logits.count]
  }
}
