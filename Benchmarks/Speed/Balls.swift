import Benchmark
import LogitExact

/// Functions of balls as a formula uses them: a vector of 100 numbers, whose results are rounded
/// from balls of 128 bits and all decided there. The same formula without the function, `x`, is
/// measured as well, so that what the steps and the rounding cost may be taken off.
func measureBalls() {
  let configuration = Benchmark.Configuration(metrics: [.wallClock], scalingFactor: .kilo)
  var random = SplitMix64(seed: 2)
  let numbers = (0..<100).map { _ in Quantity(Double.random(in: -20...20, using: &random)) }
  let inputs = Inputs(["x": .vector(numbers)])
  for formula in ["x", "x + x", "x * x", "x / 3", "exp(x)", "log(abs(x))", "sigmoid(x)"] {
    Benchmark("100 of \(formula), 128 bits", configuration: configuration) { benchmark, program in
      for _ in benchmark.scaledIterations { blackHole(program.proofs(in: .float32)) }
    } setup: {
      try Program(Expression(parsing: formula, in: inputs.scope), of: inputs)
    }
  }
}
