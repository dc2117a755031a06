extension RowReader {
  /// Whether a line begins as numbers do that were pasted without a command.
  package static func begins(_ line: Substring) -> Bool {
    let rest = line.drop { $0.isWhitespace }
    if isPrint(rest) { return true }
    let word = rest.prefix { !endsWord($0) }
    return PasteWord.number(word) != nil || isFloatCall(rest)
  }

  /// Whether a text begins as a list or a tensor is printed or built.
  static func isPrint(_ text: Substring) -> Bool {
    let inner = text.drop { "[( ".contains($0) }
    if inner.isEmpty { return !text.isEmpty }
    let word = inner.prefix { !endsWord($0) }
    if inner.startIndex != text.startIndex, PasteWord.number(word) != nil { return true }
    if word.hasPrefix("<tf.") || word.hasPrefix("<Variable") || word.hasPrefix("<KerasVariable") {
      return true
    }
    // `[torch.FloatTensor of size 2x2]` ends a print of old.
    if lengthOfContaining(inner) != nil || text.hasPrefix("[torch.") { return true }
    let isCalled = inner.dropFirst(word.count).first == "("
    return isCalled && PasteWord.isConstructor(word)
      || inner.startIndex != text.startIndex
        && (isFloatCall(inner) || word.first == "]" || word == "...")
  }

  private static func isFloatCall(_ text: Substring) -> Bool {
    text.drop { "-+\u{2212}".contains($0) }.hasPrefix("float(")
  }
}
