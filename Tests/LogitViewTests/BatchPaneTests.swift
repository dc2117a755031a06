import LogitBench
import Testing

@testable import LogitView

/// The list of rows, by its keys.
@Suite struct BatchPaneTests {
  private static let batch =
    ":logits 1 2 nan; 3 4 5; 10 0 0; 0 0 0; -5 2 8<enter>:label 0 2 2 0 1<enter>"

  @Test func enterPutsTheRowOnTheBenchAndUndoBringsItBack() {
    var desk = Desk.after(Self.batch + "b<down>")
    _ = desk.screen(Size(width: 80, height: 24))
    desk.type("<down><enter>")
    #expect(desk.model.bench.row == 4)
    desk.type("u")
    #expect(desk.model.bench.row == 0)
  }

  @Test func theListIsOrderedFilteredAndLeft() {
    let size = Size(width: 80, height: 24)
    var desk = Desk.after(Self.batch + "b")
    #expect(
      desk.screen(size).text.contains("5 rows, 2 right, 1 nan, 2 worse than ln 3 ─ worst first"))
    desk.type("of")
    #expect(
      desk.screen(size).text.contains("3 of 5 rows, 2 right, 1 nan, 2 worse than ln 3 ─ best first")
    )
    desk.type("<esc>")
    #expect(desk.interface.pane.name == "curves")
  }

  @Test func theNextNaNIsFound() {
    let size = Size(width: 80, height: 24)
    var desk = Desk.after(Self.batch + "bo")
    _ = desk.screen(size)
    desk.type("g")
    _ = desk.screen(size)
    desk.type("n")
    _ = desk.screen(size)
    desk.type("<enter>")
    #expect(desk.model.bench.row == 0)
    var sound = Desk.after("b")
    _ = sound.screen(size)
    sound.type("n")
    #expect(sound.interface.message.text == "no row of the list has a loss of nan")
  }

  /// A logit that slides moves no column: the heads stay where they are.
  @Test(
    arguments: [
      Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 100, height: 30),
      Size(width: 200, height: 60),
    ], ["", ":from bfloat16<enter>"])
  func noColumnOfTheTableMovesOverTwoHundredNudges(size: Size, first: String) {
    var desk = Desk()
    desk.type(first)
    var heads: Set<Substring> = []
    for key in [Character("["), "]"] {
      for _ in 0..<100 {
        desk.type("\(key)")
        let lines = desk.screen(size).text.split(separator: "\n")
        if let head = lines.first(where: { $0.contains("class") && $0.contains("logit z") }) {
          heads.insert(head)
        }
      }
    }
    #expect(heads.count == 1, "\(heads)")
  }
}
