/// What curves are drawn with.
package enum PlotStyle: String, CaseIterable, Sendable {
  /// A mark of its own for each curve, a cell at a time.
  case ascii
  /// Quarters of a cell.
  case blocks
  /// Eight dots a cell.
  case braille
  /// Eight blocks a cell, which few fonts have.
  case octants

  /// How many dots a cell has across and down.
  var dots: (across: Int, down: Int) {
    switch self {
    case .ascii: (1, 1)
    case .blocks: (2, 2)
    case .braille, .octants: (2, 4)
    }
  }

  /// The character in which these dots are set, the first being the left one of the top row, the next
  /// the one right of it; nil where they are marks.
  func scalar(_ bits: Int) -> Unicode.Scalar? {
    switch self {
    case .ascii: nil
    case .blocks: Self.quarters[bits & 15]
    case .braille:
      Unicode.Scalar(
        0x2800 + zip(0..<8, Self.brailleDots).reduce(0) { $0 | (bits >> $1.0 & 1) << $1.1 })
    case .octants: Self.octant(bits & 255)
    }
  }

  private static let quarters = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█".unicodeScalars)
  /// Braille counts down the left side, then the right, and the lowest row last.
  private static let brailleDots = [0, 3, 1, 4, 2, 5, 6, 7]

  /// Octants stand in the order of their dots from U+1CD00 on, without those that Unicode had before.
  private static func octant(_ bits: Int) -> Unicode.Scalar {
    if let known = olderOctants[bits] { return known }
    let older = olderOctants.keys.count { $0 < bits }
    return Unicode.Scalar(UInt32(0x1CD00 + bits - older)) ?? "?"
  }

  private static let olderOctants: [Int: Unicode.Scalar] = [
    0: " ", 1: "\u{1CEA8}", 2: "\u{1CEAB}", 3: "\u{1FB82}", 5: "▘", 10: "▝", 15: "▀",
    20: "\u{1FBE6}", 40: "\u{1FBE7}", 63: "\u{1FB85}", 64: "\u{1CEA3}", 80: "▖", 85: "▌", 90: "▞",
    95: "▛", 128: "\u{1CEA0}", 160: "▗", 165: "▚", 170: "▐", 175: "▜", 192: "▂", 240: "▄",
    245: "▙", 250: "▟", 252: "▆", 255: "█",
  ]

  package var next: PlotStyle {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}
