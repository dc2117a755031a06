extension JSONReader {
  /// How JSON spells a number or a word that Python or a framework prints otherwise; nil for what is
  /// none.
  package static func spelling(of word: String) -> String? {
    switch word.lowercased() {
    case "inf", "+inf", "infinity", "+infinity": return "Infinity"
    case "-inf", "-infinity": return "-Infinity"
    case "nan", "+nan", "-nan": return "NaN"
    case "true": return "true"
    case "false": return "false"
    case "none", "nil", "undefined": return "null"
    default: break
    }
    let number = digitsAroundPoint(word.first == "+" ? String(word.dropFirst()) : word)
    return number != word && isNumber(Array(number.utf8)[...]) ? number : nil
  }

  /// `.5` as `0.5`, `1.e-05` as `1.0e-05`.
  private static func digitsAroundPoint(_ word: String) -> String {
    guard let point = word.firstIndex(of: ".") else { return word }
    let before = word[..<point]
    let after = word[word.index(after: point)...]
    let whole = before.isEmpty || before == "-" ? before + "0" : before
    let isBare = after.first.map { !$0.isNumber } ?? true
    return whole + "." + (isBare ? "0" : "") + after
  }
}
