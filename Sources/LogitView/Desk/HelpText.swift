import LogitBench
import LogitSession
import LogitStudies
import LogitText

extension ItemList {
  /// What one needs first on the first page, then all keys, commands, marks and words.
  static func help(width: Int) -> ItemList {
    let keys = KeyBinding.all.map { HelpRow($0.label, $0.summary) }
    let commands = CommandSpec.all.map { HelpRow(":" + $0.usage, $0.summary) }
    let inPanes = Panes.help.map { HelpRow($0.label, $0.summary) }
    let width = width - 2
    var lines = HelpRow.firstPage(width)
    for (heading, rows) in [
      (
        "KEYS",
        [HelpRow("0-9 - .", "type over the input under the cursor")] + keys + [HelpRow.mouse]
      ),
      (Panes.heading.uppercased(), inPanes), ("COMMANDS", commands), ("MARKS", HelpRow.marks),
      ("WORDS", HelpRow.words),
    ] {
      lines += [HelpRow.blank, ListItem([.init(heading, .title)])] + HelpRow.block(rows, width)
    }
    return ItemList("help", .text, lines)
  }
}

/// A key, a command or a mark, and what it does or means.
private struct HelpRow {
  let key: String
  let summary: String

  init(_ key: String, _ summary: String) { (self.key, self.summary) = (key, summary) }

  static let blank = ListItem([.init("")])

  static let mouse = HelpRow(
    "mouse",
    "click a cell, a row, a line of a list, a word of the line of keys; the wheel slides the number"
      + " under it; drag a bar or the @")

  static let marks = [
    HelpRow("0~ 1~ inf~", "rounding made it so; without ~ it is exactly that"),
    HelpRow("36.1~ =36", "an input that the dtype rounds, and what it became"),
    HelpRow("#> <", "the bar of more than 1, or less than 0: no probability"),
    HelpRow("1-3.00e-05", "so near to 1 that four decimals would hide it"),
    HelpRow("c2 <", "a class with label 1"),
    HelpRow("@", "where the bench is on a curve; ^ v beyond the plot, ? nan"),
    HelpRow("^ ?", "in a sweep: off by all digits, or inf; ? is nan or unproven"),
    HelpRow("x", "where it was when 'pin' held it"),
    HelpRow(">", "the curve that is this class's loss"),
    HelpRow("#6!", "the step of a formula at which its result is lost"),
    HelpRow("[+]", "the bench was changed since it was opened"),
  ]

  static let words = [
    HelpRow("logit", "z, what a net gives for a class before softmax or sigmoid: any number"),
    HelpRow("label", "y, what the answer should be: 1 for a true class, 0 else, or a share"),
    HelpRow("nats", "the unit of a loss with ln; divided by ln 2 it is bits"),
    HelpRow("floor", "the least a loss can be with these labels, whatever the logits"),
    HelpRow("KL", "how far one distribution is from another: the loss less its floor"),
    HelpRow("clip", "to put a number back between two bounds; its gradient outside is 0"),
    HelpRow("ulp", "the gap from a number to the next one of its format"),
    HelpRow("proven", "digits that balls of ever more bits enclose: no rounding moves them"),
    HelpRow("exact", "without any rounding: what infinitely many digits would give"),
    HelpRow("naive", "the formula as it stands in a book, each step rounded"),
    HelpRow("overflow", "more than the format holds: it becomes inf"),
    HelpRow("absorbed", "so small beside the other term of a sum that it leaves no trace"),
  ]

  // MARK: - Lines

  /// Aligns the summaries; a long one goes on in the next line.
  static func block(_ rows: [HelpRow], _ width: Int) -> [ListItem] {
    let keyWidth = min(width * 2 / 5, (rows.map(\.key.count).max() ?? 0) + 2)
    func line(_ key: String, _ summary: String) -> ListItem {
      ListItem([.init(key.placed(in: keyWidth), .key), .init(summary)])
    }
    return rows.flatMap { row in
      let parts = row.summary.wrapped(to: max(10, width - keyWidth))
      if row.key.count + 2 > keyWidth {
        return [ListItem([.init(row.key, .key)])] + parts.map { line("", $0) }
      }
      return parts.enumerated().map { line($0 == 0 ? row.key : "", $1) }
    }
  }

  /// Three columns of what there is to do and to see, and how to read it.
  static func firstPage(_ width: Int) -> [ListItem] {
    let acts = [
      HelpRow("0-9 - .", "type a number"), HelpRow("[ ]", "slide it by .1"),
      HelpRow("{ }", "slide it by 1"), HelpRow("Space", "this class is true"),
      HelpRow("PgDn", "the next row"), HelpRow("Tab", "the next pane"),
      HelpRow("Enter", "edit"), HelpRow("u ^R", "undo, redo"),
    ]
    let panes = Panes.all.compactMap { pane in pane.letter.map { HelpRow("\($0)", pane.brief) } }
    let lists = [
      HelpRow("S", "samples"), HelpRow("L", "losses"), HelpRow("m", "menu"),
      HelpRow("^P", "find all"), HelpRow("a", "answers"), HelpRow("N", "the note"),
      HelpRow(":", "command"), HelpRow(":q", "quit"),
    ]
    let reading = [
      HelpRow("[7]", "your number, under the cursor"), HelpRow("c2 <", "the true class"),
      HelpRow("@", "where you are on a curve"), HelpRow("yellow", "what your last key changed"),
    ]
    let meaning = [
      HelpRow("0~ 1~", "rounding made it so"), HelpRow("1-3e-05", "so near to 1"),
      HelpRow("ulp", "the gap to the next number"), HelpRow("nats", "the unit of a loss with ln"),
    ]
    return beside([("DO", acts), ("SEE", panes), ("AND", lists)], width) + [blank]
      + beside([("READ", reading), ("", meaning)], width)
  }

  /// Columns side by side where they have room, else one under the other.
  private static func beside(_ columns: [(head: String, rows: [HelpRow])], _ width: Int)
    -> [ListItem]
  {
    let widths = columns.map { column in
      (
        key: (column.rows.map(\.key.count).max() ?? 0) + 2,
        all: column.rows.reduce(0) { max($0, $1.summary.count) }
      )
    }
    guard widths.reduce(0, { $0 + $1.key + $1.all + 2 }) <= width + 2 else {
      return columns.flatMap { column in
        (column.head.isEmpty ? [] : [ListItem([.init(column.head, .title)])])
          + block(column.rows, width)
      }
    }
    var lines = [
      zip(columns, widths).map { ListItem.Part($0.head.placed(in: $1.key + $1.all + 2), .title) }
    ]
    for row in 0..<(columns.map(\.rows.count).max() ?? 0) {
      lines.append(
        zip(columns, widths).flatMap { column, width -> [ListItem.Part] in
          let text = column.rows.indices.contains(row) ? column.rows[row] : HelpRow("", "")
          return [
            .init(text.key.placed(in: width.key), .key),
            .init(text.summary.placed(in: width.all + 2)),
          ]
        })
    }
    return lines.map { ListItem($0) }
  }
}
