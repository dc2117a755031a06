extension String {
  package enum Side: Sendable {
    case left, right
  }

  /// With spaces up to `width` characters, the text to its left or right side.
  package func padded(to width: Int, _ side: Side = .left) -> String {
    let space = String(repeating: " ", count: Swift.max(0, width - count))
    return side == .left ? self + space : space + self
  }
}
