import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

@testable import LogitView

@Test(arguments: [
  Size(width: 0, height: 0), Size(width: 1, height: 1), Size(width: 59, height: 15),
  Size(width: 60, height: 16), Size(width: 61, height: 19), Size(width: 80, height: 24),
  Size(width: 100, height: 30), Size(width: 200, height: 60), Size(width: 400, height: 20),
])
func everySizeShowsEveryBench(size: Size) {
  let benches = [
    "", ":logits nan inf -inf<enter>", ":logits 1e308 -1e308<enter>:dtype float64<enter>",
    ":logits 1<enter>",
    ":loss weighted<enter>:pos_weight -inf<enter>:labels .5 1 2; 0 0 0; 1 0 0<enter>",
    ":loss half_squared_error_softmax<enter>:reduction none<enter>",
    ":class 0 太阳 with a name that is far too long for its column<enter>",
    ":logits \(Array(repeating: "0.125", count: 300).joined(separator: " "))<enter>G",
  ]
  for bench in benches {
    let opened = Desk.after(bench)
    for view in ["", "z", "'", "z'", "?", "a", ":lo", "5", "-", "s", "c", "r", ":jac<tab><enter>"] {
      var desk = opened
      desk.type(view)
      let screen = desk.screen(size)
      #expect(screen.size == size)
      let rows = screen.text.split(separator: "\n", omittingEmptySubsequences: false)
      for row in rows where size.width > 0 {
        #expect(displayWidth(of: String(row)) == size.width)
      }
    }
  }
}

@Test(arguments: [
  Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 200, height: 60),
])
func lossAndGradientNeverGiveWay(size: Size) {
  let screen = Desk().screen(size)
  #expect(screen.text.contains("loss 0.0556"))
  #expect(screen.text.contains("-0.0091"))
  let loud = screen.styles.prefix(size.width).filter { $0 == "L" }.count
  #expect(loud == " loss 0.0556 ".count)
}

@Test func manyClassesKeepTheSumAndTheCursor() {
  let logits = (0..<1000).map(String.init).joined(separator: " ")
  var desk = Desk.after(":logits \(logits)<enter>")
  desk.type("g")
  let text = desk.screen(Size(width: 80, height: 24)).text
  #expect(text.contains("[999]"))
  #expect(text.contains(" others ") && text.contains(" sum "))
}

@Test func changedCellsAreMarked() {
  let screen = Desk.after("]").screen(Size(width: 100, height: 30))
  let rows = screen.styles.split(separator: "\n")
  // Every probability of the row moved, and no label did.
  for row in 4...6 { #expect(rows[row].contains("c")) }
  let still = Desk.after("]<pagedown>").screen(Size(width: 100, height: 30))
  #expect(!still.styles.split(separator: "\n")[4].contains("c"))
}

@Test func numbersOfAnUnfinishedValueAreStale() {
  let screen = Desk.after("-").screen(Size(width: 100, height: 30))
  #expect(screen.styles.contains("s"))
  #expect(!screen.styles.contains("L"))
}

@Test func controlCharactersOfANameStayMarks() {
  var desk = Desk()
  _ = desk.handle(.paste("class 0 \u{1b}[31mred\u{7}\u{9b}2J\u{202e}"))
  desk.type("<enter>")
  let screen = desk.screen(Size(width: 100, height: 30))
  let hidden = screen.text.unicodeScalars.filter { $0 != "\n" && $0.mark != nil }
  #expect(hidden.isEmpty)
  #expect(screen.text.contains("^[[31"))
}

/// Every place that text can come from, each with what a terminal would obey.
@Test(arguments: [
  "title #", "note #", "class 0 #", "class 0 #<enter>:logit # 5", "loss #", "#", "logits #",
  "label #", "help #", "sample #", "o #", "w /nowhere/#", "note #<enter>:note", "log",
  "title #<enter>:log",
])
func nothingButMarksReachesTheScreen(line: String) {
  let hostile = "\u{1b}]0;x\u{7}\u{1b}[2J\u{9b}31m\u{202e}\u{200b}\u{85}"
  var desk = Desk()
  for part in line.split(separator: "#", omittingEmptySubsequences: false).enumerated() {
    if part.offset > 0 { _ = desk.handle(.paste(hostile)) }
    desk.type((part.offset == 0 ? ":" : "") + part.element)
  }
  for keys in ["", "<enter>", "a", "<esc>y:<up>"] {
    desk.type(keys)
    for size in [Size(width: 60, height: 16), Size(width: 200, height: 60)] {
      let scalars = desk.screen(size).text.unicodeScalars.filter { $0 != "\n" }
      #expect(scalars.allSatisfy { $0.mark == nil })
    }
  }
}

@Test func aFileNameInAnAnswerStaysMarks() {
  var desk = Desk()
  desk.finish(.failed(FileError("a\u{1b}[31m\u{7}b", .unreadable("no\u{1b}[0m"))))
  desk.finish(.saved(.articles, to: "\u{1b}c"))
  desk.listed(FolderNames(folder: "", names: ["\u{1b}[31m"]))
  for keys in ["", "a", "<esc>:o <tab>"] {
    desk.type(keys)
    desk.listed(FolderNames(folder: "", names: ["\u{1b}[31m", "\u{1b}[32m"]))
    let text = desk.screen(Size(width: 100, height: 30)).text
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.mark == nil })
  }
}

@Test(arguments: [
  (0.9909, 20, "####################"), (0.5, 20, "##########"), (0.001, 20, "."), (0, 20, ""),
  (Double.nan, 5, "?????"), (1, 8, "########"), (1e-300, 3, "."), (3, 8, "#######>"),
  (1.0000001, 4, "###>"), (Double.infinity, 4, "###>"), (2, 1, ">"), (-2, 8, "<"),
  (-Double.infinity, 3, "<"), (-0.0, 8, ""), (-1e-300, 8, "<"), (Double.nan, 0, ""), (2, 0, ""),
])
func drawsABar(probability: Double, width: Int, bar: String) {
  #expect(Screen.bar(probability, width: width) == bar)
}

@Test(arguments: [
  (0.5, 10, 5), (1.0, 10, 10), (2.0, 10, 10), (-1.0, 10, 0), (Double.nan, 10, 0),
  (Double.infinity, 10, 10), (-Double.infinity, 10, 0), (0.5, 0, 0), (0.5, -3, 0),
])
func turnsAPartIntoColumns(part: Double, width: Int, cells: Int) {
  #expect(columns(part, of: width) == cells)
}

@Test func aPlotMarksWhatItCannotHold() {
  var screen = Screen(size: Size(width: 40, height: 12))
  let values: [Double] = [.nan, .infinity, -.infinity, 0.5]
  let plot = Plot(
    domain: 0...1, range: 0...1, here: .nan,
    series: values.enumerated().map { at, value in
      Plot.Series(
        mark: "*", style: .logCurve,
        sample: { $0 * 4 >= Double(at) && $0 * 4 < Double(at + 1) ? value : 9 },
        present: value)
    })
  screen.drawPlot(plot, in: screen.bounds)
  let rows = screen.text.split(separator: "\n", omittingEmptySubsequences: false)
  #expect(rows[10].contains("?"))
  #expect(rows[0].contains("^"))
  #expect(rows[9].contains("v"))
  #expect(rows[5].contains("*") || rows[4].contains("*"))
}

@Test func thePlaceOnACurveFollowsTheLogit() {
  func column(_ keys: String) -> Int? {
    let row =
      Desk.after(keys).screen(Size(width: 100, height: 30)).text
      .split(separator: "\n").first { $0.hasPrefix("    └") } ?? ""
    return row.firstIndex(of: "^").map { row.distance(from: row.startIndex, to: $0) }
  }
  let places = ["2<enter>", "4<enter>", "7<enter>"].map(column).compactMap { $0 }
  #expect(places.count == 3)
  #expect(places == places.sorted())
  #expect(Set(places).count == 3)
}

/// Question 5: what a loss is to be measured by stands at every size that has a rule over the table.
@Test(arguments: [(80, 24), (100, 30), (200, 60)])
func theGuessThatKnowsNothingIsTold(width: Int, height: Int) {
  let size = Size(width: width, height: height)
  let lines = Desk.after(":logits 0 0 0 0<enter>").screen(size).text.lines
  #expect(lines[2].hasPrefix("─ row 0 ─ uniform over 4: ln 4 = 1.3863 ─"))
  #expect(
    lines.contains { $0.contains("the logits are all alike: p is 1/4 each, and says nothing yet") })
  let smoothed = Desk.after(":label_smoothing .1<enter>").screen(size).text.lines
  #expect(smoothed[2].contains("─ loss = floor by smoothing ") == (width > 80))
}

/// Labels that touch would be other numbers.
@Test(arguments: [60, 80, 100, 200])
func theTicksOfAnAxisStandApart(width: Int) throws {
  let size = Size(width: width, height: 30)
  let lines = Desk.after(":sample overflow<enter>").screen(size).text.lines
  let axis = try #require(lines.firstIndex { $0.contains("└┬─") })
  let labels = lines[axis + 1].prefix(width / 2).split(separator: " ")
  #expect(labels.allSatisfy { Double($0) != nil })
}

/// The limits of a sweep are read, so none of them is cut.
@Test func theLimitsOfASweepAreWhole() {
  let text = Desk.after(Golden.sure + "w").screen(Size(width: 80, height: 24)).text
  #expect(text.contains(" x -36 ... -10") && text.contains(" clips | loses digits"))
}

/// Gradients to either side of 0, on one scale for both heads.
@Test(arguments: [(80, 26), (100, 30), (200, 60)])
func headsShowTheGradientsAsBars(width: Int, height: Int) throws {
  let desk = Desk.after(":logits 2 1 .1<enter>:label 0<enter>s")
  let lines = desk.screen(Size(width: width, height: height)).text.lines
  let head = try #require(lines.firstIndex { $0.contains("-1") && $0.contains("+1") })
  let bars = lines[head + 1..<head + 4].map {
    $0.split(separator: "│", omittingEmptySubsequences: false)
  }
  // Softmax pulls the true logit up: down the loss goes where z grows.
  #expect(bars[0][1].hasSuffix("-") && bars[1][2].hasPrefix("++") && bars[2][2].hasPrefix("+"))
  let whole = bars[1][1].prefix { $0 == "+" }.count
  let part = bars[1][2].prefix { $0 == "+" }.count
  #expect((Double(part) / Double(whole) - 0.2424 / 0.7311).magnitude < 0.1)
}

@Test func theJacobianIsShadedAndAddsUpToNothing() {
  let screen = Desk.after(":jacobian<enter>").screen(Size(width: 80, height: 24))
  #expect(screen.text.contains("rows add up to 0: a constant on all logits changes no p"))
  #expect(screen.text.contains(" ++++++++++ ") && screen.text.contains("          - "))
}

/// The place on each curve is the number of the table.
@Test(arguments: [":logits -5<enter>:loss sigmoid<enter>:labels 1<enter>", ":logit 2 -3<enter>"])
func compareDrawsBothGradients(keys: String) {
  let screen = Desk.after(keys + "c").screen(Size(width: 200, height: 60))
  #expect(screen.text.contains("─ dloss/dz as z of c"))
  #expect(screen.styles.filter { $0 == "@" }.count >= 3)
}
