import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@testable import LogitView

/// What is covered on the screen, and guessed by keys.
@Suite struct CoverViewTests {
  private static let covered = ":logits 2 1 .1<enter>:label 0<enter>:cover loss p<enter>"

  @Test(arguments: [(60, 16), (80, 24), (100, 30), (200, 60)])
  func nothingOnTheScreenTellsIt(width: Int, height: Int) {
    let size = Size(width: width, height: height)
    for keys in ["", "z", "'", "s", "c", "d", "t", "F", "o", "b", "w", "N", "<tab>", "5", "[y"] {
      let desk = Desk.after(Self.covered + keys)
      let screen = desk.screen(size)
      for number in ["0.4170", "0.6590", "0.3410", "1.4170", "0.2424"] {
        #expect(!screen.text.contains(number), "\(keys) \(size) \(number)")
      }
      #expect(screen.text.contains("loss ?"))
    }
    #expect(
      Desk.after(Self.covered + "d").screen(size).text.contains("covered until it is guessed"))
    #expect(!Desk.after(Self.covered + "r").screen(size).text.contains("covered until"))
  }

  @Test func aKeyGuessesAndTheCellOpens() {
    let size = Size(width: 100, height: 30)
    var desk = Desk.after(Self.covered)
    #expect(desk.screen(size).text.lines[29].hasPrefix(" = guess  "))
    desk.type("=")
    #expect(desk.screen(size).text.lines[28].hasPrefix(" :guess "))
    desk.type("0.5<enter>")
    #expect(
      desk.interface.message.text.hasPrefix("guess 0.5; the loss is 0.4170, off by 0.083, 20 %"))
    #expect(desk.screen(size).text.contains("loss 0.4170"))
    // The next that is hidden is the probability under the cursor.
    desk.type("<up><up><down>=.2<enter>")
    #expect(desk.interface.message.text.hasPrefix("guess .2; p of c1 is 0.2424, off by"))
    #expect(desk.screen(size).text.contains("  p[1]        = e^1 / (e^2 + e^1 + e^0.1)"))
    desk.type("]")
    #expect(desk.screen(size).text.contains("loss ?"))
    desk.type(":cover off<enter>=")
    #expect(desk.interface.message.text == "nothing is covered; ':cover loss' covers the loss")
  }

  @Test func anOpenPaneHidesAfterAnEdit() {
    var desk = Desk.after(Self.covered + "=.5<enter>=.5<enter>=.5<enter>")
    desk.type(":cover loss<enter>=.5<enter>s")
    #expect(desk.screen(Size(width: 80, height: 24)).text.contains("sigmoid judges each class"))
    desk.type("]")
    #expect(desk.screen(Size(width: 80, height: 24)).text.contains("covered until it is guessed"))
  }
}
