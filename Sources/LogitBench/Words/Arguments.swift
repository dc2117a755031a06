import LogitExact
import LogitText

/// The words behind a command's name, read from left to right; every failure names its column.
package struct Arguments {
  package let usage: String
  /// What is to be said of the numbers that were read.
  package private(set) var remarks: [PasteRemark] = []
  /// Whether `--json` was among the words that were read; nil where it is a word as any other.
  package private(set) var isJSON: Bool?
  private var rest: Substring
  private let line: Substring

  package init(_ rest: Substring, of line: Substring, usage: String) {
    self.rest = rest
    self.line = line
    self.usage = usage
  }

  /// Takes `--json` for no word from here on, or for one again.
  package mutating func readJSON(_ isRead: Bool) { isJSON = isRead ? false : nil }

  /// Notes that `--json` was among words that were read otherwise.
  package mutating func noteJSON() { isJSON = true }

  /// Where `index` lies in the line, counted from 1.
  private func column(of index: Substring.Index) -> Int {
    line.distance(from: line.startIndex, to: index) + 1
  }

  private mutating func skipSpace() {
    rest = rest.drop { Self.parts($0) }
  }

  /// Whether words are parted there: a list is as often pasted with commas as typed without.
  private static func parts(_ character: Character) -> Bool {
    character.isWhitespace || character == ","
  }

  package var isAtEnd: Bool {
    if rest.allSatisfy(Self.parts) { return true }
    var ahead = self
    return isJSON == false && ahead.next() == nil
  }

  /// The next word and where it starts, which only a refusal turns into a column: counting that
  /// for each of many words would take as long as all of them squared.
  private mutating func next() -> (word: String, start: Substring.Index)? {
    skipSpace()
    guard let first = rest.first else { return nil }
    let start = rest.startIndex
    if first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") {
      let word = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
      return (String(word), start)
    }
    let word = rest.prefix { !Self.parts($0) }
    rest = rest[word.endIndex...]
    if isJSON == false, word == "--json" {
      isJSON = true
      return next()
    }
    return (String(word), start)
  }

  package mutating func word(_ what: String) throws(CommandError) -> String {
    try wordAndStart(what).word
  }

  private mutating func wordAndStart(
    _ what: String
  ) throws(CommandError) -> (word: String, start: Substring.Index) {
    guard let found = next() else {
      throw CommandError(.missing(what, usage: usage), column: column(of: line.endIndex))
    }
    return found
  }

  package mutating func number(_ what: String) throws(CommandError) -> Number {
    try refuseDecimalComma()
    let (word, start) = try wordAndStart(what)
    if let number = Number(word) {
      if let remark = PasteRemark(word, readAs: number) { remarks.append(remark) }
      return number
    }
    // As it is pasted: `float('-inf')`, `np.float64(0.1)`.
    var reader = RowReader(word[...], startingAt: 1)
    guard let read = try? reader.read(), read.rows.count == 1, read.rows[0].count == 1 else {
      throw CommandError(.notANumber(word), column: column(of: start))
    }
    remarks += read.remarks
    return read.rows[0][0]
  }

  /// Throws where the next word is `0,5`: one number or two.
  private func refuseDecimalComma() throws(CommandError) {
    var ahead = self
    guard let (word, start) = ahead.next(), Int(word) != nil, ahead.rest.first == "," else {
      return
    }
    let digits = ahead.rest.dropFirst().prefix { $0.isNumber }
    guard !digits.isEmpty else { return }
    throw CommandError(.decimalComma("\(word),\(digits)"), column: column(of: start))
  }

  /// One number a class or a row; a lone `0,5` is asked about.
  package mutating func weights() throws(CommandError) -> [Number] {
    if rest.count(where: { $0 == "," }) == 1, rest.split(whereSeparator: \.isWhitespace).count == 1
    {
      try refuseDecimalComma()
    }
    return try rows("a number").flatMap { $0 }
  }

  package mutating func index(_ what: String) throws(CommandError) -> Int {
    let (word, start) = try wordAndStart(what)
    guard let index = Int(word), index >= 0 else {
      throw CommandError(.notAnIndex(word), column: column(of: start))
    }
    return index
  }

  /// A whole number of any sign.
  package mutating func whole(_ what: String) throws(CommandError) -> Int {
    let (word, start) = try wordAndStart(what)
    guard let whole = Int(word) else {
      throw CommandError(
        "'\(word)' is not a whole number, such as -100 or 2", column: column(of: start))
    }
    return whole
  }

  /// - Parameter rule: Which counts there are, as a refusal begins.
  package mutating func count(
    in range: ClosedRange<Int>, _ rule: String
  ) throws(CommandError) -> Int {
    let (word, start) = try wordAndStart("a count")
    guard let count = Int(word), range.contains(count) else {
      throw CommandError("\(rule), not \(word)", column: column(of: start))
    }
    return count
  }

  package mutating func classReference(_ what: String) throws(CommandError) -> ClassReference {
    let (word, start) = try wordAndStart(what)
    if let index = Int(word) {
      return .index(index)
    }
    if let number = Number(word) {
      guard number.isInteger, let index = Int(exactly: number.value(in: .float64)) else {
        throw CommandError(.notAnIndex(word), column: column(of: start))
      }
      return .index(index)
    }
    return .name(word)
  }

  /// Classes one after the other, or their indices as pasted.
  package mutating func classReferences(_ what: String) throws(CommandError) -> [ClassReference] {
    skipSpace()
    guard RowReader.isPrint(rest) else {
      var classes = [try classReference(what)]
      while !isAtEnd { classes.append(try classReference(what)) }
      return classes
    }
    let column = column(of: rest.startIndex)
    var classes: [ClassReference] = []
    for number in try rows(what).joined() {
      guard number.isInteger, let index = Int(exactly: number.value(in: .float64)) else {
        throw CommandError(.notAnIndex(number.text), column: column)
      }
      classes.append(.index(index))
    }
    // An index has no format, and its axes make no difference.
    remarks = []
    return classes
  }

  /// One of `choices` by its name or by a beginning that only one of them has.
  package mutating func choice<Choice: RawRepresentable<String>>(
    of all: [Choice], _ kind: String
  ) throws(CommandError) -> Choice {
    let (word, start) = try wordAndStart(kind)
    if let exact = all.first(where: { $0.rawValue == word }) { return exact }
    let begun = all.filter { $0.rawValue.hasPrefix(word) }
    if let only = begun.first, begun.count == 1 { return only }
    let choices = (begun.isEmpty ? all : begun).map(\.rawValue)
    throw CommandError(.notOneOf(word, kind: kind, choices: choices), column: column(of: start))
  }

  /// One of some formats by its name, its beginning or what frameworks call it.
  package mutating func dtype(of all: [Format]) throws(CommandError) -> Format {
    var ahead = self
    if let (word, start) = ahead.next(), let format = Format(meantBy: word) {
      if all.contains(format) {
        self = ahead
        return format
      }
      if format.bitWidth == 8 {
        throw CommandError(
          "the bench computes in none of 8 bits; 'duel \(format.name)' and"
            + " 'logitlab exact --dtype \(format.name)' do", column: column(of: start))
      }
    }
    return try choice(of: all, "dtype")
  }

  /// Whether the next word is `word`, which is then read.
  package mutating func takes(_ word: String) -> Bool {
    var ahead = self
    guard ahead.next()?.word == word else { return false }
    self = ahead
    return true
  }

  /// All that is left as one name, without the spaces or quotes around it.
  package mutating func name(_ what: String) throws(CommandError) -> String {
    skipSpace()
    let start = rest.startIndex
    var text = rest
    while text.last?.isWhitespace == true { text.removeLast() }
    rest = rest[rest.endIndex...]
    if text.count > 1, text.first == "\"", text.last == "\"" { text = text.dropFirst().dropLast() }
    guard !text.isEmpty else {
      throw CommandError(.missing(what, usage: usage), column: column(of: line.endIndex))
    }
    guard !text.contains("\""), Number(text) == nil else {
      throw CommandError(
        "'\(text)' cannot name a class: a name is no number and has no quote in it",
        column: column(of: start))
    }
    return String(text)
  }

  /// All that is left as one text: as it stands, or between quotes with the escapes of JSON.
  package mutating func text(_ what: String) throws(CommandError) -> String {
    // A text may begin with a comma, which parts nothing here.
    rest = rest.drop { $0.isWhitespace }
    var text = rest
    while text.last?.isWhitespace == true { text.removeLast() }
    rest = rest[rest.endIndex...]
    guard !text.isEmpty else {
      throw CommandError(.missing(what, usage: usage), column: column(of: line.endIndex))
    }
    return String(quotedAsJSON: text) ?? String(text)
  }

  /// A word, and its column for a refusal.
  package mutating func wordAndColumn(
    _ what: String
  ) throws(CommandError) -> (word: String, column: Int) {
    let (word, start) = try wordAndStart(what)
    return (word, column(of: start))
  }

  /// All that is left as it stands, and the column of its first character.
  package mutating func remainder() -> (text: String, column: Int) {
    let text = String(rest)
    let column = column(of: rest.startIndex)
    rest = rest[rest.endIndex...]
    return (text, column)
  }

  /// All that is left, as rows of numbers.
  package mutating func rows(_ what: String) throws(CommandError) -> [[Number]] {
    skipSpace()
    guard !rest.isEmpty else {
      throw CommandError(.missing(what, usage: usage), column: column(of: line.endIndex))
    }
    var reader = RowReader(rest, startingAt: column(of: rest.startIndex))
    rest = rest[rest.endIndex...]
    let (rows, remarks) = try reader.read()
    self.remarks += remarks
    guard !rows.isEmpty else {
      throw CommandError(.missing(what, usage: usage), column: column(of: line.endIndex))
    }
    return rows
  }

  /// Refuses whatever has not been read.
  package mutating func end() throws(CommandError) {
    if let extra = next() {
      throw CommandError(.unexpected(extra.word, usage: usage), column: column(of: extra.start))
    }
  }
}
