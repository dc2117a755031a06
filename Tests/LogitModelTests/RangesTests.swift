import Glibc
import LogitBench
import LogitExact
import LogitLosses
import LogitSession
import LogitStudies
import TestSupport
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

  /// A bench of one row, mild numbers, labels of any kind.
  private static func bench(using random: inout SplitMix64) -> Bench {
    func flip() -> Bool { Bool.random(using: &random) }
    var bench = Bench.articles
    let classes = Int.random(in: 1...6, using: &random)
    bench.logits = [(0..<classes).map { _ in Number(Double.random(in: -8...8, using: &random)) }]
    bench.row = 0
    let isElementwise = flip()
    bench.loss = isElementwise ? .weightedCrossEntropy : .softmaxCrossEntropy
    let hard = Int.random(in: 0..<classes, using: &random)
    bench.labels = .dense([
      (0..<classes).map { k in
        flip() ? Number(k == hard ? 1 : 0) : Number(Double.random(in: 0...1, using: &random))
      }
    ])
    if isElementwise {
      bench[.posWeight] = [Number(Double.random(in: 0...5, using: &random))]
    } else if flip() {
      bench[.temperature] = [Number(Double.random(in: 0.3...4, using: &random))]
    }
    bench.dtype = .float64
    bench.uncertainty =
      flip()
      ? .rounded([.bfloat16, .float16, .float8E4M3].randomElement(using: &random) ?? .bfloat16)
      : .within(Number(Double.random(in: 0...0.5, using: &random)))
    return bench
  }

  @Test func noPointOfTheBoxLiesOutside() throws {
    var random = SplitMix64(seed: 23)
    func isIn(_ value: Double, _ ends: RowRanges.Ends?) -> Bool {
      guard let ends else { return false }
      let slack = 1e-12 * max(1e-300, value.magnitude)
      return value >= ends.lowerBound - slack && value <= ends.upperBound + slack
    }
    for _ in 0..<60 {
      let bench = Self.bench(using: &random)
      let uncertainty = try #require(bench.uncertainty)
      let ranges = bench.ranges(ofRows: [0], under: uncertainty.margin)[0]
      for _ in 0..<8 {
        var inside = bench
        inside.logits = [
          bench.logits[0].map { logit in
            let ends = uncertainty.margin.range(of: logit.value(in: .float64)) ?? 0...0
            // The ends themselves, often.
            let share = [0, 1, Double.random(in: 0...1, using: &random)].randomElement(
              using: &random)
            return Number(ends.lowerBound + (ends.upperBound - ends.lowerBound) * (share ?? 0))
          }
        ]
        let row = Evaluation(inside).chosen
        #expect(isIn(row.loss.value, ranges.loss))
        for (k, range) in ranges.classes.enumerated() {
          #expect(isIn(row.probabilities(bench.loss)[k].value, range.probability))
          #expect(isIn(row.negLog[k].value, range.negLog))
          let gap = 1e-15
          let slope = try #require(range.gradient)
          let value = row.gradient[k].value
          #expect(value >= slope.lowerBound - gap && value <= slope.upperBound + gap)
        }
      }
    }
  }

  @Test func theEndsOfAHardLabelAreAttainedInTwoCorners() throws {
    var random = SplitMix64(seed: 29)
    for _ in 0..<40 {
      var bench = Bench.articles
      bench.logits = [(0..<4).map { _ in Number(Double.random(in: -20...20, using: &random)) }]
      bench.row = 0
      bench.dtype = .float64
      let label = Int.random(in: 0..<4, using: &random)
      bench.labels = .indices([label])
      let uncertainty = Uncertainty.within(Number(0.25))
      let ranges = bench.ranges(ofRows: [0], under: uncertainty.margin)[0]
      #expect(ranges.isTight)
      for (sign, end) in [(1.0, ranges.loss?.upperBound), (-1.0, ranges.loss?.lowerBound)] {
        var corner = bench
        corner.logits = [
          bench.logits[0].enumerated().map { k, logit in
            Number(logit.value(in: .float64) + (k == label ? -sign : sign) * 0.25)
          }
        ]
        let exact = Evaluation(corner).chosen.loss.value
        let found = try #require(end)
        #expect((found - exact).magnitude <= 1e-12 * exact)
      }
    }
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

  /// Losses that are no cross entropy, and the forms of frameworks.
  private static let others: [[String]] = [
    ["loss focal_cross_entropy", "gamma 2"], ["loss half_squared_error_softmax"],
    ["loss half_squared_error_sigmoid"], ["loss sigmoid_focal"], ["loss poly1"],
    ["loss own = sum(abs(p - labels)) + tanh(logits[0])^2"],
    ["loss own = where(x > .3, x^2, softplus(x) * z)"],
    ["loss sigmoid_cross_entropy", "as keras", "label_smoothing .2"],
    ["loss categorical_crossentropy", "as keras"], ["loss binary_crossentropy", "as torch"],
  ]

  @Test(arguments: others)
  func noPointOfTheBoxLiesOutsideWhateverTheLoss(lines: [String]) throws {
    var random = SplitMix64(seed: UInt64(lines[0].utf8.count))
    let isGiven = lines[0].contains("crossentropy")
    let model = try Model.after(
      "logits \(isGiven ? ".2 .7 .1" : ".25 -1.5 2")", "labels 0 1 0")
    var loss = model
    for line in lines { try loss.run(line) }
    try loss.run("dtype float64")
    for margin in [0.001, 0.05, 0.09] {
      let bench = loss.bench
      let ranges = bench.ranges(ofRows: [0], under: .within(margin))[0]
      let ends = try #require(ranges.loss, "\(lines)")
      for _ in 0..<20 {
        var inside = bench
        inside.logits = [
          bench.logits[0].map { logit in
            Number(logit.value(in: .float64) + Double.random(in: -margin...margin, using: &random))
          }
        ]
        let row = Evaluation(inside).chosen
        let slack = 1e-13 * max(1, row.loss.value.magnitude)
        #expect(row.loss.value >= ends.lowerBound - slack, "\(lines) \(ends)")
        #expect(row.loss.value <= ends.upperBound + slack, "\(lines) \(ends)")
        for (k, gradient) in row.gradient.enumerated() {
          guard let ends = ranges.classes[k].gradient else { continue }
          #expect(
            gradient.value >= ends.lowerBound - 1e-13 && gradient.value <= ends.upperBound + 1e-13,
            "\(lines) \(k) \(gradient.value) \(ends)")
        }
      }
    }
  }

  /// The least loss of half a label lies inside the range of its logit, at 0: ln 2.
  @Test func theLeastOfAConvexLossIsFoundInside() throws {
    let bench = try Model.after(
      "loss sigmoid_cross_entropy", "logits .25 3", "labels .5 1", "dtype float64"
    ).bench
    let ranges = bench.ranges(ofRows: [0], under: .within(1))[0]
    let least = log(2.0) + log1p(exp(-4.0))
    #expect(((ranges.loss?.lowerBound ?? 0) - least).magnitude < 1e-9 && ranges.isTight)
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
        && lines[2].contains("<=, not <"))
    #expect(lines.contains("write atol=0.0929 for a row's loss: the causes add up"))
    #expect(lines.last == "no winner can flip")
    // Without inexact logits only rounding of the result and of steps is left.
    let exact = try printed("tolerance", after: ["row 0"])
    #expect(
      !exact.contains { $0.contains("the logits") } && exact[2].contains("half a step of float32"))
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
