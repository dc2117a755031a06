extension StringProtocol {
  /// Without the blanks at its end.
  package var trimmedEnd: SubSequence {
    self[..<(lastIndex { !$0.isWhitespace }.map(index(after:)) ?? startIndex)]
  }

  /// Without the blanks at its ends.
  package var trimmed: String { String(trimmedEnd.drop { $0.isWhitespace }) }
}

extension String {
  package enum Side: Sendable {
    case left, right
  }

  /// Filled up to `width` columns, the text to its left or right side.
  package func padded(to width: Int, _ side: Side = .left, with filler: Character = " ") -> String {
    let space = String(repeating: filler, count: Swift.max(0, width - displayWidth(of: self)))

    return side == .left ? self + space : space + self
  }
}
