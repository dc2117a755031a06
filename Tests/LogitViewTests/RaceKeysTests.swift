import LogitBench
import LogitSession
import LogitStudies
import LogitText
import TestSupport
import Testing

@testable import LogitView

/// The race under the keys, and the clock that plays it.
@Suite struct RaceKeysTests {
  private func pane(_ desk: Desk) -> RacePane? { desk.pane(RacePane.self) }

  @Test func arrowsStepAndEndsAreNear() {
    var desk = Desk.after("r<right><right><right><left>")
    #expect(pane(desk)?.step == 2)
    desk.type("<down><down><up>")
    #expect(pane(desk)?.step == 12)
    desk.type("<pagedown>")
    #expect(pane(desk)?.step == 112)
    desk.type("G")
    #expect(pane(desk)?.step == 500)
    desk.type("<right>")
    #expect(pane(desk)?.step == 501)
    desk.type("g<left>")
    #expect(pane(desk)?.step == 0)
    for _ in 0..<200 { desk.type("<pagedown>") }
    #expect(pane(desk)?.step == Race.mostSteps)
    #expect(desk.screen(Size(width: 80, height: 24)).text.contains(" step 10000 "))
  }

  @Test func spacePlaysPausesAndStartsAnew() {
    var desk = Desk.after("r")
    #expect(desk.pace == nil)
    desk.type(" ")
    #expect(desk.pace == .milliseconds(16))
    for _ in 0..<60 { desk.advance(by: .milliseconds(16)) }
    let step = pane(desk)?.step ?? 0
    // 500 steps take 8 s, so 60 frames of 16 ms show 60 steps.
    #expect(step == 60)
    desk.type(" ")
    #expect(desk.pace == nil)
    desk.advance(by: .seconds(1))
    #expect(pane(desk)?.step == step)
    desk.type(" ")
    for _ in 0..<1000 { desk.advance(by: .milliseconds(16)) }
    #expect(pane(desk)?.step == 500 && desk.pace == nil)
    desk.type(" ")
    #expect(pane(desk)?.step == 0 && desk.pace != nil)
  }

  @Test func aLongSleepIsNoLeap() {
    var desk = Desk.after("r ")
    desk.advance(by: .seconds(3600))
    #expect((pane(desk)?.step ?? 0) <= 16)
  }

  @Test func theScreenRestsBehindHelpAndAnswers() {
    #expect(Desk.after("r ?").pace == nil)
    #expect(Desk.after("r a").pace == nil)
  }

  @Test func theRateIsNudgedTypedAndUndone() {
    var desk = Desk.after("r]]")
    #expect(desk.model.bench.net.rate == Number(0.25))
    #expect(desk.screen(Size(width: 80, height: 24)).text.contains("rate 0.25"))
    desk.type("u")
    #expect(desk.model.bench.net.rate == Number(0.15))
    desk.type("2<enter>")
    #expect(desk.model.bench.net.rate == Number(2))
    _ = desk.handle(.paste("0.5"))
    desk.type("<enter>")
    #expect(desk.model.bench.net.rate == Number(0.5))
    #expect(desk.interface.edit == nil)
  }

  @Test func noKeyMakesTheRateClimb() {
    let desk = Desk.after("r{")
    #expect(desk.model.bench.net.rate == Number(0.15))
    #expect(
      desk.interface.message.text == "a rate below 0 climbs the loss; ':race rate -0.35' takes it")
    #expect(Desk.after("r[[[").model.bench.net.rate == Number(0))
  }

  @Test func noKeyChangesACellThatIsNotSeen() {
    var desk = Desk.after("r")
    for keys in ["<enter><esc>", " ", "}{", "][", "5<esc>", "<tab>", "z", "jk", "-<esc>", "+<esc>"]
    {
      desk.type(keys)
      #expect(desk.interface.edit == nil)
      #expect(desk.model.bench.logits == Bench.articles.logits)
    }
    _ = desk.handle(.key(Key(.down, .shift)))
    #expect(desk.model.bench == .articles)
  }

  @Test func aPaneOpensAndClosesByItsLetter() {
    #expect(Desk.after("r").interface.pane.name != "curves")
    #expect(Desk.after("rr").interface.pane.name == "curves")
    #expect(Desk.after("r<esc>").interface.pane.name == "curves")
    #expect(Desk.after("s").interface.pane.name == "heads")
    #expect(Desk.after("sc").interface.pane.name == "compare")
    #expect(Desk.after("scr").interface.focus == .pane)
    #expect(Desk.after("scrr").interface.focus == .table)
    #expect(Desk.after(":jacobian<enter>").interface.pane.name == "jacobian")
    #expect(Desk.after(":heads<enter>").interface.pane.name == "heads")
    #expect(
      Desk.after(":race step 17<enter>").screen(Size(width: 80, height: 24)).text
        .contains(" step 17 "))
  }

  @Test func theCurveOfASmallScreenIsChosen() {
    let size = Size(width: 60, height: 16)
    var desk = Desk.after("r")
    for name in ["loss", "a2", "dL/dw2", "a(1-a)", "loss"] {
      #expect(desk.screen(size).text.contains("─ \(name)  * "))
      desk.type("'")
    }
  }

  @Test func digitsTypeOverTheCellBesideTheHeads() {
    var desk = Desk.after("s5")
    #expect(desk.interface.edit != nil)
    desk.type("<enter>")
    #expect(desk.model.bench.logits[0][2] == Number(5))
    #expect(desk.interface.pane.name == "heads")
  }

  @Test func oneNudgeMovesOneBarOnTheLeftAndAllOnTheRight() {
    var desk = Desk.after(":logits 2 1 .1<enter>:label 0<enter>s")
    desk.type("]")
    let screen = desk.screen(Size(width: 100, height: 30))
    let styles = screen.styles.split(separator: "\n").map(Array.init)
    let texts = screen.text.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    let top = texts.firstIndex { String($0).contains("softmax  sum") } ?? 0
    let rows = (top + 1..<texts.count).filter { row in
      String(texts[row]).contains("#") && texts[row][1] == "c"
    }
    #expect(rows.count == 3)
    let moved = rows.map { row in
      [0..<50, 50..<100].map { styles[row][$0].contains("c") }
    }
    #expect(moved == [[false, true], [false, true], [true, true]])
  }

  @Test(arguments: [
    "race rate 1e308", "race w1 1e308", "race w2 -1e308", "race x -1e9", "race softmax 10",
    "race b2 -700", "race x 0",
  ])
  func everySizeShowsEveryRace(line: String) {
    let desk = Desk.after(":\(line)<enter>:race step 300<enter>")
    for (width, height) in [(60, 16), (61, 19), (80, 24), (100, 30), (200, 60), (400, 20)] {
      let rows = desk.screen(Size(width: width, height: height)).text
        .split(separator: "\n", omittingEmptySubsequences: false)
      #expect(rows.count == height && rows.allSatisfy { displayWidth(of: String($0)) == width })
      #expect(rows[0].hasSuffix(" step 300 "))
    }
  }

  @Test func whatBrokeIsMarkedAndCanBeScrubbed() {
    var desk = Desk.after(":race w1 1e308<enter>:race x 10<enter>:race step 4<enter>")
    let screen = desk.screen(Size(width: 80, height: 24))
    #expect(screen.text.contains("inf or nan from step "))
    #expect(screen.styles.contains("!"))
    desk.type("g")
    #expect(desk.screen(Size(width: 80, height: 24)).text.contains(" step 0 "))
  }

  /// Sixty a second leave 16 ms; a debug build is some ten times slower than the one people use.
  @Test func aFrameOfTheRaceIsCheap() {
    var desk = Desk.after("r ")
    let size = Size(width: 200, height: 60)
    _ = desk.render(size)
    var times: [Double] = []
    for _ in 0..<100 {
      times.append(
        seconds {
          desk.advance(by: .milliseconds(16))
          _ = desk.render(size)
        })
    }
    // The median: the machine may be busy with other things for some of them.
    #expect(times.sorted()[50] < 0.1)
  }
}
