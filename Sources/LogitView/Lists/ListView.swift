import LogitText

extension Screen {
  /// A list under its rule: groups at the left, the items, and what there is to say of the chosen one.
  ///
  /// - Parameters:
  ///   - detail: Lines about the chosen item in the place of its own.
  ///   - marksChosen: Whether one is chosen already.
  mutating func drawList(
    _ list: inout ItemList, detail: [String] = [], marksChosen: Bool = true, in area: Rect
  ) {
    let (rule, body) = area.parted()
    if list.isText {
      drawText(&list, in: body)
    } else {
      drawChoices(&list, detail: detail, marksChosen: marksChosen, in: body)
    }
    drawListRule(list, in: rule)
  }

  private mutating func drawListRule(_ list: ItemList, in rule: Rect) {
    var titles = [list.title]
    let count = list.items.count
    if list.isText {
      let pages = max(1, (count + list.page - 1) / list.page)
      let isLast = list.chosen + list.page >= count
      let page = isLast ? pages : min(pages, 1 + list.chosen / list.page)
      if pages > 1 { titles.append("page \(page) of \(pages)") }
    } else {
      titles.append(list.matches.count == count ? "\(count)" : "\(list.matches.count) of \(count)")
    }
    let isFiltered = list.isTyping || !list.filter.isEmpty
    if !isFiltered { titles.append(list.hint) }
    drawRule(titles, hasFocus: true, in: rule)
    guard isFiltered else { return }
    let x = rule.x + 1 + titles.reduce(0) { $0 + displayWidth(of: $1) + 3 }
    // The end of what was typed stays in sight.
    let room = max(1, rule.maxX - x - 20)
    var tail = Array(list.filter)
    while displayWidth(of: String(tail)) > room { tail.removeFirst() }
    let isMissing = !list.filter.isEmpty && list.matches.isEmpty
    let end = write(
      " /\(String(tail))", x: x, y: rule.y, style: isMissing ? .wrong : .typing, clip: rule)
    write(isMissing ? "  nothing has that " : " ", x: end, y: rule.y, style: .wrong, clip: rule)
    if list.isTyping { cursor = Point(x: end, y: rule.y) }
  }

  // MARK: - Choices

  private mutating func drawChoices(
    _ list: inout ItemList, detail: [String], marksChosen: Bool, in area: Rect
  ) {
    var rows = area
    let below = Self.detailHeight(area.height)
    if below > 0, list.items.contains(where: { !$0.detail.isEmpty }) {
      rows.height -= below + 1
      let foot = Rect(x: area.x, y: rows.maxY, width: area.width, height: below + 1)
      drawDetail(list.item, detail, in: foot)
    }
    list.page = max(1, rows.height)
    if !list.groups.isEmpty, area.width >= 56 {
      let width = drawGroups(list, in: rows)
      rows = Rect(x: rows.x + width, y: rows.y, width: rows.width - width, height: rows.height)
    }
    drawItems(list, marksChosen: marksChosen, in: rows)
  }

  /// Enough for the longest note of a sample.
  private static func detailHeight(_ height: Int) -> Int {
    switch height {
    case ..<9: 0
    case ..<17: 4
    default: 5
    }
  }

  private mutating func drawDetail(
    _ item: ListItem?, _ detail: [String], in area: Rect
  ) {
    let (rule, body) = area.parted()
    let titles = item?.parts.filter { $0.style != .key && !$0.text.isEmpty }.map(\.text) ?? []
    let title = titles.joined(separator: " ─ ").fitted(to: rule.width - 4, ellipsis: "..")
    drawRule([title], hasFocus: false, in: rule)
    guard let item else { return }
    let own = item.detail.lines(ofWidth: body.width - 2, atMost: body.height + 1)
    var lines = detail.isEmpty ? own : detail
    if lines.count > body.height { lines = lines.prefix(max(0, body.height - 1)) + [".."] }
    for (line, text) in lines.enumerated() {
      write(text, x: body.x + 1, y: body.y + line, clip: body)
    }
  }

  /// - Returns: How wide they are.
  private mutating func drawGroups(_ list: ItemList, in area: Rect) -> Int {
    let names = list.groups.reduce(0) { max($0, displayWidth(of: $1)) }
    let here = list.item?.group
    var counts = Array(repeating: 0, count: list.groups.count)
    for place in list.matches where counts.indices.contains(list.items[place].group) {
      counts[list.items[place].group] += 1
    }
    let window = window(area.height, of: list.groups.count, around: here ?? 0)
    for (line, group) in window.enumerated() {
      let y = area.y + line
      mark(Rect(x: area.x, y: y, width: names + 8, height: 1), .group(group))
      let style: Style = group == here ? .title : counts[group] == 0 ? .faint : .plain
      write(group == here ? ">" : " ", x: area.x + 1, y: y, style: .key, clip: area)
      let end = write(
        list.groups[group].placed(in: names), x: area.x + 3, y: y, style: style, clip: area)
      write("\(counts[group])".placed(in: 4, .right), x: end, y: y, style: .faint, clip: area)
    }
    return names + 10
  }

  private mutating func drawItems(_ list: ItemList, marksChosen: Bool, in area: Rect) {
    let shown = list.shown
    guard !shown.isEmpty, area.height > 0 else { return }
    let window = window(area.height, of: shown.count, around: list.chosen - shown.lowerBound)
    // The first column has room for a long name, the last what is left.
    let room = area.width - 4
    let widths = list.columnWidths.dropLast().enumerated().map { column, width in
      let most = list.columnWidths.count == 2 ? room / 2 : room * 2 / 5
      return min(width, column == 0 ? max(most, min(room, 26)) : 10)
    }
    for (line, offset) in window.enumerated() {
      let place = shown.lowerBound + offset
      let item = list.items[list.matches[place]]
      let isChosen = marksChosen && place == list.chosen
      let y = area.y + line
      mark(Rect(x: area.x, y: y, width: area.width, height: 1), .item(place))
      write(isChosen ? ">" : " ", x: area.x + 1, y: y, style: .key, clip: area)
      var x = area.x + 3
      for (column, part) in item.parts.enumerated() where area.maxX - x > 8 {
        let width = column < widths.count ? widths[column] : max(0, area.maxX - 1 - x)
        let style =
          isChosen && part.style == .plain && column < max(1, widths.count)
          ? Style.cursor : part.style
        write(part.text.fitted(to: width, ellipsis: ".."), x: x, y: y, style: style, clip: area)
        x += width + 2
      }
    }
    let last = window.upperBound
    guard last < shown.count else { return }
    // What is out of view is told where the last line has room.
    let more = " \(shown.count - last) more "
    write(more, x: area.maxX - more.count, y: area.maxY - 1, style: .faint, clip: area)
  }

  // MARK: - A text

  private mutating func drawText(_ list: inout ItemList, in area: Rect) {
    list.page = max(1, area.height)
    list.choose(list.chosen)
    mark(area, .text)
    let lines = list.items[list.chosen...].prefix(area.height)
    let width = area.width - 3
    func isWide(_ item: ListItem) -> Bool {
      item.parts.count == 1 && item.parts[0].style == .plain
    }
    let longest = lines.filter(isWide).reduce(0) { max($0, displayWidth(of: $1.parts[0].text)) }
    list.settle(longest: longest, width: width)
    let found = list.filter.isEmpty ? [] : Set(list.matches)
    for (line, place) in lines.indices.enumerated() {
      let y = area.y + line
      let isFound = found.contains(place)
      if isFound { write(">", x: area.x, y: y, style: .key, clip: area) }
      var x = area.x + 1
      for part in lines[place].parts {
        // A table that is too wide is cut, says so, and is moved by the keys.
        let isShifted = list.shift > 0 && isWide(lines[place]) && !part.text.isEmpty
        let text = isShifted ? ".." + part.text.dropFirst(list.shift + 2) : part.text
        let fitted = isWide(lines[place]) ? text.fitted(to: width, ellipsis: "..") : text
        x = write(
          fitted, x: x, y: y, style: isFound && part.style == .plain ? .changed : part.style,
          clip: area)
      }
    }
  }
}
