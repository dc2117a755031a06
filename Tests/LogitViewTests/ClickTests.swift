import LogitBench
import LogitSession
import LogitStudies
import Testing

@testable import LogitView

/// Lines of panes and words of the header, taken hold of by the mouse.
@Suite struct ClickTests {
  private static let size = Size(width: 100, height: 30)

  private func place(of words: String, in desk: inout Desk, from line: Int = 0) throws -> Point {
    let lines = desk.render(Self.size).text.split(separator: "\n", omittingEmptySubsequences: false)
    for (y, text) in lines.enumerated() where y >= line {
      if let found = text.firstRange(of: words) {
        return Point(x: text.distance(from: text.startIndex, to: found.lowerBound), y: y)
      }
    }
    throw CommandError("no '\(words)' on the screen")
  }

  private func click(_ words: String, in desk: inout Desk, from line: Int = 0) throws {
    let point = try place(of: words, in: &desk, from: line)
    _ = desk.handle(.mouse(.press(button: 0), x: point.x, y: point.y))
    _ = desk.handle(.mouse(.release, x: point.x, y: point.y))
  }

  @Test func aFormulaOfTheDuelIsChosen() throws {
    var desk = Desk.after("d")
    try click("optax", in: &desk, from: 10)
    #expect(desk.pane(DuelPane.self)?.choice.formula == "optax")
    #expect(desk.render(Self.size).text.contains("optax"))
    #expect(desk.interface.focus == .pane)
  }

  @Test func aStepOfTheTraceIsChosen() throws {
    var desk = Desk.after(":logits 1000 0<enter>:label 0<enter><up>t")
    try click("#2", in: &desk, from: 8)
    #expect(desk.pane(TracePane.self)?.choice.step == 1)
  }

  @Test func aFrameworkIsExplained() throws {
    var desk = Desk.after(":logits 0 -20<enter>:label 0<enter><up>F")
    let before = desk.render(Self.size).text
    try click("SciPy", in: &desk, from: 10)
    let after = desk.render(Self.size).text
    #expect(after != before && after.contains("> "))
  }

  @Test func aRowOfTheBatchPaneIsChosenAndEnterGoesThere() throws {
    var desk = Desk.after("b")
    let point = try place(of: " 2 ", in: &desk, from: 12)
    _ = desk.handle(.mouse(.press(button: 0), x: point.x, y: point.y))
    desk.type("<enter>")
    #expect(desk.model.bench.row == 2)
  }

  @Test func theHeaderLeadsToWhatItSays() throws {
    var desk = Desk()
    try click("sparse_softmax", in: &desk)
    #expect(desk.interface.list?.kind == .losses)
    desk.type("<esc>")
    try click("float32", in: &desk)
    #expect(desk.interface.prompt?.line.string == "dtype ")
    desk.type("<esc><esc>")
    try click("mean", in: &desk)
    #expect(desk.interface.prompt?.line.string == "reduction ")
    desk = Desk.after(":loss focal<enter>")
    try click("gamma 2", in: &desk)
    #expect(desk.interface.field == .parameter("gamma"))
    let point = try place(of: "gamma", in: &desk)
    _ = desk.handle(.mouse(.wheelUp, x: point.x + 1, y: point.y))
    #expect(desk.model.bench.parameters["gamma"]?.text == "2.1")
  }

  @Test func fListsTheFormulasAndWhatFrameworksCall() throws {
    var desk = Desk.after("f")
    #expect(desk.interface.list?.kind == .formulas)
    let names = desk.interface.list?.list.items.map { $0.parts[0].text } ?? []
    #expect(names.contains("naive") && names.contains("kernel") && names.contains("PyTorch"))
    desk.type("/naive<enter><enter>")
    #expect(desk.pane(TracePane.self)?.choice.formula == "naive")
    desk = Desk.after(":formula<enter>")
    #expect(desk.interface.list?.kind == .formulas)
  }
}
