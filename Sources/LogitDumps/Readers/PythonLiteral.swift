/// What stands in the header of a `.npy` file: a literal of Python, as far as NumPy writes one.
enum PythonLiteral: Equatable {
  case text(String)
  case number(Int)
  case truth(Bool)
  case list([PythonLiteral])
  case fields([String: PythonLiteral])

  struct Broken: Error, Equatable {}

  init(parsing bytes: [UInt8]) throws(Broken) {
    var reader = Reader(rest: bytes[...])
    self = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.rest.isEmpty else { throw Broken() }
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func skipSpace() {
      rest = rest.drop { $0 == 0x20 || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 }
    }

    mutating func takes(_ character: Unicode.Scalar) -> Bool {
      skipSpace()
      guard rest.first == UInt8(ascii: character) else { return false }
      rest = rest.dropFirst()
      return true
    }

    mutating func value(depth: Int) throws(Broken) -> PythonLiteral {
      guard depth < 8 else { throw Broken() }
      if takes("{") { return .fields(try fields(depth: depth + 1)) }
      if takes("(") { return .list(try list(until: ")", depth: depth + 1)) }
      if takes("[") { return .list(try list(until: "]", depth: depth + 1)) }
      if takes("'") { return .text(try text(until: UInt8(ascii: "'"))) }
      if takes("\"") { return .text(try text(until: UInt8(ascii: "\""))) }
      let word = rest.prefix {
        0x30...0x39 ~= $0 || 0x41...0x5a ~= $0 || 0x61...0x7a ~= $0 || $0 == UInt8(ascii: "-")
      }
      rest = rest.dropFirst(word.count)
      switch String(decoding: word, as: UTF8.self) {
      case "True": return .truth(true)
      case "False": return .truth(false)
      case let digits:
        // Python 2 wrote its long whole numbers with an L.
        guard let number = Int(digits.hasSuffix("L") ? String(digits.dropLast()) : digits) else {
          throw Broken()
        }
        return .number(number)
      }
    }

    mutating func text(until end: UInt8) throws(Broken) -> String {
      let content = rest.prefix { $0 != end && $0 != UInt8(ascii: "\\") }
      rest = rest.dropFirst(content.count)
      guard rest.first == end, let text = String(validating: content, as: UTF8.self) else {
        throw Broken()
      }
      rest = rest.dropFirst()
      return text
    }

    mutating func list(until end: Unicode.Scalar, depth: Int) throws(Broken) -> [PythonLiteral] {
      var values: [PythonLiteral] = []
      while !takes(end) {
        values.append(try value(depth: depth))
        guard takes(",") else {
          guard takes(end) else { throw Broken() }
          break
        }
      }
      return values
    }

    mutating func fields(depth: Int) throws(Broken) -> [String: PythonLiteral] {
      var fields: [String: PythonLiteral] = [:]
      while !takes("}") {
        guard case .text(let name) = try value(depth: depth), takes(":"), fields[name] == nil else {
          throw Broken()
        }
        fields[name] = try value(depth: depth)
        guard takes(",") else {
          guard takes("}") else { throw Broken() }
          break
        }
      }
      return fields
    }
  }
}
