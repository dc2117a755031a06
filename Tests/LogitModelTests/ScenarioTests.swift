import LogitBench
import LogitSession
import LogitStudies
import LogitText
import TestSupport
import Testing

@Suite struct ScenarioTests {
  private func read(_ text: String) throws(ScenarioError) -> Bench {
    try Bench(scenario: Array(text.utf8))
  }

  @Test func hasOneRowALineAndKeysInOrder() throws {
    let model = try Model.after(
      "logits 1 -inf nan; 1e30 .1 3", "loss weighted", "labels 1 0 .5; 0 0 1", "pos_weight 1 2 3",
      "class 0 \"big cat\"", "dtype float64", "reduction sum", "row 1", "title two rows",
      "note \"the mask\\nand the nan\"")
    let text = """
      {
        "logitlab": 1,
        "title": "two rows",
        "note": "the mask\\nand the nan",
        "loss": "weighted_cross_entropy",
        "dtype": "float64",
        "reduction": "sum",
        "classes": ["big cat", "c1", "c2"],
        "pos_weight": [1, 2, 3],
        "row": 1,
        "logits": [
          [1, "-Infinity", "NaN"],
          [1e30, 0.1, 3]
        ],
        "labels": [
          [1, 0, 0.5],
          [0, 0, 1]
        ]
      }

      """
    #expect(model.bench.scenario == text)
    #expect(try read(text) == model.bench)
  }

  @Test func leavesOutWhatGoesWithoutSaying() throws {
    let text = """
      {
        "logitlab": 1,
        "title": "the articles' batch",
        "loss": "sparse_softmax_cross_entropy",
        "dtype": "float32",
        "reduction": "mean",
        "logits": [
          [1, 2, 7],
          [4, 7, 9],
          [8, 3, 4]
        ],
        "labels": [2, 2, 0]
      }

      """
    #expect(Bench.articles.scenario == text)
    #expect(try read(text) == .articles)
  }

  @Test func everyBenchReadsBackAsItWasAndIsWrittenTheSame() throws {
    for seed in 0..<500 {
      var random = SplitMix64(seed: UInt64(seed))
      let bench = Bench.random(using: &random)
      let text = bench.scenario
      let back = try read(text)
      #expect(back == bench, "seed \(seed)")
      #expect(back.scenario == text, "seed \(seed)")
      #expect(back.title.unicodeScalars.elementsEqual(bench.title.unicodeScalars), "seed \(seed)")
      // Nothing that a terminal would obey, should somebody look at the file.
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.mark == nil }, "seed \(seed)")
    }
  }

  @Test func aNumberNextToATieKeepsItsDigits() throws {
    let typed = "1.00000005960464477539062499999"
    let number = try #require(Number(typed))
    #expect(number.text == typed)
    let bench = try Model.after("logits \(typed) 1").bench
    #expect(bench.scenario.contains("[\"\(typed)\", 1]"))
    let bare = bench.scenario.split(separator: "\"\(typed)\"").joined(separator: typed)
    #expect(try read(bare) == bench)
    #expect(try read(bare).logits[0][0].value(in: .float32) == 1)
  }

  @Test func isReadAsAPersonWritesIt() throws {
    let text = """
      \u{feff}{"labels": [1.0], "logits":[[ "0.2" ,NaN, -Infinity,"inf", 1E+2]],\r
      \t"logitlab":1,"loss":"sparse_softmax_cross_entropy","title":"\\u592a\\u9633 \\ud83d\\ude00\\/"}
      """
    let bench = try read(text)
    #expect(bench.logits[0].map(\.text) == ["0.2", "nan", "-inf", "inf", "100"])
    #expect(bench.labels == .indices([1]))
    #expect(bench.title == "太阳 😀/")
    #expect((bench.dtype, bench.reduction, bench.row) == (.float32, .mean, 0))
  }

  @Test func aBenchOfManyNumbersIsReadInTime() throws {
    var bench = Bench.articles
    bench.logits = Array(repeating: Array(repeating: Number(0.1), count: 100), count: 500)
    bench.labels = .indices(Array(repeating: 3, count: 500))
    let text = bench.scenario
    var copy: Bench?
    let time = try seconds { copy = try read(text) }
    #expect(copy == bench)
    #expect(time < 5)
  }
}
