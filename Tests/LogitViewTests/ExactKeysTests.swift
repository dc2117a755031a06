import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@testable import LogitView

/// `exact` at the prompt asks about the cell under the cursor.
@Suite struct ExactKeysTests {
  @Test func theClassUnderTheCursorIsMeant() {
    var desk = Desk.after("<up>:exact<enter>")
    let screen = desk.render(Size(width: 100, height: 30)).text
    #expect(screen.contains(":exact 1"))
    #expect(screen.contains("row 0, class c1, of the inputs as float32 holds them"))
    #expect(screen.contains("0.00667641251337645118522527939545"))
  }

  @Test func aFormulaIsAboutTheClassUnderTheCursor() {
    var desk = Desk.after("<up>:exact z + k<enter>")
    #expect(desk.render(Size(width: 100, height: 30)).text.contains(":exact z + k k=1"))
    desk = Desk.after("<up>:exact sum(logits)<enter>")
    #expect(!desk.render(Size(width: 100, height: 30)).text.contains("k=1"))
  }

  @Test func aThousandDigitsLoseNone() {
    var desk = Desk.after(":digits 300<enter>:exact log(2)<enter>")
    let lines = desk.render(Size(width: 80, height: 60)).text.lines
    let start = lines.firstIndex { $0.contains("0.69314718055994530941723212145817656807550013") }
    let digits = lines[(start ?? 0)...].prefix(4)
      .map { $0.filter { $0.isNumber || $0 == "." } }.joined()
    // The last of 300, from mpmath.
    #expect(digits.hasSuffix("7814952043740"), "\(digits)")
  }

  @Test func tabWritesTheWordsOfAFormula() {
    var desk = Desk.after(":exact 2*logs<tab>")
    #expect(desk.interface.prompt?.line.string == "exact 2*logsumexp(")
    desk = Desk.after(":exact log_softmax(l<tab>")
    let screen = desk.render(Size(width: 100, height: 30)).text
    #expect(screen.contains("logits") && screen.contains("all of the row, one value a class"))
  }

  @Test func theCaretOfARefusalIsWhereTheFormulaFails() {
    let desk = Desk.after(":exact log(1+exp(z)<enter>")
    #expect(desk.interface.prompt?.line.place == 18)
    #expect(desk.interface.prompt?.error == "expected ')' for the '(' in column 4")
  }
}
