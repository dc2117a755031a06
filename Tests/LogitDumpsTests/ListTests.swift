import LogitEval
import LogitExact
import LogitLosses
import LogitText
import TestSupport
import Testing

@testable import LogitDumps

/// A dump of numbers that are there.
func dump(
  _ logits: [Double], _ shape: [Int], labels: [Double]? = nil, _ labelShape: [Int]? = nil,
  type: ElementType = .float32, _ request: DumpRequest = DumpRequest(), named name: String = "z"
) throws -> Dump {
  func file(_ numbers: [Double], _ shape: [Int], _ type: ElementType, _ name: String) -> DumpFile {
    DumpFile(DumpArray(name, type, shape: shape, NumberElements(numbers: numbers)))
  }
  return try Dump(
    file(logits, shape, type, name),
    labelFile: labels.map { file($0, labelShape ?? [$0.count], .int64, "y") }, request)
}

@Suite struct ListTests {
  private func random(
    _ rows: Int, _ classes: Int, _ format: Format, seed: UInt64
  ) -> (logits: [Double], labels: [Double]) {
    var random = SplitMix64(seed: seed)
    let logits = (0..<rows * classes).map { _ -> Double in
      let size: Double = [1, 8, 60].randomElement(using: &random) ?? 1
      return format.rounded(Double.random(in: -1...1, using: &random) * size)
    }
    return (logits, (0..<rows).map { _ in Double(Int.random(in: 0..<classes, using: &random)) })
  }

  /// What `eval` says, which the vectors hold to exact arithmetic.
  private func evaluated(_ fields: String, _ output: String = "loss") throws -> [Double] {
    var evaluator = Evaluator()
    let answer = evaluator.answer(to: Array("{\(fields)}".utf8), isHexadecimal: true)
    let value = try JSONReader.read(Array(answer.json.utf8))[output]
    func numbers(_ value: JSONValue?) -> [Double] {
      switch value {
      case .text(let text): [Double(text) ?? 77]
      case .number(let text): [Double(text) ?? 77]
      case .list(let all): all.flatMap { numbers($0) }
      default: []
      }
    }
    return numbers(value)
  }

  @Test(arguments: [
    (ElementType.float32, Format.float32), (.float64, .float64), (.bfloat16, .bfloat16),
    (.float16, .float16),
  ])
  func everyNumberIsThatOfTheBench(_ type: ElementType, _ format: Format) throws {
    let (logits, labels) = random(40, 7, format, seed: 3)
    let list = try Listing(try dump(logits, [40, 7], labels: labels, type: type), sorted: .index)
    let rows = (0..<40).map { Array(logits[$0 * 7..<$0 * 7 + 7]) }
    let given =
      "\"function\": \"sparse_softmax_cross_entropy\", \"dtype\": \"\(format.name)\","
      + " \"logits\": \(rows), \"labels\": \(labels.map { Int($0) })"
    let losses = try evaluated(given + ", \"reduction\": \"none\"")
    #expect(try list.rows(0..<40).map { $0.loss?.value } == losses)
    let summary = Summary(list.dump, list.facts)
    for reduced in summary.reduced {
      let wanted = try evaluated(given + ", \"reduction\": \"\(reduced.reduction.name)\"")
      #expect(reduced.loss?.value == wanted.first, "\(reduced.reduction)")
    }
    #expect(summary.reduced.map(\.reduction) == [.sum, .mean])
  }

  @Test func rulesAreThoseOfTheBench() throws {
    let (logits, labels) = random(12, 4, .float32, seed: 5)
    var request = DumpRequest()
    request.classWeight = [2, 0.5, 1, 3]
    request.labelSmoothing = 0.125
    request.temperature = 2
    request.ignoreIndex = 1
    let list = try Listing(try dump(logits, [12, 4], labels: labels, nil, request), sorted: .index)
    let rows = (0..<12).map { Array(logits[$0 * 4..<$0 * 4 + 4]).map { $0 / 2 } }
    let given =
      "\"function\": \"sparse_softmax_cross_entropy\", \"dtype\": \"float32\","
      + " \"logits\": \(rows), \"labels\": \(labels.map { Int($0) }), \"ignore_index\": 1,"
      + " \"label_smoothing\": 0.125, \"class_weight\": [2, 0.5, 1, 3]"
    let summary = Summary(list.dump, list.facts)
    #expect(summary.reduced.map(\.reduction) == [.sum, .mean, .meanKept, .weightedMean])
    for reduced in summary.reduced {
      let wanted = try evaluated(given + ", \"reduction\": \"\(reduced.reduction.name)\"")
      #expect(reduced.loss?.value == wanted.first, "\(reduced.reduction)")
    }
    #expect(
      try list.rows(0..<12).filter { $0.flags.contains(.ignored) }.allSatisfy { $0.loss == nil })
  }

  @Test func labelsOfEachClassAreThoseOfSigmoids() throws {
    let (logits, _) = random(6, 3, .float32, seed: 7)
    let labels = (0..<18).map { Double($0 * 7 % 3 % 2) }
    var request = DumpRequest()
    request.posWeight = [0.5]
    let list = try Listing(
      try dump(logits, [6, 3], labels: labels, [6, 3], request), sorted: .index)
    #expect(list.dump.loss.name == "weighted_cross_entropy")
    func rows(_ all: [Double]) -> [[Double]] { (0..<6).map { Array(all[$0 * 3..<$0 * 3 + 3]) } }
    let wanted = try evaluated(
      "\"function\": \"weighted_cross_entropy\", \"dtype\": \"float32\", \"logits\": \(rows(logits)),"
        + " \"labels\": \(rows(labels)), \"pos_weight\": 0.5, \"reduction\": \"mean\"")
    let mean = Summary(list.dump, list.facts).reduced.first { $0.reduction == .mean }
    #expect(mean?.loss?.value == wanted.first && mean?.denominator == 18)
    // One number a row and a label of 0 or 1 for each.
    let binary = try dump([2, -1, 0.5], [3], labels: [1, 0, 0])
    #expect(
      binary.loss.name == "sigmoid_cross_entropy" && binary.count == 3 && binary.classCount == 1)
    #expect(try Listing(binary).rows(0..<1)[0].index == 2)
  }

  @Test func theQuickLossIsWithinItsBound() throws {
    for (seed, classes) in [(1, 2), (2, 10), (3, 1000)] {
      let (logits, labels) = random(classes > 100 ? 20 : 200, classes, .float32, seed: UInt64(seed))
      let whole = try dump(logits, [labels.count, classes], labels: labels)
      var engine = RowEngine(whole)
      for row in labels.indices {
        let place = row * classes..<(row + 1) * classes
        let quick = logits[place].withUnsafeBufferPointer { QuickLoss($0, label: Int(labels[row])) }
        let pair = engine.pair(logits[place], label: Int(labels[row]), targets: [])
        let gap = (quick.loss - pair.high - pair.low).magnitude
        #expect(gap <= quick.error + pair.error, "\(seed) row \(row): \(gap) \(quick.error)")
        #expect(quick.error < 1e-12 * max(1, quick.loss))
      }
    }
  }

  @Test func whatIsNoNumberIsMarkedAndSortedFirst() throws {
    let inf = Double.infinity
    let logits = [0, 1, 2, .nan, 0, 1, -inf, -inf, -inf, inf, 0, 0, -inf, 1, 0, 5, 5, 0, 40, 0, 0]
    let whole = try dump(logits, [7, 3], labels: [2, 0, 1, 1, 0, 1, 0])
    let list = try Listing(whole, sorted: .nan)
    let rows = try list.rows(0..<7)
    #expect(rows.map(\.index) == [1, 2, 3, 4, 5, 0, 6])
    #expect(
      rows.map { $0.flags.words.joined(separator: " ") } == [
        "wrong nan", "wrong all -inf label -inf tie", "wrong inf", "wrong -inf label -inf", "tie",
        "",
        "p=1~",
      ])
    #expect(
      rows.map { $0.loss?.text } == ["nan", "nan", "inf", "inf", "0.6965", "0.4076", "8.4967e-18"])
  }

  @Test func labelsThatAreNoClassAreMarkedAndMinus100IsIgnored() throws {
    let whole = try dump([1, 0, 0, 1, 0, 0], [3, 2], labels: [-100, 2, 0])
    let list = try Listing(whole, sorted: .index)
    #expect(list.facts.flags == [.ignored, .noClass, [.tie]])
    #expect(whole.remarks == ["label -100 is ignored, as by PyTorch; --ignore-index says another"])
    #expect(Summary(whole, list.facts).reduced[1].loss?.value.isNaN == true)
    #expect(Summary(whole, list.facts).kept == 2)
  }

  @Test(arguments: [
    ("loss > 1", [3, 5]), ("pred != label", [3, 5]), ("wrong and not (label == 0)", [3]),
    ("label=1 or", []), ("index >= 2 and index < 4", [2, 3]), ("margin < 0 or p > 0.9", [3, 5, 4]),
    ("loss>1 and loss<2", [3]), ("bits >= 5", [5]),
  ])
  func filtersReadAsTheySay(_ text: String, _ wanted: [Int32]) throws {
    let whole = try dump(
      [1, 0, 0, 1, 0.5, 0, 1, 0, 9, 0, 0, 9], [6, 2], labels: [0, 1, 0, 1, 0, 0])
    guard !wanted.isEmpty else {
      #expect(throws: DumpError.self) { try RowFilter(parsing: text) }
      return
    }
    let list = try Listing(whole, sorted: .index, where: try RowFilter(parsing: text))
    #expect(Set(list.order) == Set(wanted), "\(list.order)")
  }

  @Test(arguments: [
    "", "loss", "loss >", "> 5", "loss > x", "(loss > 5", "loss > 5)", "losss > 5", "not", "and",
    String(repeating: "not ", count: 100) + "nan", "loss > 5 pred",
  ])
  func otherFiltersAreRefused(_ text: String) {
    #expect(throws: DumpError.self) { try RowFilter(parsing: text) }
  }

  @Test func manyRowsAreInTheOrderOfFewOnes() throws {
    var random = SplitMix64(seed: 11)
    let logits = (0..<40_000).map { _ in Float.random(in: -3...3, using: &random) }
    let whole = try dump(
      logits.map(Double.init), [20_000, 2], labels: (0..<20_000).map { Double($0 % 2) })
    let facts = try RowFacts(whole)
    for order in Listing.Order.allCases {
      for isReversed in [false, true] {
        let list = try Listing(whole, facts, sorted: order, isReversed: isReversed, where: nil)
        let keys = list.order.map { row -> Double in
          let row = Int(row)
          let key: Double =
            switch order {
            case .margin: -Double(facts.margins[row])
            case .index: -Double(row)
            case .label: -Double(facts.labels[row])
            case .pred: -Double(facts.predictions[row])
            case .loss, .nan: facts.losses[row]
            }
          return isReversed ? -key : key
        }
        #expect(Set(list.order).count == 20_000)
        let rows = zip(keys, list.order)
        let isSorted = zip(rows, rows.dropFirst()).allSatisfy { one, next in
          one.0 > next.0 || one.0 == next.0 && one.1 < next.1
        }
        #expect(isSorted, "\(order), reversed: \(isReversed)")
      }
    }
  }

  @Test func aSumMergesInAnyOrderToTheSameBits() throws {
    let (logits, labels) = random(60, 5, .float32, seed: 13)
    let whole = try dump(logits, [60, 5], labels: labels)
    let all = try RowFacts(whole, 0..<60, isExact: false).sum
    for cuts in [[0, 60], [0, 1, 59, 60], [0, 20, 40, 60]] {
      let parts = try zip(cuts, cuts.dropFirst()).map {
        try RowFacts(whole, $0..<$1, isExact: false).sum
      }
      for order in [parts, parts.reversed()] {
        var merged = LossSum()
        for part in order { merged.merge(part) }
        #expect(merged == all)
      }
    }
  }

  @Test func aDumpOfNothingIsOne() throws {
    let none = try Listing(try dump([], [0, 3], labels: []))
    #expect(none.order.isEmpty && none.facts.count == 0)
    #expect(try none.text(top: 5).contains("mean          nan"))
    let one = try Listing(try dump([3, -1], [2, 1], labels: [0, 0]))
    #expect(try one.rows(0..<1)[0].loss == Reading(0, isExact: true))
    #expect(throws: DumpError.self) { try dump([], [3, 0]) }
  }

  @Test func labelsOfAnotherLengthSayWhichAxisFits() {
    let said = words(ofRefused: {
      _ = try dump(
        [Double](repeating: 0, count: 30), [3, 10], labels: [Double](repeating: 0, count: 10))
    })
    #expect(
      said == "y: 10 labels [10] for 3 rows of [3, 10] along axis 1; --axis 0 makes as many rows")
    let none = words(ofRefused: { _ = try dump([1, 2], [1, 2], labels: [1, 1, 1]) })
    #expect(none == "y: 3 labels [3] for 1 row of [1, 2] along axis 1")
  }

  @Test func aLabelThatIsNoClassIsShownAsItIsOrNotAtAll() throws {
    let whole = try dump([1, 2, 3, 4, 5, 6], [3, 2], labels: [5e9, 0.5, 1])
    let rows = try Listing(whole, sorted: .index).rows(0..<3)
    #expect(rows.map(\.labels) == [[5_000_000_000], [], [1]])
    #expect(rows.map { $0.flags.contains(.noClass) } == [true, true, false])
    let none = try Listing(try dump([], [0, 3], labels: [])).text(top: 3)
    #expect(none.contains("mean          nan = 0 / 0\n"), "\(none)")
  }

  @Test func theSampleIsListedAsItIs() throws {
    let list = try Listing(try Samples.dump("logits.npy", labels: "labels.npy"))
    let text = try list.text(top: 3)
    #expect(
      text.hasPrefix(
        "logits.npy   120 rows of 10 classes   float32   labels labels.npy   sparse_softmax_cross_entropy"
      ))
    #expect(
      text.contains("right 113 of 120, 94.17 %") && text.hasSuffix("117 more; --top 120 shows all"),
      "\(text)")
  }

  @Test func aReplyIsAListOfTokens() throws {
    let list = try Listing(try Samples.dump("reply.json"))
    let first = try list.rows(0..<1)[0]
    #expect(
      first.name == " is" && first.index == 2 && first.labels == [0] && first.predictions == [1])
    // -ln p of what the server gave, up to what its rounding leaves of the row.
    #expect(try (#require(first.loss?.value) - 2.3026).magnitude < 1e-3)
    let text = try list.text(top: 5)
    #expect(!text.contains("(rest)") && !text.contains("taken for"), "\(text)")
  }

  @Test func aSumThatIsNotKnownShowsTheDigitsThatAre() {
    var sum = LossSum()
    sum.add(DoublePair(high: 1.25, low: 0, error: 1e-6), weight: 1)
    #expect(sum.reading(over: 1, in: .float32) == nil)
    #expect(sum.near(over: 1) == "1.25~" && sum.near(over: 3) == "0.41667~")
    sum.add(DoublePair(high: 0, low: 0, error: 9), weight: 1)
    #expect(sum.near(over: 1) == "?")
  }
}
