import LogitText

extension Screen {
  /// Lines of text under a picture.
  mutating func drawWords(_ words: [String], y: Int, in area: Rect) {
    let room = area.maxY - y
    // A blank line parts them from the bars where there is one to spare.
    let start = room > words.count ? y + 1 : y
    for (line, text) in words.cut(to: area.maxY - start, width: area.width - 2).enumerated() {
      write(text, x: area.x + 1, y: start + line, style: .plain, clip: area)
    }
  }
}

extension [String] {
  /// So many of the lines; the last one tells that there are more.
  fileprivate func cut(to count: Int, width: Int) -> [String] {
    guard self.count > count, count > 0 else { return Array(prefix(Swift.max(0, count))) }
    let last = self[count - 1]
    return prefix(count - 1) + [last.fitted(to: Swift.max(0, width - 3), ellipsis: "") + " .."]
  }
}

extension String {
  /// The text in lines of a width, of which the last tells that there are more.
  func lines(ofWidth width: Int, upTo count: Int) -> [String] {
    wrapped(to: width).cut(to: count, width: width)
  }
}
