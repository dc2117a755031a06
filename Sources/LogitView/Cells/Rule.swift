extension Screen {
  /// A line with a title that parts two panes; the other titles stand where there is room.
  mutating func drawRule(_ titles: [String], hasFocus: Bool, in area: Rect) {
    guard !area.isEmpty else { return }
    fill(area, "─", style: .rule)
    var x = area.x + 1
    for title in titles where !title.isEmpty {
      x = write(" \(title) ", x: x, y: area.y, style: hasFocus ? .focus : .faint, clip: area) + 1
    }
  }
}

extension Rect {
  /// The first line, for a rule, and what is below it.
  func parted() -> (rule: Rect, body: Rect) {
    (
      Rect(x: x, y: y, width: width, height: min(1, height)),
      Rect(x: x, y: y + min(1, height), width: width, height: height - 1)
    )
  }

  /// Its first lines, and what is left beneath them.
  func parted(after lines: Int) -> (above: Rect, beneath: Rect) {
    (
      Rect(x: x, y: y, width: width, height: lines),
      Rect(x: x, y: y + lines, width: width, height: height - lines)
    )
  }
}

/// The part of a list that so many lines show, with one of it among them.
func window(_ height: Int, of count: Int, around index: Int) -> Range<Int> {
  guard count > height else { return 0..<count }
  let first = min(max(0, index - height / 2), count - height)
  return first..<first + max(0, height)
}
