import LogitBench
import LogitStudies
import LogitText

/// Every formula of the loss beside the exact value, and how the chosen one loses its digits.
struct DuelPane: RoundingPane {
  static let name = "duel"
  static let letter: Character? = "d"
  static let brief = "duel of the formulas"
  static let summary = "the duel: every formula beside the exact value"
  static let keys: [PaneKey<DuelPane>] = [
    .choosing(Key.listing, "j k", "the formula below, above", hint: ("j k", "formula")),
    .choosingEnds,
    PaneKey([(Key(.enter), 0)], "Enter", "its trace", hint: ("Enter", "trace")) { pane, _, _, _ in
      .open(TracePane(pane.choice))
    },
    .formats([KeyHint("f", "format"), KeyHint("D", "digits")]), .closing,
  ]

  var choice: RoundingChoice

  init(_ context: PaneContext, after other: any Pane) {
    choice = RoundingChoice(after: other)
  }
  init(asking question: DuelRequest) {
    choice = RoundingChoice(format: question.format)
  }

  func question(_ context: PaneContext) -> DuelRequest {
    DuelRequest(ofClass: context.index, in: choice.format)
  }

  mutating func choose(_ place: Int, in picture: RoundingPicture) { choose(line: place, picture) }

  func lines(of picture: RoundingPicture, _ context: PaneContext, width: Int) -> Int? {
    // Most formulas have no more steps, so that nothing moves from one to the next.
    let usualSteps = 12
    return DuelLayout.lines(
      formulas: picture.duel.lines.count, steps: max(usualSteps, picture.trace.lines.count))
  }

  func draw(
    _ picture: RoundingPicture, _ context: PaneContext, on screen: inout Screen, in area: Rect
  ) {
    let (duel, trace) = (picture.duel, picture.trace)
    let (rule, area) = area.parted()
    screen.drawRule(
      [Self.name, duel.format.name, context.subject], hasFocus: context.hasFocus, in: rule)
    let layout = DuelLayout(area, formulas: duel.lines.count, steps: max(1, trace.lines.count))
    screen.drawExact(duel, in: layout.exact)
    screen.drawFormulas(duel, chosen: trace.formula.name, context, in: layout.list)
    if !layout.steps.isEmpty {
      let name = trace.formula.name
      let title = trace.lostLine == nil ? "the steps of \(name)" : "where \(name) loses it"
      let text = trace.formula.text.fitted(to: area.width - title.count - 7, ellipsis: "..")
      screen.drawRule([title, text], hasFocus: false, in: layout.rule)
      screen.drawSteps(trace, cursor: nil, context, in: layout.steps)
    }
    screen.write(
      picture.summary.fitted(to: area.width - 2, ellipsis: ".."), x: area.x + 1,
      y: layout.summary.y, style: .faint, clip: layout.summary)
  }
}

/// Where the parts of the duel lie: the list gives way to the steps where there is room for both.
private struct DuelLayout {
  let exact: Rect
  let list: Rect
  let rule: Rect
  let steps: Rect
  let summary: Rect

  /// All of them with their rule: two exact values, both lists with their heads, and the summary apart.
  static func lines(formulas: Int, steps: Int) -> Int {
    1 + 2 + (formulas + 1) + 1 + (steps + 1) + 2
  }

  init(_ area: Rect, formulas: Int, steps: Int) {
    var y = area.y
    func take(_ lines: Int) -> Rect {
      defer { y += max(0, lines) }
      return Rect(x: area.x, y: y, width: area.width, height: lines)
    }
    exact = take(area.height >= 14 ? 2 : 1)
    let rest = area.maxY - y - 1
    // A head and three lines of each, or the list alone.
    var list = rest
    var below = 0
    if rest >= 9 {
      list = min(formulas + 1, max(4, rest - steps - 2, rest * 3 / 5))
      below = min(steps + 1, rest - list - 1)
    }
    self.list = take(list)
    rule = take(below > 0 ? 1 : 0)
    self.steps = take(below)
    summary = Rect(x: area.x, y: area.maxY - 1, width: area.width, height: 1)
  }
}

/// Columns of the duel: how wide each is, 0 where there is no room for it.
private struct DuelColumns {
  static let mark = 3
  static let ulps = 8

  let name: Int
  let number: Int
  let slope: Int
  let verdict: Int
  let text: Int

  /// Where the last head ends.
  var end: Int {
    let before = Self.mark + name + number + Self.ulps + 2 + slope
    return before + (text > 0 ? verdict + 8 : 7) + 1
  }

  init(_ duel: Duel, width: Int) {
    name = max("formula".count, duel.lines.map(\.formula.name.count).max() ?? 0) + 1
    let numbers = duel.lines.flatMap { [$0.loss, $0.gradient].compactMap(\.self?.text.count) }
    number = max(11, numbers.max() ?? 0, duel.gradientName.count) + 1
    let verdicts = duel.lines.map(\.verdict.count).max() ?? 0
    let rest = width - Self.mark - name - number - Self.ulps - 2
    slope = rest - number - 1 >= 17 ? number + 1 : 0
    verdict = min(rest - slope, max(16, verdicts) + 2)
    text = rest - slope - verdict >= 24 ? rest - slope - verdict : 0
  }
}

extension Screen {
  fileprivate mutating func drawExact(_ duel: Duel, in area: Rect) {
    let lines = [(duel.lossName, duel.loss), (duel.gradientName, duel.gradient)]
    let width = lines.map(\.0.count).max() ?? 0
    for (line, (name, proof)) in lines.prefix(area.height).enumerated() {
      let y = area.y + line
      let x = write(
        "exact \(name.placed(in: width))  ", x: area.x + 1, y: y, style: .faint, clip: area)
      guard let proof else {
        write("not known: too many classes", x: x, y: y, clip: area)
        continue
      }
      let room = area.maxX - x - 1
      let end = write(
        proof.text.fitted(to: room, ellipsis: ".."), x: x, y: y, style: .title, clip: area)
      guard displayWidth(of: proof.remark) + 2 <= area.maxX - end else { continue }
      write("  \(proof.remark)", x: end, y: y, style: .faint, clip: area)
    }
  }

  fileprivate mutating func drawFormulas(
    _ duel: Duel, chosen: String, _ context: PaneContext, in area: Rect
  ) {
    guard area.height > 1 else { return }
    let columns = DuelColumns(duel, width: area.width)
    var heads = ["formula", duel.lossName, "off, ulp", duel.gradientName, "verdict", ""]
    if columns.text > 0 { heads[5] = "computes" }
    var x = area.x + DuelColumns.mark
    let widths = [
      columns.name, columns.number, DuelColumns.ulps + 2, columns.slope, columns.verdict,
      columns.text,
    ]
    for (column, head) in heads.enumerated() where widths[column] > 0 {
      let text =
        column == 2 ? head.placed(in: DuelColumns.ulps, .right) : head.placed(in: widths[column])
      write(text, x: x, y: area.y, style: .faint, clip: area)
      x += widths[column]
    }
    let height = area.height - 1
    let place = duel.lines.firstIndex { $0.formula.name == chosen } ?? 0
    // The kernel, to which the others are compared, stands on top of any part of the list.
    let pinned = height > 2 && duel.lines.first?.isKernel == true ? 1 : 0
    let others = window(height - pinned, of: duel.lines.count - pinned, around: place - pinned)
    let shownPlaces = Array(0..<pinned) + others.map { $0 + pinned }
    for (line, shown) in shownPlaces.enumerated() {
      let entry = duel.lines[shown]
      let row = Rect(x: area.x, y: area.y + 1 + line, width: area.width, height: 1)
      mark(row, .paneItem(shown))
      drawFormula(entry, isChosen: entry.formula.name == chosen, columns, context, in: row)
    }
    guard duel.lines.count > height else { return }
    let shown =
      "\(others.lowerBound + pinned + 1)-\(others.upperBound + pinned)/\(duel.lines.count) "
    let hidden = duel.hiddenFailure(
      outside: others.lowerBound + pinned..<others.upperBound + pinned)
    // At the end of the heads, where there is room for both.
    let text = [hidden.map { "\($0), \(shown)" }, shown].compactMap(\.self)
      .first { columns.end + $0.count <= area.width }
    guard let text else { return }
    write(text, x: area.maxX - text.count, y: area.y, style: .faint, clip: area)
  }

  private mutating func drawFormula(
    _ line: Duel.Line, isChosen: Bool, _ columns: DuelColumns, _ context: PaneContext, in area: Rect
  ) {
    let y = area.y
    let hasFocus = context.hasFocus
    let style: Style = isChosen ? (hasFocus ? .cursor : .title) : .plain
    write(isChosen ? ">" : line.isKernel ? "=" : " ", x: area.x + 1, y: y, style: .key, clip: area)
    var x = area.x + DuelColumns.mark
    write(line.formula.name, x: x, y: y, style: style, clip: area)
    x += columns.name
    if let loss = line.loss { writeOutcome(loss, x: x, y: y, context, in: area) }
    x += columns.number
    if let loss = line.loss {
      write(loss.ulpsText.placed(in: DuelColumns.ulps, .right), x: x, y: y, clip: area)
    }
    x += DuelColumns.ulps + 2
    if columns.slope > 0, let gradient = line.gradient {
      writeOutcome(gradient, x: x, y: y, context, in: area)
    }
    x += columns.slope
    let verdict = line.verdict.fitted(to: columns.verdict, ellipsis: "..")
    write(verdict, x: x, y: y, clip: area)
    x += columns.verdict
    if columns.text > 0 {
      let text = line.formula.text.fitted(to: columns.text - 1, ellipsis: "..")
      write(text, x: x, y: y, style: .faint, clip: area)
    }
  }
}

extension Duel {
  /// `nan below`: where among the lines that are not seen a loss is no number; nil where none is.
  fileprivate func hiddenFailure(outside shown: Range<Int>) -> String? {
    let hidden = lines.indices.dropFirst(1).filter {
      !shown.contains($0) && lines[$0].loss?.text == "nan"
    }
    return hidden.first.map { $0 < shown.lowerBound ? "nan above" : "nan below" }
  }
}
