import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@testable import LogitView

/// The bench for the back of a room.
@Suite struct PresentTests {
  private static let low = Size(width: 60, height: 16)

  @Test func aNumberIsDrawnInLargeDigits() {
    #expect(
      BigDigits.lines("0.1", pixel: 1)
        == ["###    # ", "# #   ## ", "# #    # ", "# #    # ", "### # ###"])
    #expect(BigDigits.lines("-", pixel: 2)[2] == "######")
    for text in ["nan", "inf~", "2.0612e-09", "1.5e+30", "?", "x"] {
      let lines = BigDigits.lines(text, pixel: 1)
      #expect(lines.count == BigDigits.height)
      #expect(Set(lines.map(\.count)).count == 1, "\(text)")
    }
  }

  @Test func barsAreTwoLinesHighAndTheLossIsLarge() {
    let text = Desk.after("P").screen(Self.low).text
    #expect(text.lines[0].hasPrefix("─ the articles' batch ─ 1 of \(Sample.names.count) ─"))
    #expect(text.contains("> c2 <") || text.contains("  c2 <"))
    #expect(text.contains(" 0.99"))
    #expect(text.contains("### "))
  }

  @Test func enterAndBackspaceWalkThroughTheSamples() {
    var desk = Desk.after("P<backspace>")
    #expect(desk.interface.message.text == "that was the first sample")
    desk.type("<enter><enter>")
    #expect(desk.model.bench.title == Sample.all[2].title)
    desk.type("<backspace>")
    #expect(desk.model.bench.title == Sample.all[1].title)
    for _ in Sample.all { desk.type("<enter>") }
    #expect(desk.model.bench.title == Sample.all.last?.title)
    #expect(desk.interface.message.text == "that was the last sample")
    desk.type("<esc>")
    #expect(!desk.interface.isPresenting)
    desk.type(":present<enter>P")
    #expect(!desk.interface.isPresenting)
    // A bench of one's own is followed by the first of them.
    desk.type(":logits 5 6<enter>:title mine<enter>P<enter>")
    #expect(desk.model.bench.title == Sample.all[0].title)
  }

  @Test func bothHeadsStayOpenFromOneSampleToTheNext() {
    var desk = Desk.after("Ps<enter>")
    for size in [Self.low, Size(width: 100, height: 30)] {
      let text = desk.screen(size).text
      #expect(text.contains("softmax: they share 1") && text.contains("sigmoid: each on its own"))
    }
    // Another pane stands in the place of the bars.
    desk.type("c")
    #expect(desk.screen(Self.low).text.contains("dloss/dz"))
    desk.type("<esc>")
    #expect(desk.interface.opened == nil && desk.interface.isPresenting)
  }

  @Test func oneLessonIsGivenByKeysAlone() {
    var desk = Desk.after(":lesson sigmoid-or-softmax<enter>P<enter>")
    for size in [Self.low, Size(width: 80, height: 24), Size(width: 140, height: 40)] {
      let text = desk.screen(size).text
      #expect(text.contains("happens to") && text.contains("> sun"))
    }
    desk.type("2<enter>")
    #expect(desk.screen(Self.low).text.contains("You said 2, it falls under"))
    desk.type("]<up>R")
    #expect(desk.logits == ["4", "1", "0.1"])
  }

  @Test func everySampleIsReadAtTheLeastSize() {
    var desk = Desk.after("P<enter><backspace>")
    for sample in Sample.all {
      let screen = desk.screen(Self.low)
      #expect(screen.text.contains("loss "), "\(sample.name)")
      let words = sample.note.split(whereSeparator: \.isWhitespace).suffix(2)
      #expect(words.allSatisfy { screen.text.contains($0) }, "\(sample.name)")
      #expect(screen.text.contains(">"), "\(sample.name)")
      desk.type("<enter>")
    }
  }

  @Test func whatIsCoveredStaysSo() {
    let text = Desk.after(":logits 2 1 .1<enter>:label 0<enter>:cover loss p<enter>P").screen(
      Size(width: 100, height: 30)
    ).text
    #expect(!text.contains("0.66") && !text.contains("0.4170"))
    #expect(text.contains("????"))
  }

  @Test func aPipeHasNoScreenToPresentOn() throws {
    var model = Model()
    #expect(try model.update(#require(try Command.parse("present"))) == [.present(true)])
    #expect(try "\(#require(try Command.parse("present off")))" == "present off")
  }
}
