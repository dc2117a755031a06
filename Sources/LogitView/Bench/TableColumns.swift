import LogitBench
import LogitStudies
import LogitText

/// Where the columns of the table stand, and which of them give way on a narrow screen.
struct TableColumns: Equatable, Sendable {
  enum Content: Equatable, Sendable {
    case column(Table.Column)
    case bar
  }

  struct Slot: Equatable, Sendable {
    let content: Content
    /// What the column prints for each of the classes shown; empty for the bar.
    var texts: [String] = []
    /// The same with all that there is to say, for the cell under the cursor; empty where that is no
    /// more.
    var details: [String] = []
    /// What stands under it.
    var sum = ""
    /// What the classes without a line come to.
    var others = ""
    let heading: String
    var x: Int
    var width: Int
  }

  private(set) var slots: [Slot] = []
  /// What they were laid out for: while it stays, moving the cursor prints no number again.
  private let bench: Bench
  private let pinned: Bench?
  private let cover: Cover?
  private let window: ClassWindow
  private let width: Int
  private let typed: Typed?

  /// The cell that is being typed needs room for all that stands in it.
  private struct Typed: Equatable, Sendable {
    let column: Table.Column
    let width: Int

    init?(_ sheet: TableSheet) {
      guard let edit = sheet.edit, let column = sheet.field.column else { return nil }
      self.column = column
      // The cursor stands behind the last character.
      width = edit.text.count + 1
    }
  }

  func holds(for sheet: TableSheet, window: ClassWindow, width: Int) -> Bool {
    self.width == width && self.window == window && bench == sheet.bench
      && typed == Typed(sheet) && pinned == sheet.pinned && cover == sheet.table.cover
  }

  /// - Parameter window: The classes whose texts must fit.
  init(_ sheet: TableSheet, window: ClassWindow, width: Int) {
    let shown = window.shown
    bench = sheet.bench
    pinned = sheet.pinned
    cover = sheet.table.cover
    self.window = window
    self.width = width
    typed = Typed(sheet)
    let table = sheet.table
    var columns = table.columns
    // Each number is printed once and serves both the width and the drawing.
    var texts: [Table.Column: [String]] = [:]
    var details: [Table.Column: [String]] = [:]
    var sums: [Table.Column: String] = [:]
    var others: [Table.Column: String] = [:]
    var widths: [Table.Column: Int] = [:]
    for column in columns {
      let room = width < Self.leastWide ? Self.narrow(column) : nil
      let printed = shown.map { table.text(column, $0, within: room) }
      let sum = table.sum(column, within: room)
      // An input that rounding changed has room for what it became, so that no column moves with
      // the cursor.
      let explained = column.isInput ? shown.map { table.detail(column, $0) } : []
      texts[column] = printed
      details[column] = explained == printed ? [] : explained
      sums[column] = sum
      let rest =
        column == .name && window.others > 0
        ? window.othersName : table.text(column, besides: window, within: room)
      others[column] = rest
      widths[column] = Self.width(
        column, printed + explained + [rest],
        typed: typed?.column == column ? typed?.width ?? 0 : 0,
        sum: sum,
        heading: table.heading(column), total: width)
    }
    func room(_ columns: [Table.Column]) -> Int {
      width - 1 - columns.reduce(0) { $0 + (widths[$1] ?? 0) + Self.gap($1, total: width) }
    }
    // The bar needs its place before what merely accompanies the loss.
    let other: Table.Column = table.headColumn == .softmax ? .sigmoid : .softmax
    // What inexact logits leave open was asked for: it goes before the bar.
    let ranges: [[Table.Column]] = [
      [.leastNegLog, .mostNegLog], [.leastProbability, .mostProbability],
    ]
    let isOpen = columns.contains(.leastProbability)
    for column in isOpen ? [other, .negLog] : [.negLog, other]
    where room(columns) < (isOpen ? 0 : Self.leastBar) {
      columns.removeAll { $0 == column || column == .negLog && ranges[0].contains($0) }
    }
    for pair in ranges where room(columns) < 0 { columns.removeAll(where: pair.contains) }
    // The ghost in the bar tells what the pinned probability was.
    if room(columns) < (isOpen ? 0 : Self.leastBar) {
      columns.removeAll { $0 == .pinnedProbability }
    }
    if room(columns) < (width < Self.leastWide ? Self.narrowBar : 0) {
      columns.removeAll { $0 == .pinnedLoss }
    }
    // An input has its brackets beside it.
    let barGap = table.headColumn == .logit ? 2 : 1
    let barWidth = min(room(columns) - 2 - barGap, Self.mostBar(width))
    var x = 1
    for column in columns {
      let columnWidth = widths[column] ?? 0
      x += Self.gap(column, total: width)
      slots.append(
        Slot(
          content: .column(column), texts: texts[column] ?? [], details: details[column] ?? [],
          sum: sums[column] ?? "", others: others[column] ?? "",
          heading: table.heading(column).placed(in: columnWidth, column == .name ? .left : .right),
          x: x, width: columnWidth))
      x += columnWidth
      if column == table.headColumn, barWidth >= 4 {
        slots.append(
          Slot(content: .bar, heading: Self.scale(barWidth), x: x + barGap, width: barWidth))
        x += barWidth + barGap
      }
    }
  }

  private static let leastBar = 10
  /// The same where there is little room for all.
  private static let narrowBar = 7
  /// Of a screen on which a result has all its digits.
  private static let leastWide = 76

  /// How many characters a result has on a narrower one, where the bar and the pin need the room.
  private static func narrow(_ column: Table.Column) -> Int? {
    switch column {
    case .softmax, .sigmoid, .negLog, .loss: 8
    case .gradient, .labelGradient: 9
    case .name, .logit, .label, .posWeight, .pinnedProbability, .pinnedLoss, .leastProbability,
      .mostProbability, .leastNegLog, .mostNegLog:
      nil
    }
  }

  private static func mostBar(_ width: Int) -> Int { max(20, width / 4) }

  /// The blanks before a column.
  private static func gap(_ column: Table.Column, total: Int) -> Int {
    switch column {
    case .name: total >= 100 ? 1 : 0
    case .label, .posWeight: 2
    // A cell under the cursor has its brackets in the gaps.
    case .logit, .softmax, .sigmoid, .negLog, .loss, .gradient, .labelGradient,
      .pinnedProbability, .pinnedLoss, .leastProbability, .mostProbability, .leastNegLog,
      .mostNegLog:
      total >= 120 ? 2 : 1
    }
  }

  private static func width(
    _ column: Table.Column, _ texts: [String], typed: Int, sum: String, heading: String, total: Int
  ) -> Int {
    let longest = max(texts.reduce(typed) { max($0, displayWidth(of: $1)) }, heading.count)
    let isNarrow = total < leastWide
    switch column {
    case .name: return min(max(longest + 2, 5), total / 5)
    case .logit: return min(max(longest, 8), 16)
    // Room for a nudge by .1, so that no column moves with it.
    case .label, .posWeight: return min(max(longest, isNarrow ? 3 : 4), 10)
    case .pinnedProbability, .pinnedLoss: return max(longest, sum.count)
    case .leastProbability, .mostProbability, .leastNegLog, .mostNegLog: return max(longest, 10)
    // The longest that a result is printed as, `1-3.05e-05` and `-1.2346e-04`: a number that slides moves nothing.
    case .softmax, .sigmoid, .negLog, .loss:
      return max(longest, sum.count, isNarrow ? narrow(column) ?? 0 : 10)
    case .gradient, .labelGradient:
      return max(longest, sum.count, isNarrow ? narrow(column) ?? 0 : 11)
    }
  }

  /// `0        .5        1` over the bar.
  private static func scale(_ width: Int) -> String {
    guard width >= 7 else { return "0".placed(in: width - 1) + "1" }
    let middle = width / 2
    return "0".placed(in: middle - 1) + ".5".placed(in: width - middle) + "1"
  }
}
