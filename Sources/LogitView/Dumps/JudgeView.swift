import LogitDumps
import LogitText

/// What is asked of all rows beside their losses, once somebody asks for it.
struct Judgement: Sendable {
  /// The class whose trade-offs are shown; nil for all answers together.
  var index: Int?
  /// Yes from here on.
  var threshold = 0.5
  var showsEqualMass = false
  private var tradeoffs: Result<Tradeoffs, DumpError>?
  private var calibration: Result<Calibration, DumpError>?
  private var weighing: Background<Tradeoffs>?
  private var measuring: Background<Calibration>?

  init(_ dump: Dump) { index = dump.hasThreshold ? nil : 0 }

  var progress: Progress? { weighing?.progress ?? measuring?.progress }

  mutating func ask(for panel: DumpDesk.Panel, of dump: Dump) {
    switch panel {
    case .summary: break
    case .tradeoffs:
      guard tradeoffs == nil, weighing == nil else { return }
      weighing = Background("counting answers") { [index] progress throws(DumpError) in
        try Tradeoffs(dump, ofClass: index, progress)
      }
    case .calibration:
      guard calibration == nil, measuring == nil else { return }
      measuring = Background("counting answers") { progress throws(DumpError) in
        try Calibration(dump, bins: 15, progress)
      }
    }
    weighing?.wait(milliseconds: 30)
    measuring?.wait(milliseconds: 30)
    takeIn()
  }

  mutating func takeIn() {
    if let result = weighing?.result { (tradeoffs, weighing) = (result, nil) }
    if let result = measuring?.result { (calibration, measuring) = (result, nil) }
  }

  mutating func stop() {
    progress?.stop()
    (weighing, measuring) = (nil, nil)
  }

  mutating func nextClass(of dump: Dump) {
    let next = (index ?? -1) + 1
    stop()
    index = next < dump.classCount ? next : dump.hasThreshold ? nil : 0
    tradeoffs = nil
  }

  mutating func slide(by step: Int) {
    let hundredths = columns(threshold, of: 100) + step
    threshold = Double(min(99, max(1, hundredths))) / 100
  }

  // MARK: - Drawing

  func drawTradeoffs(on screen: inout Screen, in area: Rect) {
    guard let tradeoffs = open(tradeoffs, on: &screen, in: area) else { return }
    var y = area.y
    for line in tradeoffs.heading.flatMap({ $0.lines(ofWidth: area.width - 2, atMost: 3) }) {
      screen.write(line, x: area.x + 1, y: y, clip: area)
      y += 1
    }
    let here = tradeoffs.point(from: threshold)
    let marks:
      [(mark: Unicode.Scalar, style: Style, name: String, share: (Tradeoffs.Point) -> Double)]
    marks = [
      ("*", .logCurve, "precision", \.precision), ("o", .log1mCurve, "recall", \.recall),
      ("+", .mixCurve, "F1", \.f1),
    ]
    let from = "\(area.width < 66 ? "" : "from ")p \(threshold.decimals(2))"
    var x = screen.write(from, x: area.x + 1, y: y, style: .accent, clip: area)
    for mark in marks {
      x = screen.write("  \(mark.mark) ", x: x, y: y, style: mark.style, clip: area)
      x = screen.write("\(mark.name) \(Tradeoffs.text(mark.share(here)))", x: x, y: y, clip: area)
    }
    y += 1
    screen.write(
      "tp \(here.truePositives)  fp \(here.falsePositives)  fn \(here.falseNegatives)  tn \(here.trueNegatives)",
      x: area.x + 1, y: y, clip: area)
    y += 1
    var weights = tradeoffs.weightLines
    let room = area.maxY - y
    // What explains the table goes first, then the table.
    if room < weights.count + 8 { weights.removeFirst(2) }
    if room < weights.count + 6 { weights = [] }
    let plot = Rect(x: area.x + 1, y: y, width: area.width - 2, height: room - weights.count)
    screen.drawPlot(
      Plot(
        domain: 0...1, range: 0...1, here: threshold,
        series: marks.map { mark in
          Plot.Series(
            mark: mark.mark, style: mark.style, sample: { mark.share(tradeoffs.point(from: $0)) },
            present: mark.share(here))
        }), in: plot)
    for (line, text) in weights.enumerated() {
      screen.write(text, x: area.x + 1, y: plot.maxY + line, clip: area)
    }
  }

  func drawCalibration(on screen: inout Screen, in area: Rect) {
    guard let calibration = open(calibration, on: &screen, in: area) else { return }
    let width = area.width - 2
    var lines = calibration.heading.flatMap { $0.lines(ofWidth: width, atMost: 3) }
    lines.append(
      (showsEqualMass ? "bins of equal mass" : "bins of equal width")
        + "; the bar is what is right, | what p says")
    lines += calibration.lines(
      of: showsEqualMass ? calibration.equalMass : calibration.equalWidth,
      bar: max(6, min(60, width - 56)))
    screen.drawSheet(lines.map { " " + $0 }, in: area)
  }

  private func open<Value>(
    _ result: Result<Value, DumpError>?, on screen: inout Screen, in area: Rect
  ) -> Value? {
    switch result {
    case .success(let value): return value
    case .failure(let error):
      let words = error == .stopped ? "stopped" : error.words
      screen.drawWords(words.lines(ofWidth: area.width - 2, atMost: 4), y: area.y, in: area)
    case nil: screen.drawWords(["when all rows are read"], y: area.y, in: area)
    }
    return nil
  }
}
