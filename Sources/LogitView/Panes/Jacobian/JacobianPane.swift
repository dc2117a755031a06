import LogitBench
import LogitStudies
import LogitText

/// The derivatives of the softmax around the class under the cursor.
struct JacobianPane: PlainPane {
  static let name = "jacobian"
  static let keys: [PaneKey<JacobianPane>] = PaneKey.nudging + [.closing]

  init() {}

  func question(_ context: PaneContext) -> JacobianRequest { JacobianRequest() }

  func lines(of reply: JacobianReply, _ context: PaneContext, width: Int) -> Int? {
    2 + 2 * context.bench.classes + Self.words(of: reply, width: width).count + 1
  }

  private static func words(of reply: JacobianReply, width: Int) -> [String] {
    reply.words.flatMap { $0.wrapped(to: width - 2) }
  }

  /// Its rule, as long as there is room for.
  private static func formula(width: Int) -> String {
    let long = "dp[i]/dz[j] = p[i] (1 if i = j, else 0, - p[j])"
    return width >= long.count + 30 ? long : "dp[i]/dz[j] = p[i] ([i=j] - p[j])"
  }

  func draw(
    _ reply: JacobianReply, _ context: PaneContext, on screen: inout Screen, in area: Rect
  ) {
    let (rule, area) = area.parted()
    screen.drawRule(
      ["jacobian of the softmax", Self.formula(width: rule.width)],
      hasFocus: context.hasFocus, in: rule)
    let bench = context.bench
    let cellWidth = 12
    let words = Self.words(of: reply, width: area.width)
    // Classes come first; of many the words keep two lines where the pane is high.
    let spare = area.height - 1 - bench.classes
    let room = area.height - 1 - min(words.count, max(area.height > 8 ? 2 : 0, spare))
    // A number and beneath it its size, where all of them have room.
    let isShaded = 2 * bench.classes <= room
    let rows = context.visibleClasses(isShaded ? room / 2 : max(1, room))
    let across = context.visibleClasses((area.width - 12) / cellWidth)
    let most = reply.jacobian.values.joined().map(\.value.magnitude).filter(\.isFinite).max() ?? 0
    let step = isShaded ? 2 : 1
    for (column, j) in across.enumerated() {
      let x = area.x + 11 + column * cellWidth
      screen.write(
        "dz \(bench.className(j))".placed(in: cellWidth, .right), x: x, y: area.y, style: .faint,
        clip: area)
      for (line, i) in rows.enumerated() {
        let value = reply.jacobian.values[i][j]
        let y = area.y + 1 + step * line
        let style: Style = context.isStale ? .stale : i == j ? .title : .plain
        screen.write(value.text.placed(in: cellWidth, .right), x: x, y: y, style: style, clip: area)
        guard isShaded else { continue }
        screen.write(
          Self.shade(value.value, of: most, width: cellWidth - 2).placed(in: cellWidth, .right),
          x: x, y: y + 1, style: .bar, clip: area)
      }
    }
    for (line, i) in rows.enumerated() {
      screen.write(
        "dp \(bench.className(i))".placed(in: 10), x: area.x + 1, y: area.y + 1 + step * line,
        style: .faint, clip: area)
    }
    screen.drawWords(words, y: area.y + 1 + step * rows.count, in: area)
  }

  /// `++++++` or `---`: as long as the number is large beside the largest.
  private static func shade(_ value: Double, of most: Double, width: Int) -> String {
    guard value != 0, most > 0, value.isFinite else { return "" }
    let length = max(1, columns(value.magnitude / most, of: width))
    return String(repeating: value < 0 ? "-" : "+", count: length)
  }
}
