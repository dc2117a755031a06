import LogitBench
import LogitSession
import LogitStudies
import LogitText
import TestSupport
import Testing

@testable import LogitView

/// The mouse does what keys do, where it points; what it cannot mean does nothing.
@Suite struct MouseTests {
  private static let size = Size(width: 80, height: 24)

  /// Where a text stands on the screen.
  private func place(of text: String, on desk: inout Desk, _ size: Size = size) throws -> Point {
    let lines = desk.render(size).text.lines
    let y = try #require(lines.firstIndex { $0.contains(text) }, "\(text)")
    let range = try #require(lines[y].firstRange(of: text))
    return Point(x: displayWidth(of: String(lines[y][..<range.lowerBound])), y: y)
  }

  @discardableResult
  private func send(_ desk: inout Desk, _ mouse: Event.Mouse, _ point: Point) -> [Request] {
    desk.handle(.mouse(mouse, x: point.x, y: point.y))
  }

  private func click(_ text: String, _ desk: inout Desk, offset: Int = 0) throws {
    var point = try place(of: text, on: &desk)
    point.x += offset
    send(&desk, .press(button: 0), point)
    send(&desk, .release, point)
  }

  @Test func aClickGoesToTheCell() throws {
    var desk = Desk()
    // Logit and label of c0 stand in one line: ` c0   1  0`.
    try click(" c0 ", &desk, offset: 15)
    #expect(desk.interface.index == 0 && desk.interface.field == .logit)
    try click(" c1 ", &desk, offset: 18)
    #expect(desk.interface.index == 1 && desk.interface.field == .label)
    try click(" c2 <", &desk)
    #expect(desk.interface.index == 2 && desk.model.bench == .articles)
    try click("0.1328", &desk)
    #expect(desk.model.bench.row == 1)
  }

  @Test func theWheelSlidesTheNumberUnderItByTheStepOfTheKeys() throws {
    var desk = Desk()
    let point = try place(of: "[7]", on: &desk)
    send(&desk, .wheelUp, point)
    #expect(desk.logits == Desk.after("]").logits)
    send(&desk, .wheelDown, point)
    send(&desk, .wheelDown, point)
    #expect(desk.logits == Desk.after("[").logits)
    // They are one step to undo.
    desk.type("u")
    #expect(desk.model.bench == .articles)
    let other = try place(of: " c0 ", on: &desk)
    send(&desk, .wheelUp, Point(x: 15, y: other.y))
    #expect(desk.logits == ["1.1", "2", "7"])
  }

  @Test func aBarIsDraggedToAProbability() throws {
    for keys in ["", ":loss sigmoid<enter>", ":temperature 2<enter>"] {
      var desk = Desk.after(keys)
      _ = desk.render(Self.size)
      let bar = try #require(desk.spots.first { $0.spot == .bar(class: 0) }).area
      send(&desk, .press(button: 0), Point(x: bar.x, y: bar.y))
      for x in bar.x..<bar.maxX {
        send(&desk, .drag(button: 0), Point(x: x, y: bar.y + 1))
        let part = (Double(x - bar.x) + 0.5) / Double(bar.width)
        #expect(abs(desk.model.table.probability(0) - part) < 0.005, "\(keys) \(x)")
      }
      send(&desk, .release, Point(x: bar.maxX, y: bar.y))
      desk.type("u")
      #expect(desk.model.bench == Desk.after(keys).model.bench, "\(keys)")
      // Nothing is held any more.
      send(&desk, .drag(button: 0), Point(x: bar.x + 1, y: bar.y))
      #expect(desk.model.bench == Desk.after(keys).model.bench)
    }
  }

  @Test func theCurvesAreDraggedOverBothAxes() throws {
    for (axis, key) in [(true, ""), (false, "z")] {
      var desk = Desk.after(key)
      _ = desk.render(Self.size)
      let found = desk.spots.last { if case .curves = $0.spot { true } else { false } }
      let area = try #require(found).area
      send(&desk, .press(button: 0), Point(x: area.x, y: area.y))
      let low = desk.logits[2]
      send(&desk, .drag(button: 0), Point(x: area.x + area.width / 2, y: area.y))
      #expect(desk.logits[2] != low)
      if axis { #expect(abs(desk.model.table.probability(2) - 0.5) < 0.05) }
      // The `@` is under the hand.
      let lines = desk.render(Self.size).text.lines
      let column = area.x + area.width / 2
      #expect(
        (area.y..<area.maxY).contains { y in
          [-1, 0, 1].contains { Array(lines[y])[column + $0] == "@" }
        })
    }
  }

  @Test func theCurvesBeneathAPaneAreThoseOfTheBench() throws {
    let size = Size(width: 200, height: 60)
    for pane in ["s", "d", "t", "F", "o", "i", ":jacobian<enter>"] {
      var desk = Desk.after(pane)
      let lines = desk.render(size).text.lines
      #expect(lines.contains { $0.contains(" curves over a ") }, "\(pane)")
      let found = desk.spots.last { if case .curves = $0.spot { true } else { false } }
      let area = try #require(found, "\(pane)").area
      send(&desk, .press(button: 0), Point(x: area.x + area.width / 2, y: area.y))
      #expect(abs(desk.model.table.probability(2) - 0.5) < 0.05, "\(pane)")
      desk.type("z")
      #expect(desk.render(size).text.contains(" curves over z "), "\(pane)")
    }
    // Where they have no room a key that would change them says so.
    var desk = Desk.after("s")
    #expect(!desk.render(Self.size).text.contains(" curves over "))
    desk.type("z")
    #expect(desk.interface.message.text.contains("which heads hides"))
  }

  @Test func wordsOfTheLineOfKeysAreClicked() throws {
    var desk = Desk()
    try click("duel", &desk)
    #expect(desk.interface.opened?.letter == "d")
    try click("? help", &desk)
    #expect(desk.interface.list?.kind == .help)
    try click("Esc close", &desk)
    #expect(desk.interface.list == nil)
    try click("m menu", &desk)
    #expect(desk.interface.list?.kind == .menu)
  }

  @Test func rowsAndGroupsOfListsAreClicked() throws {
    var desk = Desk.after("S")
    try click("overflow, extremes", &desk)
    try click("underflow", &desk)
    #expect(desk.interface.list?.list.item?.parts[0].text == "underflow")
    let point = try place(of: "underflow", on: &desk)
    send(&desk, .wheelDown, point)
    #expect(desk.interface.list?.list.item?.parts[0].text == "sigmoid-extremes")
    send(&desk, .wheelUp, point)
    // Once more opens what is chosen.
    try click("underflow", &desk)
    #expect(desk.interface.list == nil && desk.model.bench.note.contains("e^-100000"))
    desk.type("?")
    _ = desk.render(Self.size)
    send(&desk, .wheelDown, Point(x: 9, y: 9))
    #expect(desk.interface.list?.list.chosen == 3)
    // The note is folded by its title.
    desk.type("<esc>")
    try click("─ note ─", &desk, offset: 3)
    #expect(desk.interface.isCaptionOpen == false)
  }

  @Test func theWheelWalksWhatAPaneLists() throws {
    var desk = Desk.after("d")
    let point = try place(of: "formula ", on: &desk)
    let before = desk.render(Self.size).text.lines.dropLast(2)
    send(&desk, .wheelDown, point)
    #expect(desk.pane(DuelPane.self)?.choice.formula != nil)
    #expect(desk.render(Self.size).text.lines.dropLast(2) != before)
    #expect(desk.model.bench == .articles)
  }

  @Test func completionsAreClicked() throws {
    var desk = Desk.after(":dtype <tab>")
    try click(" float16 ", &desk, offset: 2)
    #expect(desk.interface.prompt?.line.string == "dtype ")
    try click(" float16 ", &desk, offset: 2)
    #expect(desk.interface.prompt?.line.string == "dtype float16 ")
  }

  @Test func badReportsDoNothing() throws {
    var desk = Desk()
    _ = desk.render(Self.size)
    let bar = try #require(desk.spots.first { $0.spot == .bar(class: 0) }).area
    let inside = Point(x: bar.x + 2, y: bar.y)
    let before = desk.model.bench
    for point in [
      Point(x: 80, y: 5), Point(x: 5, y: 24), Point(x: 100_000, y: 100_000), Point(x: 999, y: 0),
    ] {
      for mouse in [
        Event.Mouse.press(button: 0), .drag(button: 0), .release, .move, .wheelUp, .wheelDown,
      ] { #expect(send(&desk, mouse, point).isEmpty) }
    }
    for mouse in [Event.Mouse.press(button: 1), .press(button: 2), .drag(button: 0), .move] {
      send(&desk, mouse, inside)
    }
    #expect(desk.model.bench == before)
    // What leaves the window keeps the number; a window of another size lets go of it.
    send(&desk, .press(button: 0), inside)
    let held = desk.model.bench
    send(&desk, .drag(button: 0), Point(x: 200, y: bar.y))
    #expect(desk.model.bench == held && held != before)
    _ = desk.render(Size(width: 100, height: 30))
    send(&desk, .drag(button: 0), Point(x: bar.x + 5, y: bar.y))
    #expect(desk.model.bench == held)
    // Nor is anything taken hold of while a number is typed.
    desk.type("5")
    _ = desk.render(Self.size)
    send(&desk, .press(button: 0), inside)
    send(&desk, .wheelUp, inside)
    #expect(desk.interface.edit?.string == "5" && desk.model.bench == held)
  }

  @Test func whatHasNoLogitIsSaid() {
    var desk = Desk.after(":logits 3<enter>:label 0<enter>")
    _ = desk.render(Self.size)
    guard let bar = desk.spots.first(where: { $0.spot == .bar(class: 0) })?.area else { return }
    send(&desk, .press(button: 0), Point(x: bar.x + 1, y: bar.y))
    #expect(desk.interface.message.text.hasPrefix("no logit puts it there"))
    #expect(desk.logits == ["3"])
  }

  @Test func everyKeyOfAHintIsOne() {
    for (word, key) in [
      ("up", Key(.up)), ("PgDn", Key(.pageDown)), ("Space", Key(.character(" "))),
      ("Ctrl-U", Key(.character("u"), .control)), ("F", .letter("F")), ("[", .letter("[")),
    ] { #expect(Key(named: word) == key) }
    for word in ["0-9", "-", ".", "1-3", "arrows"] { #expect(Key(named: word) == nil) }
  }

  @Test func theMouseIsAskedForAndGivenBack() {
    var desk = Desk()
    #expect(desk.press(":mouse off<enter>").first { $0 == .mouse(false) } != nil)
    #expect(desk.interface.message.text.hasPrefix("mouse off"))
    #expect(desk.press(":mouse on<enter>").contains(.mouse(true)))
  }

  @Test func anywhereOnEveryPaneAndListNothingBreaks() {
    var random = SplitMix64(seed: 7)
    for opening in ["", "s", "c", "r", "d", "F", "S", "L", "m", "?", "a", ":loss <tab>"] {
      var desk = Desk.after(opening)
      for _ in 0..<60 {
        if Int.random(in: 0..<6, using: &random) == 0 {
          _ = desk.render(
            Size(
              width: .random(in: 50...120, using: &random),
              height: .random(in: 14...40, using: &random)))
        }
        let mouse = [
          Event.Mouse.press(button: 0), .drag(button: 0), .release, .wheelUp, .wheelDown, .move,
          .press(button: 2),
        ].randomElement(using: &random)
        let point = Point(
          x: .random(in: 0..<130, using: &random), y: .random(in: 0..<45, using: &random))
        if let mouse { send(&desk, mouse, point) }
      }
      _ = desk.render(Self.size)
    }
  }
}
