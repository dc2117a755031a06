import LogitBench
import LogitSession
import LogitStudies
import LogitText
import LogitView
import TestSupport
import Testing

/// What a person pastes by mistake: the screen must stay as quick as ever; the limits leave room for a
/// build that is not optimized, none for the square of the length.
@Suite struct LongTexts {
  private static let size = Size(width: 100, height: 30)

  @Test func aLineThatIsTypedByATerminalWithoutBracketsIsNotCopiedAKey() {
    var desk = Desk.after(":")
    let key = Event.key(Key(.character("7")))
    #expect(seconds { for _ in 0..<100_000 { _ = desk.handle(key) } } < 5)
    #expect(desk.interface.prompt?.line.text.count == 100_000)
  }

  @Test func aHugePasteIsDrawnAsQuicklyAsAShortOne() {
    var desk = Desk()
    _ = desk.handle(.paste(String(repeating: "7 ", count: 200_000)))
    #expect(seconds { for _ in 0..<50 { _ = desk.render(Self.size) } } < 5)
    #expect(desk.render(Self.size).text.contains("7 7 7 7 "))
  }

  @Test func aLongLineShowsTheCursorWhereverItIs() {
    var desk = Desk.after(":" + String(repeating: "日本7 ", count: 100))
    for key in ["", "<c-a>", "<right><right>", "<left>"] {
      desk.type(key)
      let cursor = desk.render(Self.size).cursor
      #expect(cursor.map { 2..<100 ~= $0.x } == true)
    }
  }

  @Test func aLongValueShowsTheCursorWhereverItIs() throws {
    var desk = Desk.after(String(repeating: "1", count: 60) + "23")
    #expect(desk.render(Self.size).text.contains("123 ]"))
    let end = try #require(desk.render(Self.size).cursor)
    desk.type("<c-a>")
    let start = try #require(desk.render(Self.size).cursor)
    #expect(0..<end.x ~= start.x)
  }

  @Test func aBatchOfThousandsIsDrawnByWhatIsSeenOfIt() throws {
    var desk = Desk()
    let rows = (0..<5000).map { [Number(Double($0)), Number(0)] }
    _ = try desk.run(.edit(.logits(rows)))
    _ = try desk.run(.edit(.row(4999)))
    #expect(seconds { for _ in 0..<20 { _ = desk.render(Self.size) } } < 5)
    #expect(desk.render(Self.size).text.contains("[4999]"))
  }

  @Test func theAnswersKeepNoMoreThanAScreenIsWide() throws {
    var desk = Desk()
    _ = try desk.run(.edit(.logits([Array(repeating: Number(7), count: 10_000)])))
    // Where a line is cut, it says where the rest is.
    let lines = desk.interface.transcript.lines.map(\.text)
    #expect(lines.allSatisfy { $0.count <= 1000 || $0.hasSuffix(" .. a pipe prints all of it") })
    #expect(lines.allSatisfy { $0.count <= 1030 })
    _ = try desk.run(.edit(.logits([Array(repeating: Number(7), count: 10_000)])))
    #expect(desk.interface.message.text == "logits 1x10000: as it was")
  }

  @Test(arguments: ["7", "日"])
  func aLongSearchKeepsTheCursorOnTheScreen(letter: String) {
    var desk = Desk.after(":row 1<enter>:<c-r>" + String(repeating: letter, count: 300))
    for size in [Size(width: 60, height: 16), Size(width: 200, height: 60)] {
      let cursor = desk.render(size).cursor
      #expect(cursor.map { (0..<size.width).contains($0.x) } == true)
    }
  }
}
