/// A word of a formula and where it stands.
struct Token {
  enum Kind: Equatable {
    case number(String)
    case word(String)
    case sign(BinaryOperator)
    case power
    case comma
    case open(Character)
    case close(Character)
    case end
  }

  let kind: Kind
  /// From 1, in `Character`s.
  let column: Int
  let length: Int
  /// As it was written.
  let text: String
}

/// Takes a formula apart, one word at a time.
struct Lexer {
  private let characters: [Character]
  private var position = 0

  init(_ text: String) { characters = Array(text) }

  mutating func next() throws(ExpressionError) -> Token {
    while peek()?.isWhitespace == true { position += 1 }
    guard let first = peek() else { return token(.end, 0) }
    if first.isDigit || first == "." { return try number() }
    if first.isWordStart { return try word() }
    switch first {
    case "*" where peek(1) == "*": return token(.power, 2)
    case "<", ">", "=", "!":
      let two = String(first) + (peek(1).map(String.init) ?? "")
      if let sign = BinaryOperator(rawValue: two) { return token(.sign(sign), two.count) }
      guard let sign = BinaryOperator(rawValue: String(first)) else {
        throw ExpressionError(.unexpectedCharacter(first), column: position + 1)
      }
      return token(.sign(sign), 1)
    case "≤": return token(.sign(.lessOrEqual), 1)
    case "≥": return token(.sign(.greaterOrEqual), 1)
    case "≠": return token(.sign(.notEqual), 1)
    case "+", "-", "*", "/": return token(BinaryOperator(rawValue: String(first)), 1)
    case "−": return token(.sign(.subtract), 1)
    case "·", "×": return token(.sign(.multiply), 1)
    case "÷": return token(.sign(.divide), 1)
    case "^": return token(.power, 1)
    case ",": return token(.comma, 1)
    case "(", "[": return token(.open(first), 1)
    case ")", "]": return token(.close(first), 1)
    case "∞": return token(.number("inf"), 1)
    default: throw ExpressionError(.unexpectedCharacter(first), column: position + 1)
    }
  }

  private func peek(_ ahead: Int = 0) -> Character? {
    position + ahead < characters.count ? characters[position + ahead] : nil
  }

  private mutating func token(_ sign: BinaryOperator?, _ length: Int) -> Token {
    token(sign.map { .sign($0) } ?? .end, length)
  }

  private mutating func token(_ kind: Token.Kind, _ length: Int) -> Token {
    defer { position += length }
    let text = String(characters[position..<position + length])
    return Token(kind: kind, column: position + 1, length: max(length, 1), text: text)
  }

  private func count(from start: Int, while holds: (Character) -> Bool) -> Int {
    characters[(position + start)...].prefix(while: holds).count
  }

  /// A word, or one of the numbers that are written as words.
  private mutating func word() throws(ExpressionError) -> Token {
    let length = count(from: 0) { $0.isWordStart || $0.isDigit }
    let text = String(characters[position..<position + length])
    // A letter that joins its neighbour into one character would be read otherwise once printed.
    guard " \(text) ".count == length + 2 else {
      throw ExpressionError(.unexpectedCharacter(characters[position]), column: position + 1)
    }
    return token(text == "inf" || text == "nan" ? .number(text) : .word(text), length)
  }

  private mutating func number() throws(ExpressionError) -> Token {
    let isHexadecimal = peek() == "0" && (peek(1) == "x" || peek(1) == "X")
    var length = isHexadecimal ? 2 : 0
    let isDigit: (Character) -> Bool = { isHexadecimal ? $0.isHexadecimalDigit : $0.isDigit }
    var digits = count(from: length, while: isDigit)
    length += digits
    if peek(length) == "." {
      length += 1
      let fraction = count(from: length, while: isDigit)
      digits += fraction
      length += fraction
    }
    var isNumber = digits > 0
    if let mark = peek(length), isHexadecimal ? "pP".contains(mark) : "eE".contains(mark) {
      let sign = peek(length + 1).map { $0 == "+" || $0 == "-" } == true ? 1 : 0
      let exponent = count(from: length + 1 + sign) { $0.isDigit }
      // `2exp` is two words, `2e` a number that was not finished.
      if exponent > 0 || peek(length + 1)?.isWordStart != true {
        length += 1 + sign + exponent
        isNumber = isNumber && exponent > 0
      }
    }
    // What goes on as a number does is one: 1.2.3, 1_000, 0xg.
    if !isNumber || peek(length) == "." || peek(length) == "_" {
      length += count(from: length) { $0.isWordStart || $0.isDigit || $0 == "." }
      isNumber = false
    }
    let start = position
    let token = token(.number(String(characters[start..<start + length])), length)
    guard isNumber else {
      throw ExpressionError(.notANumber(token.text), column: token.column, length: length)
    }
    return token
  }
}

extension Character {
  fileprivate var isDigit: Bool { isASCII && isNumber }

  fileprivate var isHexadecimalDigit: Bool { isASCII && isHexDigit }

  /// A letter with its marks and nothing else: one cluster can hold a sign after a letter.
  fileprivate var isWordStart: Bool {
    if isASCII { return isLetter || self == "_" }
    return isLetter
      && unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
          .nonspacingMark, .spacingMark, .enclosingMark:
          true
        default: false
        }
      }
  }
}
