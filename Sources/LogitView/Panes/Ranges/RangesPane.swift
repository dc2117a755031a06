import LogitBench
import LogitStudies
import LogitText

/// What each number of the row can be, where its logits are known to a margin.
struct RangesPane: PlainPane {
  static let name = "ranges"
  static let letter: Character? = "i"
  static let brief = "what is left open"
  static let summary = "what inexact logits leave open: from, to; or back"
  static let keys: [PaneKey<RangesPane>] = PaneKey.nudging + [.closing]

  init() {}

  func question(_ context: PaneContext) -> RangesRequest { RangesRequest() }

  func lines(of reply: RangesReply, _ context: PaneContext, width: Int) -> Int? {
    3 + context.bench.classes + Self.words(of: reply, width: width).count
  }

  private static func words(of reply: RangesReply, width: Int) -> [String] {
    [reply.lossWords, reply.winnerWords, reply.gradientWords].compactMap(\.self)
      .flatMap { $0.wrapped(to: width - 2) }
  }

  func draw(
    _ reply: RangesReply, _ context: PaneContext, on screen: inout Screen, in area: Rect
  ) {
    let (rule, area) = area.parted()
    screen.drawRule(
      [Self.name, "row \(context.bench.row)", reply.known], hasFocus: context.hasFocus, in: rule)
    let words = Self.words(of: reply, width: area.width)
    let kept = min(words.count, area.height > 8 ? words.count : 1)
    let shown = context.visibleClasses(max(1, area.height - 1 - kept))
    let rows = [RangesReply.columns] + shown.map { reply.cells(ofClass: $0) }
    let columns = Self.columns(of: rows, width: area.width - 2)
    for (line, row) in rows.enumerated() {
      let isCursor = line > 0 && shown.lowerBound + line - 1 == context.index
      var x = area.x + 1
      for column in columns {
        let style: Style = line == 0 ? .faint : isCursor ? .title : context.numberStyle
        screen.write(
          row[column].placed(in: Self.width(of: column, in: rows), column == 0 ? .left : .right),
          x: x, y: area.y + line, style: style, clip: area)
        x += Self.width(of: column, in: rows) + 2
      }
    }
    for (line, text) in words.prefix(kept).enumerated() {
      screen.write(
        text, x: area.x + 1, y: area.y + rows.count + line, style: .plain, clip: area)
    }
  }

  private static func width(of column: Int, in rows: [[String]]) -> Int {
    let widest = rows.map { displayWidth(of: $0[column]) }.max() ?? 0
    // Numbers that move change no column.
    return column == 0 ? min(widest, 12) : max(widest, column < 3 ? 7 : 8)
  }

  /// Those that have room: gradients give way first, then probabilities, then the margin.
  private static func columns(of rows: [[String]], width: Int) -> [Int] {
    let all = Array(rows[0].indices)
    let choices = [all, Array(all.prefix(9)), all.prefix(3) + [6, 7, 8], [0, 6, 7, 8]]
    func needs(_ columns: [Int]) -> Int {
      columns.reduce(-2) { $0 + self.width(of: $1, in: rows) + 2 }
    }
    return choices.first { needs($0) <= width } ?? [0, 7, 8]
  }
}
