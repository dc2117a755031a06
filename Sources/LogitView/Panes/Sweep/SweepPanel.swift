import LogitBench
import LogitStudies
import LogitText

extension Screen {
  /// What the sweep says in numbers: at the cursor, and where each formula fails.
  mutating func drawPanel(_ sweep: Sweep, at column: Int, in area: Rect, style: Style) {
    guard column < sweep.xs.count else { return }
    let isWide = area.width >= 40
    let valueWidth = isWide ? 14 : 11
    let ulpWidth = 10
    let nameWidth = area.width - valueWidth - ulpWidth - 1
    var y = area.y
    func line(_ name: String, _ value: String, _ ulps: String, _ style: Style, _ names: Style) {
      write(name.placed(in: nameWidth), x: area.x, y: y, style: names, clip: area)
      write(
        value.placed(in: valueWidth, .right), x: area.x + nameWidth, y: y, style: style,
        clip: area)
      write(
        ulps.placed(in: ulpWidth, .right), x: area.x + nameWidth + valueWidth, y: y, style: style,
        clip: area)
      y += 1
    }
    let x = "\(sweep.subject) = \(sweep.xs[column].significant(8))"
    write(x, x: area.x, y: y, style: .title, clip: area)
    y += 1
    let isKnown = column < sweep.exact.count
    let digits = isWide ? 8 : 5
    line(
      ". nearest", isKnown ? sweep.nearest(column, digits: digits) : "", "off, ulp", .faint, .faint)
    for (index, formula) in sweep.lines.enumerated() {
      let point = isKnown ? formula.points[column] : nil
      line(
        "\(formula.mark) \(formula.name)", point.map { sweep.text(of: $0, digits: digits) } ?? "",
        point.map { ulpsText($0.ulps) } ?? "", point?.isFailed == true ? .wrong : style,
        .sweepLine(index))
    }
    if area.height > 14 { y += 1 }
    drawFailures(sweep, in: Rect(x: area.x, y: y, width: area.width, height: area.maxY - y))
  }

  /// Where each formula fails; what has no room is told to be there.
  private mutating func drawFailures(_ sweep: Sweep, in area: Rect) {
    guard sweep.soundness.count == sweep.lines.count else { return }
    var lines: [(text: String, style: Style)] = []
    for (index, formula) in sweep.lines.enumerated() {
      let own = sweep.failures.filter { $0.line == index }
      let style: Style = own.isEmpty ? .faint : .plain
      let texts = own.isEmpty ? [sweep.soundness[index]] : own.map { $0.text }
      for text in texts {
        for (place, part) in text.wrapped(to: area.width - 2).enumerated() {
          lines.append((place == 0 ? "\(formula.mark) \(part)" : "  \(part)", style))
        }
      }
    }
    for (place, line) in lines.prefix(area.height).enumerated() {
      let isCut = place == area.height - 1 && lines.count > area.height
      let y = area.y + place
      write(
        isCut ? "  ... 'sweep' in a pipe tells all" : line.text, x: area.x, y: y,
        style: isCut ? .faint : line.style, clip: area)
    }
  }

  /// The same in the few lines of a narrow screen.
  mutating func drawReading(_ sweep: Sweep, at column: Int, in area: Rect, style: Style) {
    guard column < sweep.exact.count, area.height > 0 else { return }
    var x = write("off by", x: area.x, y: area.y, style: .faint, clip: area)
    for (index, line) in sweep.lines.enumerated() {
      let point = line.points[column]
      x = write(" \(line.mark)", x: x + 1, y: area.y, style: .sweepLine(index), clip: area)
      x = write(
        " \(ulpsText(point.ulps))", x: x, y: area.y,
        style: point.isFailed ? .wrong : style, clip: area)
    }
    write(" ulp", x: x, y: area.y, style: .faint, clip: area)
    let failures = sweep.failures.prefix(area.height - 1)
    for (place, failure) in failures.enumerated() {
      let text = "\(sweep.lines[failure.line].mark) \(failure.text)"
      write(
        text.fitted(to: area.width, ellipsis: ".."), x: area.x, y: area.y + 1 + place, clip: area)
    }
  }
}
