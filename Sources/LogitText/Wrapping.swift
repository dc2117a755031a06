extension String {
  /// The words, which are ASCII, in lines of at most `width` characters.
  package func wrapped(to width: Int) -> [String] {
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
  package func lines(ofWidth width: Int, atMost most: Int) -> [String] {
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
