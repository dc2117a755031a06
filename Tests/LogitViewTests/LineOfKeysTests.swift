import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@testable import LogitView

/// The line of keys names what there is, and no key changes what nobody sees.
@Suite struct LineOfKeysTests {
  private static let sizes = [
    Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 100, height: 30),
    Size(width: 200, height: 60),
  ]
  private static let panes = [""] + Panes.all.compactMap { $0.letter.map { "\($0)" } }

  private func keys(_ desk: Desk, _ size: Size) -> String {
    desk.screen(size).text.lines.last ?? ""
  }

  @Test func theHelpAndTheMenuAreNamedAtEverySizeAndInEveryPane() {
    for size in Self.sizes {
      for pane in Self.panes {
        for more in ["", "<tab>", "]>"] {
          let line = keys(Desk.after(pane + more), size)
          #expect(line.contains("m menu  : prompt  ? help"), "\(size) \(pane): \(line)")
        }
      }
    }
  }

  @Test func panesAreNamedAsFarAsThereIsRoom() {
    #expect(keys(Desk(), Self.sizes[0]).hasPrefix(" [ ] slide  s heads  .."))
    #expect(
      keys(Desk(), Self.sizes[1]).hasPrefix(" [ ] slide  s heads  c compare  r race  d duel  .."))
    #expect(keys(Desk(), Self.sizes[2]).contains("r race  d duel  t trace  w sweep  .."))
    let all = keys(Desk(), Self.sizes[3])
    #expect(all.contains("F frameworks  b batch  o order  i ranges  0-9 - "))
  }

  @Test func arrowsEditInNoPane() {
    for pane in Self.panes {
      var desk = Desk.after(pane)
      let bench = desk.model.bench
      desk.type("<left><right><right><up><down>hjkl")
      #expect(desk.model.bench == bench, "\(pane)")
    }
  }

  @Test func bracketsSlideInEveryPaneThatHasATable() {
    for pane in Panes.all where !pane.isWhole {
      guard let letter = pane.letter else { continue }
      #expect(Desk.after("\(letter)]").logits == ["1", "2", "7.1"], "\(letter)")
    }
  }

  @Test func whatAKeyChangesIsSeen() {
    let all =
      KeyBinding.all.flatMap(\.keys) + Panes.help.flatMap(\.keys)
      + "0159-.+xXAIz'!<>".map { Key(.character($0)) }
    for size in Self.sizes.prefix(1) {
      for pane in Self.panes {
        var desk = Desk.after("]u<up>]\(pane)")
        let before = desk.render(size).text.lines.dropLast(2)
        for key in Set(all) {
          var copy = desk
          _ = copy.handle(.key(key))
          let isChanged =
            copy.model.bench != desk.model.bench || copy.interface.index != desk.interface.index
            || copy.interface.curves.chosenAxis != desk.interface.curves.chosenAxis
            || copy.interface.curves.quantity != desk.interface.curves.quantity
          // What is taken back in the race is told by the line beneath it.
          guard isChanged, pane != "r" else { continue }
          let after = copy.render(size).text.lines.dropLast(2)
          #expect(after != before, "\(pane) \(key)")
        }
      }
    }
  }

  @Test func theCurvesStayAsTheyWereUnderAPane() {
    let desk = Desk.after("dz'")
    #expect(desk.interface.curves.chosenAxis == nil && desk.interface.curves.quantity == .value)
    #expect(
      desk.interface.message.text == "that is a key of the curves, which duel hides; Esc closes it")
  }

  @Test func functionKeysOpenTheHelpAndTheMenu() {
    var desk = Desk()
    _ = desk.handle(.key(Key(.function(1))))
    #expect(desk.interface.list?.kind == .help)
    _ = desk.handle(.key(Key(.function(10))))
    #expect(desk.interface.list?.kind == .menu)
    _ = desk.handle(.key(Key(.function(10))))
    #expect(desk.interface.list == nil)
    #expect(desk.press("<c-l>") == [.repaint] && desk.press("?<c-l>") == [.repaint])
  }

  @Test func theSampleIsOpenedAgainAsItWas() {
    var desk = Desk.after(":sample overflow<enter>]]dR")
    #expect(desk.model.bench == Sample.all.first { $0.name == "overflow" }?.bench)
    #expect(desk.interface.opened == nil && !desk.model.isChanged)
    desk.type("u")
    #expect(desk.model.isChanged)
    #expect(Desk.after("]R").model.bench.hasSameContents(as: .articles))
    var other = Bench.articles
    other.logits = [[Number(1), Number(2)]]
    other.labels = .indices([0])
    desk.finish(.opened(other, from: "b.json"))
    #expect(desk.press("]R") == [.files(.open("b.json"))])
  }

  @Test func aKeyPinsAndLetsGo() {
    #expect(Desk.after("p").model.pinned != nil)
    #expect(Desk.after("pp").model.pinned == nil)
  }

  @Test func stepsAreTakenAndPlayed() {
    var desk = Desk.after(">")
    let once = desk.logits
    #expect(once != ["1", "2", "7"] && desk.pace == nil)
    #expect(desk.screen(Self.sizes[1]).text.contains("Space play steps"))
    desk.type(" ")
    #expect(desk.logits != once && desk.pace != nil)
    let twice = desk.logits
    desk.advance(by: .milliseconds(150))
    #expect(desk.logits != twice)
    desk.type(" ")
    #expect(desk.pace == nil)
    // Another key ends them and means what it always does.
    desk.type(" u")
    #expect(desk.pace == nil && !desk.interface.stepping.isOpen)
    let label = desk.model.bench.label(of: 0).text
    desk.type("<up><up> ")
    #expect(desk.model.bench.label(of: 0).text != label)
    // Where nothing moves, nothing plays.
    let still = Desk.after(":logits 900 0<enter>:label 0<enter>:step .5<enter> ")
    #expect(still.pace == nil)
    #expect(Desk.after(":loss binary<enter>> ").pace == nil)
    #expect(Desk.after(":step 2<enter>").interface.stepping.rate == Number(2))
  }
}
