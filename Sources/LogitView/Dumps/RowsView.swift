import LogitDumps
import LogitText

/// The columns of the list that have room, and where they stand.
struct RowColumns {
  enum Column: CaseIterable {
    case row, name, label, pred, loss, bits, p, bar, margin, mass, cost, flags
  }

  struct Slot {
    let column: Column
    let x: Int
    let width: Int
  }

  let slots: [Slot]

  /// - Parameters:
  ///   - names: How wide the names of rows are; 0 without names.
  ///   - classes: How wide those of classes are.
  ///   - isCut: Whether dials cut, whose numbers then stand in the place of others.
  init(rows: Int, names: Int, classes: Int, isCut: Bool, hasLabels: Bool, width: Int) {
    func natural(_ column: Column) -> Int {
      switch column {
      case .row: max(3, "\(max(0, rows - 1))".count)
      case .name: min(16, names)
      case .label, .pred: min(max(5, classes), 12)
      case .loss, .bits, .p, .mass, .cost: 10
      case .margin: 9
      case .bar: 8
      case .flags: 8
      }
    }
    let all: [Column] =
      hasLabels
      ? [.row, .name, .label, .pred, .loss, .bits, .p, .margin, .mass, .cost, .flags]
      : [.row, .name, .pred, .mass, .cost, .flags]
    var shown = all.filter {
      ($0 != .name || names > 0) && (isCut || ($0 != .mass && $0 != .cost))
        && (!isCut || ($0 != .bits && $0 != .margin))
    }
    func needs() -> Int { shown.reduce(2) { $0 + natural($1) + 2 } }
    for column in [Column.bits, .margin, .mass, .p] where needs() > width {
      shown.removeAll { $0 == column }
    }
    let spare = width - needs()
    if spare >= 12, let place = shown.firstIndex(of: .p) { shown.insert(.bar, at: place + 1) }
    var x = 2
    slots = shown.map { column in
      let width = column == .bar ? min(40, spare - 2) : natural(column)
      defer { x += width + 2 }
      return Slot(column: column, x: x, width: width)
    }
  }
}

extension RowColumns.Column {
  var head: String {
    switch self {
    case .row: "row"
    case .name: "token"
    case .label: "label"
    case .pred: "pred"
    case .loss: "-ln p"
    case .bits: "bits"
    case .p: "p"
    case .bar: "0      1"
    case .margin: "margin"
    case .mass: "S"
    case .cost: "-ln S"
    case .flags: "flags"
    }
  }

  /// What a click on its head sorts by.
  var order: Listing.Order? {
    switch self {
    case .row, .name: .index
    case .label: .label
    case .pred: .pred
    case .loss, .bits, .p, .bar: .loss
    case .margin: .margin
    case .flags: .nan
    case .mass, .cost: nil
    }
  }

  var side: String.Side {
    switch self {
    case .name, .bar, .flags: .left
    default: .right
    }
  }
}

extension DumpDesk {
  /// The rows that have room, the chosen one among them.
  mutating func drawRows(on screen: inout Screen, in area: Rect) {
    let (head, body) = area.parted()
    let shown = window(page, of: count, around: place)
    let read = shown.compactMap { place in
      row(at: place).map { (place: place, index: $0, row: rows.row($0)) }
    }
    let known = read.compactMap { try? $0.row?.get() }
    let isCut = !dials.cutsNothing
    let columns = RowColumns(
      rows: dump.count, names: known.map { displayWidth(of: ($0.name ?? "").visible) }.max() ?? 0,
      classes: known.map { max(names($0.labels, $0), names($0.predictions, $0)) }.max() ?? 0,
      isCut: isCut, hasLabels: dump.hasLabels, width: area.width)
    for slot in columns.slots {
      let isSorted = slot.column.order == order && ![.bits, .p, .bar].contains(slot.column)
      let text = slot.column == .bar ? barHead(slot.width) : slot.column.head
      screen.write(
        text.placed(in: slot.width, slot.column.side), x: head.x + slot.x, y: head.y,
        style: isSorted ? .accent : .faint, clip: head)
      if let order = slot.column.order, let place = Listing.Order.allCases.firstIndex(of: order) {
        screen.mark(
          Rect(x: head.x + slot.x, y: head.y, width: slot.width, height: 1), .head(place))
      }
    }
    for (line, found) in read.enumerated() {
      let y = body.y + line
      screen.mark(Rect(x: body.x, y: y, width: body.width, height: 1), .item(found.place))
      let isChosen = found.place == place
      if isChosen { screen.write(">", x: body.x, y: y, style: .key, clip: body) }
      switch found.row {
      case nil:
        let number = "\(found.index)".padded(to: columns.slots.first?.width ?? 0, .right)
        screen.write("\(number)  ..", x: body.x + 2, y: y, style: .faint, clip: body)
      case .failure(let error):
        screen.write("\(found.index)  \(error)", x: body.x + 2, y: y, style: .wrong, clip: body)
      case .success(let row):
        let detail = isCut ? rows.detail(found.index, most: 0) : nil
        for slot in columns.slots {
          draw(row, detail, slot, isChosen: isChosen, y: y, on: &screen, in: body)
        }
      }
    }
  }

  private func barHead(_ width: Int) -> String { "0" + "1".padded(to: max(1, width - 1), .right) }

  private func names(_ classes: [Int], _ row: ListRow) -> Int {
    displayWidth(of: classText(classes, row))
  }

  private func classText(_ classes: [Int], _ row: ListRow) -> String {
    guard !classes.isEmpty else { return "-" }
    let few = classes.prefix(4).map { dump.className($0, ofRow: row.index).visible }
    return few.joined(separator: ",") + (classes.count > 4 ? ",.." : "")
  }

  private func draw(
    _ row: ListRow, _ detail: RowDetail?, _ slot: RowColumns.Slot, isChosen: Bool, y: Int,
    on screen: inout Screen, in area: Rect
  ) {
    let isBad = row.loss.map { !$0.value.isFinite } ?? false
    var style: Style = isChosen ? .cursor : .plain
    let text: String
    switch slot.column {
    case .row: text = "\(row.index)"
    case .name: text = (row.name ?? "").visible
    case .label: text = classText(row.labels, row)
    case .pred:
      text = classText(row.predictions, row)
      if row.flags.contains(.wrong) { style = .wrong }
    case .loss:
      text = row.loss?.text(within: slot.width) ?? "-"
      if isBad { style = .wrong }
    case .bits: text = row.bits?.text(within: slot.width) ?? "-"
    case .p: text = row.probability?.text(within: slot.width) ?? "-"
    case .bar:
      text = row.probability.map { Screen.bar($0.value, width: slot.width) } ?? ""
      style = row.flags.contains(.wrong) ? .wrong : .bar
    case .margin:
      text =
        row.margin.isNaN
        ? "-" : Reading(row.margin, isExact: true).text(within: slot.width)
    case .mass: text = detail?.mass ?? "-"
    case .cost: text = detail?.cost ?? "-"
    case .flags:
      text = (row.flags.words + (kept[row.index] == nil ? [] : ["[+]"])).joined(separator: " ")
      style = .faint
    }
    // What is last takes the room that is left.
    let width = slot.column == .flags ? max(0, area.maxX - area.x - slot.x - 1) : slot.width
    let fitted = text.fitted(to: width, ellipsis: "..")
    let space = slot.column.side == .right ? width - displayWidth(of: fitted) : 0
    screen.write(fitted, x: area.x + slot.x + max(0, space), y: y, style: style, clip: area)
  }
}
