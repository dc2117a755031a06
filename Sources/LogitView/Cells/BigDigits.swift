import LogitText

/// Numbers in large digits, for who sits in the last row.
enum BigDigits {
  static let height = 5

  /// Five lines of `#`, a digit three pixels wide.
  ///
  /// - Parameter pixel: How many columns a pixel takes: 1 or 2.
  static func lines(_ text: String, pixel: Int) -> [String] {
    (0..<height).map { row in
      text.map { character in
        let glyph = glyphs[character] ?? glyphs["?"] ?? []
        return glyph[row].flatMap { Array(repeating: $0, count: pixel) }.map(String.init).joined()
      }.joined(separator: String(repeating: " ", count: pixel))
    }
  }

  private static let glyphs: [Character: [String]] = [
    "0": ["###", "# #", "# #", "# #", "###"],
    "1": [" # ", "## ", " # ", " # ", "###"],
    "2": ["###", "  #", "###", "#  ", "###"],
    "3": ["###", "  #", "###", "  #", "###"],
    "4": ["# #", "# #", "###", "  #", "  #"],
    "5": ["###", "#  ", "###", "  #", "###"],
    "6": ["###", "#  ", "###", "# #", "###"],
    "7": ["###", "  #", "  #", "  #", "  #"],
    "8": ["###", "# #", "###", "# #", "###"],
    "9": ["###", "# #", "###", "  #", "###"],
    "-": ["   ", "   ", "###", "   ", "   "],
    "+": ["   ", " # ", "###", " # ", "   "],
    ".": [" ", " ", " ", " ", "#"],
    "~": ["   ", "   ", " ##", "## ", "   "],
    "e": ["###", "#  ", "## ", "#  ", "###"],
    "i": ["#", " ", "#", "#", "#"],
    "n": ["   ", "## ", "# #", "# #", "# #"],
    "f": [" ##", "#  ", "###", "#  ", "#  "],
    "a": ["   ", " ##", "# #", "# #", " ##"],
    "?": ["###", "  #", " ##", "   ", " # "],
  ]
}
