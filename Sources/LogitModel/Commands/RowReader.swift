/// Reads rows of numbers as people type and paste them: `1 2 7; 4 7 9`, `[[1., 2.], [4, 7]]`,
/// `tensor([[1., 2.]], device='cuda:0')`, `np.array([[1 2] [4 7]])`,
/// `<tf.Tensor: shape=(1, 2), dtype=float32, numpy=array([[1., 2.]], dtype=float32)>`.
struct RowReader {
  private var text: Substring
  private var column: Int
  private var rows: [[Number]] = []
  private var row: [Number] = []
  /// The brackets that are open, each with its column.
  private var open: [(bracket: Character, column: Int)] = []

  init(_ text: Substring, startingAt column: Int) {
    self.text = text
    self.column = column
  }

  mutating func read() throws(CommandError) -> [[Number]] {
    while let character = text.first {
      switch character {
      case "[", "(":
        open.append((character, column))
        advance()
      case "]", ")", ">":
        try close(character)
      case ";":
        finishRow()
        advance()
      case _ where character.isWhitespace || character == ",":
        advance()
      default:
        try readWord()
      }
    }
    if let left = open.last {
      throw CommandError(.unbalanced(String(left.bracket)), column: left.column)
    }
    finishRow()
    for (index, row) in rows.enumerated() where row.count != rows[0].count {
      throw CommandError(.unequalRows(row: index, has: row.count, wants: rows[0].count))
    }
    return rows
  }

  private mutating func advance(_ count: Int = 1) {
    text = text.dropFirst(count)
    column += count
  }

  private mutating func finishRow() {
    if !row.isEmpty { rows.append(row) }
    row = []
  }

  private mutating func close(_ bracket: Character) throws(CommandError) {
    let partner: Character = bracket == "]" ? "[" : bracket == ")" ? "(" : "<"
    guard open.last?.bracket == partner else {
      throw CommandError(.unbalanced(String(bracket)), column: column)
    }
    open.removeLast()
    if bracket == "]" { finishRow() }
    advance()
  }

  private mutating func readWord() throws(CommandError) {
    let word = text.prefix { !Self.endsWord($0) }
    if let number = Number(word) {
      row.append(number)
      return advance(word.count)
    }
    if word == "<tf.Tensor:" {
      open.append(("<", column))
      return advance(word.count)
    }
    if isConstructor(word) { return advance(word.count) }
    if isKeyword(word) {
      return skipKeyword()
    }
    throw CommandError(.notANumber(String(word)), column: column)
  }

  private static func endsWord(_ character: Character) -> Bool {
    switch character {
    case "[", "]", "(", ")", ",", ";", ">": true
    default: character.isWhitespace
    }
  }

  /// Whether `word(` is how a framework prints or builds a tensor.
  private func isConstructor(_ word: Substring) -> Bool {
    let name = word.split(separator: ".").last ?? word
    return text.dropFirst(word.count).first == "("
      && ["tensor", "array", "constant", "Tensor", "Variable", "asarray"].contains(name)
  }

  /// Whether `name=…` is what a framework prints behind the numbers.
  private func isKeyword(_ word: Substring) -> Bool {
    guard !open.isEmpty, let name = word.split(separator: "=").first, word.contains("=") else {
      return false
    }
    return ["dtype", "device", "grad_fn", "requires_grad", "shape", "numpy"].contains(name)
  }

  /// Skips to the comma or bracket that ends `name=…`, over brackets inside it; `numpy=` stands
  /// before numbers, which are kept.
  private mutating func skipKeyword() {
    if text.hasPrefix("numpy=") { return advance(6) }
    var depth = 0
    while let character = text.first {
      if depth == 0, character == "," || character == ")" { return }
      if "([<".contains(character) { depth += 1 }
      if ")]>".contains(character) { depth -= 1 }
      advance()
    }
  }
}
