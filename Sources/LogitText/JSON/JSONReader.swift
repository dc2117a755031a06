/// Reads JSON, and besides it NaN and the infinities without quotes.
///
/// `JSONDecoder` rounds a number to `Double` before anyone can ask for its digits, and does not
/// say where a text breaks off; a bench needs both.
package struct JSONReader {
  /// A scenario nests three deep; this many is still no danger to the stack.
  static let greatestDepth = 64
  /// A bench of this many numbers opens within seconds: beyond it a file is a mistake.
  package static let greatestCount = 4_000_000

  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0
  private var count = 0
  private let limit: Int

  private init(_ bytes: [UInt8], limit: Int) {
    self.bytes = bytes
    self.limit = limit
  }

  /// - Parameter limit: How many values the text may have.
  /// - Throws: `JSONError` with a line and a column.
  package static func read(
    _ bytes: [UInt8], limit: Int = greatestCount
  ) throws(JSONError) -> JSONValue {
    var reader = JSONReader(bytes, limit: limit)
    // The mark that Windows puts before UTF-8.
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { reader.index = 3 }
    reader.skipSpace()
    guard reader.peek != nil else { throw reader.error(.empty) }
    let value = try reader.value()
    reader.skipSpace()
    guard reader.peek == nil else { throw reader.unexpected(wants: "the end") }
    return value
  }

  // MARK: - Bytes

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      index += 1
    }
  }

  private mutating func takes(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  /// An error at the byte `at`, or at the next one.
  private func error(_ reason: JSONError.Reason, at: Int? = nil) -> JSONError {
    let before = bytes[..<(at ?? index)]
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    // Characters, not the bytes that go on with one.
    let column = before[start...].count { $0 & 0xc0 != 0x80 } + 1
    return JSONError(reason, line: line, column: column)
  }

  private func unexpected(wants: String) -> JSONError {
    guard index < bytes.count else { return error(.endsEarly(wants: wants)) }
    let text = String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self)
    return error(.unexpected(String(text.prefix(1)), wants: wants))
  }

  // MARK: - Values

  private mutating func value() throws(JSONError) -> JSONValue {
    count += 1
    guard count <= limit else { throw error(.tooManyValues(limit)) }
    guard let byte = peek else { throw unexpected(wants: "a value") }
    switch byte {
    case UInt8(ascii: "{"): return try nested(Self.object)
    case UInt8(ascii: "["): return try nested(Self.list)
    case UInt8(ascii: "\""): return .text(try string())
    default: return try word()
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    depth += 1
    guard depth <= Self.greatestDepth else { throw error(.tooDeep(Self.greatestDepth)) }
    defer { depth -= 1 }
    index += 1
    return try read(&self)
  }

  private static func list(_ reader: inout JSONReader) throws(JSONError) -> JSONValue {
    var values: [JSONValue] = []
    reader.skipSpace()
    if reader.takes("]") { return .list(values) }
    while true {
      reader.skipSpace()
      values.append(try reader.value())
      reader.skipSpace()
      if reader.takes("]") { return .list(values) }
      guard reader.takes(",") else { throw reader.unexpected(wants: "',' or ']'") }
    }
  }

  private static func object(_ reader: inout JSONReader) throws(JSONError) -> JSONValue {
    var fields: [JSONValue.Field] = []
    // Few are looked through faster than hashed.
    var names: Set<String> = []
    let few = 12
    reader.skipSpace()
    if reader.takes("}") { return .object(fields) }
    while true {
      reader.skipSpace()
      let start = reader.index
      guard reader.peek == UInt8(ascii: "\"") else {
        throw reader.unexpected(wants: "the name of a field in quotes")
      }
      let name = try reader.string()
      if fields.count == few { names = Set(fields.map(\.name)) }
      let isNew =
        fields.count < few ? !fields.contains { $0.name == name } : names.insert(name).inserted
      guard isNew else {
        throw reader.error(.twice(name.shortened), at: start)
      }
      reader.skipSpace()
      guard reader.takes(":") else { throw reader.unexpected(wants: "':'") }
      reader.skipSpace()
      fields.append(JSONValue.Field(name: name, value: try reader.value()))
      reader.skipSpace()
      if reader.takes("}") { return .object(fields) }
      guard reader.takes(",") else { throw reader.unexpected(wants: "',' or '}'") }
    }
  }

  /// A number or one of the words of JSON.
  private mutating func word() throws(JSONError) -> JSONValue {
    let start = index
    while let byte = peek, Self.isWord(byte) { index += 1 }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    if Self.isNumber(bytes[start..<index]) { return .number(word) }
    switch word {
    case "null": return .null
    case "true": return .truth(true)
    case "false": return .truth(false)
    case "NaN", "Infinity", "-Infinity": return .number(word)
    case "":
      throw unexpected(wants: "a value")
    default: throw error(.notAValue(word.shortened), at: start)
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// `-? digits (. digits)? ([eE] [+-]? digits)?`, and no 0 before another digit.
  static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
    // By places: a slice of a slice is counted anew with every digit.
    var place = word.startIndex
    func takes(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
      guard place < word.endIndex,
        word[place] == UInt8(ascii: first) || word[place] == UInt8(ascii: second)
      else { return false }
      place += 1
      return true
    }
    func digits() -> Int {
      let start = place
      while place < word.endIndex, UInt8(ascii: "0")...UInt8(ascii: "9") ~= word[place] {
        place += 1
      }
      return place - start
    }
    _ = takes("-", "-")
    let leads = place < word.endIndex && word[place] == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, !leads || whole == 1 else { return false }
    if takes(".", ".") {
      guard digits() > 0 else { return false }
    }
    if takes("e", "E") {
      _ = takes("+", "-")
      guard digits() > 0 else { return false }
    }
    return place == word.endIndex
  }

  // MARK: - Texts

  private mutating func string() throws(JSONError) -> String {
    let start = index
    index += 1
    // What needs no escape is taken as it stands.
    while let byte = peek, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      index += 1
    }
    var content = Array(bytes[start + 1..<index])
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        guard let text = String(validating: content, as: UTF8.self) else {
          throw error(.notUTF8, at: start)
        }
        return text
      case UInt8(ascii: "\\"):
        index += 1
        content += Array(String(try escape()).utf8)
      case 0..<0x20: throw error(.control)
      default:
        content.append(byte)
        index += 1
      }
    }
    throw error(.endsEarly(wants: "'\"'"))
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    guard let byte = peek else { throw unexpected(wants: "an escape") }
    index += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "u"): return try codePoint()
    default:
      index -= 1
      throw unexpected(wants: "one of \" \\ / b f n r t u after '\\'")
    }
  }

  /// What `\u` names, alone or as the first half of a pair.
  private mutating func codePoint() throws(JSONError) -> Unicode.Scalar {
    let start = index - 2
    let first = try unit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    if UTF16.isLeadSurrogate(UInt16(first)), takes("\\"), takes("u") {
      let second = try unit()
      let offset = (first - 0xd800) << 10 + second &- 0xdc00
      if UTF16.isTrailSurrogate(UInt16(second)), let scalar = Unicode.Scalar(offset + 0x10000) {
        return scalar
      }
    }
    throw error(.halfAPair, at: start)
  }

  private mutating func unit() throws(JSONError) -> UInt32 {
    let digits = bytes[index..<min(index + 4, bytes.count)]
    let text = String(decoding: digits, as: UTF8.self)
    guard digits.count == 4, text.allSatisfy({ $0.isASCII && $0.isHexDigit }),
      let unit = UInt32(text, radix: 16)
    else { throw unexpected(wants: "four hexadecimal digits after '\\u'") }
    index += 4
    return unit
  }
}
