import LogitExact
import LogitText
import TestSupport
import Testing

@testable import LogitDumps

/// What a sampler leaves of a row, and how rows are read for a screen.
@Suite struct DialsTests {
  private func detail(_ text: String, most: Int = 6) throws -> RowDetail {
    let whole = try dump([2.5, 1, 0.25, -1, 0.5, -3], [1, 6], labels: [1], type: .float64)
    var reader = ListRowReader(whole)
    return try RowDetail(whole, row: try reader.row(0), try turned(text), most: most)
  }

  private func turned(_ text: String) throws(DumpError) -> Dials {
    var dials = Dials()
    _ = try dials.turn(text)
    return dials
  }

  /// By mpmath with 40 digits, in the order of transformers: temperature, top_k, top_p, min_p.
  @Test(arguments: [
    ("T .7", nil, "T 0.7   -ln p 2.3434"),
    ("top_k 3", "0.9068", "top_k 3   keeps 3 of 6   S 0.9068   -ln S 0.0979"),
    ("top_p=.9", "0.9068", "keeps 3 of 6   S 0.9068   -ln S 0.0979   -ln p 1.8064"),
    ("min_p .1", "0.9771", "keeps 4 of 6   S 0.9771   -ln S 0.0232   -ln p 1.8811"),
    ("T .7 top_k 4 top_p .95 min_p .02", "0.9613", "keeps 3 of 6   S 0.9613   -ln S 0.0395"),
    ("top_p .5", "0.6675", "keeps 1 of 6   S 0.6675   -ln S 0.4042   the label is cut: -ln p inf"),
  ])
  func theMassIsWhatIsKept(_ dials: String, _ mass: String?, _ words: String) throws {
    let detail = try detail(dials)
    #expect(detail.mass == mass && detail.words.contains(words), "\(detail.words)")
  }

  @Test func theLabelIsAmongTheFewThatAreShown() throws {
    let few = try detail("", most: 2)
    #expect(few.lines.map(\.name) == ["0", "1"] && few.rest?.count == 4)
    #expect(few.lines.map(\.probability) == ["0.6675", "0.1489"])
    #expect(few.lines.map(\.isLabel) == [false, true])
    let cut = try detail("top_k 1")
    #expect(cut.lines.map(\.isKept) == [true, false, false, false, false, false])
  }

  @Test(arguments: [
    ("T 0", "T: is above 0 and finite"), ("T -1", "T: is above 0 and finite"),
    ("T inf", "T: is above 0 and finite"), ("T nan", "T: is above 0 and finite"),
    ("top_k 2.5", "top_k: is a count, 0 for all classes"), ("top_k -1", "top_k: is a count"),
    ("top_p 0", "top_p: is a share above 0"), ("top_p 1.5", "top_p: is a share above 0"),
    ("min_p 2", "min_p: is a share, 0 for"), ("min_p", "min_p: a number is missing"),
    ("top_q 1", "top_q: is no dial; they are T, top_k, top_p, min_p"),
  ])
  func whatIsNoDialIsRefused(_ text: String, _ wanted: String) {
    let refusal = words { _ = try turned(text) }
    #expect(refusal?.contains(wanted) == true, "\(refusal ?? "taken")")
  }

  private func words(_ work: () throws -> Void) -> String? {
    LogitDumpsTests.words(ofRefused: work)
  }

  @Test func dialsSlideInDecimalsAndStayWithinTheirRange() throws {
    var dials = try turned("T .3 top_p .99")
    for _ in 0..<9 { dials.slide(.temperature, by: -1) }
    dials.slide(.topP, by: 1)
    dials.slide(.topP, by: 1)
    dials.slide(.topK, by: 1)
    dials.slide(.minP, by: -1)
    #expect(dials.text == "T 0.1  top_k 1")
    #expect(try turned(dials.text) == dials && turned("").isOff)
    // What is named is turned, what is not stays; nothing turns all off.
    #expect(try dials.turn("min_p .2") == .minP && dials.text == "T 0.1  top_k 1  min_p 0.2")
    #expect(throws: DumpError.self) { _ = try dials.turn("T .5 top_k x") }
    #expect(try dials.temperature == 0.1 && dials.turn(" ") == nil && dials.isOff)
  }

  /// The engine, which the bench and the vectors hold to exact arithmetic, says the same.
  @Test(arguments: [ElementType.float32, .float64, .bfloat16, .float16])
  func aScreenShowsTheTextsOfTheBench(_ type: ElementType) throws {
    let format = type.format ?? .float64
    var random = SplitMix64(seed: 19)
    var logits: [Double] = []
    for row in 0..<300 {
      let size: Double = [1, 9, 40, 300][row % 4]
      logits += (0..<5).map { _ in format.rounded(Double.random(in: -1...1, using: &random) * size)
      }
    }
    // Ties, masks, what is no number, and a row of one class that is not masked.
    logits += [1, 1, -.infinity, -.infinity, -.infinity, 0, -.infinity, 0, 0, 0, .nan, 0, 0, 0, 0]
    logits += [3, -.infinity, -.infinity, -.infinity, -.infinity, .infinity, 0, 0, 0, 0]
    logits += [700, 0, 0, 0, 0, 0, 700, 0, 0, 0, 1, 2, 3, 4, 5]
    let count = logits.count / 5
    var labels = (0..<count).map { Double($0 * 3 % 5) }
    for row in 300..<count { labels[row] = 0 }
    labels[count - 1] = 9
    let whole = try dump(logits, [count, 5], labels: labels, type: type)
    var (screen, engine) = (ListRowReader(whole, isForScreen: true), RowEngine(whole))
    let facts = try RowFacts(whole)
    for index in 0..<count {
      let row = try screen.row(index)
      #expect(row.flags == facts.flags[index], "row \(index)")
      guard index < count - 1 else {
        #expect(row.loss == nil && row.flags.words == ["no class"])
        continue
      }
      let (values, label) = (logits[index * 5..<index * 5 + 5], Int(labels[index]))
      let wanted = engine.readings(values, label: label, targets: [], ofClass: label)
      #expect(row.loss?.text == wanted.loss.text, "row \(index)")
      #expect(row.probability?.text == wanted.probability.text, "row \(index)")
      var alone = LossSum()
      alone.add(engine.pair(values, label: label, targets: []), weight: 1)
      #expect(row.bits?.text == alone.bits(over: 1, in: format)?.text, "row \(index)")
    }
  }

  @Test func workThatIsStoppedEnds() throws {
    let whole = try dump(
      [Double](repeating: 1, count: 40), [20, 2], labels: [Double](repeating: 0, count: 20))
    let progress = Progress()
    progress.stop()
    #expect(throws: DumpError.stopped) { _ = try RowFacts(whole, progress) }
    let work = Background { progress throws(DumpError) in try RowFacts(whole, progress).count }
    work.wait(milliseconds: 10_000)
    #expect(try work.result?.get() == 20 && work.progress.part == 1)
  }
}
