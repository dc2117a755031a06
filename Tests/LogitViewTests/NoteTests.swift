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

  @Test func showsWhatFitsAndWhereTheRestIs() {
    var screen = Screen(size: Size(width: 26, height: 3))
    screen.drawNote("look at the first row of all", in: screen.bounds)
    #expect(screen.text.lines[1].hasPrefix("look at the first row of "))
    screen = Screen(size: Size(width: 26, height: 2))
    screen.drawNote("look at the first row and then at the second one, too", in: screen.bounds)
    #expect(screen.text.lines[1].hasPrefix("... :note shows the rest"))
    screen = Screen(size: Size(width: 26, height: 1))
    screen.drawNote("look", in: screen.bounds)
    #expect(screen.text.lines.allSatisfy { $0.allSatisfy { $0 == " " } })
  }

  @Test func aNoteStandsBesideTheCurvesAtEverySize() {
    for sample in Sample.all {
      var desk = Desk(Model(sample.bench))
      let wide = desk.render(Size(width: 200, height: 60)).text
      let words = sample.note.split(separator: " ")
      #expect(words.suffix(1).allSatisfy { wide.contains($0) }, "\(sample.name)")
      for size in [(60, 16), (76, 20), (80, 24), (100, 24), (100, 30), (120, 40)] {
        _ = desk.render(Size(width: size.0, height: size.1))
      }
    }
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
    #expect(text.contains(" sample confident: a row that is sure and right, 1 row of 2 classes: "))
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
      #expect(text(sample + "]", size).contains(Self.title))
      // Looking is no edit, and what is undone is none either.
      #expect(!text(sample + "<down>z", size).contains(Self.title))
      #expect(!text(sample + "]u", size).contains(Self.title))
    }
    #expect(text(sample + "]:note<enter>").contains(Self.title))
    #expect(!text(sample + ":note<enter>").contains(Self.title))
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
    #expect(desk.interface.pane.name == "curves" && desk.interface.overlay == nil)
    #expect(desk.interface.curves.axis == .probability && desk.interface.curves.quantity == .value)
    #expect(desk.screen(Size(width: 200, height: 60)).text.contains("150.4 x"))
  }
}
