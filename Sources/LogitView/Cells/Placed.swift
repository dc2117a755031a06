import LogitText

extension String {
  /// The text in exactly `width` columns: cut with `..` where it is wider, else with spaces.
  package func placed(in width: Int, _ side: Side = .left) -> String {
    if utf8.count <= width, isPlainASCII { return padded(to: width, side) }
    let text = fitted(to: width, ellipsis: "..")
    let space = String(repeating: " ", count: Swift.max(0, width - displayWidth(of: text)))
    return side == .left ? text + space : space + text
  }
}
