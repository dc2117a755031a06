import LogitBench
import LogitStudies
import LogitText

/// The table as it is drawn: what it prints, what it printed before the last change, and the cursor.
struct TableSheet {
  let table: Table
  /// nil where the lines are not these lines.
  let earlier: Table?
  let bench: Bench
  let pinned: Bench?
  let index: Int
  let field: Field
  /// What is being typed into the cell under the cursor.
  let edit: LineEditor?
  /// Whether that cannot be read yet.
  let isStale: Bool

  /// Whether the last change altered the printed number.
  fileprivate func hasChanged(_ column: Table.Column, _ index: Int) -> Bool {
    guard let earlier, earlier.columns.contains(column) else { return false }
    return table.differs(from: earlier, column, index)
  }

  fileprivate func hasSumChanged(_ column: Table.Column) -> Bool {
    guard let earlier else { return false }
    return earlier.sum(column) != table.sum(column)
  }
}

extension Screen {
  /// The chosen row: a line a class with its inputs, probabilities, loss and gradient.
  ///
  /// - Parameter memory: The columns of the last frame, replaced where they do not hold any more.
  mutating func drawTable(
    _ sheet: TableSheet, memory: inout TableColumns?, in area: Rect
  ) {
    guard area.height >= 3 else { return }
    let table = sheet.table
    let window = table.window(area.height - 2, around: sheet.index)
    let shown = window.shown
    let remembered = memory.flatMap {
      $0.holds(for: sheet, window: window, width: area.width) ? $0 : nil
    }
    let columns = remembered ?? TableColumns(sheet, window: window, width: area.width)
    memory = columns
    for slot in columns.slots {
      write(slot.heading, x: slot.x, y: area.y, style: .faint, clip: area)
    }
    for (line, index) in shown.enumerated() {
      drawClass(index, line, sheet, columns, y: area.y + 1 + line, in: area)
    }
    var sumY = area.y + 1 + shown.count
    if window.others > 0 {
      drawOthers(window, sheet, columns, y: sumY, in: area)
      sumY += 1
    }
    let hidden = table.classes - shown.count - window.others
    for slot in columns.slots {
      guard case .column(let column) = slot.content else { continue }
      var text = slot.sum
      if column == .name, hidden > 0 { text = "sum of all \(table.classes)" }
      guard !text.isEmpty else { continue }
      if column == .name {
        write(text, x: slot.x, y: sumY, style: .faint, clip: area)
        continue
      }
      let style: Style =
        sheet.isStale
        ? .stale : Self.style(of: text, else: sheet.hasSumChanged(column) ? .changed : .plain)
      writeRight(text, slot, y: sumY, style: style, in: area)
    }
  }

  /// What all classes come to that have no line of their own.
  private mutating func drawOthers(
    _ window: ClassWindow, _ sheet: TableSheet, _ columns: TableColumns, y: Int, in area: Rect
  ) {
    let style: Style = sheet.isStale ? .stale : .faint
    for slot in columns.slots {
      switch slot.content {
      case .bar:
        guard let share = sheet.table.share(besides: window) else { continue }
        drawBar(share, width: slot.width, x: slot.x, y: y, style: style, in: area)
      case .column(.name):
        write(window.othersName, x: slot.x, y: y, style: style, clip: area)
      case .column: writeRight(slot.others, slot, y: y, style: style, in: area)
      }
    }
  }

  /// Writes a number at the right edge of its column; only the number itself has the style.
  private mutating func writeRight(
    _ text: String, _ slot: TableColumns.Slot, y: Int, style: Style, in area: Rect
  ) {
    let text = Self.fitted(text, to: slot.width)
    write(text, x: slot.x + slot.width - displayWidth(of: text), y: y, style: style, clip: area)
  }

  private mutating func drawClass(
    _ index: Int, _ line: Int, _ sheet: TableSheet, _ columns: TableColumns, y: Int, in area: Rect
  ) {
    let table = sheet.table
    let isTrue = sheet.bench.isTrueClass(index)
    mark(Rect(x: area.x, y: y, width: area.width, height: 1), .line(class: index))
    for slot in columns.slots {
      if let spot = slot.content.spot(ofClass: index) {
        // A cell has its brackets beside it.
        let margin = slot.content == .bar ? 0 : 1
        let place = Rect(x: slot.x - margin, y: y, width: slot.width + 2 * margin, height: 1)
        mark(place, spot)
      }
      switch slot.content {
      case .bar:
        drawBar(
          table.probability(index), ghost: table.pinnedProbability(index), width: slot.width,
          x: slot.x, y: y, style: isTrue ? .accent : .bar, in: area)
      case .column(.name):
        let mark = isTrue ? " <" : ""
        let name = slot.texts[line].fitted(to: slot.width - mark.count, ellipsis: "..")
        write(name + mark, x: slot.x, y: y, style: isTrue ? .accent : .plain, clip: area)
      case .column(let column):
        drawNumber(slot.texts[line], line, column, index, sheet, slot, y: y, in: area)
      }
    }
  }

  /// What is no number, or no finite one, is seen at once.
  static func style(of text: String, else usual: Style) -> Style {
    ["nan", "inf", "-inf"].contains { text.hasPrefix($0) } ? .wrong : usual
  }

  /// A number that is too long loses its end, but never the mark of rounding.
  private static func fitted(_ text: String, to width: Int) -> String {
    guard text.hasSuffix("~"), displayWidth(of: text) > width else {
      return text.fitted(to: width, ellipsis: "..")
    }
    return String(text.dropLast()).fitted(to: width - 1, ellipsis: "..") + "~"
  }

  private mutating func drawNumber(
    _ text: String, _ line: Int, _ column: Table.Column, _ index: Int, _ sheet: TableSheet,
    _ slot: TableColumns.Slot, y: Int, in area: Rect
  ) {
    let isHere = sheet.index == index && sheet.field.column == column
    guard isHere else {
      var style: Style = sheet.hasChanged(column, index) ? .changed : .plain
      if !column.isInput { style = sheet.isStale ? .stale : Self.style(of: text, else: style) }
      writeRight(text, slot, y: y, style: style, in: area)
      return
    }
    if let edit = sheet.edit {
      let window = EditWindow(edit, room: max(1, slot.width - 1))
      let x = slot.x + slot.width - displayWidth(of: window.text)
      write(window.text + "]", x: x, y: y, style: .typing, clip: area)
      let before = displayWidth(of: String(window.text.prefix(window.cursor)))
      cursor = Point(x: max(area.x, x + before), y: y)
    } else {
      let detail = line < slot.details.count ? slot.details[line] : text
      let text =
        "[\(displayWidth(of: detail) <= slot.width ? detail : Self.fitted(text, to: slot.width))]"
      let x = slot.x + slot.width - displayWidth(of: text) + 1
      write(text, x: x, y: y, style: .cursor, clip: area)
    }
  }
}

extension TableColumns.Content {
  /// What the mouse takes hold of there; nil where that is the class alone.
  fileprivate func spot(ofClass index: Int) -> Spot? {
    switch self {
    case .bar: return .bar(class: index)
    case .column(let column):
      return Field.ofTable.firstIndex { $0.column == column }
        .map { .input(class: index, field: $0) }
    }
  }
}
