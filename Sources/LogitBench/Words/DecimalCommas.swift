/// Numbers that may be written with a decimal comma, `1,5 2,5 3,0`, or be twice as many.
enum DecimalCommas {
  /// The first such number and how many characters stand before it; nil where commas part numbers.
  static func first(in text: Substring) -> (word: String, place: Int)? {
    guard text.utf8.contains(UInt8(ascii: ",")), !text.utf8.contains(where: isBracket) else {
      return nil
    }
    for line in text.split(whereSeparator: \.isNewline) {
      // `1,0; 0,1` is as rows are typed here; `1,0;0,1` is as spreadsheets part numbers.
      for part in line.split(separator: "; ") {
        let words = part.split { $0.isWhitespace || $0 == ";" }
        guard words.count > 1, words.allSatisfy(isWhole(commas: 0...1)),
          let word = words.first(where: isWhole(commas: 1...1))
        else { continue }
        return (String(word), text.distance(from: text.startIndex, to: word.startIndex))
      }
    }
    return nil
  }

  private static func isBracket(_ unit: UInt8) -> Bool {
    unit == UInt8(ascii: "[") || unit == UInt8(ascii: "(")
  }

  /// Whether a word is a sign and digits with so many commas among them.
  private static func isWhole(commas: ClosedRange<Int>) -> (Substring) -> Bool {
    { word in
      let digits = word.first == "-" || word.first == "\u{2212}" ? word.dropFirst() : word
      guard digits.utf8.count <= 40, let first = digits.first, let last = digits.last,
        first != ",", last != ","
      else { return false }
      return digits.allSatisfy { $0.isASCII && $0.isNumber || $0 == "," }
        && commas.contains(digits.count { $0 == "," })
    }
  }
}
