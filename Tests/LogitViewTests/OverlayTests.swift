import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@testable import LogitView

/// The help and the answers lie over the bench: their keys turn pages and edit nothing.
@Suite struct OverlayTests {
  private static let size = Size(width: 80, height: 24)

  @Test(arguments: ["?", "a", ":show<enter>", "S", "L", "m", "<c-p>"])
  func noKeyEditsWhatAnOverlayHides(opening: String) {
    let keys =
      KeyBinding.all.flatMap(\.keys)
      + ["0", "5", "-", ".", "+", "x", "/"].map { Key(.character($0)) }
      + Panes.help.flatMap(\.keys)
    let opened = Desk.after("<up>" + opening)
    _ = opened.screen(Self.size)
    let before = opened.model
    for key in keys {
      guard key != Key(.character(":")), key != Key(.enter) else { continue }
      var desk = opened
      let requests = desk.handle(.key(key))
      #expect(desk.model == before, "\(key)")
      #expect(desk.interface.edit == nil && desk.interface.index == 1, "\(key)")
      #expect(desk.interface.pane.name == "curves" && desk.interface.field == .logit, "\(key)")
      #expect(requests.allSatisfy { $0 == .suspend || $0 == .repaint }, "\(key)")
    }
  }

  @Test func aPastedNumberEditsNothingUnderAnOverlay() {
    var desk = Desk.after("?")
    _ = desk.handle(.paste("5"))
    #expect(desk.interface.edit == nil && desk.interface.prompt == nil)
    #expect(desk.interface.message.text == "that key does nothing over the help; Esc closes it")
  }

  @Test func spaceTurnsThePageAndTheEndsAreNear() {
    func top(_ keys: String) -> String {
      var desk = Desk()
      for key in ["?"] + keys.map(String.init) {
        desk.type(key)
        _ = desk.render(Self.size)
      }
      return desk.render(Self.size).text.lines[3]
    }
    #expect(top(" ") != top(""))
    #expect(top("G") == top("G "))
    #expect(top("Gg") == top(""))
    #expect(top("  ") == top("    k  ") || top("  ") != top(" "))
  }

  @Test func theAnswersScrollNoFurtherThanTheirFirstLine() {
    var desk = Desk.after(":help loss<enter>")
    for _ in 0..<30 {
      desk.type("<pageup>")
      _ = desk.render(Self.size)
    }
    let first = desk.render(Self.size).text
    #expect(first.contains(":help loss"))
    desk.type("<down>")
    #expect(desk.render(Self.size).text != first)
  }

  @Test func anAnswerWiderThanTheScreenIsReadToItsEnd() {
    var desk = Desk.after(":show<enter>")
    let size = Size(width: 60, height: 16)
    let line = "= 0.9908675   1 - p = 0.0091325"
    #expect(!desk.screen(size).text.contains(line))
    for _ in 0..<4 {
      desk.type("<right>")
      _ = desk.render(size)
    }
    #expect(desk.screen(size).text.contains(line))
    // No further than to the end of the longest line, and back.
    for _ in 0..<20 {
      desk.type("<right>")
      _ = desk.render(size)
    }
    let end = desk.screen(size).text
    #expect(end.contains("nats   exact 0.0091744845917347"))
    for _ in 0..<20 {
      desk.type("<left>")
      _ = desk.render(size)
    }
    #expect(desk.interface.list?.list.shift == 0)
  }

  @Test func theOtherOverlayOpensOverTheOne() {
    #expect(Desk.after("?a").interface.list?.kind == .answers)
    #expect(Desk.after("a?").interface.list?.kind == .help)
    #expect(Desk.after("??").interface.list == nil)
    #expect(Desk.after("aq").interface.list == nil)
    #expect(Desk.after("?:").interface.prompt != nil)
  }
}

/// A hint is of use in what it was said in.
@Suite struct HintTests {
  private static let hints = [
    "Space plays, arrows step", "that key does nothing", "arrows move, a digit types",
    ":q quits, ? lists", "the sweep was stopped", "is a name of the formula",
  ]

  private func hint(_ keys: String) -> String? {
    let text = Desk.after(keys).screen(Size(width: 100, height: 30)).text.lines.suffix(2)
    return Self.hints.first { hint in text.contains { $0.contains(hint) } }
  }

  @Test(arguments: ["<esc>", "q", "r", "d", "t", "w", "F", "s", "c", "?", "a", ":duel<enter>"])
  func theHintOfTheRaceGoesWithIt(closing: String) {
    #expect(hint("r") == "Space plays, arrows step")
    #expect(hint("r" + closing) != "Space plays, arrows step")
  }

  @Test(arguments: ["s", "c", "r", "d", "t", "w", "F", "?", "a"])
  func noHintOfOnePaneStandsOverAnother(opening: String) {
    // X does nothing anywhere, Esc on the bench names the way out.
    for before in ["", "X", "<esc>", "?X<esc>", "aX<esc>", "rz<esc>", "rz", "wX", "dX", "FX", "tX"]
    where before != "wX" || opening != "s" {  // There it is a key of the sweep.
      let shown = hint(before + opening)
      #expect(
        shown == nil || opening == "r" && shown == "Space plays, arrows step"
          || before.hasSuffix("X") && before.hasPrefix(opening), "\(before) \(opening)")
    }
  }

  @Test func theEndOfASweepIsNoHintOfAnotherPane() {
    var desk = Desk.after(":sweep log(1+exp(z)) z 80 100<enter>")
    _ = desk.render(Size(width: 100, height: 30))
    desk.type("<enter>")
    #expect(desk.interface.message.text.contains("is a name of the formula"))
    desk.type("wd")
    #expect(desk.interface.message.text == "")
  }

  @Test func whatACommandAnsweredStays() {
    #expect(Desk.after("]s<esc>").interface.message.text.hasPrefix("logit 2 7.1: loss"))
  }
}
