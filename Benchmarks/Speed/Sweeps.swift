import Benchmark
import LogitExact

/// What a sweep of 200 columns computes: four formulas of three logits in a format, step by step, and
/// how far each is from the exact loss.
func measureSweeps() {
  let configuration = Benchmark.Configuration(metrics: [.wallClock], timeUnits: .microseconds)
  for format in [Format.float32, .float64, .float16] {
    Benchmark("200 columns of 4 formulas, \(format.name)", configuration: configuration) {
      (benchmark: Benchmark, sweep: SweptPrograms) in
      for _ in benchmark.scaledIterations {
        for column in 0..<200 { blackHole(sweep.sample(Double(column) - 100, in: format)) }
      }
    } setup: {
      try SweptPrograms()
    }
  }
}

private struct SweptPrograms {
  private let formulas: [Program]
  /// The exact loss once for each formula.
  private let truth: Program

  init() throws {
    let inputs = Self.inputs(0)
    func parsed(_ text: String) throws -> Expression {
      try Expression(parsing: text, in: inputs.scope)
    }
    formulas = try [
      "-sum(times(labels, log(exp(logits) / sum(exp(logits)))))",
      "-sum(times(labels, log(softmax(logits))))",
      "sum(times(labels, log(sum(exp(logits - max(logits)))) - (logits - max(logits))))",
      "-sum(times(labels, log(clip(softmax(logits), 1e-7, 1 - 1e-7))))",
    ].map { try Program(parsed($0), of: inputs) }
    let loss = try parsed("-sum(times(labels, log_softmax(logits)))")
    truth = try Program([loss, loss, loss, loss], of: inputs)
  }

  private static func inputs(_ x: Double) -> Inputs {
    Inputs([
      "logits": .vector([x, -20, 3].map { Quantity($0) }),
      "labels": .vector([1, 0, 0].map { Quantity($0) }),
    ])
  }

  func sample(_ x: Double, in format: Format) -> [Comparison] {
    let inputs = Self.inputs(x)
    let values = formulas.flatMap { $0.rebound(to: inputs).evaluate(in: format) }
    return truth.rebound(to: inputs).compare(values, in: format)
  }
}
