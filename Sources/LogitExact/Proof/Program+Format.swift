/// Every step of a program in a format, each operation correctly rounded.
///
/// - Derivation: where nobody asks what is known of the functions, a `Double` and its bound may decide
///   them; the numbers are the same.
struct FormatSteps {
  let format: Format
  let overflow: Overflow
  private(set) var values: [Double] = []
  /// What is known of the functions among them, beside their operands as they are.
  private(set) var verdicts: [Int: Proof.Verdict] = [:]
  private let hasVerdicts: Bool
  /// Of the functions of a row, by their places: all are made when the first is asked for.
  private var ofRows: [Proof?] = []

  init(_ program: Program, in format: Format, overflow: Overflow, hasVerdicts: Bool = true) {
    self.format = format
    self.overflow = overflow
    self.hasVerdicts = hasVerdicts
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
    case .apply(let function, let a):
      quick(values[a]) { .apply(function, to: $0) }
        ?? keep(FunctionProof.of(operation, at: values[a], in: format, overflow))
    case .power(let a, let exponent):
      quick(values[a]) { $0.power(exponent) }
        ?? keep(FunctionProof.of(operation, at: values[a], in: format, overflow))
    case .raise(let a, let b):
      keep(FunctionProof.of(operation, at: values[a], values[b], in: format, overflow))
    case .choose(let condition, let a, let b): values[condition] == 0 ? values[b] : values[a]
    case .larger(let a, let b): Program.larger(values[a], values[b])
    case .smaller(let a, let b): -Program.larger(-values[a], -values[b])
    case .times(let a, let b): values[a] == 0 ? 0 : rounded(values[a] * values[b])
    case .weigh(let a, let b):
      values[a] == 0 && !values[b].isNaN ? 0 : rounded(values[a] * values[b])
    case .sum(let all): all.dropFirst().reduce(values[all[0]]) { rounded($0 + values[$1]) }
    case .logSumExp(let row), .softmax(let row, _), .logSoftmax(let row, _):
      keep(proof(ofRow: row, in: program))
    }
  }

  /// What a `Double` and its bound decide of a function.
  private func quick(_ x: Double, _ function: (Approximation) -> Approximation) -> Double? {
    guard !hasVerdicts, format != .float64 else { return nil }
    return function(Approximation(x)).rounded(to: format, overflow: overflow)
  }

  private mutating func keep(_ proof: Proof) -> Double {
    verdicts[values.count] = proof.verdict
    return proof.value
  }

  /// The next step, a function of a row, correctly rounded.
  private mutating func proof(ofRow row: Int, in program: Program) -> Proof {
    if ofRows.isEmpty { ofRows = Array(repeating: nil, count: program.operations.count) }
    if let known = ofRows[values.count] { return known }
    let places = program.operations.indices.filter { place in
      switch program.operations[place] {
      case .logSumExp(row), .softmax(row, _), .logSoftmax(row, _): true
      default: false
      }
    }
    let functions = places.map { program.operations[$0] }
    let own = Program(functions, ofRow: row, program.rows[row].map { values[$0] })
    let proofs =
      hasVerdicts
      ? own.proofs(in: format, overflow: overflow)
      : own.roundings(to: format, overflow: overflow).values.map {
        Proof(value: $0, verdict: .undecided(bits: 0))
      }
    for (place, proof) in zip(places, proofs) { ofRows[place] = proof }
    return ofRows[values.count] ?? Proof(value: .nan, verdict: .undecided(bits: 0))
  }
}

extension Program {
  /// Functions of a row of numbers, which they call by `row`.
  fileprivate init(_ functions: [Operation], ofRow row: Int, _ logits: [Double]) {
    quantities = logits.map { Quantity($0) }
    operations = logits.indices.map { .quantity($0) } + functions
    rows = Array(repeating: [], count: row) + [Array(logits.indices)]
    results = Array(logits.count..<operations.count)
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
