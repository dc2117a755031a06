import LogitBench
import LogitEval
import LogitExact
import LogitLosses
import LogitSession
import LogitStudies
import TestSupport
import Testing

/// The bench and `eval` are one: the same numbers, whatever the rows and their order.
@Suite struct BatchSumTests {
  @Test(arguments: Reduction.allCases.filter { $0 != .none })
  func theBenchAnswersAsEvalDoes(reduction: Reduction) throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<60 {
      var bench = Bench.random(using: &random)
      bench.framework = .none
      bench[.temperature] = [Number(1)]
      bench.makeInputsFit(using: &random)
      bench.reduction = reduction
      let asked = bench.request(reduction: reduction)
      let answer = try Eval.answer(to: Array(asked.utf8))
      let loss = try #require(answer.outputs.first { $0.name == "loss" }?.tensor.values.first)
      let model = Model(bench)
      let own = try #require(model.evaluation.reduced(reduction)).value
      #expect(own == loss || own.isNaN && loss.isNaN, "\(asked)")
    }
  }

  @Test func theOrderOfTheRowsDoesNotMatter() throws {
    var random = SplitMix64(seed: 6)
    for _ in 0..<20 {
      let rows = (0..<40).map { _ in
        (0..<3).map { _ in Number(Double.random(in: -60...60, using: &random)) }
      }
      var bench = Bench.articles
      bench.dtype = .float64
      bench.loss = .sparseSoftmaxCrossEntropy
      bench.logits = rows
      bench.labels = .indices(rows.map { _ in 1 })
      let sum = Model(bench).evaluation
      bench.logits = rows.shuffled(using: &random)
      let shuffled = Model(bench).evaluation
      #expect(sum.sum == shuffled.sum)
      #expect(sum.mean == shuffled.mean)
    }
  }

  @Test func anEditOfOneRowGivesWhatANewBenchGives() throws {
    var random = SplitMix64(seed: 7)
    var model = try Model.after("loss softmax_cross_entropy", "reduction mean")
    for _ in 0..<200 {
      let row = Int.random(in: 0..<3, using: &random)
      let value = Double.random(in: -30...30, using: &random)
      try model.run("row \(row)")
      try model.run("logit \(Int.random(in: 0..<3, using: &random)) \(value)")
      let anew = Model(model.bench).evaluation
      #expect(anew.mean == model.evaluation.mean)
      #expect(anew.sum == model.evaluation.sum)
    }
  }

  @Test func theBenchAgreesOnABatchThatIsIgnoredAsAWhole() throws {
    let lines = ["logits 1 2 3; 3 2 1", "label -1 -1"]
    for (framework, mean) in [("keras", 0), ("torch", Double.nan)] {
      var model = try Model.after("loss sparse_softmax_cross_entropy", "as \(framework)")
      try model.run("ignore_index -1")
      for line in lines { try model.run(line) }
      let found = model.evaluation.mean.value
      #expect(found == mean || found.isNaN && mean.isNaN, "\(framework): \(found)")
      #expect(model.evaluation.chosen.gradient.allSatisfy { $0.value == 0 })
    }
  }
}
