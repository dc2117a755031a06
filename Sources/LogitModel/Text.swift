extension String {
  package enum Side: Sendable {
    case left, right
  }

  /// Filled up to `width` characters, the text to its left or right side.
  package func padded(to width: Int, _ side: Side = .left, with filler: Character = " ") -> String {
    // Counting characters is slow, and nearly every text is ASCII.
    let length = utf8.allSatisfy { $0 < 0x80 } ? utf8.count : count
    let space = String(repeating: filler, count: Swift.max(0, width - length))

    return side == .left ? self + space : space + self
  }
}
