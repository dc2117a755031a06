import LogitBench
import LogitLosses

/// A word of a line that has formulas among its words, and where it stands.
struct FormulaWord {
  var text = ""
  let column: Int
  var isQuoted = false

  var isNumber: Bool { Number(text) != nil }

  /// Parts words at blanks outside of quotes and brackets.
  static func all(
    of text: String, startingAt column: Int
  ) throws(CommandError) -> [FormulaWord] {
    var words: [FormulaWord] = []
    var word: FormulaWord?
    var quote: (mark: Character, column: Int)?
    var depth = 0
    for (offset, character) in text.enumerated() {
      if let open = quote {
        if character == open.mark {
          quote = nil
          if let done = word { words.append(done) }
          word = nil
        } else {
          word?.text.append(character)
        }
        continue
      }
      if word == nil, character == "\"" || character == "'" {
        quote = (character, column + offset)
        word = FormulaWord(column: column + offset, isQuoted: true)
        continue
      }
      if character.isWhitespace, depth == 0 {
        if let done = word { words.append(done) }
        word = nil
        continue
      }
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth = max(0, depth - 1) }
      if word == nil { word = FormulaWord(column: column + offset) }
      word?.text.append(character)
    }
    if let quote {
      throw CommandError("'\(String(quote.mark))' has no partner", column: quote.column)
    }
    return words + (word.map { [$0] } ?? [])
  }
}
