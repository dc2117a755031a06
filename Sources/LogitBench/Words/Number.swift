import LogitExact
import LogitText

/// A number as a person gave it: its shortest spelling, and what that rounds to in any format.
///
/// The text is kept because rounding it once is not the same as rounding its `Double` again.
package struct Number: Hashable, Sendable {
  /// The shortest spelling with the same value in every format: `0.2` for `.20`, `1e30`, `-inf`.
  package let text: String
  private let nearest: Double
  /// Whether some format rounds the text otherwise than its `Double`.
  private let isTied: Bool

  package static let zero = Number(0.0)
  package static let one = Number(1.0)

  /// By the spelling, so that nan is the same input as nan.
  package static func == (a: Number, b: Number) -> Bool { a.text == b.text }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// Reads a decimal or hexadecimal number, `inf`, `-inf` or `nan`; nil for any other word.
  ///
  /// - Parameter word: May use the typographic minus and `∞`, as articles do.
  package init?(_ word: some StringProtocol) {
    if let word = word as? String, let value = Self.plainDecimal(word) {
      self.init(value, spelled: word)
      return
    }
    guard let typed = Self.plainSpelling(of: word), let value = Double(typed) else { return nil }
    let short = value == 0 && value.sign == .minus ? "-0" : value.shortest
    // A decimal next to a tie of a narrower format must keep all its digits.
    let isLong =
      Format.mayRoundTwice(value, readFrom: typed)
      && Format.allCases.contains { format in
        let once = format.rounded(value, readFrom: typed)
        return !once.isNaN && once != format.rounded(value, readFrom: short)
      }
    self.init(value, spelled: isLong ? typed : short)
  }

  /// A decimal that is its own shortest spelling, as nearly all numbers of a file are; nil for others.
  ///
  /// - Derivation: of at most 15 digits no two decimals have one double, and a whole number of so many
  ///   digits over a power of ten that is a double too is rounded once by the division.
  private static func plainDecimal(_ word: String) -> Double? {
    var word = word
    return word.withUTF8 { bytes in
      let isNegative = bytes.first == UInt8(ascii: "-")
      let start = isNegative ? 1 : 0
      guard start + 1...start + 16 ~= bytes.count else { return nil }
      var (digits, decimals) = (0, -1)
      for byte in bytes[start...] {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
          digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
          if decimals >= 0 { decimals += 1 }
        case UInt8(ascii: ".") where decimals < 0: decimals = 0
        default: return nil
        }
      }
      let whole = bytes.count - start - Swift.max(0, decimals + 1)
      let zero = UInt8(ascii: "0")
      // The shortest spelling of 0, of what is written with an exponent, and of what has a 0 too many
      // before or behind the others is another.
      guard whole > 0, whole == 1 || bytes[start] != zero, digits > 0, decimals != 0,
        decimals < 0 || bytes[bytes.count - 1] != zero, digits < 1_000_000_000_000_000
      else { return nil }
      let value = Double(digits) / powersOfTen[Swift.max(0, decimals)]
      guard value >= 0.001 else { return nil }
      return isNegative ? -value : value
    }
  }

  private static let powersOfTen: [Double] = (0...16).map { power in
    (0..<power).reduce(1) { value, _ in value * 10 }
  }

  package init(_ value: Double) { self.init(value, spelled: value.shortest) }

  private init(_ value: Double, spelled text: String) {
    self.text = text
    nearest = value
    isTied =
      Format.mayRoundTwice(value, readFrom: text)
      && Format.allCases.contains { format in
        let once = format.rounded(value, readFrom: text)
        return !once.isNaN && once != format.rounded(value)
      }
  }

  /// The number of `format` nearest to the text, rounded once.
  package func value(in format: Format) -> Double {
    isTied ? format.rounded(nearest, readFrom: text) : format.rounded(nearest)
  }

  package var isZero: Bool { nearest == 0 }
  package var isNaN: Bool { nearest.isNaN }
  package var isFinite: Bool { nearest.isFinite }
  package var isInteger: Bool { nearest.isFinite && nearest == nearest.rounded() }
  package var isNegative: Bool { nearest < 0 }

  /// This number with `amount` added, in decimal: 7 and .1 give 7.1, not 7.1000000000000005.
  package func adding(_ amount: Double) -> Number {
    let sum = nearest + amount
    // A step of .1 leaves at most twelve digits that mean anything.
    return Number(sum.magnitude < 1e6 ? (sum * 1e9).rounded() / 1e9 : sum)
  }

  /// In ASCII; nil for what cannot be a number, however long it is.
  package static func plainSpelling(of word: some StringProtocol) -> String? {
    if word.utf8.allSatisfy(isNumeric) { return String(word) }
    var text = ""
    for character in word {
      switch character {
      case "\u{2212}": text.append("-")
      case "∞": text.append("inf")
      default:
        guard let unit = character.asciiValue, isNumeric(unit) else { return nil }
        text.append(character)
      }
    }
    return text
  }

  /// Whether a number may hold this character; `Double` alone would also take `nan(0x1)`.
  private static func isNumeric(_ unit: UInt8) -> Bool {
    switch unit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"),
      UInt8(ascii: "-"):
      true
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    default: false
    }
  }
}

extension Number: CustomStringConvertible {
  package var description: String { text }
}

extension Number {
  /// The number as JSON writes it: bare where its digits survive any reader, else in quotes.
  var json: String {
    if isNaN { return "\"NaN\"" }
    let value = value(in: .float64)
    guard value.isFinite else { return value < 0 ? "\"-Infinity\"" : "\"Infinity\"" }
    return text == value.shortest ? text : "\"\(text)\""
  }
}
