import LogitEval
import LogitExact
import LogitLosses
import TestSupport
import Testing

@testable import LogitBench
@testable import LogitSession
@testable import LogitStudies

/// The bench and `eval` are one engine: what a bench shows is what its request is answered.
@Suite struct RequestPropertyTests {
  /// Bit for bit, whatever NaN is.
  private func isSame(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
  }

  private func outputs(_ bench: Bench) throws -> [String: [Double]] {
    let answer = try Eval.answer(to: Array(bench.request(reduction: .none).utf8))
    return Dictionary(uniqueKeysWithValues: answer.outputs.map { ($0.name, $0.tensor.values) })
  }

  @Test(arguments: Loss.all.map(\.name), [Framework.none, .torch])
  func everyNumberOfABenchIsThatOfItsRequest(_ name: String, _ framework: Framework) throws {
    let loss = try #require(Loss.named(name))
    var random = SplitMix64(seed: 31)
    var count = 0
    while count < 20 {
      var bench = Bench.random(using: &random)
      guard bench.loss == loss else { continue }
      bench.framework = framework
      bench[.temperature] = [Number(1)]
      bench.makeInputsFit(using: &random)
      count += 1
      let found = try outputs(bench)
      let model = Model(bench)
      let rows = (0..<bench.rows).map { model.evaluation.result(bench, row: $0) }
      let request = bench.request(reduction: .none)
      let losses = bench.logits.indices.flatMap { row in
        bench.form.isElementwise ? rows[row].losses : [model.evaluation.rowLosses[row]]
      }
      #expect(isSame(losses.map(\.value), try #require(found["loss"])), "\(request)")
      let gradient = try #require(found["d\(bench.form.function.input)"])
      #expect(isSame(rows.flatMap { $0.gradient.map(\.value) }, gradient), "\(request)")
      if let labels = found["dlabels"] {
        #expect(isSame(rows.flatMap { $0.labelGradient.map(\.value) }, labels), "\(request)")
      } else {
        #expect(rows.allSatisfy { $0.labelGradient.isEmpty })
      }
    }
  }

  /// Halved logits are the logits over 2, and a slope goes through that division.
  @Test func aTemperatureOfTwoIsThatOfHalvedLogits() throws {
    var random = SplitMix64(seed: 32)
    func numbers(_ range: ClosedRange<Double>) -> [[Number]] {
      (0..<3).map { _ in (0..<3).map { _ in Number(Double.random(in: range, using: &random)) } }
    }
    for loss in Loss.all where loss.head != .given {
      for _ in 0..<10 {
        var bench = Bench.articles
        bench.loss = loss
        bench.dtype = .float64
        bench.logits = numbers(-9...9)
        bench.labels = loss.takesIndices ? .indices([0, 1, 2]) : .dense(numbers(0...1))
        var halved = bench
        bench[.temperature] = [Number(2)]
        halved.logits = bench.logits.map { $0.map { Number($0.value(in: .float64) / 2) } }
        let (own, other) = (Model(bench).evaluation, Model(halved).evaluation)
        #expect(own.rowLosses == other.rowLosses && own.mean == other.mean)
        #expect(own.chosen.gradient.map(\.value) == other.chosen.gradient.map { $0.value / 2 })
      }
    }
  }
}
