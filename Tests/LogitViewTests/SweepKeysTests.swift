import LogitBench
import LogitSession
import LogitStudies
import Testing

@testable import LogitView

/// The sweep and the frameworks under the table, by keys.
@Suite struct SweepKeysTests {
  private let size = Size(width: 100, height: 30)

  /// What the open sweep has come to.
  private func work(_ desk: Desk) -> SweepWork? {
    desk.pane(SweepPane.self).flatMap {
      desk.answers.known($0.question(desk.context), of: desk.context.model)
    }
  }

  private func desk(_ keys: String) -> Desk {
    var desk = Desk.after(":logits 0 -20 3<enter>:label 0<enter><up><up>w")
    _ = desk.render(size)
    desk.type(keys)
    return desk
  }

  @Test func aLetterOpensTheSweepOfTheInputUnderTheCursorAndClosesIt() {
    var desk = desk("")
    #expect(desk.render(size).text.contains("sweep logit c0 -100 ... 100, symlog"))
    desk.type("w")
    #expect(desk.interface.pane.name == "curves")
    desk.type("<right>w")
    #expect(desk.render(size).text.contains("sweep target c0 0 ... 1"))
  }

  @Test func enterPutsTheBenchAtTheCursorAndUndoBringsItBack() {
    var desk = desk("g")
    desk.type("<enter>")
    #expect(desk.model.bench.logits[0][0].text == "-100")
    desk.type("G<enter>")
    #expect(desk.model.bench.logits[0][0].text == "100")
    desk.type("uu")
    #expect(desk.model.bench.logits[0][0].text == "0")
  }

  @Test func aFormulaOfItsOwnHasNoPlaceOnTheBench() {
    var desk = Desk.after(":sweep log(1+exp(z)) z 80 100<enter>")
    #expect(desk.render(size).text.contains("exp(z) overflows above 88.7228"))
    desk.type("<right><enter>")
    #expect(desk.interface.message.text.contains("the bench has no place for it"))
  }

  @Test func theSweepFollowsAnEdit() {
    var desk = desk("")
    let before = desk.render(size).text
    desk.type("5")
    #expect(desk.render(size).text != before)
    #expect(work(desk)?.sweep.here == 5)
  }

  @Test func aLongSweepIsComputedInSlicesAndStopsByEsc() {
    let logits = (0..<700).map { "\($0 % 7)" }.joined(separator: " ")
    var desk = Desk.after(":logits \(logits)<enter>w")
    let screen = desk.render(size).text
    #expect(screen.contains(" %"))
    #expect(desk.pace == .milliseconds(1))
    desk.advance(by: .milliseconds(1))
    #expect(work(desk)?.isDone == false)
    desk.type("<esc>")
    #expect(desk.pace == nil)
    #expect(desk.render(size).text.contains("stopped"))
    desk.type("<esc>")
    #expect(desk.interface.pane.name == "curves")
  }

  @Test func aRefusedSweepOpensNothing() {
    let desk = Desk.after(":sweep logit 9 0 1<enter>")
    #expect(desk.interface.pane.name == "curves")
    #expect(desk.interface.prompt?.error?.contains("class 9 is outside") == true)
  }

  @Test func aSweepThatNoLongerFitsSaysWhy() {
    var desk = Desk.after(":loss weighted<enter>:sweep pos_weight 0 10<enter>:loss sigmoid<enter>")
    #expect(desk.render(size).text.contains("sigmoid_cross_entropy has no pos_weight"))
  }

  @Test func aProbabilityIsSweptFromZeroToOne() {
    var desk = Desk.after(":loss binary_crossentropy<enter>w")
    let screen = desk.render(size).text
    #expect(screen.contains("sweep p c2 0 ... 1"))
  }

  @Test func marksLeaveTheLegendWhole() {
    var desk = Desk.after(":logits nan 1 2<enter>:sweep logit 1 0 1<enter>")
    let screen = desk.render(size).text
    #expect(screen.contains("   ulps └????????"))
    #expect(!screen.contains("off by, in"))
    #expect(screen.contains("no value: logit c0 is nan"))
  }

  @Test func aLabelOfALargeNumberIsShortAndWhole() {
    #expect((-1.1e38).shortly(in: 8) == "-1.1e38")
    #expect((-1.25e308).shortly(in: 6) == "-1e308")
    #expect(1e-5.shortly(in: 6) == "1e-5")
    var desk = Desk.after(":dtype float64<enter>:sweep logit -1e300 1e300<enter>")
    #expect(!desk.render(size).text.contains(".. ┤"))
  }

  @Test func theFrameworksFollowTheClassUnderTheCursor() {
    var desk = Desk.after(":logits 0 -20<enter>:label 0<enter>F")
    #expect(desk.render(size).text.contains("class c1, z = -20, y = 0"))
    desk.type("<up>")
    #expect(desk.render(size).text.contains("class c0, z = 0, y = 1"))
    desk.type("F")
    #expect(desk.interface.pane.name == "curves")
  }

  @Test(arguments: ["w", "F", ":sweep logit 0 -1 1<enter>", ":frameworks<enter>"])
  func everySizeHolds(keys: String) {
    for (width, height) in [(60, 16), (61, 17), (75, 19), (76, 20), (99, 40), (160, 24), (300, 90)]
    {
      var desk = Desk.after(":logits nan inf 1e30<enter>\(keys)")
      let screen = desk.render(Size(width: width, height: height))
      #expect(screen.size == Size(width: width, height: height))
    }
  }
}
