import LogitModel

extension Unicode.Scalar {
  /// How many columns a terminal gives it: 0 for a combining mark, 2 for East Asian wide
  /// characters and emoji, else 1.
  ///
  /// - Source: Unicode 15 East Asian Width, the blocks whose characters are all wide.
  package var columns: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch value {
    case 0xfe00...0xfe0f: return 0
    case 0x1100...0x115f, 0x231a...0x231b, 0x2329...0x232a, 0x23e9...0x23ec, 0x2e80...0x303e,
      0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff, 0xa000...0xa4cf, 0xa960...0xa97f,
      0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6,
      0x16fe0...0x18aff, 0x1b000...0x1b2ff, 0x1f200...0x1f2ff, 0x20000...0x3fffd:
      return 2
    default:
      return properties.isEmojiPresentation ? 2 : 1
    }
  }

  /// What stands for it where only ASCII can be shown.
  var asciiStandIn: Unicode.Scalar {
    switch self {
    case _ where isASCII: self
    case "─": "-"
    case "│": "|"
    case "┤", "├", "└", "┘", "┌", "┐", "┬", "┴", "┼": "+"
    default: "?"
    }
  }
}

extension String {
  /// How many columns the text takes on a screen.
  package var columns: Int {
    var count = 0
    for scalar in unicodeScalars { count += scalar.mark?.utf8.count ?? scalar.columns }
    return count
  }

  /// The text in at most `width` columns, with `..` where it was cut.
  package func fitted(to width: Int) -> String {
    guard columns > width else { return self }
    guard width > 2 else { return String(repeating: ".", count: Swift.max(0, width)) }
    var kept = ""
    var count = 0
    for character in self {
      let wide = String(character).columns
      guard count + wide <= width - 2 else { break }
      kept.append(character)
      count += wide
    }
    return kept + ".."
  }

  /// With spaces up to `width` columns, the text to its left or right side, cut if it is wider.
  package func placed(in width: Int, _ side: Side = .left) -> String {
    let text = fitted(to: width)
    let space = String(repeating: " ", count: Swift.max(0, width - text.columns))
    return side == .left ? text + space : space + text
  }
}
