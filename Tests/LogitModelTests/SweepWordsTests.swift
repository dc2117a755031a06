import LogitExact
import LogitText
import Testing

@testable import LogitBench
@testable import LogitSession
@testable import LogitStudies

/// What a sweep says in words, and at which numbers it looks.
@Suite struct SweepWordsTests {
  @Test func aThousandClassesHaveAnExactValueInEveryColumn() throws {
    let logits = (0..<1000).map { "\($0 % 7)" }.joined(separator: " ")
    let model = try Model.after("logits \(logits)", "label 0")
    let sweep = try sweep("sweep logit 38 -100 100 naive", in: model, columns: 3)
    #expect(sweep.exact.allSatisfy { $0.isFinite })
    #expect(sweep.exact.indices.allSatisfy { sweep.isKnown($0) })
  }

  @Test(arguments: ["sweep logit -100 100", "sweep logit 80 100"])
  func whereThereIsNoNumberComesFirst(line: String) throws {
    let words = try sweep(line).failures(ofLine: 0)
    // e^88.722839052… is the largest float32.
    #expect(words.hasPrefix("exp(logits[2]) overflows above 88.7228: nan"), "\(words)")
  }

  @Test func anEdgeBehindWhichErrorsGrowHasTwoDigits() throws {
    let words = try sweep("sweep logit -100 100").failures(ofLine: 0)
    #expect(words.contains("is rounded next to 1 above about 1"), "\(words)")
    #expect(words.split(separator: " ").last?.count == 2, "\(words)")
  }

  @Test(arguments: [
    ("target -1 2", 201), ("target -1 2", 44), ("logit -100 100 symlog", 88),
  ])
  func theColumnsHitZero(words: String, columns: Int) throws {
    guard let request = try Model.question(SweepRequest.self, in: "sweep \(words)") else { return }
    let xs = request.columns(columns, in: .float64)
    #expect(xs.contains(0))
    #expect(zip(xs, xs.dropFirst()).allSatisfy { $0 < $1 })
    #expect(xs.first == request.bounds.low && xs.last == request.bounds.high)
  }

  @Test func theColumnsAreTheDecimalSteps() throws {
    guard let request = try Model.question(SweepRequest.self, in: "sweep target -1 2") else {
      return
    }
    let xs = request.columns(201, in: .float64)
    for (column, x) in xs.enumerated() {
      // 0.015 k - 1, by a correctly rounded division; 0.005 gives way to the 0 that it is next to.
      #expect(x == (column == 67 ? 0 : Double(15 * column - 1000) / 1000))
    }
  }

  @Test func whereThereIsNoExactValueNoFormulaIsPraised() throws {
    let nan = try Model.after("logits nan 1 2", "label 1")
    #expect(
      try sweep("sweep logit 1 0 1 naive", in: nan).failures(ofLine: 0)
        == "no value: logit c0 is nan")
    // A logit of minus infinity at the label costs infinitely much, whatever the others are.
    let infinite = try Model.after("logits -inf 1 2", "label 0")
    #expect(
      try sweep("sweep logit 1 0 1 naive", in: infinite).failures(ofLine: 0)
        == "no finite value: logit c0 is -inf")
    #expect(
      try sweep("sweep log(x) x -1 1").failures(ofLine: 0)
        == "right where there is a value")
  }

  @Test func anEndBeyondTheFormatIsNamed() throws {
    #expect(
      try reason("sweep logit -1e308 1e308")
        == "-1e308 is beyond float32, whose largest number is 3.4e+38: 'dtype float64' holds it")
    #expect(
      try reason("sweep logit 1 1.00000001")
        == "1 and 1.00000001 are one number in float32: take a wider range or a wider dtype")
  }

  private func reason(_ line: String) throws -> String? {
    do {
      _ = try sweep(line)
      return nil
    } catch let error as CommandError { return "\(error)" }
  }

  @Test func probabilitiesAreSweptFromZeroToOne() throws {
    let model = try Model.after("loss binary_crossentropy", "logits 0.2 0.7", "labels 1 0")
    let usual = SweepRequest.usual(.logit(.index(1)), under: model.bench.loss)
    #expect(usual.words == "logit 1 0 1")
    let sweep = try sweep("sweep p 0 1", in: model)
    #expect(sweep.title.hasPrefix("p c") && sweep.title.hasSuffix(" 0 ... 1"))
  }

  @Test func theFormatOfAnUnknownExactValueIsAQuestionMark() throws {
    var sweep = try sweep("sweep logit 0 1 naive", columns: 3)
    #expect(sweep.nearest(1) != "?")
    sweep.exact[1] = .nan
    sweep.lines[0].points[1] = Sweep.Point(unknown: 1)
    #expect(sweep.nearest(1) == "?")
    #expect(try sweep.json().contains("null"))
  }

  @Test(arguments: [
    ("sweep logit 1", "1 was taken as the class"), ("sweep loss 0 1", "'loss' is no input"),
    ("sweep logit 0 1 linear", "leave 'linear' out"),
    ("sweep log(1+exp(x)) 0 1", "0 stands where the name that is swept belongs"),
  ])
  func aFaultIsNamedWithItsRemedy(line: String, text: String) throws {
    let found = try #require(refusal(of: line))
    #expect(found.contains(text), "\(found)")
  }

  @Test func whatIsRightIsCalledRight() throws {
    let found = try sweep("sweep exp(x) x -10 10")
    #expect(found.failures(ofLine: 0) == "right throughout")
    let model = try Model.after("logits 0 0", "label 0")
    let softmax = try sweep("sweep logit 1 -5 5 log1p naive", in: model)
    #expect(softmax.failures(ofLine: 0).hasPrefix("right"))
    #expect(!softmax.failures(ofLine: 1).hasPrefix("right throughout"))
  }

  @Test func aClipIsToldByItsValue() throws {
    let model = try Model.after("loss sigmoid", "logits 1", "labels 1")
    let text = try sweep("sweep logit 0 -100 100 keras-3", in: model).failures(ofLine: 0)
    // Keras' -log(1e-7) = 16.118.
    #expect(text.contains("clips: it is 16.118 whatever the input is, below about -1"))
  }

  @Test(arguments: ["sweep logit 0 -100 100", "sweep logit 0 -20 20"])
  func theLimitsAreTheSameAtEveryWidth(line: String) throws {
    let model = try Model.after("loss sigmoid", "logits 1", "labels 0")
    let widths = try [30, 41, 63, 101, 117, 201].map { columns in
      let found = try sweep(line, in: model, columns: columns)
      return found.lines.indices.map { found.failures(ofLine: $0) }
    }
    #expect(Set(widths).count == 1, "\(widths)")
  }

  @Test func aZeroThatRoundingMadeIsMarked() throws {
    let model = try Model.after("logits 0 0", "label 0")
    let found = try sweep("sweep logit 1 -300 0 log1p", in: model, columns: 11)
    #expect(found.nearest(0) == "0~" && found.text(of: found.lines[0].points[0]) == "0~")
    #expect(found.nearest(10) == "0.6931472")
  }
}
