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
