/// ` 0 to 2`, as the end of a sentence.
package func counting(_ count: Int) -> String {
  count == 1 ? ": there is only 0" : " 0 to \(count - 1)"
}

/// `1 row`, `3 rows`, `2 classes`, `0 losses`, `3 indices`.
package func counted(_ count: Int, _ noun: String) -> String {
  if count == 1 { return "1 \(noun)" }
  if noun == "index" { return "\(count) indices" }
  return "\(count) \(noun)" + (noun.hasSuffix("s") ? "es" : "s")
}

extension [String] {
  package var listed: String { joined(separator: ", ") }
}

extension [Int] {
  /// A shape as Python writes a list: `[2, 3]`.
  package var asShape: String { "[" + map(String.init).joined(separator: ", ") + "]" }
}
