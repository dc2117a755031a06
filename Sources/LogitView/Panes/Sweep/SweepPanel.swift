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
    drawLimits(sweep, in: Rect(x: area.x, y: y, width: area.width, height: area.maxY - y))
  }

  /// Where each formula is right, and what it is beyond, as a table; then why, where there is room.
  private mutating func drawLimits(_ sweep: Sweep, in area: Rect) {
    guard sweep.soundness.count == sweep.lines.count else { return }
    let limits = sweep.lines.indices.map { sweep.limits(ofLine: $0) }
    // The names stand above already.
    let rightWidth = max(10, limits.map { displayWidth(of: $0.right) }.max() ?? 0)
    let beyondWidth = limits.map { displayWidth(of: $0.beyond) }.max() ?? 0
    let whereWidth = rightWidth + max(1, min(2, area.width - 2 - rightWidth - beyondWidth))
    var lines: [[(text: String, style: Style)]] = [
      [("  half right".padded(to: whereWidth + 2), .faint), ("beyond", .faint)]
    ]
    for (index, limit) in limits.enumerated() {
      lines.append([
        ("\(sweep.lines[index].mark) ", .sweepLine(index)),
        (limit.right.padded(to: whereWidth), limit.beyond.isEmpty ? .faint : .plain),
        (limit.beyond, .plain),
      ])
    }
    lines += sweep.hidden.flatMap { $0.wrapped(to: area.width) }.map { [($0, .faint)] }
    for (index, formula) in sweep.lines.enumerated() {
      for failure in sweep.failures where failure.line == index {
        for (place, part) in failure.text.wrapped(to: area.width - 2).enumerated() {
          lines.append([(place == 0 ? "\(formula.mark) \(part)" : "  \(part)", .faint)])
        }
      }
    }
    for (place, parts) in lines.prefix(area.height).enumerated() {
      var x = area.x
      for part in parts {
        x = write(part.text, x: x, y: area.y + place, style: part.style, clip: area)
      }
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
    guard sweep.soundness.count == sweep.lines.count, area.height > 1 else { return }
    // All of them on a line or two: a limit each.
    var place = (x: area.x, y: area.y + 1)
    for index in sweep.lines.indices {
      let limit = sweep.limits(ofLine: index)
      let text = "\(sweep.lines[index].mark) \(limit.right) \(limit.beyond)  "
      if place.x > area.x, place.x + displayWidth(of: text) - 2 > area.maxX {
        place = (area.x, place.y + 1)
      }
      guard place.y < area.maxY else { break }
      place.x = write(
        text.fitted(to: area.width, ellipsis: ".."), x: place.x, y: place.y, clip: area)
    }
  }
}
