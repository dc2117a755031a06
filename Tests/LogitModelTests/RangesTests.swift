import LogitBench
import LogitSession
import LogitStudies
import Testing

/// What inexact logits leave open.
@Suite struct RangesTests {
  private static let head = [
    "logits 25.75 26.75 18.375 13.4375 11.4375", "label 0", "class 0 cat", "class 1 dog",
    "from bfloat16",
  ]

  private func printed(_ line: String, after lines: [String]) throws -> [String] {
    var model = Model()
    for line in lines { try model.run(line) }
    return try #require(try model.printed(by: line)).split(separator: "\n").map(String.init)
  }

  @Test func logitsOfABFloat16HeadAreKnownToHalfAStep() throws {
    let lines = try printed("ranges", after: Self.head)
    #expect(lines[0] == "row 0, known to bfloat16")
    let cat = lines[2].split(separator: " ").map(String.init)
    #expect(
      cat == [
        "cat", "25.75", "+-0.0625", "0.2689", "0.2450", "0.2942", "1.3134", "1.2236", "1.4063",
        "-0.7311", "-0.7550", "-0.7058",
      ])
    #expect(lines[5].contains("+-0.03125") && lines[5].contains("  13.5322  13.7197  "))
    #expect(lines[7] == "loss 1.3134, from 1.2236 to 1.4063")
    #expect(
      lines[8]
        == "dog and cat are 8 steps apart: no rounding of the logits alone changes the winner")
  }

  /// The loss rises with each logit or falls with it all over the first box; in the second its least
  /// lies inside, where p is the label.
  @Test(arguments: [
    (["logits 1 2 3", "labels .2 .3 .5", "uncertain .1"], true),
    (["logits 0 0 0", "labels .3 .3 .4", "uncertain 1"], false),
  ])
  func severalLabelsAreATightRangeWhereNothingTurns(lines: [String], isTight: Bool) throws {
    let printed = try printed("ranges", after: ["loss softmax_cross_entropy"] + lines)
    let loss = try #require(printed.first { $0.hasPrefix("loss ") })
    #expect(loss.hasSuffix(" at most: the true range may be narrower") == !isTight)
  }

  @Test func theTableHasTheEndsBehindWhatTheyAreOf() throws {
    var model = Model()
    for line in Self.head { try model.run(line) }
    #expect(model.column(.leastProbability)[0] == "0.2450")
    #expect(model.column(.mostNegLog)[0] == "1.4063")
    let headings = model.table.columns.map { model.table.heading($0) }
    #expect(
      headings.joined(separator: " ").contains("softmax p from to")
        && headings.joined(separator: " ").contains("-ln p from to"))
    let json = try #require(try model.printed(by: "show --json"))
    #expect(json.contains("\"known_to\" : \"bfloat16\"") && json.contains("\"loss_range\""))
    try model.run("from off")
    #expect(!model.table.columns.contains(.leastProbability))
  }

  @Test(arguments: [
    (["logits nan 1", "label 1", "from bfloat16"], "a logit is nan: nothing wins"),
    (
      ["logits 1 1.001", "label 1", "from bfloat16"],
      "c1 and c0 cannot be told apart: any of them may be the largest"
    ),
    (["logits 3", "label 0", "uncertain 1"], "there is one class"),
    (
      ["logits 1 3", "label 0", "uncertain .5"],
      "c1 and c0 are further apart than that: the winner stays"
    ),
    (
      ["loss sigmoid_cross_entropy", "logits .05 3", "uncertain .1"],
      "c0 may be on either side of p = .5"
    ),
  ])
  func whoWinsIsSaidAsFarAsItIsKnown(lines: [String], words: String) throws {
    #expect(try printed("ranges", after: lines).last == words)
  }

  /// At other logits of the box another class is the largest.
  @Test func whatTheNumbersDecideHasNoRange() throws {
    let lines = try printed(
      "ranges", after: ["loss top = -log(p[argmax(p)])", "logits 1 1.001 0", "uncertain .1"])
    #expect(
      lines.contains { $0.hasSuffix("in these ranges the formula may have no number, or any") })
  }

  @Test func infiniteLogitsStayWhatTheyAre() throws {
    let bench = try Model.after("logits -inf 0 1", "label 2", "from float16").bench
    let ranges = bench.ranges(ofRows: [0], under: try #require(bench.uncertainty).margin)[0]
    #expect(ranges.classes[0].probability == 0...0 && ranges.classes[0].logit == nil)
    #expect(ranges.loss != nil)
  }

  @Test func aToleranceSaysWhatATestNeedsAndWhy() throws {
    let lines = try printed("tolerance", after: Self.head)
    #expect(
      lines[2].contains("the logits") && lines[2].contains("0.0929")
        && lines.contains("the logits: known to bfloat16; anywhere in its range, so <=, not <"))
    #expect(lines.contains("write atol=0.0929 for a row's loss: the causes add up"))
    #expect(lines.last == "no winner can flip")
    // Without inexact logits only rounding of the result and of steps is left.
    let exact = try printed("tolerance", after: ["row 0"])
    #expect(
      !exact.contains { $0.contains("the logits") }
        && exact.contains { $0.hasPrefix("the result: half a step of float32") })
    #expect((lines + exact).allSatisfy { $0.count <= 78 })
  }

  @Test func whereALossMayBeInfiniteNoToleranceIsWritten() throws {
    let printed = try printed("tolerance", after: ["logits inf 1", "label 1", "from bfloat16"])
    #expect(!printed.contains { $0.hasPrefix("write atol") })
    #expect(
      printed.last == "no atol: in these ranges the loss of row 0 may be infinite or no number")
  }

  @Test(arguments: [
    (
      "ranges",
      "the logits are known exactly: 'from bfloat16' says that they were rounded once,"
        + " 'uncertain 0.01' how far each may be off"
    ),
    ("uncertain -1", "11: a margin is 0 or more and finite, not -1"),
    (
      "from float23",
      "6: 'float23' is no dtype; it is one of bfloat16, float16, float8_e4m3fn,"
        + " float8_e5m2, float32"
    ),
  ])
  func whatCannotBeKnownIsRefused(line: String, message: String) {
    #expect(refusal(of: line) == message)
  }

  @Test(arguments: ["from bfloat16", "uncertain 0.01", "from float8_e5m2"])
  func howWellLogitsAreKnownIsKept(line: String) throws {
    var model = try Model.after(line)
    let bench = model.bench
    #expect(bench.uncertainty != nil)
    #expect(try Bench(scenario: Array(bench.scenario.utf8)) == bench)
    #expect(model.log.last == line)
    try model.run("undo")
    #expect(model.bench.uncertainty == nil)
  }
}
