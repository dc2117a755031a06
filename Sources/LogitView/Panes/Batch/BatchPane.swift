import LogitBench
import LogitStudies
import LogitText

/// The rows of the batch, worst first: which of them is worth a look on the bench.
struct BatchPane: Pane {
  static let name = "batch"
  static let letter: Character? = "b"
  static let brief = "rows by their loss"
  static let summary = "the rows of the batch, worst first, or back"
  static let keys: [PaneKey<BatchPane>] = [
    PaneKey(Key.listing, "up down j k", "the row above or below", hint: ("up down", "row")) {
      pane, batch, context, step in
      pane.move(by: step, in: batch, context)
    },
    PaneKey(
      [(Key(.pageDown), 10), (Key(.pageUp), -10)], "PgUp PgDn", "ten rows up or down"
    ) { pane, batch, context, step in pane.move(by: step, in: batch, context) },
    PaneKey(Key.ends, "Home End g G", "the first row of the list, the last") {
      pane, batch, context, end in
      pane.move(by: end * batch.rows.count, in: batch, context)
    },
    PaneKey(
      [(Key(.enter), 0)], "Enter", "put the row on the bench", hint: ("Enter", "go there")
    ) { pane, batch, context, _ in
      batch.rows.isEmpty
        ? .hint("no row to go to") : .edit(.row(batch.rows[pane.place(in: batch, context)]))
    },
    PaneKey([(.letter("o"), 0)], "o", "worst first, best first, row by row", hint: ("o", "order")) {
      pane, _, _, _ in
      pane.request.order = pane.request.order.next
      return .none
    },
    PaneKey(
      [(.letter("f"), 0)], "f", "all rows, those that are wrong, nan, worse than a guess",
      hint: ("f", "filter")
    ) { pane, _, _, _ in
      pane.request.kept = pane.request.kept.next
      return .none
    },
    PaneKey([(.letter("n"), 0)], "n", "the next loss that is nan") { pane, batch, context, _ in
      pane.moveToNaN(in: batch, context)
    },
    PaneKey([(.letter("/"), 0)], "/", "ask for an order and for some rows") { pane, _, _, _ in
      .prompt("batch \(pane.request.order.rawValue) ")
    },
    .closing,
  ]

  private var request: BatchRequest
  /// The row under the cursor of the list; nil for that of the bench.
  private var row: Int?

  init(_ context: PaneContext, after other: any Pane) { request = BatchRequest() }
  init(asking question: BatchRequest) { request = question }

  func question(_ context: PaneContext) -> BatchRequest { request }

  mutating func choose(_ place: Int, in batch: Batch) {
    if batch.rows.indices.contains(place) { row = batch.rows[place] }
  }

  /// Where the cursor of the list is: on its row, or on the first where that is not among them.
  private func place(in batch: Batch, _ context: PaneContext) -> Int {
    batch.rows.firstIndex(of: row ?? context.bench.row) ?? 0
  }

  private mutating func move(
    by step: Int, in batch: Batch, _ context: PaneContext
  ) -> PaneEffect {
    guard !batch.rows.isEmpty else { return .none }
    let place = min(max(0, place(in: batch, context) + step), batch.rows.count - 1)
    row = batch.rows[place]
    return .none
  }

  private mutating func moveToNaN(in batch: Batch, _ context: PaneContext) -> PaneEffect {
    var place = place(in: batch, context)
    for _ in batch.rows.indices {
      place = (place + 1) % batch.rows.count
      if batch.loss(batch.rows[place]).isNaN {
        row = batch.rows[place]
        return .none
      }
    }
    return .hint("no row of the list has a loss of nan")
  }

  func draw(
    _ batch: Batch, _ context: PaneContext, on screen: inout Screen, in area: Rect
  ) {
    let (rule, area) = area.parted()
    screen.drawRule(
      [Self.name, batch.summary, batch.orderWords], hasFocus: context.hasFocus, in: rule)
    guard !batch.rows.isEmpty else {
      screen.write("no row is so", x: area.x + 1, y: area.y, style: .plain, clip: area)
      return
    }
    let place = place(in: batch, context)
    let shown = window(max(1, area.height - 1), of: batch.rows.count, around: place)
    let lines = shown.map { batch.cells(batch.rows[$0]) }
    let layout = BatchColumns(lines, rows: context.bench.rows, width: area.width)
    layout.draw(Batch.columns, style: .faint, y: area.y, on: &screen, in: area)
    for (line, at) in shown.enumerated() {
      let (row, y) = (batch.rows[at], area.y + 1 + line)
      let loss = batch.loss(row)
      screen.mark(Rect(x: area.x, y: y, width: area.width, height: 1), .paneItem(at))
      let style: Style =
        at == place ? .title : loss.isNaN ? .wrong : context.numberStyle
      screen.write(at == place ? ">" : "", x: area.x + 1, y: y, style: style, clip: area)
      layout.draw(lines[line], style: style, y: y, on: &screen, in: area)
      guard layout.bar > 3 else { continue }
      let part = loss.isFinite && batch.most > 0 ? loss / batch.most : loss
      screen.write(
        Screen.bar(part, width: layout.bar), x: area.x + layout.barX, y: y,
        style: batch.isRight(row) == false ? .wrong : .bar, clip: area)
    }
  }
}

/// Where the columns of the list stand; the share gives way first, then what the row says.
private struct BatchColumns {
  private let slots: [(column: Int, x: Int, width: Int)]
  let barX: Int
  let bar: Int

  init(_ lines: [[String]], rows: Int, width: Int) {
    let widths = Batch.columns.indices.map { column in
      let widest = lines.map { displayWidth(of: $0[column]) }.max() ?? 0
      switch column {
      case 0: return max(3, "\(rows - 1)".count)
      // Numbers that move change no column.
      case 2, 3: return max(10, widest)
      case 5: return max("of the sum".count, widest)
      default: return min(max(5, widest), 14)
      }
    }
    func needs(_ columns: [Int]) -> Int { columns.reduce(3) { $0 + widths[$1] + 2 } }
    let choices = [[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4], [0, 1, 3, 4], [0, 3]]
    let columns = choices.first { needs($0) + 8 <= width } ?? [0, 3]
    bar = min(40, width - needs(columns) - 2)
    var (x, slots): (Int, [(column: Int, x: Int, width: Int)]) = (3, [])
    var barX = 0
    for column in columns {
      slots.append((column, x, widths[column]))
      x += widths[column] + 2
      if column == 3 {
        barX = x
        x += max(0, bar + 2)
      }
    }
    (self.slots, self.barX) = (slots, barX)
  }

  func draw(_ cells: [String], style: Style, y: Int, on screen: inout Screen, in area: Rect) {
    for slot in slots {
      let side: String.Side = slot.column == 1 || slot.column == 4 ? .left : .right
      screen.write(
        cells[slot.column].fitted(to: slot.width, ellipsis: "..").placed(in: slot.width, side),
        x: area.x + slot.x, y: y, style: style, clip: area)
    }
  }
}
