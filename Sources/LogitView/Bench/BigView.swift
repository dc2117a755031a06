import LogitBench
import LogitStudies
import LogitText

/// The chosen row for the back of a room: a bar a class, two lines high where there is room, and the
/// loss in large digits.
struct BigSheet {
  let model: Model
  let title: String
  /// The class that is pointed at.
  let index: Int
  /// Whether the sigmoids stand beside the softmax.
  let hasBothHeads: Bool
  /// Such as `2 of 64`.
  let place: String

  fileprivate var columns: [Table.Column] {
    let head = model.table.headColumn
    return hasBothHeads && head != .logit ? [.softmax, .sigmoid] : [head]
  }

  fileprivate var loss: String { model.lossText(model.evaluation.chosen.loss) }
}

extension Screen {
  mutating func drawBig(_ sheet: BigSheet, in area: Rect) {
    let (rule, body) = area.parted()
    let table = sheet.model.table
    let columns = sheet.columns
    drawRule([sheet.title, sheet.place], hasFocus: true, in: rule)
    // Beside the bars, unless both heads need the width.
    let pixel = area.width >= 100 ? 2 : 1
    let digits = BigDigits.lines(sheet.loss, pixel: pixel)
    let digitsWidth = (digits.map(\.count).max() ?? 0) + 3
    let isLarge =
      columns.count == 1 && body.height > BigDigits.height && area.width - digitsWidth >= 34
    if isLarge {
      let x = area.maxX - digitsWidth + 1
      write("loss of row \(sheet.model.bench.row)", x: x, y: body.y, style: .faint, clip: area)
      for (line, text) in digits.enumerated() {
        write(text, x: x, y: body.y + 1 + line, style: .loud, clip: area)
      }
    } else {
      let text = " loss \(sheet.loss) "
      write(text, x: area.maxX - displayWidth(of: text) - 1, y: rule.y, style: .loud, clip: area)
    }
    let width = isLarge ? area.width - digitsWidth : area.width
    // Where there is room the bars are higher yet, and apart.
    let room = (body.height - 1) / min(table.classes, 4)
    let barLines = room >= 5 ? 4 : room >= 2 ? 2 : 1
    let stride = room >= 5 ? 5 : room >= 3 ? 3 : barLines
    let shown = table.window(max(1, (body.height - 1) / stride), around: sheet.index).shown
    let names = min(shown.map { displayWidth(of: table.text(.name, $0)) }.max() ?? 0, width / 5)
    let left = area.x + 4 + names + 2
    let columnWidth = (area.x + width - left) / columns.count
    for (at, column) in columns.enumerated() {
      let x = left + at * columnWidth
      let name = column == .softmax ? "softmax" : "sigmoid"
      let share = column == .softmax ? ": they share 1" : ": each on its own"
      let words = name.count + share.count < columnWidth ? name + share : name
      write(
        column == .logit ? "p" : words, x: x, y: body.y, style: .title,
        clip: Rect(x: x, y: body.y, width: columnWidth - 1, height: 1))
    }
    for (line, index) in shown.enumerated() {
      let y = body.y + 1 + line * stride
      let isTrue = sheet.model.bench.isTrueClass(index)
      let style: Style = isTrue ? .accent : .plain
      // The pointer of who shows it.
      if index == sheet.index { write(">", x: area.x + 1, y: y, style: .here, clip: area) }
      let name = table.text(.name, index).fitted(to: names, ellipsis: "..")
      write(name + (isTrue ? " <" : ""), x: area.x + 3, y: y, style: style, clip: area)
      for (at, column) in columns.enumerated() {
        let x = left + at * columnWidth
        let room = Rect(x: x, y: y, width: columnWidth - 1, height: barLines)
        let text = table.brief(column, index)
        let ghost = column == table.headColumn ? table.pinnedProbability(index) : nil
        for row in 0..<barLines {
          drawBar(
            table.value(column, index), ghost: ghost, width: room.width - 8, x: x, y: y + row,
            style: isTrue ? .accent : .bar, in: room)
        }
        write(text, x: room.maxX - min(7, displayWidth(of: text)), y: y, style: style, clip: room)
      }
    }
  }
}

extension Table {
  /// Two decimals where they say it, and else all that the table has.
  fileprivate func brief(_ column: Column, _ index: Int) -> String {
    let text = text(column, index)
    let short = value(column, index).decimals(2)
    let isTelling = Number(text) != nil && 0.05..<0.995 ~= value(column, index)
    return isTelling ? short : text
  }
}
