import LogitBench
import LogitStudies
import LogitText

extension SweepPane {
  func draw(
    _ work: SweepWork, _ context: PaneContext, on screen: inout Screen, in area: Rect
  ) {
    let sweep = work.sweep
    let (rule, area) = area.parted()
    let layout = SweepLayout(area)
    let cursor = place(in: sweep)
    let here = "\(sweep.subject) = \(sweep.xs[cursor].significant(5))"
    var titles = [layout.isNarrow ? "sweep \(here)" : "sweep \(sweep.title)"]
    if !work.isDone {
      titles.append(
        "sweep \((work.progress * 100).decimals(0)) %" + (isStopped(context) ? ", stopped" : ""))
    } else if layout.isNarrow {
      titles.append(sweep.legend(in: area.width - titles[0].count - 6))
    } else {
      titles.append("\(sweep.format.name), beside \(sweep.truth)")
    }
    screen.drawRule(titles, hasFocus: context.hasFocus, in: rule)
    screen.drawValues(sweep, cursor: cursor, layout)
    screen.drawErrors(sweep, cursor: cursor, layout)
    screen.drawAxis(sweep, cursor: cursor, layout)
    let style = context.numberStyle
    if layout.isNarrow {
      screen.drawReading(sweep, at: cursor, in: layout.panel, style: style)
    } else {
      screen.drawPanel(sweep, at: cursor, in: layout.panel, style: style)
    }
  }
}

/// Where the parts of a sweep lie.
private struct SweepLayout {
  /// Empty on a low screen.
  let values: Rect
  /// Between the plots: the axis of the upper, the title of the lower.
  let middle: Rect
  let errors: Rect
  let axis: Rect
  /// Beside the plots, or one line beneath them.
  let panel: Rect
  let isNarrow: Bool

  init(_ area: Rect) {
    let panelWidth = SweepPane.panelWidth(area.width)
    isNarrow = panelWidth == 0
    let isLow = area.height < 9
    let x = area.x + SweepPane.labelWidth + 1
    let width = SweepPane.columns(area.width)
    let axisHeight = isLow ? 1 : 2
    let below = isNarrow ? (isLow ? 2 : 3) : 0
    let room = max(0, area.height - axisHeight - below - (isLow ? 0 : 1))
    let upper = isLow ? 0 : (room * 11 + 10) / 20
    values = Rect(x: x, y: area.y, width: width, height: upper)
    middle = Rect(x: x, y: values.maxY, width: width, height: isLow ? 0 : 1)
    errors = Rect(x: x, y: middle.maxY, width: width, height: room - upper)
    axis = Rect(x: x, y: errors.maxY, width: width, height: axisHeight)
    panel =
      isNarrow
      ? Rect(x: area.x + 1, y: axis.maxY, width: area.width - 2, height: below)
      : Rect(x: area.maxX - panelWidth, y: area.y, width: panelWidth - 1, height: area.height)
  }
}

extension Screen {
  private mutating func drawGuide(_ column: Int, in body: Rect) {
    for y in body.y..<body.maxY { set(":", x: body.x + column, y: y, style: .faint) }
  }

  private mutating func drawScale(
    _ ticks: [(value: Double, label: String)], _ range: ClosedRange<Double>, in body: Rect
  ) {
    fill(Rect(x: body.x - 1, y: body.y, width: 1, height: body.height), "│", style: .rule)
    let usual = SweepPane.labelWidth - 2
    // Long ones take the margins as well.
    let width = ticks.contains { $0.label.count > usual } ? usual + 2 : usual
    for tick in ticks {
      guard let up = cell(of: tick.value, in: range, count: body.height) else { continue }
      let y = body.maxY - 1 - up
      let label = tick.label.count > usual ? tick.value.shortly(in: width) : tick.label
      write(
        label.placed(in: width, .right), x: body.x - 1 - (width + usual + 2) / 2, y: y,
        style: .rule)
      set("┤", x: body.x - 1, y: y, style: .rule)
    }
  }

  /// The curves, the exact one beneath them: `^` and `v` for what lies above and below, `?` under
  /// the plot for NaN.
  fileprivate mutating func drawValues(_ sweep: Sweep, cursor: Int, _ layout: SweepLayout) {
    let body = layout.values
    guard body.height > 1 else { return }
    let range = sweep.range
    let plot = Plot(domain: 0...1, range: range, here: 0, series: [])
    drawScale(
      plot.rangeTicks(rows: body.height).map { ($0.value, $0.label) }, range, in: body)
    drawGuide(cursor, in: body)
    let middle = layout.middle
    set("└", x: middle.x - 1, y: middle.y, style: .rule)
    fill(middle, "─", style: .rule)
    write(
      "ulps".placed(in: SweepPane.labelWidth - 2, .right), x: body.x - SweepPane.labelWidth,
      y: middle.y, style: .faint)
    drawTrace(sweep.exact, range, mark: ".", style: .faint, in: body)
    for (index, line) in sweep.lines.enumerated().reversed() {
      let values = line.points.map(\.value)
      drawTrace(values, range, mark: line.scalar, style: .sweepLine(index), in: body)
      for (column, value) in values.enumerated() where value.isNaN {
        set("?", x: middle.x + column, y: middle.y, style: .sweepLine(index))
      }
    }
    drawErrorTitle(" off by, in ulps of \(sweep.format.name) ", in: middle)
    if let here = sweep.here.flatMap({ sweep.column(of: $0) }), here < sweep.exact.count,
      let up = cell(of: sweep.exact[here], in: range, count: body.height)
    {
      set("@", x: body.x + here, y: body.maxY - 1 - up, style: .here)
    }
  }

  /// Where the marks on the rule leave room for it.
  private mutating func drawErrorTitle(_ title: String, in rule: Rect) {
    var start = rule.x + 2
    for x in rule.x..<rule.maxX {
      if isMarked(x: x, y: rule.y) { start = x + 2 }
      guard x - start == title.count else { continue }
      write(title, x: start, y: rule.y, style: .faint, clip: rule)
      return
    }
  }

  fileprivate mutating func drawErrors(_ sweep: Sweep, cursor: Int, _ layout: SweepLayout) {
    let body = layout.errors
    guard body.height > 0 else { return }
    let range = sweep.decades
    let step = stride(from: 1, through: 12, by: 1).map(Double.init).first {
      Double(body.height) * $0 >= 2 * (range.upperBound + 1)
    }
    let decades = stride(from: 0, through: range.upperBound, by: step ?? 3).map { decade in
      (decade, decade == 0 ? "1" : "1e\(decade.decimals(0))")
    }
    drawScale([(-1, "<.1")] + decades, range, in: body)
    drawGuide(cursor, in: body)
    for (index, line) in sweep.lines.enumerated().reversed() {
      let style = Style.sweepLine(index)
      for (column, point) in line.points.enumerated() {
        let x = body.x + column
        let decades = point.decades
        if decades.isNaN {
          set("?", x: x, y: body.maxY, style: style)
        } else if decades > range.upperBound {
          set("^", x: x, y: body.y, style: style)
        } else if let up = cell(of: decades, in: range, count: body.height) {
          set(line.scalar, x: x, y: body.maxY - 1 - up, style: style)
        }
      }
    }
  }

  /// One mark a column, and between two columns as many as leave no gap.
  private mutating func drawTrace(
    _ values: [Double], _ range: ClosedRange<Double>, mark: Unicode.Scalar, style: Style,
    in body: Rect
  ) {
    var before: Int?
    for (column, value) in values.enumerated() {
      let x = body.x + column
      guard let up = cell(of: value, in: range, count: body.height) else {
        if value > range.upperBound { set("^", x: x, y: body.y, style: style) }
        if value < range.lowerBound { set("v", x: x, y: body.maxY - 1, style: style) }
        before = nil
        continue
      }
      var first = up
      if let before, (before - up).magnitude > 1 { first = before + (up - before).signum() }
      for height in min(first, up)...max(first, up) {
        set(mark, x: x, y: body.maxY - 1 - height, style: style)
      }
      before = up
    }
  }

  fileprivate mutating func drawAxis(_ sweep: Sweep, cursor: Int, _ layout: SweepLayout) {
    let area = layout.axis
    let isLow = area.height < 2
    set("└", x: area.x - 1, y: area.y, style: .rule)
    for x in area.x..<area.maxX where !isMarked(x: x, y: area.y) {
      set("─", x: x, y: area.y, style: .rule)
    }
    var end = area.x - 1
    for tick in sweep.request.ticks {
      let part = sweep.request.part(of: tick)
      guard let column = cell(of: part, in: 0...1, count: area.width) else { continue }
      let label = sweep.request.text(of: tick)
      let start = min(
        max(area.x, area.x + column - label.count / 2), area.maxX - label.count)
      guard start > end else { continue }
      if !isLow, !isMarked(x: area.x + column, y: area.y) {
        set("┬", x: area.x + column, y: area.y, style: .rule)
      }
      end = write(label, x: start, y: isLow ? area.y : area.y + 1, style: .rule)
    }
    set("^", x: area.x + cursor, y: area.y, style: .here)
  }

  /// Whether a formula has left a mark there already.
  private func isMarked(x: Int, y: Int) -> Bool {
    guard x >= 0, x < size.width, y >= 0, y < size.height else { return false }
    return row(y)[row(y).startIndex + x].scalar == "?"
  }
}
