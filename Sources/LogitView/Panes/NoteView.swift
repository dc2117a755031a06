import LogitBench
import LogitSession
import LogitStudies
import LogitText

extension Screen {
  /// What the maker of the bench says to look at, as far as there is room.
  ///
  /// - Parameter title: What must be known before it is read.
  mutating func drawNote(_ note: String, under title: String? = nil, in area: Rect) {
    let head = title?.wrapped(to: area.width - 1) ?? []
    let height = area.height - head.count
    // One line of several says too little to be worth its place.
    guard height > 1, !note.isEmpty else { return }
    var lines = note.lines(ofWidth: area.width - 1, atMost: height + 1)
    if lines.count > height {
      lines = lines.prefix(height - 1) + ["... :note shows the rest"]
    }
    let y = area.y + (lines.count < height ? 1 : 0)
    for (line, text) in (head + lines).enumerated() {
      write(text, x: area.x, y: y + line, style: line < head.count ? .faint : .plain, clip: area)
    }
  }
}

extension Transcript.Line {
  /// The line as lines of at most `width` columns. A table, which has more than one blank in a row,
  /// is not worth reading in pieces and stays as it is.
  func wrapped(to width: Int) -> [Transcript.Line] {
    guard kind != .command, displayWidth(of: text) > width, !text.contains("  ") else {
      return [self]
    }
    if !text.contains(" ") { return pieces(of: width) }
    let lines = text.lines(ofWidth: width, atMost: text.unicodeScalars.count)
    return lines.map { Transcript.Line(kind: kind, text: $0) }
  }
}

extension Transcript.Line {
  /// One long word, as a number of a thousand digits, is read in pieces and loses none.
  private func pieces(of width: Int) -> [Transcript.Line] {
    var lines = [""]
    for character in text {
      if displayWidth(of: lines[lines.count - 1] + String(character)) > width { lines.append("") }
      lines[lines.count - 1].append(character)
    }
    return lines.map { Transcript.Line(kind: kind, text: $0) }
  }
}

extension String {
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
