import LogitBench
import LogitStudies
import LogitText

/// Columns of the steps: how wide each is, 0 where there is no room for it.
private struct StepColumns {
  /// `#12 !`
  static let mark = 6

  let text: Int
  let applied: Int
  let number: Int
  let nearest: Int
  let event: Int

  /// - Parameter tellsEvents: Whether what happened matters more than the step's formula.
  init(_ trace: Trace, width: Int, tellsEvents: Bool) {
    func widest(_ texts: [String]) -> Int { texts.map(\.count).max() ?? 0 }
    let wants = (
      text: widest(trace.lines.map(\.text)) + 2,
      applied: max(18, widest(trace.lines.map(\.applied)) + 2),
      nearest: max(widest(trace.lines.map(\.unrounded)), 7) + 2,
      event: max(14, widest(trace.lines.map(\.event)) + 1)
    )
    number = max(widest(trace.lines.map(\.outcome.text)), trace.format.name.count) + 2
    var rest = width - Self.mark - number
    func take(_ wanted: Int, leaving other: Int, least: Int) -> Int {
      let given = min(wanted, rest - other)
      guard given >= least else { return 0 }
      rest -= given
      return given
    }
    applied = take(min(wants.applied, 34), leaving: min(20, wants.event), least: 1)
    if tellsEvents {
      event = take(wants.event, leaving: 0, least: 1)
      text = take(wants.text, leaving: 0, least: 10)
      nearest = take(wants.nearest, leaving: 0, least: wants.nearest)
    } else {
      // The step is told by its numbers as well: it gives way to what they should be and to what happened.
      let text = 16
      nearest = take(wants.nearest, leaving: wants.event + text, least: wants.nearest)
      self.text = take(wants.text, leaving: min(wants.event, max(20, rest - text)), least: 10)
      event = take(wants.event, leaving: 0, least: 1)
    }
  }
}

extension Screen {
  /// The steps of a formula around the one under the cursor, or where the result is lost.
  mutating func drawSteps(_ trace: Trace, cursor: Int?, _ context: PaneContext, in area: Rect) {
    guard !trace.lines.isEmpty else {
      for (line, text) in (trace.remark ?? "").wrapped(to: area.width - 2).enumerated()
      where cursor == nil && line < area.height {
        write(text, x: area.x + 1, y: area.y + line, clip: area)
      }
      return
    }
    let columns = StepColumns(trace, width: area.width, tellsEvents: cursor == nil)
    let showsHead = area.height >= 4
    if showsHead { drawStepHead(trace, columns, in: area) }
    let height = area.height - (showsHead ? 1 : 0)
    for (line, place) in trace.visible(height, around: cursor).enumerated() {
      let row = Rect(
        x: area.x, y: area.y + (showsHead ? 1 : 0) + line, width: area.width, height: 1)
      // Beneath the duel the steps are looked at, and no list.
      if cursor != nil { mark(row, .paneItem(place)) }
      drawStep(
        trace.lines[place], number: place + 1, isHere: cursor == place, columns, context, in: row)
    }
  }

  private mutating func drawStepHead(_ trace: Trace, _ columns: StepColumns, in area: Rect) {
    var x = area.x + StepColumns.mark
    let heads = [
      ("step", columns.text), ("with its numbers", columns.applied),
      (trace.format.name, columns.number),
      (columns.nearest > 16 ? "without rounding" : "exactly", columns.nearest),
      ("what happened", columns.event),
    ]
    for (head, width) in heads where width > 0 {
      write(head.placed(in: width), x: x, y: area.y, style: .faint, clip: area)
      x += width
    }
  }

  private mutating func drawStep(
    _ line: Trace.Line, number: Int, isHere: Bool, _ columns: StepColumns, _ context: PaneContext,
    in area: Rect
  ) {
    let y = area.y
    let hasFocus = context.hasFocus
    let style: Style = isHere ? (hasFocus ? .cursor : .title) : .faint
    let end = write("#\(number)", x: area.x + 1, y: y, style: style, clip: area)
    if line.isMarked { write("!", x: end, y: y, style: .wrong, clip: area) }
    var x = area.x + StepColumns.mark
    func fitted(_ text: String, _ width: Int) -> String {
      text.fitted(to: max(0, width - 1), ellipsis: "..")
    }
    if columns.text > 0 { write(fitted(line.text, columns.text), x: x, y: y, clip: area) }
    x += columns.text
    write(fitted(line.applied, columns.applied), x: x, y: y, clip: area)
    x += columns.applied
    writeOutcome(line.outcome, x: x, y: y, context, in: area)
    x += columns.number
    if columns.nearest > 0 { write(line.unrounded, x: x, y: y, style: .faint, clip: area) }
    x += columns.nearest
    write(
      fitted(line.event, area.maxX - x), x: x, y: y, style: line.isMarked ? .wrong : .plain,
      clip: area)
  }

  /// A number whose wrong digits have a style of their own.
  @discardableResult
  mutating func writeOutcome(
    _ outcome: Outcome, x: Int, y: Int, _ context: PaneContext, in area: Rect
  ) -> Int {
    if context.isStale { return write(outcome.text, x: x, y: y, style: .stale, clip: area) }
    let right = String(outcome.text.prefix(outcome.wrongFrom ?? outcome.text.count))
    let end = write(right, x: x, y: y, clip: area)
    return write(
      String(outcome.text.dropFirst(right.count)), x: end, y: y, style: .wrong, clip: area)
  }
}

extension Trace {
  /// The lines that so many rows show: the one under the cursor, where the result is lost, where its
  /// NaN is born, and what stands around the first of these.
  func visible(_ height: Int, around cursor: Int?) -> [Int] {
    let middle = cursor ?? lostLine ?? bornLine ?? lines.count - 1
    let must = [middle, lostLine, bornLine].compactMap(\.self).filter(lines.indices.contains)
    var shown = Set(must.prefix(max(0, height)))
    let first = min(max(0, middle - height / 2), max(0, lines.count - height))
    let window = first..<min(lines.count, first + max(0, height))
    for place in window.sorted(by: { abs($0 - middle) < abs($1 - middle) })
    where shown.count < height {
      shown.insert(place)
    }
    return shown.sorted()
  }
}
