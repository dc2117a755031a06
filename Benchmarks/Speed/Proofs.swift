import Benchmark
import LogitExact

/// Formulas from their steps to proven numbers.
func measureProofs() {
  let few = Benchmark.Configuration(metrics: [.wallClock], scalingFactor: .kilo)
  let loss = "log(exp(a)+exp(b)+exp(c)+exp(d)) - a"
  Benchmark("loss of 4 logits, 128 bits", configuration: few) { benchmark, program in
    for _ in benchmark.scaledIterations { blackHole(program.proofs(in: .float32)) }
  } setup: {
    try program(loss, at: 1)
  }
  Benchmark("steps of the loss of 4 logits", configuration: few) { benchmark, expression in
    for _ in benchmark.scaledIterations { blackHole(try program(expression, at: 1)) }
  } setup: {
    try Expression(parsing: loss, in: inputs(at: 1).scope)
  }
  let curve = Benchmark.Configuration(metrics: [.wallClock], timeUnits: .microseconds)
  Benchmark("200 points of the loss of 4 logits, float64", configuration: curve) {
    (benchmark: Benchmark, expression: Expression) in
    for _ in benchmark.scaledIterations {
      for point in 0..<200 {
        let program = try program(expression, at: Double(point) * 0.25 - 5)
        blackHole(program.proofs(in: .float64))
      }
    }
  } setup: {
    try Expression(parsing: loss, in: inputs(at: 1).scope)
  }
  let row = Inputs(["z": .vector((0..<1000).map { Quantity(Double($0 % 17) - 8) })])
  Benchmark("steps of 5 000 signs over 1 000 classes", configuration: curve) {
    (benchmark: Benchmark, expression: Expression) in
    for _ in benchmark.scaledIterations { blackHole(try Program(expression, of: row)) }
  } setup: {
    let text = (0..<1_200).map { "z * \($0 + 3)" }.joined(separator: " + ")
    return try Expression(parsing: text, in: row.scope)
  }
}

private func inputs(at a: Double) -> Inputs {
  Inputs(["a": a, "b": 0.3, "c": -1.2, "d": 2.1].mapValues { .scalar(Quantity($0)) })
}

private func program(_ expression: Expression, at a: Double) throws -> Program {
  try Program(expression, of: inputs(at: a))
}

private func program(_ text: String, at a: Double) throws -> Program {
  try program(Expression(parsing: text, in: inputs(at: a).scope), at: a)
}
