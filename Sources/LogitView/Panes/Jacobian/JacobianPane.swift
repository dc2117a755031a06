import LogitBench
import LogitStudies
import LogitText

/// The derivatives of the softmax around the class under the cursor.
struct JacobianPane: PlainPane {
  static let name = "jacobian"
  static let keys: [PaneKey<JacobianPane>] = PaneKey.nudging + [.closing]

  init() {}

  func question(_ context: PaneContext) -> JacobianRequest { JacobianRequest() }

  func draw(
    _ reply: JacobianReply, _ context: PaneContext, on screen: inout Screen, in area: Rect
  ) {
    let (rule, area) = area.parted()
    screen.drawRule(
      ["jacobian of the softmax", "dp[i]/dz[j] = p[i] (1 if i = j, else 0, - p[j])"],
      hasFocus: context.hasFocus, in: rule)
    let bench = context.bench
    let cellWidth = 12
    let rows = context.visibleClasses(area.height - 1)
    let across = context.visibleClasses((area.width - 12) / cellWidth)
    for (column, j) in across.enumerated() {
      let x = area.x + 11 + column * cellWidth
      screen.write(
        "dz \(bench.className(j))".placed(in: cellWidth, .right), x: x, y: area.y, style: .faint,
        clip: area)
      for (line, i) in rows.enumerated() {
        let style: Style = context.isStale ? .stale : i == j ? .title : .plain
        screen.write(
          reply.jacobian.values[i][j].text.placed(in: cellWidth, .right), x: x,
          y: area.y + 1 + line, style: style, clip: area)
      }
    }
    for (line, i) in rows.enumerated() {
      screen.write(
        "dp \(bench.className(i))".placed(in: 10), x: area.x + 1, y: area.y + 1 + line,
        style: .faint, clip: area)
    }
  }
}
