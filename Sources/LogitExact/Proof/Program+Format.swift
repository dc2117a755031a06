/// Every step of a program in a format, each operation correctly rounded.
struct FormatSteps {
  let format: Format
  let overflow: Overflow
  private(set) var values: [Double] = []
  /// What is known of the functions among them, beside their operands as they are.
  private(set) var verdicts: [Int: Proof.Verdict] = [:]
  private var rows: [Int: RowProofs] = [:]

  init(_ program: Program, in format: Format, overflow: Overflow) {
    self.format = format
    self.overflow = overflow
    values.reserveCapacity(program.operations.count)
    for operation in program.operations { values.append(value(of: operation, in: program)) }
  }

  func rounded(_ value: Double) -> Double { format.rounded(value, overflow: overflow) }

  private mutating func value(of operation: Program.Operation, in program: Program) -> Double {
    switch operation {
    case .quantity(let index): program.quantities[index].rounded(to: format, overflow: overflow)
    case .negate(let a): -values[a]
    case .binary(let sign, let a, let b): rounded(sign.applied(values[a], values[b]))
    case .apply(.abs, let a): values[a].magnitude
    case .apply(_, let a), .power(let a, _):
      keep(FunctionProof.of(operation, at: values[a], in: format, overflow))
    case .raise(let a, let b):
      keep(FunctionProof.of(operation, at: values[a], values[b], in: format, overflow))
    case .choose(let condition, let a, let b): values[condition] == 0 ? values[b] : values[a]
    case .larger(let a, let b): Program.larger(values[a], values[b])
    case .smaller(let a, let b): -Program.larger(-values[a], -values[b])
    case .times(let a, let b): values[a] == 0 ? 0 : rounded(values[a] * values[b])
    case .weigh(let a, let b):
      values[a] == 0 && !values[b].isNaN ? 0 : rounded(values[a] * values[b])
    case .sum(let all): all.dropFirst().reduce(values[all[0]]) { rounded($0 + values[$1]) }
    case .logSumExp(let row): keep(proofs(ofRow: row, in: program).logSumExp)
    case .softmax(let row, let index): keep(proofs(ofRow: row, in: program).softmax[index])
    case .logSoftmax(let row, let index): keep(proofs(ofRow: row, in: program).logSoftmax[index])
    }
  }

  private mutating func keep(_ proof: Proof) -> Double {
    verdicts[values.count] = proof.verdict
    return proof.value
  }

  private mutating func proofs(ofRow row: Int, in program: Program) -> RowProofs {
    if let known = rows[row] { return known }
    let made = RowProofs(program.rows[row].map { values[$0] }, format, overflow)
    rows[row] = made
    return made
  }
}

/// A function of one number or two, correctly rounded.
private struct FunctionProof: Question {
  let operation: Program.Operation
  let x: Double
  let exponent: Double
  let format: Format
  let overflow: Overflow
  private var proof = Proof(value: .nan, verdict: .undecided(bits: 0))

  static func of(
    _ operation: Program.Operation, at x: Double, _ exponent: Double = 1, in format: Format,
    _ overflow: Overflow
  ) -> Proof {
    var question = Self(
      operation: operation, x: x, exponent: exponent, format: format, overflow: overflow)
    // Only a value that a format holds exactly could stay open, and those the balls find exactly.
    var budget = Budget()
    _ = budget.ask(&question)
    return question.proof
  }

  func cost(limbs: Int) -> Double { 0 }

  mutating func answer<let width: Int>(by _: Ball<width>.Type) -> Bool {
    let operand = Ball<width>(x)
    let ball: Ball<width>
    switch operation {
    case .apply(let function, _): ball = Rational.apply(function, to: Rational(operand)).ball
    case .power(_, let exponent): ball = operand.power(Int128(exponent))
    case .raise: ball = .pow(operand, Ball(exponent))
    default: preconditionFailure("no function of one number")
    }
    if let proof = Proof(of: ball, in: format, overflow: overflow) {
      self.proof = proof
      return true
    }
    let near = format.rounded(ball.estimate, overflow: overflow)
    proof = Proof(value: near, verdict: .undecided(bits: 64 * width))
    return false
  }
}

/// The functions of a row of numbers, each correctly rounded.
private struct RowProofs {
  let softmax: [Proof]
  let logSoftmax: [Proof]
  let logSumExp: Proof

  init(_ logits: [Double], _ format: Format, _ overflow: Overflow) {
    var program = Program()
    program.quantities = logits.map { Quantity($0) }
    program.operations = logits.indices.map { .quantity($0) }
    program.rows = [Array(logits.indices)]
    program.operations += logits.indices.map { .softmax(row: 0, index: $0) }
    program.operations += logits.indices.map { .logSoftmax(row: 0, index: $0) }
    program.operations.append(.logSumExp(row: 0))
    program.results = Array(logits.count..<program.operations.count)
    let proofs = program.proofs(in: format, overflow: overflow)
    softmax = Array(proofs.prefix(logits.count))
    logSoftmax = Array(proofs.dropFirst(logits.count).prefix(logits.count))
    logSumExp = proofs[2 * logits.count]
  }
}
