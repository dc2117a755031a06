import LogitDumps
import LogitText

extension DumpDesk {
  mutating func draw(_ blank: Screen) -> Screen {
    var screen = blank
    let size = screen.size
    guard size.width >= Layout.least.width, size.height >= Layout.least.height else {
      screen.write("60x16 is the least; this is \(size.width)x\(size.height)", x: 0, y: 0)
      return screen
    }
    let isLow = size.height < 20
    let header = Rect(x: 0, y: 0, width: size.width, height: isLow ? 1 : 2)
    drawHeader(on: &screen, in: header)
    var body = Rect(
      x: 0, y: header.maxY, width: size.width, height: size.height - header.height - 2)
    if var list {
      screen.drawList(&list, in: body)
      self.list = list
    } else {
      let isWide = size.width >= 130
      if let panel = panel ?? (isWide ? .summary : nil) {
        let width = isWide ? min(90, size.width - 84) : size.width
        let area = Rect(
          x: size.width - width, y: body.y, width: width, height: body.height)
        draw(panel, on: &screen, in: area)
        body.width -= isWide ? width + 1 : width
      }
      if body.width > 0 { drawList(on: &screen, in: body) }
    }
    let answer = Rect(x: 0, y: size.height - 2, width: size.width, height: 1)
    drawFoot(on: &screen, in: answer)
    return screen
  }

  // MARK: - Above and below

  private func drawHeader(on screen: inout Screen, in area: Rect) {
    let loud: String
    if let reduced = whole?.summary.headline {
      loud = " \(reduced.reduction.name) \(reduced.text) "
    } else {
      loud = dump.hasLabels && whole == nil ? " losses to come " : " no labels "
    }
    let end = area.maxX - displayWidth(of: loud)
    screen.write(loud, x: end, y: area.y, style: whole == nil ? .faint : .loud)
    let shape = "  \(counted(dump.count, "row")) of \(counted(dump.classCount, "class"))"
    let name = dump.name.visible
    let room = end - 3 - displayWidth(of: name)
    let x = screen.write(
      room >= 0 ? name : dump.fileName.fitted(to: max(8, end - 3), ellipsis: ".."), x: 1, y: area.y,
      style: .title)
    if x + shape.count + 2 < end { screen.write(shape, x: x, y: area.y, style: .title) }
    guard area.height > 1 else { return }
    var facts = [dump.formatName, dump.loss.name]
    if let labels = dump.labelsName { facts.insert("labels \(labels.visible)", at: 0) }
    if let summary = whole?.summary { facts = summary.glance(dump) + facts }
    var at = 1
    for fact in facts where at + displayWidth(of: fact) < area.width {
      at = screen.write(fact, x: at, y: area.y + 1) + 3
    }
  }

  private mutating func drawFoot(on screen: inout Screen, in area: Rect) {
    let keys = Rect(x: 0, y: area.y + 1, width: area.width, height: 1)
    if let prompt {
      screen.drawLine(prompt.line, after: prompt.subject.sign, in: area)
      screen.write(
        (prompt.error ?? prompt.subject.hint).fitted(to: area.width - 2, ellipsis: ".."), x: 1,
        y: keys.y, style: prompt.error == nil ? .faint : .wrong)
      return
    }
    if let work, message.text.isEmpty || message.isHint {
      let percent = "\(columns(work.part, of: 100)) %"
      let x = screen.write("\(work.words) \(percent)  ", x: 1, y: area.y)
      let room = min(40, area.width - x - 14)
      screen.write(Screen.bar(work.part, width: room), x: x, y: area.y, style: .bar)
      screen.write("Esc stops", x: x + room + 2, y: area.y, style: .faint)
    } else {
      screen.write(
        message.text.visible.fitted(to: area.width - 2, ellipsis: ".."), x: 1, y: area.y,
        style: message.isError ? .wrong : .plain)
    }
    if let list {
      screen.drawHints(
        [KeyHint("up down", list.isText ? "scroll" : "choose")]
          + (list.isText ? [KeyHint("/", "find")] : [KeyHint("Enter", "take it")])
          + [KeyHint("Esc", "close")], always: [], in: keys)
    } else {
      screen.drawHints(RowKey.hints, always: RowKey.always, in: keys)
    }
  }

  // MARK: - The list

  private mutating func drawList(on screen: inout Screen, in area: Rect) {
    let detail = min(
      Self.detailHeight(area.height), dump.classCount + (dials.isOff ? 1 : 2))
    let (rule, rest) = area.parted()
    let words =
      listing == nil && order != .index && !dump.isEmpty
      ? "row by row" : order.words + (isReversed ? ", reversed" : "")
    let all = dump.count
    var titles = [
      words, count == all ? "\(all == 0 ? 0 : place + 1) of \(all)" : "\(count) of \(all)",
    ]
    if !filter.isEmpty { titles.append("where \(filter.visible)") }
    screen.drawRule(
      titles.map { $0.fitted(to: area.width - 4, ellipsis: "..") }, hasFocus: true, in: rule)
    let lines = Rect(x: rest.x, y: rest.y, width: rest.width, height: rest.height - detail)
    lookAtRows(lines.height - 1, detail: detail)
    if count == 0 {
      screen.write("no row is so", x: rest.x + 1, y: rest.y)
    } else {
      drawRows(on: &screen, in: lines)
    }
    guard detail > 1, let chosen else { return }
    drawDetail(
      chosen, on: &screen,
      in: Rect(x: rest.x, y: lines.maxY, width: rest.width, height: detail))
  }

  private static func detailHeight(_ height: Int) -> Int {
    switch height {
    case ..<16: 0
    case ..<24: 6
    case ..<40: 9
    default: 16
    }
  }

  /// How many classes stand below the list where it has so many lines for them.
  private func mostClasses(_ height: Int) -> Int {
    let lines = height - 1 - (dials.isOff ? 0 : 1)
    // A line of the rest stands below the classes.
    return dump.classCount > lines ? lines - 1 : lines
  }

  /// Asks for what is about to be drawn, the chosen row first.
  private mutating func lookAtRows(_ height: Int, detail: Int) {
    page = max(1, height)
    var wishes: [RowMemory.Wish] = []
    if detail > 1, let chosen {
      wishes.append(RowMemory.Wish(index: chosen, most: mostClasses(detail)))
    }
    for place in window(page, of: count, around: place) {
      if let row = row(at: place) {
        wishes.append(RowMemory.Wish(index: row, most: dials.cutsNothing ? nil : 0))
      }
    }
    rows.look(at: wishes, dials)
  }

  private mutating func drawDetail(_ index: Int, on screen: inout Screen, in area: Rect) {
    let (rule, body) = area.parted()
    guard let detail = rows.detail(index, most: mostClasses(area.height)) else { return }
    screen.drawRule(["row \(index)", "Enter puts it on the bench"], hasFocus: false, in: rule)
    var y = body.y
    if !detail.words.isEmpty {
      screen.write(
        detail.words.fitted(to: body.width - 2, ellipsis: ".."), x: body.x + 1, y: y, clip: body)
      y += 1
    }
    let names = min(24, detail.lines.map { displayWidth(of: $0.name.visible) }.max() ?? 0)
    let logits = detail.lines.map(\.logit.count).max() ?? 0
    let barX = body.x + 1 + names + 4 + logits + 2 + Reading.mostOfProbability + 2
    for line in detail.lines {
      let style: Style = line.isLabel ? .accent : line.isKept ? .plain : .stale
      let x = screen.write(
        line.name.visible.placed(in: names), x: body.x + 1, y: y, style: style, clip: body)
      screen.write(line.isLabel ? "<" : "", x: x + 1, y: y, style: style, clip: body)
      let end = screen.write(
        line.logit.padded(to: logits, .right), x: x + 3, y: y, style: style, clip: body)
      screen.write(
        line.probability.padded(to: Reading.mostOfProbability + 1, .right), x: end + 1, y: y,
        style: style, clip: body)
      let width = min(60, body.maxX - barX - 1)
      let bar = Screen.bar(line.share, width: width)
      screen.write(
        line.isKept ? bar : "cut", x: barX, y: y, style: line.isKept ? .bar : .faint, clip: body)
      y += 1
    }
    if let rest = detail.rest {
      let name = counted(rest.count, "other")
      screen.write(name, x: body.x + 1, y: y, style: .faint, clip: body)
      screen.write(
        rest.probability.padded(to: Reading.mostOfProbability + 1, .right),
        x: max(body.x + 2 + name.count, barX - Reading.mostOfProbability - 3), y: y, style: .faint,
        clip: body)
    }
  }

  // MARK: - Panels

  private func draw(_ panel: Panel, on screen: inout Screen, in area: Rect) {
    let (rule, body) = area.parted()
    switch panel {
    case .summary:
      screen.drawRule(["all rows"], hasFocus: false, in: rule)
      guard let summary = whole?.summary else {
        return screen.drawWords(["when all rows are read"], y: body.y, in: body)
      }
      screen.drawSheet(summary.lines(dump, width: body.width), in: body)
    case .tradeoffs:
      screen.drawRule(["trade-offs"], hasFocus: false, in: rule)
      judgement.drawTradeoffs(on: &screen, in: body)
    case .calibration:
      screen.drawRule(["calibration"], hasFocus: false, in: rule)
      judgement.drawCalibration(on: &screen, in: body)
    }
  }
}

extension Screen {
  /// Lines of a report; what ends one in `#` and `|` is a bar.
  mutating func drawSheet(_ lines: [String], in area: Rect) {
    let rest = lines.count - area.height
    var shown = lines.prefix(area.height)
    if rest > 0 { shown = shown.dropLast() + [" .. \(counted(rest + 1, "line")) more"] }
    for (line, text) in shown.enumerated() {
      let end = text.reversed().prefix { "#| ".contains($0) }
      let bar = end.reversed().drop { $0 == " " }
      var x = write(
        String(text.dropLast(bar.count)).visible, x: area.x, y: area.y + line, clip: area)
      for cell in bar {
        x = write(
          String(cell), x: x, y: area.y + line, style: cell == "|" ? .here : .bar, clip: area)
      }
    }
  }
}
