import TestSupport
import Testing

@testable import LogitView

@Suite struct ScreenDifferenceTests {
  private func screen(_ text: String) -> Screen {
    var screen = Screen(size: Size(width: 30, height: 2))
    screen.write(text, x: 0, y: 1)
    return screen
  }

  @Test(arguments: [
    ("same", "same", []),
    ("a", "b", [0..<1]),
    ("loss 0.0092 and more", "loss 0.0151 and more", [8..<11]),
    ("a         b", "c         d", [0..<1, 10..<11]),
    ("a    b", "c    d", [0..<6]),
    ("ab日c", "abxyc", [2..<4]),
    ("ab日c", "abx c", [2..<4]),
  ])
  func namesTheSpansThatDiffer(old: String, new: String, spans: [Range<Int>]) {
    let changes = screen(new).changes(from: screen(old))
    #expect(changes.map(\.columns) == spans)
    #expect(changes.allSatisfy { $0.y == 1 })
  }

  @Test func drawingTheChangesGivesTheNewScreen() {
    var random = SplitMix64(seed: 11)
    var shown = screen("")
    for _ in 0..<500 {
      var next = shown
      let text = ["日本", "abc", "x日y", " "].randomElement(using: &random) ?? ""
      next.write(text, x: .random(in: -2..<31, using: &random), y: 1)
      var drawn = shown
      for change in next.changes(from: shown) {
        // A terminal is handed whole characters from the span's first cell on.
        var x = change.columns.lowerBound
        #expect(!next.row(change.y)[next.row(change.y).startIndex + x].isContinuation)
        while x < change.columns.upperBound {
          let cell = next.row(change.y)[next.row(change.y).startIndex + x]
          x = drawn.write(String(cell.scalar), x: x, y: change.y, style: cell.style)
        }
      }
      #expect(drawn.text == next.text)
      shown = next
    }
  }
}
