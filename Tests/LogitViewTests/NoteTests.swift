import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@testable import LogitView

/// The note of a bench, and the samples, on the screen.
@Suite struct NoteTests {
  private static let size = Size(width: 100, height: 30)

  @Test func wrapsAtWordsByTheirWidth() {
    #expect("one two three".lines(ofWidth: 7, atMost: 9) == ["one two", "three"])
    #expect(" 太阳 月亮\n云  ".lines(ofWidth: 6, atMost: 9) == ["太阳", "月亮", "云"])
    #expect("a longword b".lines(ofWidth: 5, atMost: 9) == ["a", "lon..", "b"])
    #expect("".lines(ofWidth: 5, atMost: 9) == [])
    #expect("a b c d".lines(ofWidth: 1, atMost: 2) == ["a", "b"])
    #expect("a".lines(ofWidth: 0, atMost: 2) == [])
    #expect(String(repeating: "x y ", count: 1 << 20).lines(ofWidth: 9, atMost: 2).count <= 3)
  }

  @Test func aLongNoteSaysWhereTheRestIs() {
    let note = (1...200).map { "word\($0)" }.joined(separator: " ")
    let desk = Desk.after(":note \(note)<enter>")
    let lines = desk.screen(Size(width: 80, height: 24)).text.lines
    #expect(lines[15].hasPrefix("─ note ──"))
    #expect(lines[16].hasPrefix(" word1 word2 "))
    #expect(lines[21].hasPrefix(" ... :note shows the rest"))
  }

  /// What a screen shows of a note, as one line.
  private func note(_ screen: Screen) -> String? {
    let lines = screen.text.lines
    guard let top = lines.lastIndex(where: { $0.hasPrefix("─ note") }) else { return nil }
    return lines[(top + 1)..<(lines.count - 2)].map(\.trimmed).joined(separator: " ")
  }

  @Test func everyNoteIsReadWholeInEveryPane() {
    let whole = Size(width: 80, height: 24)
    let low = Size(width: 60, height: 16)
    for sample in Sample.all {
      let desk = Desk(Model(sample.bench))
      let words = sample.note.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let keys = sample.name == "overflow" ? Panes.all.compactMap { $0.letter } : ["F"]
      for key in [""] + keys.map({ "\($0)" }) {
        var desk = desk
        desk.type(key)
        #expect(note(desk.screen(whole)) == words, "\(sample.name) \(key)")
        #expect(note(desk.screen(low)) == nil)
        let line = desk.screen(low).text.lines[13]
        #expect(line.hasPrefix(" note: \(words.prefix(20))"), "\(sample.name) \(key)")
        #expect(line.hasSuffix(" N opens it "), "\(sample.name) \(key) \(line)")
        // Where the keys were drawn last decides what they do.
        _ = desk.render(low)
        desk.type("N")
        #expect(note(desk.screen(low)) == words, "\(sample.name) \(key) N")
      }
    }
  }

  /// A note that is opened leaves a pane of a low screen a line or two.
  @Test func everyPaneHoldsForAnyHeight() {
    for key in [""] + Panes.all.compactMap({ $0.letter.map { "\($0)" } }) {
      var desk = Desk.after(":sample overflow<enter>\(key)")
      let context = desk.context
      for height in 0...12 {
        var screen = Screen(size: Size(width: 60, height: 16))
        _ = desk.interface.pane.draw(
          context, &desk.answers, on: &screen, in: Rect(x: 0, y: 1, width: 60, height: height))
      }
    }
  }

  @Test func aNoteIsFoldedAndOpened() {
    var desk = Desk.after(":sample overflow<enter>")
    let size = Size(width: 80, height: 24)
    let open = desk.render(size).text
    #expect(open.contains(" N folds it "))
    desk.type("N")
    #expect(desk.render(size).text.contains(" note: "))
    #expect(note(desk.render(size)) == nil)
    desk.type("N")
    #expect(note(desk.render(size)) == note(desk.screen(size)))
    #expect(desk.render(size).text.lines.dropLast(2) == open.lines.dropLast(2))
    // It gives way to what lies over the bench.
    #expect(note(Desk.after(":sample overflow<enter>?").screen(size)) == nil)
    #expect(Desk.after("N").interface.message.text.hasPrefix("this bench has no note"))
  }

  @Test func theAnswersShowAWholeNote() {
    for size in [Size(width: 60, height: 24), Size(width: 100, height: 30)] {
      var desk = Desk.after(":sample masked<enter>:note<enter>")
      #expect(desk.render(size).text.contains("0~."))
      // A table keeps its columns.
      desk.type(":show<enter>")
      #expect(desk.render(size).text.contains("dloss/dz[1] = p - y"))
    }
  }

  @Test func nothingInANoteReachesTheTerminal() {
    var desk = Desk.after(":note \"\\u001b[31mred\\u0007 \\u202e\"<enter>")
    let text = desk.render(Self.size).text
    #expect(text.contains("^[[31mred^G ?"))
    #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.mark != nil })
  }

  @Test func aSampleHasTheCursorAndNothingOfItIsAChange() {
    var desk = Desk.after("<up><up>:sample conf<enter>")
    #expect(desk.interface.index == 0)
    #expect(desk.interface.before == nil)
    let text = desk.render(Self.size).text
    #expect(text.hasPrefix(" a row that is sure and right  "))
    #expect(text.contains(" sample confident: a row that is sure and right, 1 row of 2 classes  "))
    #expect(text.contains("Sure and right: p is 1~, rounded to 1, but"))
    desk.type("u")
    #expect(desk.model.bench == .articles)
  }

  @Test func tabCompletesTheNamesOfSamples() {
    #expect(Desk.after(":sample und<tab>").interface.prompt?.line.string == "sample underflow ")
    let text = Desk.after(":sample sun<tab><tab>").screen(Self.size).text
    #expect(text.contains("sun-moon-cloud-softmax  one of sun, moon and cloud"))
    #expect(text.contains(":sample sun-moon-cloud-s"))
  }
}

/// A note tells numbers of the bench that it came with.
@Suite struct NoteAfterEditTests {
  private static let title = "its numbers are those it opened with"

  private func text(_ keys: String, _ size: Size = Size(width: 100, height: 30)) -> String {
    Desk.after(keys).screen(size).text.lines.joined(separator: " ")
  }

  @Test func aNoteSaysThatItsNumbersAreOlderThanAnEdit() {
    let sample = ":sample squared-error-sigmoid<enter>"
    for size in [Size(width: 100, height: 30), Size(width: 200, height: 60)] {
      #expect(!text(sample, size).contains(Self.title))
      for pane in ["", "s", "d", "r"] {
        #expect(text(sample + pane + "]", size).contains(Self.title) || pane == "r")
      }
      // Looking is no edit, and what is undone is none either.
      #expect(!text(sample + "<down>z", size).contains(Self.title))
      #expect(!text(sample + "]u", size).contains(Self.title))
    }
    #expect(text(sample + "]:note<enter>").contains(Self.title))
    #expect(!text(sample + ":note<enter>").contains(Self.title))
    let low = Size(width: 60, height: 16)
    #expect(text(sample + "]", low).contains(" note (as it opened): "))
  }

  @Test func anotherRowIsNoEditOfTheNote() {
    #expect(!text(":sample weighted-mean<enter><pagedown>").contains(Self.title))
  }

  @Test func aNoteOfOnesOwnIsNotOlder() {
    #expect(!text("]:note look here<enter>").contains(Self.title))
    let sample = ":sample squared-error-sigmoid<enter>"
    #expect(!text(sample + "]:note now so<enter>").contains(Self.title))
  }

  @Test func aSampleThatIsSavedElsewhereKeepsTheRemark() {
    var desk = Desk.after(":sample squared-error-sigmoid<enter>]")
    desk.finish(.saved(desk.model.bench, to: "x.json"))
    #expect(!desk.model.isChanged && desk.model.isNoteOlder)
  }

  @Test(arguments: ["d", "t", "w", "F", "s", "c", "r", "z", "'", "?", "a", "<tab><tab>"])
  func aSampleClosesWhatHidesItsNote(open: String) {
    let desk = Desk.after(open + ":sample squared-error-sigmoid<enter>")
    #expect(desk.interface.pane.name == "curves" && desk.interface.list == nil)
    #expect(desk.interface.curves.chosenAxis == nil && desk.interface.curves.quantity == .value)
    #expect(desk.screen(Size(width: 200, height: 60)).text.contains("150.4 x"))
  }
}
