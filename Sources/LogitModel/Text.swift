extension String {
  package enum Side: Sendable {
    case left, right
  }

  /// Filled up to `width` characters, the text to its left or right side.
  package func padded(to width: Int, _ side: Side = .left, with filler: Character = " ") -> String {
    let space = String(repeating: filler, count: Swift.max(0, width - count))
    return side == .left ? self + space : space + self
  }
}
