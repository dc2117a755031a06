import Glibc
import LogitExact
import LogitText
import TestSupport
import Testing

@testable import LogitDumps

@Suite struct DoctorTests {
  /// What the doctor finds, by its rules.
  private func findings(
    _ dump: Dump, _ reported: String? = nil, turned: Int? = nil
  ) throws -> [Finding] {
    try Doctor(
      dump, arguments: "z.npy", reported: reported.flatMap(ReportedNumber.init), turned: turned
    ).findings
  }

  private func rules(_ dump: Dump) throws -> [String] {
    let doctor = try Doctor(dump, arguments: "z.npy")
    return doctor.findings.map(\.rule) + doctor.notes.map { "(\($0.rule))" }
  }

  /// The numbers that `make.py` has other programs report.
  private func reported(_ name: String) throws -> String {
    guard case .object(let fields) = try JSONReader.read(try Samples.bytes("reported.json")),
      case .text(let number)? = fields.first(where: { $0.name == name })?.value
    else { return "" }
    return number
  }

  struct Planted: Sendable {
    let fault: String
    var logits = "logits"
    var labels = "labels"
    var request = DumpRequest()
    var reported: String?
    let rule: String
    var words = ""
  }

  private static func request(_ change: (inout DumpRequest) -> Void) -> DumpRequest {
    var request = DumpRequest()
    change(&request)
    return request
  }

  private static let weights = [1, 2, 0.5, 1, 3, 1, 1, 0.25, 1, 2]

  static let planted: [Planted] = [
    Planted(
      fault: "softmax twice", logits: "probabilities", rule: "probabilities", words: "1.4612"),
    Planted(fault: "sigmoid twice", logits: "sigmoids", labels: "trait-labels", rule: "sigmoids"),
    Planted(
      fault: "softmax twice, only reported", reported: "softmax_twice", rule: "reported",
      words: "a softmax before the softmax"),
    Planted(
      fault: "from_logits", reported: "from_logits", rule: "reported", words: "from_logits=False"),
    Planted(
      fault: "labels from 1", labels: "labels_from_1", rule: "labels_from_1", words: "labels - 1"),
    Planted(
      fault: "labels shifted", labels: "labels_shifted", rule: "labels_shifted",
      words: "the row after"),
    Planted(fault: "ignore_index -1", labels: "ignore_minus_1", rule: "ignore_index", words: "=-1"),
    Planted(
      fault: "ignore_index -100", labels: "ignore_minus_100", rule: "ignore_index", words: "=-100"),
    Planted(
      fault: "ignore_index 0", request: request { $0.ignoreIndex = 0 }, rule: "ignored_class",
      words: "leaves out class 0"),
    Planted(fault: "all -inf", logits: "all_masked", rule: "all_masked", words: "row 17"),
    Planted(fault: "all ignored", labels: "all_ignored", rule: "all_ignored", words: "0/0"),
    Planted(
      fault: "smoothing with a -inf mask", logits: "smoothing_mask",
      request: request { $0.labelSmoothing = 0.1 }, rule: "smoothing_mask"),
    Planted(
      fault: "weighted mean", request: request { $0.classWeight = weights },
      reported: "weighted_mean", rule: "reported", words: "over the number of rows"),
    Planted(
      fault: "float16 overflow", logits: "float16_overflow", rule: "float16_overflow",
      words: "65504"),
    Planted(
      fault: "accumulation over unequal tokens", logits: "sequences", labels: "sequence-labels",
      request: request { $0.ignoreIndex = 0 }, reported: "unequal_parts", rule: "reported",
      words: "mean of the means of each sequence of 10"),
    Planted(
      fault: "inverted pos_weight", logits: "traits", labels: "trait-labels",
      request: request { $0.posWeight = [2, 1, 4] }, reported: "pos_weight", rule: "reported",
      words: "pos_weight inverted, 0.5,1,0.25"),
    Planted(
      fault: "temperature forgotten", request: request { $0.temperature = 2 }, reported: "loss",
      rule: "reported", words: "the temperature 2 forgotten"),
    Planted(
      fault: "temperature", reported: "temperature", rule: "reported", words: "is temperature 2"),
    Planted(
      fault: "padding counted", logits: "sequences", labels: "sequence-labels", rule: "padding",
      words: "ignore_index=0"),
    Planted(
      fault: "padding counted, only reported", logits: "sequences", labels: "sequence-labels",
      request: request { $0.ignoreIndex = 0 }, reported: "padding", rule: "reported",
      words: "padding is counted"),
    Planted(
      fault: "smoothing", reported: "smoothing", rule: "reported", words: "label_smoothing 0.1"),
    Planted(fault: "bits", reported: "bits", rule: "reported", words: "in bits"),
    Planted(fault: "perplexity", reported: "perplexity", rule: "reported", words: "a perplexity"),
    Planted(fault: "sum", reported: "sum", rule: "reported", words: "their sum"),
  ]

  @Test(arguments: planted.indices)
  func eachPlantedFaultIsTheOnlyFinding(_ index: Int) throws {
    let planted = Self.planted[index]
    let dump = try Samples.dump(
      "\(planted.logits).npy", labels: "\(planted.labels).npy", planted.request)
    let found = try findings(dump, try planted.reported.map(reported))
    #expect(found.map(\.rule) == [planted.rule], "\(planted.fault)")
    let text = found.first?.lines.joined(separator: "\n") ?? ""
    #expect(text.contains(planted.words), "\(planted.fault): \(text)")
  }

  @Test func theWrongAxisIsFoundAndTheRightOneRead() throws {
    let refused = words(ofRefused: { _ = try Samples.dump("axis.npy", labels: "labels.npy") })
    #expect(refused?.hasSuffix("--axis 0 makes as many rows") == true)
    let right = try Samples.dump("axis.npy", labels: "labels.npy", Self.request { $0.axis = 0 })
    #expect(try findings(right, turned: 0).map(\.rule) == ["axis"])
  }

  @Test(arguments: [
    ("logits", "labels", nil), ("traits", "trait-labels", nil), ("logits", "labels", "0.179256"),
    ("logits", "labels", "0.18"), ("smoothing_mask", "labels", nil),
  ])
  func nothingIsFoundInWhatIsSound(_ logits: String, _ labels: String, _ reported: String?) throws {
    #expect(
      try findings(try Samples.dump("\(logits).npy", labels: "\(labels).npy"), reported) == [])
  }

  @Test func paddingThatIsIgnoredIsSound() throws {
    let request = Self.request { $0.ignoreIndex = 0 }
    #expect(
      try findings(try Samples.dump("sequences.npy", labels: "sequence-labels.npy", request)) == [])
  }

  // MARK: - Rules one by one

  private func random(_ count: Int, _ range: ClosedRange<Double> = -4...4) -> [Double] {
    var random = SplitMix64(seed: 21)
    return (0..<count).map { _ in Double(Float(Double.random(in: range, using: &random))) }
  }

  @Test func numbersThatAreNoneAreFoundWithTheFirst() throws {
    var z = random(60)
    z[7] = .nan
    z[22] = .infinity
    z[31] = -.infinity
    let found = try findings(try dump(z, [20, 3], labels: [Double](repeating: 1, count: 20)))
    #expect(found.map(\.rule) == ["nan", "infinite", "label_masked"])
    #expect(found.map(\.place) == ["row 2, class 1", "row 7, class 1", "row 10"])
    #expect(found[0].command == "logitlab z.npy --row 2")
  }

  @Test func constantRowsAndCopiesAreFound() throws {
    let constant = try dump([Double](repeating: 0.3, count: 60), [20, 3])
    let rules = try rules(constant)
    #expect(rules.first == "constant")
    let half = random(30)
    #expect(try self.rules(try dump(half + half, [20, 3])) == ["duplicates"])
    let once = random(297)
    #expect(try self.rules(try dump(once + Array(once[0..<3]), [100, 3])) == ["(duplicates)"])
  }

  @Test func clipsAndWallsAreFound() throws {
    var p = random(90, 0.1...0.9)
    for row in stride(from: 0, to: 90, by: 9) { p[row] = Double(Float(1e-7)) }
    #expect(try rules(try dump(p, [30, 3])).contains("clip"))
    let z = (0..<30).flatMap { row -> [Double] in
      let top = Double(row % 7)
      return [top, top - 16, top - 16, top - 3.5]
    }
    #expect(try rules(try dump(z, [30, 4], type: .float64)).contains("clip"))
  }

  @Test func truncatedAndWholeLogProbabilitiesAreToldApart() throws {
    let z = random(200)
    func normalised(by mass: Double) -> [Double] {
      (0..<50).flatMap { row -> [Double] in
        let own = z[row * 4..<row * 4 + 4]
        let lse = Hypothesis.nll(own, 0)
        return own.map { Double(Float($0 - lse + log(mass - Double(row) / 1000))) }
      }
    }
    #expect(try rules(try dump(normalised(by: 0.95), [50, 4])) == ["truncated"])
    let whole = (0..<50).flatMap { row -> [Double] in
      let own = z[row * 4..<row * 4 + 4]
      let lse = Hypothesis.nll(own, 0)
      return own.map { Double(Float($0 - lse)) }
    }
    #expect(try rules(try dump(whole, [50, 4])) == ["(log_probabilities)"])
  }

  @Test func softCapsAndHalfFormatsAreNotes() throws {
    let capped = random(600, -90...90).map { z -> Double in
      let e = Hypothesis.sigmoid(z / 15)
      return Double(Float(30 * (2 * e - 1)))
    }
    #expect(try rules(try dump(capped, [60, 10])) == ["(soft_cap)"])
    let half = random(600).map { Format.bfloat16.rounded($0) }
    #expect(try rules(try dump(half, [60, 10])) == ["(half_precision)"])
    #expect(try rules(try dump(random(600), [60, 10])) == [])
  }

  @Test func labelsThatAreNoClassesAreFound() throws {
    let z = random(120)
    let labels = (0..<40).map { Double($0 % 3) }
    func with(_ label: Double) -> [Double] {
      var labels = labels
      labels[5] = label
      return labels
    }
    #expect(try findings(try dump(z, [40, 3], labels: with(7))).map(\.rule).first == "label_range")
    #expect(
      try findings(try dump(z, [40, 3], labels: with(0.5))).map(\.rule).first == "label_type")
    #expect(
      try findings(try dump(z, [40, 3], labels: with(-3))).map(\.rule).first == "ignore_index")
    var shares = (0..<120).map { $0 % 3 == $0 / 3 % 3 ? 1.0 : 0 }
    shares[4] = 1.5
    let request = Self.request { $0.head = .softmax }
    let found = try findings(try dump(z, [40, 3], labels: shares, [40, 3], request))
    #expect(found.map(\.rule).prefix(2) == ["label_values", "label_sums"])
  }

  @Test func labelsOneOffAreFoundWithoutOneBeyondTheClasses() throws {
    var random = SplitMix64(seed: 2)
    let labels = (0..<60).map { _ in Int.random(in: 1..<5, using: &random) }
    let z = labels.flatMap { label in
      (0..<5).map {
        Double(Float(($0 == label ? 3 : 0) + Double.random(in: 0...1, using: &random)))
      }
    }
    #expect(try rules(try dump(z, [60, 5], labels: labels.map { Double($0) })) == [])
    #expect(
      try rules(try dump(z, [60, 5], labels: labels.map { Double($0 - 1) })) == [
        "labels_off_by_one"
      ])
  }

  @Test func guessingIsFoundByItsLoss() throws {
    let z = random(3000, -0.01...0.01)
    let labels = (0..<300).map { Double($0 % 10) }
    #expect(try rules(try dump(z, [300, 10], labels: labels)) == ["uniform"])
  }

  /// Sure answers beside labels of other rows cost more than a guess; ln 10 = 2.3026.
  @Test func whatIsWorseThanGuessingIsFound() throws {
    let z = random(3000, -9...9)
    let labels = (0..<300).map { Double($0 * 7 % 10) }
    #expect(try rules(try dump(z, [300, 10], labels: labels)) == ["worse_than_uniform"])
  }

  @Test func imbalanceAndCertaintyAreNotes() throws {
    let labels = (0..<100).map { Double($0 < 95 ? 2 : $0 % 5) }
    var random = SplitMix64(seed: 4)
    let z = labels.flatMap { label in
      (0..<5).map {
        Double(Float((Double($0) == label ? 40 : 0) + Double.random(in: 0...1, using: &random)))
      }
    }
    let found = try rules(try dump(z, [100, 5], labels: labels))
    #expect(found == ["(imbalance)", "(certain)"])
  }

  @Test func aSquareOfRowsAndClassesMayBeTurned() throws {
    var random = SplitMix64(seed: 6)
    // Row r is right of class 3r mod 25.
    let labels = (0..<25).map { 3 * $0 % 25 }
    let z = (0..<25).flatMap { row in
      (0..<25).map {
        Double(Float(($0 == labels[row] ? 5 : 0) + Double.random(in: 0...1, using: &random)))
      }
    }
    #expect(try rules(try dump(z, [25, 25], labels: labels.map { Double($0) })) == [])
    let turned = (0..<625).map { z[$0 % 25 * 25 + $0 / 25] }
    #expect(try rules(try dump(turned, [25, 25], labels: labels.map { Double($0) })) == ["axis"])
  }

  @Test func aSumBeyondFloat16IsFound() throws {
    let z = (0..<40).flatMap { row -> [Double] in
      let high = Format.float16.rounded(2000 + Double(row) * 3.1)
      return [high, Format.float16.rounded(-500 - Double(row) * 7.3), 0.25]
    }
    let found = try findings(
      try dump(z, [40, 3], labels: [Double](repeating: 1, count: 40), type: .float16))
    #expect(found.map(\.rule) == ["labels_off_by_one", "float16_overflow"])
  }
}
