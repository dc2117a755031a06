import FoundationEssentials
import LogitBench
import LogitExact
import LogitSession
import TestSupport
import Testing

@testable import LogitStudies

/// What would make a number: planted causes, their digits from torch 2.15 on the opening batch.
@Suite struct GotTests {
  /// - Parameter isWhole: Whether the search goes on behind the first answer.
  private func got(
    _ line: String, after lines: [String] = [], isWhole: Bool = false, most: Int = .max
  ) throws -> Got {
    var model = Model()
    for line in lines { try model.run(line) }
    let request = try #require(try Model.question(GotRequest.self, in: line))
    var work = try request.answer(on: model)
    while !work.isDone, work.got.tried < most,
      isWhole || work.got.tried < 80 || !work.got.isFound
    { work.advance() }
    return work.got
  }

  /// Ranges took a hundred times as long as the numbers that are looked for; now it is four.
  @Test func whatInexactLogitsLeaveOpenTakesTheSearchNoTime() throws {
    let lines = ["loss categorical_crossentropy", "logits 17.3", "labels -3.2"]
    func time(_ more: [String]) throws -> Double {
      try seconds { _ = try got("got 3", after: lines + more, isWhole: true) }
    }
    let exact = try time([])
    #expect(try time(["from bfloat16"]) < 20 * exact + 0.05)
  }

  struct Planted: CustomTestStringConvertible {
    let lines: [String]
    let number: String
    let cause: String

    var testDescription: String { "\(number): \(cause)" }
  }

  @Test(arguments: [
    // cross_entropy(z, y, weight=[2, 4, 6])
    Planted(lines: ["class_weight 2 4 6"], number: "0.0644", cause: "reduction weighted_mean"),
    // The same without weights: here they are set, there not.
    Planted(lines: ["class_weight 2 4 6"], number: "0.05559", cause: "class_weight off"),
    // cross_entropy(z / .6, y)
    Planted(lines: [], number: "0.01236", cause: "temperature 0.6"),
    // cross_entropy(z, y) / ln 2
    Planted(lines: [], number: "0.08020", cause: "divide by ln 2"),
    // cross_entropy(softmax(z), y)
    Planted(lines: [], number: "0.5867", cause: "logits := softmax"),
    // The mean of the means of rows 0 and 1 and of row 2.
    Planted(lines: [], number: "0.04788", cause: "mean of the means of 2 rows"),
    // cross_entropy(z, y, label_smoothing=.1, reduction="sum")
    Planted(lines: [], number: "1.067", cause: "label_smoothing 0.1; reduction sum"),
    // exp(cross_entropy(z, y))
    Planted(lines: [], number: "1.057", cause: "take e to it"),
    // cross_entropy(z.T, one_hot(y).T)
    Planted(lines: [], number: "0.7616", cause: "softmax over the batch"),
    // cross_entropy(z, y) / 3, the mean of KLDivLoss
    Planted(lines: [], number: "0.01853", cause: "divide by 3"),
    // cross_entropy(z, y.roll(-1))
    Planted(
      lines: [], number: "3.0556", cause: "label 2 0 2"),
    // cross_entropy(z[:-1], y[1:])
    Planted(
      lines: [], number: "2.5710", cause: "shift by one: logits[:-1], labels[1:]"),
    // nll_loss(log_softmax(z, 0), y), of four rows and three classes
    Planted(
      lines: ["logits 1.2 -.7 3.1; .4 2.2 -1.5; -.3 .8 .1; 2.5 -1.1 .6", "label 2 1 2 0"],
      number: "0.98313", cause: "softmax over the batch"),
    // binary_cross_entropy_with_logits(z, one_hot(y)), one row
    Planted(
      lines: ["logits 1.5 -.4 2.1", "label 0"], number: "0.9766",
      cause: "loss sigmoid_cross_entropy"),
    // KLDivLoss(reduction="batchmean")
    Planted(
      lines: ["logits 1 2 3", "labels .2 .3 .5"], number: "0.07795",
      cause: "subtract the labels' entropy"),
    // cross_entropy((z / 3).bfloat16().float(), y)
    Planted(
      lines: ["logits .3333333 .6666667 2.3333333; 1.3333333 2.3333333 3; 2.6666667 1 1.3333333"],
      number: "0.39505", cause: "logits := bfloat16"),
  ])
  func theCauseIsTheSimplestHit(planted: Planted) throws {
    let got = try got("got \(planted.number)", after: planted.lines)
    let first = try #require(got.hits.first)
    let tied = got.hits.filter { $0.isExact && $0.cost == first.cost }.map(\.words)
    #expect(tied.contains(planted.cause), "\(got.lines.joined(separator: "\n"))")
  }

  @Test func whatAHitSaysIsWhatItsCommandsGive() throws {
    let got = try got("got 1.067", isWhole: true)
    for hit in got.hits where !hit.edits.isEmpty && hit.changes.allSatisfy({ $0.step == nil }) {
      var model = Model()
      for edit in hit.edits { _ = try model.run("\(edit)") }
      let reduced = try #require(model.evaluation.reduced(model.bench.reduction))
      #expect(reduced.value == hit.value, "\(hit.words)")
    }
    #expect(try self.got("got 0.0556").hits.first?.words == "the mean")
    #expect(try self.got("got 0.0556").tried == 0)
  }

  @Test func aHalfFormatHasNoLastBitsToSpare() throws {
    let got = try got(
      "got 1.30000", after: ["dtype bfloat16", "logits 1.5 -0.4 2.1", "label 0"], isWhole: true)
    #expect(got.hits.isEmpty, "\(got.hits.map(\.words))")
  }

  @Test func whyIsSaidOfTheBenchAsItThenIs() throws {
    // torch's cross_entropy(z, y, ignore_index=0)
    let got = try got(
      "got 0.54555",
      after: ["logits 1.2 -.7 3.1; .4 2.2 -1.5; -.3 .8 .1; 2.5 -1.1 .6", "label 2 1 2 0"],
      isWhole: true)
    let first = try #require(got.hits.first)
    #expect(first.words == "ignore_index 0; reduction mean_kept")
    #expect(
      first.why.hasSuffix("divides by the 3 rows that count: PyTorch's mean with ignore_index"))
    #expect(got.hits.count { $0.words.hasPrefix("ignore_index 0") } == 1)
  }

  @Test func aDerivativeAndAProbabilityAreAskedForAlike() throws {
    // jacobian(cross_entropy(z, y))[0, 2]
    #expect(try got("got gradient 2 -.0030442").hits.first?.words == "divide by 3")
    #expect(try got("got gradient 2 .0091325").hits.first?.words == "take the other sign")
    #expect(try got("got p 2 .99909").hits.first?.words == "the sigmoid of c2")
    #expect(try got("got p 2 .88349").hits.first?.words == "temperature 2")
  }

  @Test func allDigitsTellWhoseArithmeticItIs() throws {
    let prints = try got("got row 0.009174452").fingerprint
    #expect(
      prints == [
        "", "who prints 0.009174452, by the arithmetic that is known here",
        "  row 0, float32: TensorFlow, Keras, PyTorch, SciPy",
        "    0.009174347: optax, logsumexp", "    0.009174485: the nearest number, log1p",
        "    0.0091744615: naive, shifted, log-of-softmax, plus-epsilon",
      ])
    // The batch has that number as the loss of one of its rows.
    #expect(try got("got 0.009174452").fingerprint == prints)
    #expect(try got("got 0.0092").prints.isEmpty)
  }

  @Test func whatMakesANaNIsAFormula() throws {
    let got = try got("got row nan", after: ["logits 1000 0", "label 0"])
    #expect(got.prints.contains { $0.isIt && $0.owner == "naive" })
    #expect(got.lines.contains("who gives it:"))
    #expect(try self.got("got inf").missing.hasPrefix("none gives inf of these numbers: "))
    #expect(try self.got("got inf").near.isEmpty)
  }

  @Test func whatNothingGivesIsSaid() throws {
    let got = try got("got 12.345", isWhole: true)
    #expect(got.hits.isEmpty && got.tried == got.count)
    #expect(got.lines.contains { $0.hasPrefix("nothing that was tried gives 12.345") })
    #expect(got.lines[1].hasPrefix("tried \(got.tried) settings: frameworks' rules, the loss"))
  }

  @Test(arguments: [
    ["logits nan 1", "label 1"], ["logits 3", "label 0"],
    ["loss sigmoid_cross_entropy", "logits 3"],
    ["logits inf 1", "label 1"], ["reduction none"], ["loss binary_crossentropy", "logits .3 .4"],
  ])
  func anyBenchIsSearched(lines: [String]) throws {
    for line in ["got 0.5", "got gradient 0 -0", "got p 0 1"] {
      let got = try got(line, after: lines)
      #expect(got.tried > 0 || got.isFound)
    }
    #expect(try got("got row 1e300", after: lines, most: 80).hits.isEmpty)
  }

  @Test(arguments: [
    ("got", "4: a number is missing: \(GotRequest.spec.usage)"),
    ("got abc", "5: 'abc' is not a number, such as 7, -.5, 1e30, inf or nan"),
    ("got p 9 .5", "class 9 is outside the classes 0 to 2"),
    ("got 1 2", "7: '2' is one word too many: \(GotRequest.spec.usage)"),
  ])
  func aNumberThatIsNoneIsRefused(line: String, message: String) throws {
    #expect(refusal(of: line) == message)
  }

  @Test func programsHaveTheCommands() throws {
    var model = try Model.after("class_weight 2 4 6")
    let json = try #require(try model.printed(by: "got 0.0644 --json"))
    struct Document: Decodable {
      struct Hit: Decodable {
        let commands: [String]
        let value: Double
      }
      let hits: [Hit]
    }
    let document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
    let hit = try #require(document.hits.first { $0.commands == ["reduction weighted_mean"] })
    #expect(abs(hit.value - 0.06440058) < 1e-8)
  }

  /// A bench as people have one.
  private static func bench(using random: inout SplitMix64) -> Bench {
    var bench = Bench.articles
    let (rows, classes) = (
      Int.random(in: 2...6, using: &random), Int.random(in: 2...5, using: &random)
    )
    bench.logits = (0..<rows).map { _ in
      (0..<classes).map { _ in Number(Double(Int.random(in: -500...1000, using: &random)) / 100) }
    }
    bench.labels = .indices((0..<rows).map { _ in Int.random(in: 0..<classes, using: &random) })
    if Bool.random(using: &random) {
      bench[.classWeight] = (0..<classes).map { _ in
        Number(Double(Int.random(in: 1...9, using: &random)))
      }
    }
    if Int.random(in: 0..<3, using: &random) == 0 {
      _ = try? bench.apply(.loss(.sigmoidCrossEntropy))
    }
    return bench
  }

  /// `LOGITLAB_GOT=200` takes 200 benches, and the figures are printed.
  @Test func aPlantedChangeIsFoundAmongTheFirst() throws {
    let wanted = ProcessInfo.processInfo.environment["LOGITLAB_GOT"].flatMap { Int($0) } ?? 6
    var random = SplitMix64(seed: 17)
    var (count, first, third) = (0, 0, 0)
    while count < wanted {
      let bench = Self.bench(using: &random)
      let model = Model(bench)
      let changes = Changes(
        bench: bench, evaluation: model.evaluation, isOfGradient: false
      ).all
      guard bench.reduction != .none, bench.rows > 1,
        let change = changes.randomElement(using: &random), change.step == nil, change.split == nil,
        let changed = try? change.changed(bench)
      else { continue }
      let evaluation = Evaluation(changed)
      guard let reduced = evaluation.reduced(changed.reduction)?.value, reduced.isFinite,
        reduced != model.evaluation.reduced(bench.reduction)?.value, reduced.magnitude > 1e-30
      else { continue }
      count += 1
      let request = try #require(
        try Model.question(GotRequest.self, in: "got \(reduced.significant(6))"))
      var work = try request.answer(on: model)
      while work.got.tried < changes.count, !work.isDone { work.advance() }
      let place = work.got.hits.firstIndex { $0.words == change.words } ?? 99
      // What is as simple and gives the same number is no worse an answer.
      let before = work.got.hits.prefix(place).filter { $0.value != reduced }.count
      if place < 99, before == 0 { first += 1 }
      if place < 99, before < 3 { third += 1 }
    }
    print("of \(count) planted changes \(first) come first and \(third) among the first three")
    #expect(Double(first) >= 0.95 * Double(count))
    #expect(Double(third) >= 0.99 * Double(count))
  }
}
