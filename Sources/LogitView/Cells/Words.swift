import LogitText

extension Screen {
  /// Lines of text under a picture.
  mutating func drawWords(_ words: [String], y: Int, in area: Rect) {
    let room = area.maxY - y
    // A blank line parts them from the bars where there is one to spare.
    let start = room > words.count ? y + 1 : y
    for (line, text) in words.prefix(max(0, area.maxY - start)).enumerated() {
      write(text, x: area.x + 1, y: start + line, style: .plain, clip: area)
    }
  }
}
