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
}
