import LogitBench
import LogitStudies
import LogitText

/// What frameworks answer, one line each, their wrong digits marked; beneath, why.
struct FrameworksPane: PlainPane {
  static let name = "frameworks"
  static let letter: Character? = "F"
  static let brief = "what frameworks say"
  static let summary = "what frameworks answer, or back"
  static let keys: [PaneKey<FrameworksPane>] = [
    .said("up down", "class"),
    PaneKey(
      Key.sideways, "left right", "which one is explained", hint: ("left right", "which")
    ) { pane, table, _, amount in
      pane.chosen = min(max(0, table.rows.count - 1), max(0, pane.place(in: table) + amount))
      return .none
    },
    .closing,
  ]

  /// The one that is explained first, counted from the first; nil where nobody chose.
  private var chosen: Int?

  /// The one that is explained: where nobody chose the first that is wrong.
  private func place(in table: FrameworkTable) -> Int {
    let wrong = table.rows.firstIndex {
      $0.loss.wrongFrom != nil || $0.gradient.wrongFrom != nil
    }
    return min(max(0, table.rows.count - 1), chosen ?? wrong ?? 0)
  }

  init() {}

  mutating func choose(_ place: Int, in table: FrameworkTable) {
    chosen = min(place, max(0, table.rows.count - 1))
  }

  func question(_ context: PaneContext) -> FrameworksRequest {
    FrameworksRequest(ofClass: context.index)
  }

  func lines(of table: FrameworkTable, _ context: PaneContext, width: Int) -> Int? {
    let explained = table.rows.reduce(0) { $0 + 1 + $1.sentence.wrapped(to: width - 4).count }
    return 1 + 2 + table.rows.count + 1 + explained + 2
  }

  func draw(
    _ table: FrameworkTable, _ context: PaneContext, on screen: inout Screen, in area: Rect
  ) {
    let (rule, area) = area.parted()
    screen.drawRule(
      [Self.name, "class \(table.name), \(table.place)", table.format.name],
      hasFocus: context.hasFocus, in: rule)
    let columns = FrameworkColumns(table, width: area.width)
    let chosen = place(in: table)
    var y = area.y
    screen.drawFrameworkHeads(table, columns, y: &y, in: area)
    // The line that explains stands even on a low screen.
    let room = max(1, area.maxY - y - 2)
    let first = max(0, min(chosen - room + 1, table.rows.count - room))
    for (index, row) in table.rows.enumerated().dropFirst(first).prefix(room) {
      screen.mark(Rect(x: area.x, y: y, width: area.width, height: 1), .paneItem(index))
      screen.drawFramework(
        row, columns, isChosen: index == chosen, y: y, style: context.numberStyle, in: area)
      y += 1
    }
    if area.maxY - y > 3 {
      y += 1
      screen.drawExplanations(table, chosen: chosen, from: y, in: area)
    } else if table.rows.indices.contains(chosen) {
      screen.drawExplanation(table.rows[chosen], y: &y, in: area)
    }
  }
}

extension Screen {
  fileprivate mutating func drawFrameworkHeads(
    _ table: FrameworkTable, _ columns: FrameworkColumns, y: inout Int, in area: Rect
  ) {
    func line(_ cells: [String], _ style: Style) {
      for (cell, column) in zip(cells, columns.numbers) {
        write(
          cell.placed(in: column.width, .right), x: column.x, y: y, style: style, clip: area)
      }
      y += 1
    }
    line(
      columns.showsReduced
        ? ["loss", "off", table.slope, "off", table.reduction]
        : ["loss", "off", table.slope, "off"], .faint)
    write("exact", x: area.x + 3, y: y, style: .title, clip: area)
    line(
      [
        table.loss.text, "", table.gradient.text, "", table.text(reduced: table.reduced),
      ], .title)
  }

  fileprivate mutating func drawFramework(
    _ row: FrameworkTable.Row, _ columns: FrameworkColumns, isChosen: Bool, y: Int, style: Style,
    in area: Rect
  ) {
    write(
      (isChosen ? "> " : "  ") + columns.name(of: row), x: area.x + 1, y: y,
      style: isChosen ? .title : .plain,
      clip: Rect(x: area.x, y: area.y, width: columns.nameWidth, height: area.height))
    for (place, cell) in [(0, row.loss), (2, row.gradient)] {
      let column = columns.numbers[place]
      let text = cell.text.placed(in: column.width, .right)
      write(text, x: column.x, y: y, style: style, clip: area)
      if let wrongFrom = cell.wrongFrom {
        let wrong = String(cell.text.dropFirst(wrongFrom))
        write(wrong, x: column.x + column.width - wrong.count, y: y, style: .wrong, clip: area)
      }
      let off = columns.numbers[place + 1]
      write(
        cell.off.placed(in: off.width, .right), x: off.x, y: y,
        style: cell.wrongFrom == nil ? .faint : style, clip: area)
    }
    if columns.showsReduced, let column = columns.numbers.last {
      let text = row.reduced.map { _ in columns.reduced(of: row) } ?? ""
      write(text.placed(in: column.width, .right), x: column.x, y: y, style: style, clip: area)
    }
  }

  fileprivate mutating func drawExplanation(_ row: FrameworkTable.Row, y: inout Int, in area: Rect)
  {
    for line in row.sentence.lines(ofWidth: area.width - 4, upTo: area.maxY - y) {
      write(line, x: area.x + 3, y: y, style: .faint, clip: area)
      y += 1
    }
  }

  fileprivate mutating func drawExplanations(
    _ table: FrameworkTable, chosen: Int, from y: Int, in area: Rect
  ) {
    var y = y
    let others = table.rows.indices.filter { $0 != chosen && table.rows[$0].loss.wrongFrom != nil }
    let calm = table.rows.indices.filter { $0 != chosen && !others.contains($0) }
    for index in [chosen] + others + calm where y + 1 < area.maxY {
      let row = table.rows[index]
      write(
        row.call.placed(in: area.width - 4), x: area.x + 3, y: y,
        style: index == chosen ? .cursor : .title, clip: area)
      y += 1
      drawExplanation(row, y: &y, in: area)
    }
    if y < area.maxY {
      write(
        table.origin.fitted(to: area.width - 2, ellipsis: ".."), x: area.x + 1, y: area.maxY - 1,
        style: .faint, clip: area)
    }
  }
}

extension FrameworkTable.Row {
  /// The explanation, and what its own rule gives.
  fileprivate var sentence: String {
    explanation + (rule.map { "; by its own rule \($0)" } ?? "")
  }
}

/// Where the numbers of the table stand.
private struct FrameworkColumns {
  struct Column {
    let x: Int
    let width: Int
  }

  let nameWidth: Int
  /// Loss and its error, gradient and its error, and the reduced loss where it has room.
  let numbers: [Column]
  let showsReduced: Bool
  private let isWide: Bool
  private let table: FrameworkTable

  init(_ table: FrameworkTable, width: Int) {
    self.table = table
    let rows = table.rows
    func widest(_ texts: [String]) -> Int { texts.reduce(0) { max($0, displayWidth(of: $1)) } }
    let off = max(width < 70 ? 4 : 8, widest(rows.flatMap { [$0.loss.off, $0.gradient.off] })) + 1
    let gap = width < 70 ? 1 : 2
    let loss = max(8, widest([table.loss.text] + rows.map(\.loss.text))) + gap
    let slope = max(8, widest([table.gradient.text] + rows.map(\.gradient.text))) + gap
    let reduced =
      max(
        6,
        widest([table.text(reduced: table.reduced)] + rows.map { table.text(reduced: $0.reduced) }))
      + 2
    let all = loss + slope + 2 * off
    isWide = width - all >= 56
    let name = isWide ? widest(rows.map(\.call)) + 6 : widest(rows.map(\.shortName)) + 5
    showsReduced = table.reduced != nil && width - all - name >= reduced + 1
    var x = min(name, max(8, width - all - 1))
    nameWidth = x
    var columns: [Column] = []
    for width in [loss, off, slope, off] + (showsReduced ? [reduced] : []) {
      columns.append(Column(x: x, width: width))
      x += width
    }
    numbers = columns
  }

  func name(of row: FrameworkTable.Row) -> String { isWide ? row.call : row.shortName }

  func reduced(of row: FrameworkTable.Row) -> String { table.text(reduced: row.reduced) }
}

extension FrameworkTable.Row {
  /// Whose it is; of two calls of one owner what parts them.
  fileprivate var shortName: String {
    if call.hasPrefix("F.binary_cross_entropy(") { return "\(owner) BCE" }
    return owner
  }
}
