import LogitBench
import LogitSession
import LogitStudies
import Testing

@testable import LogitView

/// What would make a number, under the table.
@Suite struct GotPaneTests {
  private let size = Size(width: 80, height: 24)

  /// The pane of a number, after a search that went to its end.
  private func desk(_ number: String, weighted: Bool = true) -> Desk {
    var desk = Desk.after((weighted ? ":class_weight 2 4 6<enter>" : "") + ":got \(number)<enter>")
    // All single changes, and pairs until one is found.
    for _ in 0..<200 where desk.pace != nil && !(found(desk) && tried(desk) > 80) {
      desk.advance(by: .milliseconds(1))
    }
    return desk
  }

  private func got(_ desk: Desk) -> Got? {
    desk.pane(GotPane.self).flatMap {
      desk.answers.known($0.question(desk.context), of: desk.context.model)?.got
    }
  }

  private func found(_ desk: Desk) -> Bool { got(desk)?.isFound == true }
  private func tried(_ desk: Desk) -> Int { got(desk)?.tried ?? 0 }

  @Test func enterCarriesOutAChangeAndOneUndoBringsTheBenchBack() throws {
    var desk = desk("0.0644")
    let before = desk.model.bench
    desk.type("<enter>")
    #expect(desk.model.bench.reduction == .weightedMean)
    desk.type("u")
    #expect(desk.model.bench == before)
    // Two changes at once are one step.
    desk = self.desk("1.067", weighted: false)
    desk.type("<enter>")
    #expect(desk.model.bench.reduction == .sum && desk.model.bench.labelSmoothing.text == "0.1")
    desk.type("u")
    #expect(desk.model.bench == .articles)
  }

  @Test(arguments: [(60, 8), (80, 14), (100, 20), (200, 50)])
  func showsThePaneOfANumber(width: Int, height: Int) throws {
    let size = Size(width: width, height: height)
    var desk = desk("0.0644")
    var screen = Screen(size: size)
    let context = Present(desk.model, desk.interface).context(desk.interface, width: width)
    _ = desk.interface.pane.draw(context, &desk.answers, on: &screen, in: screen.bounds)
    try Golden.check("\(screen.text)\n\n\(screen.styles)\n", "got", size)
  }

  @Test func whatNoCommandDoesIsSaid() {
    var desk = desk("0.43358")
    desk.type("<enter>")
    #expect(desk.interface.message.text == "no command does that: divide by ln 2")
    #expect(desk.render(size).text.contains("in bits: log2 for ln"))
  }

  @Test func escapeEndsTheSearchAndThenClosesThePane() {
    var desk = Desk.after(":got 12.345<enter>")
    #expect(desk.pace != nil)
    #expect(desk.render(size).text.contains("%, Esc stops"))
    desk.type("<esc>")
    #expect(desk.pace == nil && desk.interface.pane.name == "got")
    #expect(desk.render(size).text.contains("stopped at "))
    desk.type("<esc>")
    #expect(desk.interface.pane.name == "curves")
  }

  @Test func theListIsWalked() {
    var desk = desk("0.0644")
    let first = desk.render(size).text
    desk.type("j")
    let second = desk.render(size).text
    #expect(first.contains("> reduction weighted_mean") && first.contains("6 + 6 + 2 = 14"))
    #expect(second.contains("> as torch") && second.contains("by the rules of PyTorch"))
  }
}
