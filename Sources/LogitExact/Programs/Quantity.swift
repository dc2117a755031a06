/// A number that goes into a formula, exactly as it was given: a `Double`, or the number that a
/// text says, which need not be one.
public struct Quantity: Hashable, Sendable {
  private enum Source: Hashable {
    /// By its bits, so that NaN equals itself and −0 is not 0.
    case double(UInt64)
    case text(String, isNegative: Bool)
    case pi
  }

  private let source: Source
  /// The nearest `Double`.
  public let double: Double

  public init(_ value: Double) {
    source = .double(value.bitPattern)
    double = value
  }

  /// π itself.
  public static let pi = Quantity(source: .pi, double: .pi)

  private init(source: Source, double: Double) { (self.source, self.double) = (source, double) }

  /// Reads a decimal or hexadecimal number, `inf`, `-inf`, `nan` or `pi`, of any length; nil for any
  /// other text.
  public init?(_ text: String) {
    if text == "pi" {
      self = .pi
      return
    }
    let digits = Set("0123456789")
    let plain = text.drop { "+-".contains($0) }
    let isNumber = plain.first.map { digits.contains($0) || $0 == "." } ?? false
    let isName = ["inf", "infinity", "nan"].contains(plain.lowercased())
    guard isNumber || isName, let value = Double(text) else { return nil }
    double = value
    // What 15 digits say that is a multiple of 2^−10 is that double.
    let isPlain = text.utf8.count <= 15 && (value * 1024).magnitude < 1e8
    if isName || isPlain && (value * 1024).rounded() == value * 1024 && (value != 0 || isZero(text))
    {
      source = .double(value.bitPattern)
    } else {
      source = .text(String(plain), isNegative: text.hasPrefix("-"))
    }
  }

  /// Whether the number is a `Double`.
  var isDouble: Bool {
    if case .double = source { return true }
    return false
  }

  /// The shortest text that says this number.
  public var text: String {
    switch source {
    case .double: Format.float64.shortest(double)
    case .text(let text, let isNegative): isNegative ? "-" + text : text
    case .pi: "pi"
    }
  }

  /// The number of `format` nearest to this one, rounded once.
  public func rounded(to format: Format, overflow: Overflow = .ieee) -> Double {
    switch source {
    case .double: return format.rounded(double, overflow: overflow)
    case .text(let text, let isNegative):
      let magnitude = format.rounded(double.magnitude, readFrom: text, overflow: overflow)
      return isNegative ? -magnitude : magnitude
    case .pi: return Ball<4>.pi.rounded(to: format, overflow: overflow) ?? format.rounded(double)
    }
  }

  /// Whether this is that number itself.
  func isExactly(_ value: Double) -> Bool {
    switch source {
    case .double: return double == value || double.isNaN && value.isNaN
    case .text(let text, let isNegative):
      guard value.isFinite, value != 0, !isZero(text), isNegative == (value < 0) else {
        return value == 0 && isZero(text)
      }
      let (number, base) = ExactDigits.reading(text)
      return number == ExactDigits(value.magnitude, base: base)
    case .pi: return false
    }
  }

  /// How many characters must be read, none of a `Double`.
  var textLength: Int {
    switch source {
    case .double, .pi: 0
    case .text(let text, _): text.utf8.count
    }
  }

  /// The number itself, within the width of the ball.
  func ball<let width: Int>(_: Ball<width>.Type = Ball<width>.self) -> Ball<width> {
    rational().ball
  }

  /// The number itself, and a decimal as the quotient that it is.
  func rational<let width: Int>(_: Ball<width>.Type = Ball<width>.self) -> Rational<width> {
    switch source {
    case .double: return Rational(Ball(double))
    case .text(let text, let isNegative):
      guard !isZero(text) else { return Rational(.zero) }
      let (number, base) = ExactDigits.reading(text)
      let magnitude = Rational<width>(number, base: base == .ten ? 10 : 2)
      return isNegative ? -magnitude : magnitude
    case .pi: return Rational(Ball<width>.pi)
    }
  }
}

/// Whether a literal has no digit but 0 before its exponent.
private func isZero(_ text: String) -> Bool {
  let isHexadecimal = text.lowercased().contains("0x")
  let mark: Set<Character> = isHexadecimal ? ["p", "P"] : ["e", "E"]
  return text.prefix { !mark.contains($0) }.allSatisfy { !$0.isHexDigit || $0 == "0" }
}

extension Rational {
  /// A number by all its digits.
  fileprivate init(_ number: ExactDigits, base: Int) {
    // So many digits at a time as a limb holds.
    let chunk = base == 10 ? 18 : 60
    var value = Ball<width>.zero
    var index = 0
    while index < number.digits.count {
      let next = Swift.min(index + chunk, number.digits.count)
      var part = 0
      var scale = 1
      for digit in number.digits[index..<next] {
        part = part * base + Int(digit)
        scale *= base
      }
      value = value * Ball(scale) + Ball(part)
      index = next
    }
    let power = number.point - Int128(number.digits.count)
    let factor = Self(Ball<width>(base).power(Int128(power.magnitude)))
    self = power < 0 ? Self(value) / factor : Self(value) * factor
  }
}
