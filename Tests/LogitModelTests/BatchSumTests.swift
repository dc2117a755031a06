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
  /// In quotes, with JSON's words for what is no number.
  private static func spelled(_ number: Number) -> String {
    let words = ["nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"]
    return "\"\(words[number.text] ?? number.text)\""
  }

  private static func list(_ numbers: [Number]) -> String {
    "[\(numbers.map(spelled).joined(separator: ", "))]"
  }

  /// The request that asks for what the bench shows.
  private func request(_ bench: Bench, reduction: Reduction) -> String {
    var fields = [
      "\"function\": \"\(bench.loss.name)\"", "\"dtype\": \"\(bench.dtype.name)\"",
      "\"logits\": [\(bench.logits.map(Self.list).joined(separator: ", "))]",
      "\"reduction\": \"\(reduction.name)\"",
    ]
    switch bench.labels {
    case .indices(let indices): fields.append("\"labels\": \(indices)")
    case .dense(let rows):
      fields.append("\"labels\": [\(rows.map(Self.list).joined(separator: ", "))]")
    }
    if bench.loss.takes(.posWeight) {
      let weights = (0..<bench.classes).map { bench.posWeight(of: $0) }
      fields.append("\"pos_weight\": \(Self.list(weights))")
    }
    if bench.isSmoothed {
      fields.append("\"label_smoothing\": \(Self.spelled(bench.labelSmoothing))")
    }
    if bench.isWeighted { fields.append("\"class_weight\": \(Self.list(bench.classWeight))") }
    if !bench.sampleWeight.isEmpty {
      let isOwn = bench.loss.head == .sigmoid
      let weights = bench.sampleWeight.map { isOwn ? "[\(Self.spelled($0))]" : Self.spelled($0) }
      fields.append("\"sample_weight\": [\(weights.joined(separator: ", "))]")
    }
    if let ignored = bench.ignoreIndex, bench.loss.takesIndices {
      fields.append("\"ignore_index\": \(ignored)")
    }
    return "{\(fields.joined(separator: ", "))}"
  }

  @Test(arguments: Reduction.allCases.filter { $0 != .none })
  func theBenchAnswersAsEvalDoes(reduction: Reduction) throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<60 {
      var bench = Bench.random(using: &random)
      bench.framework = .none
      bench[.temperature] = [Number(1)]
      bench.reduction = reduction
      guard bench.loss.head != .given else { continue }
      let asked = request(bench, reduction: reduction)
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
