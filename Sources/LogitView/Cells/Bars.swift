extension Screen {
  /// A probability as a bar: `#` as far as it goes, `.` for one too small for a `#`, nothing for 0
  /// alone. A full bar means 1, so what is no probability has a mark of its own: `>` ends the bar of
  /// more than 1, `<` stands for less than 0, and `?` fills that of NaN.
  static func bar(_ probability: Double, width: Int) -> String {
    guard width > 0 else { return "" }
    if probability.isNaN { return String(repeating: "?", count: width) }
    if probability > 1 { return String(repeating: "#", count: width - 1) + ">" }
    if probability < 0 { return "<" }
    let filled = columns(probability, of: width)
    if filled == 0 { return probability > 0 ? "." : "" }
    return String(repeating: "#", count: filled)
  }

  /// Draws a bar, and as a ghost in it where it ended when it was pinned: `:` over what it has lost
  /// since, or in the one cell where it ended.
  mutating func drawBar(
    _ part: Double, ghost: Double? = nil, width: Int, x: Int, y: Int, style: Style, in area: Rect
  ) {
    let bar = Self.bar(part, width: width)
    write(bar, x: x, y: y, style: style, clip: area)
    guard let ghost, ghost > 0, width > 0 else { return }
    let end = ghost < 1 ? max(1, columns(ghost, of: width)) : width
    guard end != bar.count else { return }
    let ghosts = end > bar.count ? bar.count..<end : end - 1..<end
    write(
      String(repeating: ":", count: ghosts.count), x: x + ghosts.lowerBound, y: y, style: .ghost,
      clip: area)
  }
}
