import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@testable import LogitView

/// Inputs that rounding changed, and places that there are none of, on the screen.
@Suite struct InputViewTests {
  private static let sizes = [
    Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 100, height: 30),
    Size(width: 200, height: 60),
  ]

  @Test(arguments: sizes) func anInputThatRoundingChangedSaysWhatItBecame(size: Size) {
    var desk = Desk.after(":logits 36.1 4.7477<enter>:dtype bfloat16<enter>g")
    let text = desk.screen(size).text
    #expect(text.contains("[36.1 =36]") && text.contains("4.7477~"))
    desk.type("<down>")
    let below = desk.screen(size).text
    #expect(below.contains("[4.7477 =4.75]") && below.contains("36.1~"))
    // No column moves with the cursor.
    func sums(_ text: String) -> String? {
      text.lines.first { $0.contains(" sum ") && !$0.contains("row") }
    }
    #expect(sums(text) == sums(below))
  }

  @Test(arguments: sizes) func whatBecameInfiniteIsSeenWhereverTheCursorIs(size: Size) {
    var desk = Desk.after(":logits 1 70000 2<enter>:dtype float16<enter>:label 0<enter>g")
    for _ in 0..<3 {
      for pane in ["", "d", "F", "s", "c"] {
        let text = Desk(copying: desk, then: pane).screen(size).text
        #expect(text.contains("c1: 70000 became inf in float16"), "\(size) \(pane)")
      }
      desk.type("<down>")
    }
  }

  @Test(arguments: sizes) func anIgnoredRowHasNoCurveToCallItsLoss(size: Size) {
    let text = Desk.after(
      ":logits 1 2 3<enter>:ignore_index -100<enter>:label -100<enter>"
    ).screen(size).text
    #expect(text.contains("row 0 is ignored") || text.contains("Row 0 is ignored"))
    #expect(!text.contains("a(1-a)") && !text.contains("> *") && !text.contains("> o"))
  }

  @Test(arguments: sizes) func whatIsNoProbabilityIsNowhereOnThePlot(size: Size) {
    let text = Desk.after(
      ":loss binary_crossentropy<enter>:logits 3 -2<enter>:labels 0 1<enter>:as keras<enter>G"
    ).screen(size).text
    let plot = text.lines.filter { $0.contains("│") || $0.contains("┤") || $0.contains("└") }
    #expect(!plot.isEmpty)
    #expect(plot.allSatisfy { !$0.contains("^") || !$0.hasPrefix("    └") })
    #expect(text.contains("-2 is no probability"))
    #expect(plot.allSatisfy { !$0.contains("nan") && !$0.contains("12.0000") })
  }

  /// The slope's name was cut to `(a-y)a(1..` at 100x30.
  @Test func noNameBesideTheCurvesIsCut() {
    for size in Self.sizes.dropFirst() {
      let text = Desk.after("z'").screen(size).text
      #expect(text.contains("(a-y)a(1-a)"))
    }
  }
}

extension Desk {
  fileprivate init(copying desk: Desk, then keys: String) {
    self = desk
    type(keys)
  }
}
