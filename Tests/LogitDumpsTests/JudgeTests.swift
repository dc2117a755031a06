import LogitText
import Testing

@testable import LogitDumps

/// Trade-offs and calibration of the sample dumps, beside what scikit-learn and torch say of them
/// (`Written/judge.py`), and at their edges.
@Suite struct JudgeTests {
  private func reference(_ path: String...) throws -> JSONValue? {
    var value: JSONValue? = try JSONReader.read(try Written.bytes("judged.json"))
    for name in path { value = value?[name] }
    return value
  }

  private func numbers(_ value: JSONValue?) -> [Double] {
    switch value {
    case .number(let text): [Double(text) ?? 77]
    case .list(let all): all.flatMap { numbers($0) }
    default: []
    }
  }

  private func traits() throws -> Dump {
    try Samples.dump("traits.npy", labels: "trait-labels.npy")
  }

  private func near(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-12) -> Bool {
    a.count == b.count && !a.isEmpty
      && zip(a, b).allSatisfy { ($0 - $1).magnitude <= tolerance * max(1, $1.magnitude) }
  }

  @Test(arguments: [("together", nil), ("class1", 1), ("against", 3)] as [(String, Int?)])
  func tradeOffsAreThoseOfScikitLearn(_ name: String, _ index: Int?) throws {
    let dump =
      name == "against" ? try Samples.dump("logits.npy", labels: "labels.npy") : try traits()
    let traded = try Tradeoffs(dump, ofClass: index)
    #expect(near([traded.averagePrecision], numbers(try reference(name, "ap"))))
    #expect(near([traded.rocArea], numbers(try reference(name, "auc"))))
    #expect(
      near([traded.best.f1, traded.best.threshold], numbers(try reference(name, "best")), 1e-7))
    func flat(_ point: Tradeoffs.Point) -> [Double] { [point.precision, point.recall, point.f1] }
    let points = [0.1, 0.25, 0.5, 0.75, 0.9].flatMap { [$0] + flat(traded.point(from: $0)) }
    #expect(near(points, numbers(try reference(name, "points"))))
    let weights = [0.1, 3].flatMap { [$0] + flat(traded.point(ofWeight: $0)) }
    #expect(near(weights, numbers(try reference(name, "weights"))))
  }

  @Test(arguments: [("softmax", 15), ("sigmoids", 10)])
  func calibrationIsThatOfTheReference(_ name: String, _ bins: Int) throws {
    let dump =
      name == "softmax" ? try Samples.dump("logits.npy", labels: "labels.npy") : try traits()
    let found = try Calibration(dump, bins: bins)
    let values = [
      ("ece_width", found.equalWidth.error), ("gap_width", found.equalWidth.greatest),
      ("ece_mass", found.equalMass.error), ("gap_mass", found.equalMass.greatest),
      ("before", found.fit.before), ("after", found.fit.after),
      ("ece_after", found.fittedError ?? .nan),
    ]
    for (key, value) in values {
      #expect(near([value], numbers(try reference(name, key)), 1e-8), "\(key) \(value)")
    }
    let wanted = numbers(try reference(name, "temperature"))
    #expect(near([found.fit.temperature ?? .nan], wanted, 1e-8) && found.fit.isSure)
    #expect(found.fit.text == wanted[0].significant(5))
  }

  @Test func binsAreThoseOfScikitLearn() throws {
    let bins = try Calibration(try traits(), bins: 10).equalWidth.bins
    #expect(near(bins.map(\.rightShare), numbers(try reference("curve", "true"))))
    #expect(near(bins.map(\.meanProbability), numbers(try reference("curve", "mean"))))
  }

  @Test func whatIsSureFallsIntoTheLastBinAndABoundEndsItsBin() throws {
    // p of 1, 0, ½ and ½: those on the bound belong to the first of two bins.
    let found = try Calibration(
      try dump([800, -800, 0, 0], [4], labels: [1, 0, 1, 0]), bins: 2)
    #expect(found.equalWidth.bins.map(\.count) == [3, 1])
    #expect(found.equalWidth.bins.map(\.sum) == [1, 1])
    #expect(found.equalMass.bins.map(\.count) == [2, 2])
    // More bins than answers, of which the empty ones are none.
    let many = try Calibration(try dump([1, -1], [2], labels: [1, 0]), bins: 15)
    #expect(many.equalWidth.bins.count == 2 && many.equalMass.bins.count == 2)
  }

  @Test func aTemperatureThatIsNoneIsSaid() throws {
    let right = try Calibration(try dump([2, 0, 0, 2], [2, 2], labels: [0, 1]))
    #expect(right.fit.temperature == nil && right.fit.words.contains("the sharper the better"))
    let wrong = try Calibration(try dump([0, 2, 2, 0], [2, 2], labels: [0, 1]))
    #expect(wrong.fit.temperature == nil && wrong.fit.words.contains("the flatter the better"))
    // Of three alike rows one is wrong: e^(2/T) = 2.
    let known = try Calibration(
      try dump([2, 0, 2, 0, 2, 0], [3, 2], labels: [0, 0, 1], type: .float64))
    #expect(known.fit.text == (2 / 0.693147180559945309).significant(5))
    #expect(known.text.contains("temperature by the loss: T 2.8854, mean loss"))
  }

  @Test func whatIsNoNumberIsLeftOutAndTold() throws {
    let traded = try Tradeoffs(try dump([.nan, 1, -1], [3], labels: [1, 1, 0]))
    #expect(traded.count == 2 && traded.leftOut == 1)
    #expect(traded.text.contains("yes or no: 2 answers, 1 true, 1 that are no number left out"))
    let rows = try dump([.nan, 1, 0, 3, 1, 0], [3, 2], labels: [0, 1, 0])
    #expect(try Calibration(rows).leftOut == 1 && Tradeoffs(rows).leftOut == 1)
    var request = DumpRequest()
    request.ignoreIndex = 1
    #expect(
      try Calibration(try dump([3, 0, 3, 0], [2, 2], labels: [0, 1], nil, request)).count == 1)
  }

  @Test func sharesOfNothingAreNone() throws {
    let traded = try Tradeoffs(try dump([1, 2], [2], labels: [0, 0]))
    #expect(traded.positives == 0 && traded.averagePrecision.isNaN && traded.rocArea.isNaN)
    #expect(traded.text.contains("average precision -   area under ROC -"))
    #expect(traded.point(from: 0.99).precision.isNaN)
    let json = try JSONReader.read(Array(traded.json.document.utf8))
    guard case .null? = json["average_precision"], case .number("2")? = json["answers"] else {
      Issue.record("\(json)")
      return
    }
    // Equal logits are no order: half of the pairs.
    let ties = try Tradeoffs(try dump([1, 1, 1, 1], [4], labels: [1, 0, 1, 0]))
    #expect(ties.rocArea == 0.5 && ties.averagePrecision == 0.5)
  }

  @Test func aWeightThatTheLogitsWereTrainedWithIsTakenOff() throws {
    var request = DumpRequest()
    request.posWeight = [3]
    let traded = try Tradeoffs(
      try dump([2, 1, 0.5, -1, -2], [5], labels: [1, 0, 1, 0, 0], nil, request))
    #expect(traded.point(ofWeight: 3) == traded.point(fromLogit: 0))
    #expect(near([traded.point(ofWeight: 1).threshold], [0.75]))
    #expect(traded.text.contains("\n 3        0.5000   ") && traded.text.contains("   its own\n"))
    #expect(near([traded.balance], [1.5]) && traded.text.contains("   negatives / positives\n"))
  }

  @Test func whatCannotBeJudgedIsRefused() throws {
    let digits = try Samples.dump("logits.npy", labels: "labels.npy")
    let refused = words(ofRefused: { _ = try Tradeoffs(digits) })
    #expect(refused?.contains("a softmax over 10 classes has no threshold; --class K") == true)
    let none = words(ofRefused: { _ = try Tradeoffs(digits, ofClass: 10) })
    #expect(none?.contains("has no class 10; they are 0 to 9") == true)
    let bare = try Samples.dump("logits.npy")
    #expect(words(ofRefused: { _ = try Tradeoffs(bare) })?.contains("without labels") == true)
    #expect(words(ofRefused: { _ = try Calibration(bare) })?.contains("without labels") == true)
    let all = try Samples.dump("logits.npy", labels: "all_ignored.npy")
    #expect(words(ofRefused: { _ = try Calibration(all) })?.contains("no row counts") == true)
  }
}
