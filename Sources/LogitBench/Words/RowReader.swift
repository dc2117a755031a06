import LogitExact
import LogitText

/// Reads rows of numbers as people type and paste them: `1 2 7; 4 7 9`, lines of CSV,
/// `[[1., 2.], [4, 7]]`, `tensor([[1., 2.]], device='cuda:0')`, `np.array([[1 2] [4 7]])`,
/// `Array([[1., 2.]], dtype=float32)`, `[np.float64(0.1), float('-inf')]`,
/// `<tf.Tensor: shape=(1, 2), dtype=float32, numpy=array([[1., 2.]], dtype=float32)>`.
///
/// Outside of brackets a line or a `;` ends a row, inside of them the innermost bracket is one.
package struct RowReader {
  /// A bracket that is open, or the line outside of all.
  private struct Bracket {
    enum Kind {
      case line
      /// Its contents are one step down in the shape.
      case list
      /// That of a tuple or only of a number.
      case round
      /// What a framework prints around: `tensor(…)`, `<tf.Tensor: …>`.
      case wrapper
    }

    let kind: Kind
    var opener: Character = " "
    var column = 0
    var numbers = 0
    var lists = 0
    var hasComma = false
    /// Whether rows were parted inside, as in `[1 2; 3 4]`.
    var hasRows = false
  }

  private var text: Substring
  private var column: Int
  private var rows: [[Number]] = []
  private var row: [Number] = []
  private var brackets = [Bracket(kind: .line)]
  /// How many children a list of each depth has; nil where none was closed.
  private var sizes: [Int?] = []
  private var beyond: [PasteRemark] = []
  private var format: Format?

  init(_ text: Substring, startingAt column: Int) {
    self.text = text
    self.column = column
  }

  /// - Returns: Rows of one length, and what must be said of them.
  mutating func read() throws(CommandError) -> (rows: [[Number]], remarks: [PasteRemark]) {
    if let (word, place) = DecimalCommas.first(in: text) {
      throw CommandError(.decimalComma(word), column: column + place)
    }
    let lists = try readAll()
    for (index, row) in rows.enumerated() where row.count != rows[0].count {
      throw CommandError(.unequalRows(row: index, has: row.count, wants: rows[0].count))
    }
    var remarks = format.map { [PasteRemark.dtype($0)] } ?? []
    let shape = (lists > 1 ? [lists] : []) + sizes.compactMap(\.self)
    if sizes.count > 2 { remarks.append(.axes(shape)) }
    return (rows, remarks + beyond)
  }

  /// - Returns: How many lists stand side by side.
  private mutating func readAll() throws(CommandError) -> Int {
    var lists = 0
    while let character = text.first {
      switch character {
      case "[" where skipOldPrint(): break
      case "[": open(.list, character)
      case "(": open(.round, character)
      case "]", ")", ">": try close(character)
      case ",":
        brackets[brackets.count - 1].hasComma = true
        advance()
      case ";":
        lists += brackets[0].lists
        partRows()
        advance()
      case _ where character.isNewline:
        if brackets.count == 1 {
          lists += brackets[0].lists
          partRows()
        }
        advance()
      case _ where character.isWhitespace: advance()
      default: try readWord()
      }
    }
    if brackets.count > 1, let left = brackets.last {
      throw CommandError("'\(String(left.opener))' is not closed", column: left.column)
    }
    lists += brackets[0].lists
    finishRow()
    return lists
  }

  private mutating func advance(_ count: Int = 1) {
    text = text.dropFirst(count)
    column += count
  }

  private mutating func finishRow() {
    if !row.isEmpty { rows.append(row) }
    row = []
  }

  private mutating func partRows() {
    finishRow()
    let owner = owner
    brackets[owner].numbers = 0
    brackets[owner].lists = 0
    brackets[owner].hasRows = true
  }

  // MARK: - Brackets

  /// Where the innermost bracket is that counts what it holds.
  private var owner: Int { brackets.lastIndex { $0.kind != .wrapper } ?? 0 }

  private mutating func open(_ kind: Bracket.Kind, _ opener: Character, skipping count: Int = 1) {
    brackets.append(Bracket(kind: kind, opener: opener, column: column))
    advance(count)
  }

  private mutating func close(_ closer: Character) throws(CommandError) {
    let partner: Character = closer == "]" ? "[" : closer == ")" ? "(" : "<"
    guard brackets.count > 1, let bracket = brackets.last, bracket.opener == partner else {
      throw CommandError("'\(String(closer))' has no partner", column: column)
    }
    let depth = brackets.count { $0.kind == .list || $0.kind == .round }
    brackets.removeLast()
    advance()
    guard bracket.kind != .wrapper else { return }
    let parent = owner
    if bracket.kind == .round, !bracket.hasComma, bracket.numbers + bracket.lists == 1 {
      // Only brackets around a number or a list.
      brackets[parent].numbers += bracket.numbers
      brackets[parent].lists += bracket.lists
      if bracket.lists == 1, sizes.indices.contains(depth - 1) { sizes.remove(at: depth - 1) }
    } else {
      if bracket.numbers > 0 || bracket.lists == 0 {
        try holdSize(bracket, depth, bracket.numbers)
        finishRow()
      } else {
        try holdSize(bracket, depth, bracket.lists)
      }
      brackets[parent].lists += 1
    }
    guard brackets[parent].numbers == 0 || brackets[parent].lists == 0 else {
      throw CommandError(.numberBesideList, column: bracket.column)
    }
  }

  /// Holds a list to the size of those beside it.
  private mutating func holdSize(
    _ bracket: Bracket, _ depth: Int, _ size: Int
  ) throws(CommandError) {
    while sizes.count < depth { sizes.append(nil) }
    guard let wanted = sizes[depth - 1], wanted != size, !bracket.hasRows else {
      sizes[depth - 1] = sizes[depth - 1] ?? size
      return
    }
    guard bracket.numbers > 0, let first = rows.first, first.count == wanted else {
      throw CommandError(
        "a list of \(size) stands beside one of \(wanted): all need as many", column: bracket.column
      )
    }
    throw CommandError(.unequalRows(row: rows.count, has: size, wants: wanted))
  }

  private mutating func add(_ number: Number) throws(CommandError) {
    let owner = owner
    guard brackets[owner].lists == 0 else {
      throw CommandError(.numberBesideList, column: column)
    }
    brackets[owner].numbers += 1
    row.append(number)
  }

  /// `[torch.FloatTensor of size 2x2]`, which old versions of torch print behind the numbers.
  private mutating func skipOldPrint() -> Bool {
    guard text.hasPrefix("[torch."), let end = text.prefix(80).firstIndex(of: "]"),
      text[..<end].contains(" of size ")
    else { return false }
    advance(text.distance(from: text.startIndex, to: end) + 1)
    return true
  }

  // MARK: - Words

  private mutating func readWord() throws(CommandError) {
    let word = text.prefix { !Self.endsWord($0) }
    if let number = PasteWord.number(word) {
      if let remark = PasteRemark(word, readAs: number) { note(remark) }
      try add(number)
      return advance(word.count)
    }
    if word == "..." || word == "…" {
      throw CommandError(
        "the print was shortened at '...': torch.set_printoptions(profile=\"full\") or"
          + " np.set_printoptions(threshold=sys.maxsize) prints all of it", column: column)
    }
    if try readFloatCall(word) || opensPrint(word) || skipContaining(word) { return }
    if text.dropFirst(word.count).first == "(", PasteWord.isConstructor(word) {
      if word.contains("float") { format = Format(meantBy: word) ?? format }
      return open(.wrapper, "(", skipping: word.count + 1)
    }
    if isKeyword(word) { return skipKeyword() }
    throw CommandError(.notANumber(String(word)), column: column)
  }

  private mutating func note(_ remark: PasteRemark) {
    // The first few of a kind say it.
    if beyond.count < 3, !beyond.contains(remark) { beyond.append(remark) }
  }

  static func endsWord(_ character: Character) -> Bool {
    switch character {
    case "[", "]", "(", ")", ",", ";", ">": true
    default: character.isWhitespace
    }
  }

  /// `float('-inf')`, and the same with a sign before it.
  private mutating func readFloatCall(_ word: Substring) throws(CommandError) -> Bool {
    let name = word.drop { "-+\u{2212}".contains($0) }
    guard name == "float", word.count <= 6, text.dropFirst(word.count).first == "(" else {
      return false
    }
    let inside = text.dropFirst(word.count + 1).prefix { $0 != ")" }.prefix(100)
    let spelling = inside.filter { !"'\"".contains($0) && !$0.isWhitespace }
    let isNegated = word.first != "f" && word.first != "+"
    guard let number = Number((isNegated ? "-" : "") + spelling) ?? Number(spelling),
      text.dropFirst(word.count + 1 + inside.count).first == ")"
    else { return false }
    try add(number)
    advance(word.count + inside.count + 2)
    return true
  }

  /// `<tf.Tensor: shape=(2,), dtype=float32, numpy=` and what else is printed like it.
  private mutating func opensPrint(_ word: Substring) -> Bool {
    guard word.first == "<", word.dropFirst().first?.isLetter == true else { return false }
    let head = text.prefix(400)
    let ends = PasteWord.transparentKeywords.compactMap { head.firstRange(of: $0) }
    guard let end = ends.min(by: { $0.lowerBound < $1.lowerBound }) else { return false }
    if let dtype = head[..<end.lowerBound].firstRange(of: "dtype=") {
      let name = head[dtype.upperBound...].prefix { !", \n".contains($0) }
      format = Format(meantBy: name) ?? format
    }
    open(.wrapper, "<", skipping: text.distance(from: text.startIndex, to: end.upperBound))
    return true
  }

  /// `Parameter containing:`.
  private mutating func skipContaining(_ word: Substring) -> Bool {
    guard let length = Self.lengthOfContaining(text) else { return false }
    advance(length)
    return true
  }

  static func lengthOfContaining(_ text: Substring) -> Int? {
    for word in ["Parameter", "Variable"] where text.hasPrefix("\(word) containing:") {
      return word.count + " containing:".count
    }
    return nil
  }

  /// Whether `name=…` is what a framework prints behind the numbers.
  private func isKeyword(_ word: Substring) -> Bool {
    guard brackets.count > 1, let sign = word.firstIndex(of: "=") else { return false }
    let name = String(word[..<sign])
    return PasteWord.keywords.contains(name)
      || PasteWord.transparentKeywords.contains("\(name)=")
  }

  /// Skips what ends `name=…`, over brackets inside it; what is printed before the numbers alone.
  private mutating func skipKeyword() {
    for name in PasteWord.transparentKeywords where text.hasPrefix(name) {
      return advance(name.count)
    }
    let start = text
    var depth = 0
    while let character = text.first {
      if depth == 0, ",)>".contains(character) || character.isWhitespace { break }
      if "([<".contains(character) { depth += 1 }
      if ")]>".contains(character) { depth -= 1 }
      advance()
    }
    if start.hasPrefix("dtype=") {
      let value = start[..<text.startIndex].dropFirst("dtype=".count)
      format = Format(meantBy: value) ?? format
    }
  }
}
