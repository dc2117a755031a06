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

extension String {
  /// The words, which are ASCII, in lines of at most `width` characters.
  func wrapped(to width: Int) -> [String] {
    guard utf8.count > width else { return isEmpty ? [] : [self] }
    var lines: [String] = []
    var line = ""
    for word in utf8.split(separator: UInt8(ascii: " ")).map({ Substring($0) }) {
      if !line.isEmpty, line.utf8.count + 1 + word.utf8.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// The words in lines of at most `width` columns; a word that is wider is cut.
  ///
  /// - Parameter most: How many lines are wanted; a text that is longer is not read to its end.
  func lines(ofWidth width: Int, atMost most: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    // Every line takes a scalar of the text at least, and few take more than two a column.
    let start = unicodeScalars.prefix(most * (2 * width + 1))
    for word in start.split(whereSeparator: \.properties.isWhitespace).map({ String($0) }) {
      let longer = line.isEmpty ? word : "\(line) \(word)"
      if displayWidth(of: longer) <= width {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = word.fitted(to: width, ellipsis: "..")
      if lines.count >= most { return lines }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
