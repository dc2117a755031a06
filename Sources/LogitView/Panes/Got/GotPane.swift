import LogitBench
import LogitStudies
import LogitText

/// What would make a number: the changes that give it, one of them chosen, and why a program does that.
struct GotPane: Pane {
  static let name = "got"

  private let request: GotRequest
  /// The answer that is explained and that Enter carries out, counted from the simplest.
  private var chosen = 0
  /// Whether Esc ended the search before its time.
  private var isStopped = false

  init(_ context: PaneContext, after other: any Pane) {
    request = GotRequest(of: context.model)
  }

  init(asking question: GotRequest) { request = question }

  var heading: String { "\(request)" }

  func question(_ context: PaneContext) -> GotRequest { request }

  func isStopped(_ context: PaneContext) -> Bool { isStopped }

  private func hit(of got: Got) -> Got.Hit? {
    got.hits.isEmpty ? nil : got.hits[min(chosen, got.hits.count - 1)]
  }
}

extension GotPane {
  static let keys: [PaneKey<GotPane>] = [
    PaneKey(Key.listing, "j k", "the answer below, above", hint: ("j k", "choose")) {
      pane, work, _, amount in
      let last = max(0, work.got.hits.count - 1)
      pane.chosen = min(last, max(0, min(pane.chosen, last) + amount))
      return .none
    },
    PaneKey([(Key(.enter), 0)], "Enter", "make the change on the bench", hint: ("Enter", "do it")) {
      pane, work, _, _ in
      guard let hit = pane.hit(of: work.got) else { return .hint(work.got.missing) }
      guard !hit.edits.isEmpty else {
        return .hint(hit.changes.isEmpty ? hit.why : "no command does that: \(hit.words)")
      }
      return .edits(hit.edits)
    },
    PaneKey(
      [(Key(.escape), 0), (.letter("q"), 0), (Key(.character("c"), .control), 0)], "Esc",
      "stop the search",
      hints: { pane, work, _ in
        [KeyHint("Esc", work?.isDone == false && !pane.isStopped ? "stop" : "close")]
      },
      act: { pane, work, _, _ in
        guard !work.isDone, !pane.isStopped else { return .pass }
        pane.isStopped = true
        return .hint("the search was stopped: \(work.got.tried) settings were tried")
      }),
  ]

  func draw(
    _ work: GotWork, _ context: PaneContext, on screen: inout Screen, in area: Rect
  ) {
    let got = work.got
    let (rule, area) = area.parted()
    let effort =
      work.isDone
      ? "\(counted(got.tried, "setting")) tried"
      : isStopped ? "stopped at \(got.tried)" : "\((work.progress * 100).decimals(0)) %, Esc stops"
    screen.drawRule(["\(request)", effort], hasFocus: context.hasFocus, in: rule)
    var y = area.y
    func write(_ text: String, _ style: Style = .plain, indent: Int = 1) {
      guard y < area.maxY else { return }
      screen.write(
        text.fitted(to: area.width - indent - 1, ellipsis: ".."), x: area.x + indent, y: y,
        style: style, clip: area)
      y += 1
    }
    write(got.place)
    guard let hit = hit(of: got) else {
      if work.isDone { write(got.missing, .title) }
      for near in got.near { write("near: \(near.words)  \(got.shown(near))", .faint) }
      return
    }
    let why = hit.why.wrapped(to: area.width - 4)
    // The sentence on the chosen one stands at every size.
    let room = max(1, area.maxY - y - min(why.count, 2))
    drawList(of: got, height: min(room, got.hits.count), y: &y, on: &screen, in: area)
    for line in why { write(line, .faint, indent: 3) }
    guard area.maxY - y > 2 else { return }
    for line in got.fingerprint { write(line) }
    if !got.near.isEmpty, area.maxY - y > 2 {
      write("")
      write("near, and not it", .faint)
      for near in got.near { write("  \(near.words)  \(got.shown(near))", .faint) }
    }
  }

  private func drawList(
    of got: Got, height: Int, y: inout Int, on screen: inout Screen, in area: Rect
  ) {
    let place = min(chosen, got.hits.count - 1)
    let shown = window(height, of: got.hits.count, around: place)
    let cells = got.hits[shown].map { [$0.words, got.shown($0), got.shownDigits($0)] }
    let widths = (0..<3).map { column in cells.map { displayWidth(of: $0[column]) }.max() ?? 0 }
    let name = max(8, min(widths[0], area.width - widths[1] - widths[2] - 9))
    for (row, cells) in zip(shown, cells) {
      let isChosen = row == place
      let line =
        (isChosen ? "> " : "  ") + cells[0].placed(in: name) + "  "
        + cells[1].placed(in: widths[1], .right) + "  " + cells[2]
      screen.write(
        line, x: area.x + 1, y: y, style: isChosen ? .title : .plain, clip: area)
      y += 1
    }
  }
}
