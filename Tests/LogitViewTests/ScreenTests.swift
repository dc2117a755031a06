import LogitBench
import LogitSession
import LogitStudies
import LogitText
import LogitView
import TestSupport
import Testing

/// A screen of `width` by `height` that `draw` has written on.
private func screen(
  _ width: Int, _ height: Int = 1, _ draw: (inout Screen) -> Void
) -> Screen {
  var screen = Screen(size: Size(width: width, height: height))
  draw(&screen)
  return screen
}

struct ScreenTests {
  @Test func writesTextAndReturnsTheColumnAfterIt() {
    var end = 0
    let result = screen(6, 2) { end = $0.write("loss", x: 1, y: 1, style: .loud) }
    #expect(result.text == "      \n loss ")
    #expect(result.styles == "......\n.LLLL.")
    #expect(end == 5)
  }

  @Test(arguments: [
    (-2, 0, "ss  "), (2, 0, "  lo"), (-4, 0, "    "), (4, 0, "    "), (0, -1, "    "),
    (0, 1, "    "), (-1_000_000, 0, "    "), (1_000_000, 0, "    "),
  ])
  func drawsNothingOutsideTheScreen(x: Int, y: Int, expected: String) {
    var end = 0
    let result = screen(4) { end = $0.write("loss", x: x, y: y, style: .plain) }
    #expect(result.text == expected)
    #expect(end == x + 4)
  }

  @Test func drawsNothingOutsideTheClip() {
    let clip = Rect(x: 2, y: 0, width: 3, height: 1)
    let result = screen(8, 2) {
      $0.write("abcdefgh", x: 0, y: 0, clip: clip)
      $0.write("abcdefgh", x: 0, y: 1, clip: clip)
    }
    #expect(result.text == "  cde   \n        ")
  }

  @Test func aClipLargerThanTheScreenIsCutToIt() {
    let result = screen(3) {
      $0.write("abcdef", x: -1, y: 0, clip: Rect(x: -5, y: -5, width: 50, height: 50))
    }
    #expect(result.text == "bcd")
  }

  @Test func anEmptyScreenTakesEveryCall() {
    for size in [Size(width: 0, height: 0), Size(width: -3, height: 2), Size(width: 5, height: 0)] {
      var screen = Screen(size: size)
      screen.write("日本", x: 0, y: 0)
      screen.fill(screen.bounds, "x")
      #expect(screen.bounds.isEmpty)
      #expect(screen.asciiOnly() == screen)
    }
  }

  @Test func aWideCharacterTakesTwoCells() {
    let result = screen(6) { $0.write("日x本", x: 0, y: 0, style: .accent) }
    #expect(result.text == "日x本 ")
    #expect(result.styles == "AAAAA.")
    #expect(result.row(0).map(\.isContinuation) == [false, true, false, false, true, false])
  }

  @Test(arguments: [(-1, " 本 "), (1, " 日 "), (2, "  日"), (3, "    ")])
  func anEdgeNeverSplitsAWideCharacter(x: Int, expected: String) {
    #expect(screen(4) { $0.write("日本", x: x, y: 0) }.text == expected)
  }

  @Test func overwritingHalfOfAWideCharacterBlanksTheOther() {
    #expect(
      screen(4) {
        $0.write("日本", x: 0, y: 0); $0.write("x", x: 1, y: 0)
      }.text == " x本")
    #expect(
      screen(4) {
        $0.write("日本", x: 0, y: 0); $0.write("x", x: 2, y: 0)
      }.text == "日x ")
    #expect(
      screen(4) {
        $0.write("日本", x: 0, y: 0); $0.write("語", x: 1, y: 0)
      }.text == " 語 ")
  }

  @Test func aMarkJoinsTheCellBeforeIt() {
    let result = screen(4) { $0.write("e\u{301}\u{302}x", x: 0, y: 0) }
    #expect(result.text == "e\u{301}x  ")
    #expect(screen(3) { $0.write("\u{301}a", x: 0, y: 0) }.text == "?a ")
    #expect(screen(3) { $0.write("e\u{301}a", x: -1, y: 0) }.text == "a  ")
  }

  @Test func whatCouldHarmATerminalIsShownInstead() {
    #expect(screen(8) { $0.write("\u{1B}[31m\n", x: 0, y: 0) }.text == "^[[31m^J")
    #expect(screen(6) { $0.write("\r\n\u{7F}", x: 0, y: 0) }.text == "^M^J^?")
    let hidden = "\u{9B}\u{202E}\u{200B}\u{200D}\u{FEFF}\u{2028}\u{E000}\u{AD}"
    #expect(screen(8) { $0.write(hidden, x: 0, y: 0) }.text == "????????")
  }

  @Test func fillsAnAreaWithOneCharacter() {
    let area = Rect(x: 1, y: -1, width: 9, height: 2)
    #expect(screen(4, 2) { $0.fill(area, "=", style: .rule) }.text == " ===\n    ")
    #expect(screen(4, 2) { $0.fill(area, "=", style: .rule) }.styles == ".---\n....")
  }

  @Test func anASCIITerminalGetsCellsOfTheSameWidth() {
    let result = screen(12) { $0.write("┌─┐│日e\u{301}−σ…x", x: 0, y: 0, style: .rule) }
    #expect(result.asciiOnly().text == "+-+|??e-?.x ")
    #expect(result.asciiOnly().styles == result.styles)
  }

  @Test func randomDrawingNeverLeavesHalfACharacter() {
    var random = SplitMix64(seed: 7)
    var screen = Screen(size: Size(width: 9, height: 3))
    for _ in 0..<2_000 {
      let area = Rect(
        x: .random(in: -4...11, using: &random), y: .random(in: -2...4, using: &random),
        width: .random(in: 0...12, using: &random), height: .random(in: 0...5, using: &random))
      let text = ["日本語", "ab日", "x", "e\u{301}日\u{301}"].randomElement(using: &random) ?? ""
      screen.write(text, x: area.y, y: area.x / 3, clip: Bool.random(using: &random) ? area : nil)
      screen.write(text, x: area.x, y: area.y, clip: Bool.random(using: &random) ? area : nil)
      if Int.random(in: 0..<9, using: &random) == 0 { screen.fill(area, "=") }
      for y in 0..<3 {
        let row = screen.row(y).map { $0.isContinuation ? 0 : displayWidth(of: "\($0.scalar)") }
        #expect(row.reduce(0, +) == 9)
        #expect(row.indices.allSatisfy { (row[$0] == 2) == (row.dropFirst($0 + 1).first == 0) })
      }
    }
  }
}
