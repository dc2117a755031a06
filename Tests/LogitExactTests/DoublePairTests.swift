import LogitExact
import TestSupport
import Testing

/// Results kept as two doubles.
@Suite struct DoublePairTests {
  private func pair(_ text: String, _ values: [String: Double]) throws -> (Program, DoublePair) {
    let inputs = Inputs(values.mapValues { .scalar(Quantity($0)) })
    let formula = try Expression(parsing: text, in: inputs.scope)
    let program = try Program(formula, of: inputs)
    return (program, try #require(program.pairs.first))
  }

  /// How far the pair is from the value, proven by the digits of their difference.
  @Test func theErrorIsABoundBelowOnePartIn2To100() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<300 {
      let x = Double.random(in: -700...700, using: &random)
      for text in ["exp(x)", "log(abs(x))", "softplus(x)", "sigmoid(x) / 3"] {
        let (_, pair) = try pair(text, ["x": x])
        let gap = "(\(text)) - high - low"
        let names = ["x": x, "high": pair.high, "low": pair.low]
        let inputs = Inputs(names.mapValues { .scalar(Quantity($0)) })
        let formula = try Expression(parsing: gap, in: inputs.scope)
        let proof = try #require(try Program(formula, of: inputs).proofs(in: .float64).first)
        #expect(proof.value.magnitude <= pair.error, "\(text) at \(x)")
        #expect(pair.error <= max(pair.high.magnitude * 0x1p-100, 0x1p-1070), "\(text) at \(x)")
      }
    }
  }

  @Test func exactResultsHaveNoError() throws {
    #expect(try pair("x * 3", ["x": 0.1]).1.error == 0)
    #expect(try pair("exp(x)", ["x": 0]).1 == DoublePair(high: 1, low: 0, error: 0))
  }

  @Test func whatNoDoubleHoldsIsUnknown() throws {
    #expect(try pair("exp(x)", ["x": 1000]).1.error == .infinity)
    #expect(try pair("log(x)", ["x": 0]).1 == DoublePair(high: -.infinity, low: 0, error: 0))
    #expect(try pair("log(x)", ["x": -1]).1.high.isNaN)
  }
}
