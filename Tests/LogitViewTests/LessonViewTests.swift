import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@testable import LogitView

/// A lesson beside the bench, by keys.
@Suite struct LessonViewTests {
  private static let size = Size(width: 80, height: 24)
  /// At its first question: sun, moon and cloud, whose heads are open.
  private static let asked = ":lesson sigmoid-or-softmax<enter><enter>"

  @Test func enterLeadsOnAndBackspaceBack() {
    var desk = Desk.after(":lesson softmax-twice<enter>")
    #expect(desk.screen(Self.size).text.contains("─ Softmax twice ─ softmax-twice 1 of 7 ─"))
    desk.type("<enter>")
    #expect(desk.logits == ["2", "0.5", "1"])
    #expect(desk.screen(Self.size).text.contains("through a softmax again. What is the loss?"))
    desk.type("<backspace>")
    #expect(desk.interface.lesson?.play.isAtStart == true)
    desk.type("<backspace>")
    #expect(desk.interface.lesson?.play.isAtStart == true)
  }

  @Test func aDigitBeginsAGuessAndEnterSaysIt() {
    var desk = Desk.after(Self.asked + "2")
    let screen = desk.screen(Self.size)
    #expect(screen.text.lines[22].hasPrefix(" your guess: 2 "))
    #expect(screen.cursor == Point(x: 14, y: 22))
    #expect(desk.logits == ["2", "1", "0.1"])
    desk.type("<enter>")
    #expect(
      desk.screen(Self.size).text.contains(" You said 2, it falls under the softmax only: right"))
    #expect(desk.interface.opened?.name == "heads")
    #expect(desk.logits == ["4", "1", "0.1"])
    // What was answered is open: a digit types as always.
    desk.type("<esc>7")
    #expect(desk.interface.edit != nil)
  }

  @Test func whatIsNoAnswerIsRefusedAndAskedAgain() {
    var desk = Desk.after(Self.asked + "9<enter>")
    #expect(desk.interface.message.text == "'9' is none of the answers, which are 1 to 3")
    #expect(desk.interface.message.isError)
    desk.type("3<backspace>")
    #expect(desk.interface.lesson?.guess == nil)
    desk.type("3<esc>1<enter>")
    #expect(desk.screen(Self.size).text.contains(" You said 1: it is 2, it falls under"))
  }

  @Test func enterAloneAsksOnceForAGuess() {
    var desk = Desk.after(Self.asked + "<enter>")
    #expect(desk.interface.message.text == "type a guess; Enter again shows it without one")
    desk.type("<down><enter>")
    #expect(desk.interface.message.text == "type a guess; Enter again shows it without one")
    desk.type("<enter>")
    #expect(desk.screen(Self.size).text.contains(" It is 2, it falls under the softmax only"))
  }

  @Test func oneMayPlayBetweenStepsAndResetBringsTheStepBack() {
    var desk = Desk.after(Self.asked + "<esc>}]<right> e<backspace>9<enter>:labels 1 1 1<enter>F")
    #expect(desk.logits != ["2", "1", "0.1"])
    desk.type(":reset<enter>")
    #expect(desk.logits == ["2", "1", "0.1"])
    #expect(desk.interface.opened?.name == "heads")
    #expect(desk.interface.message.text == "reset: the step as it was")
    desk.type("]R")
    #expect(desk.logits == ["2", "1", "0.1"])
    // What is played with goes no further.
    desk.type("]2<enter>")
    #expect(desk.logits == ["4", "1", "0.1"])
  }

  @Test func theBenchFromBeforeComesBack() {
    var desk = Desk.after("6.5<enter>:lesson rounding<enter><enter>")
    #expect(desk.logits == ["0", "-20"])
    #expect(desk.model.isChanged == false)
    desk.type(":lesson logits<enter><esc>")
    #expect(desk.interface.message.text == "Esc again leaves the lesson, Enter goes on")
    desk.type("<esc>")
    #expect(desk.interface.lesson == nil)
    desk.type("u")
    #expect(desk.logits == ["1", "2", "6.5"])
    #expect(desk.model.isChanged)
    desk.type(":reset<enter>")
    #expect(desk.interface.prompt?.error == "no lesson is open; 'lesson NAME' opens one")
  }

  @Test func anOverlayOrAPaneKeepsItsKeysButThoseThatLead() {
    var desk = Desk.after(":tour<enter>?")
    #expect(desk.interface.list != nil)
    desk.type("<esc>")
    #expect(desk.interface.list == nil && desk.interface.lesson != nil)
    desk.type(":show<enter><enter>")
    #expect(desk.interface.list == nil)
    #expect(desk.interface.lesson?.play.progress == "2 of 6")
  }

  @Test func oneIsPickedFromTheirList() {
    var desk = Desk.after(":lesson<enter>softmax tw")
    #expect(desk.screen(Self.size).text.contains("Nothing fails. The training is slow"))
    desk.type("<enter>")
    #expect(desk.interface.list == nil)
    #expect(desk.interface.lesson?.play.lesson.name == "softmax-twice")
    // In a lesson, a list keeps its Enter.
    desk.type(":lesson<enter><down><enter>")
    #expect(desk.interface.lesson?.play.lesson.name == "logits")
  }

  @Test(arguments: LessonText.all)
  func everyLessonIsGoneThroughByKeysAtEverySize(lesson: LessonText) throws {
    for size in [
      Size(width: 60, height: 16), Self.size, Size(width: 100, height: 30),
      Size(width: 140, height: 40),
    ] {
      var desk = Desk()
      try desk.open(lesson)
      var pages = 0
      while let play = desk.interface.lesson?.play, pages < 60 {
        pages += 1
        let text = desk.render(size).text
        // Every word of the page is seen.
        for paragraph in play.paragraphs where size.width >= 80 {
          for word in paragraph.text.split(separator: " ").suffix(2) {
            #expect(text.contains(word), "\(lesson.name) \(play.progress) \(size) \(word)")
          }
        }
        #expect(!desk.interface.message.isError, "\(lesson.name): \(desk.interface.message.text)")
        desk.type(play.question == nil ? "<enter>" : "1<enter>")
      }
      #expect(desk.interface.lesson == nil)
      #expect(desk.interface.message.text == "the lesson is over; ':lesson' lists the others")
    }
  }

  @Test func theTourIsOffered() {
    var desk = Desk()
    desk.offerTour()
    #expect(
      desk.screen(Self.size).text.contains(
        " new here? ':tour' shows the panes and keys in two minutes"))
  }

  @Test func whatIsNoLessonIsRefusedWithItsLine() {
    var desk = Desk()
    for (text, sentence) in [
      ("words", "x.md: line 1: a lesson begins with '# TITLE'"),
      (
        "# T\n```lab\n> lable 0\n```",
        "x.md: line 3: 'lable 0': 'lable' is no command; did you mean 'label'?"
      ),
    ] {
      #expect(throws: CommandError(sentence)) {
        try desk.open(LessonText(name: "x.md", text: text))
      }
      #expect(desk.interface.lesson == nil)
    }
  }

  @Test func nothingOfALessonReachesTheTerminalUnmarked() throws {
    var desk = Desk()
    try desk.open(LessonText(name: "x.md", text: "# T\u{1B}[31m\n\na\u{7}b\n"))
    #expect(desk.screen(Self.size).text.contains("T^[[31m"))
  }
}
