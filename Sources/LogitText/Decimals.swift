import Glibc

extension Double {
  /// The shortest spelling that reads back as this number: `7`, `0.2`, `1e30`, `-inf`, `nan`.
  package var shortest: String { description.tidied }

  /// With exactly `digits` decimals, correctly rounded: `0.0092`.
  package func decimals(_ digits: Int) -> String {
    guard let q = ShortestDigits(self)?.rounded(toExponent: -digits) else {
      return printed("%.\(digits)f")
    }
    return (self < 0 ? "-" : "") + q.fixed(decimals: digits)
  }

  /// With one digit, a point, exactly `digits` more and an exponent: `2.0612e-09`.
  package func scientific(_ digits: Int) -> String {
    guard let q = ShortestDigits(self)?.rounded(toDigits: digits + 1) else {
      return printed("%.\(digits)e")
    }
    return (self < 0 ? "-" : "") + q.scientific
  }

  /// With at most `digits` significant digits, without trailing zeros: `1096.633`.
  package func significant(_ digits: Int) -> String {
    guard let q = ShortestDigits(self)?.rounded(toDigits: digits) else {
      return printed("%.\(digits)g")
    }
    return (self < 0 ? "-" : "") + q.general(digits)
  }

  private func printed(_ format: String) -> String {
    if isNaN { return "nan" }
    return withVaList([self]) { arguments in
      // The largest Double has 309 digits before its point.
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 384) { buffer in
        guard let start = buffer.baseAddress else { return "" }
        vsnprintf(start, buffer.count, format, arguments)
        return String(cString: start)
      }
    }
  }
}

extension String {
  /// Without what Swift's spelling of a number adds for the compiler: `7.0` is `7`, `1e+30` is `1e30`.
  package var tidied: String {
    var text = self
    return text.withUTF8 { bytes in
      let isWhole = bytes.count > 1 && bytes.suffix(2).elementsEqual(".0".utf8)
      let digits = isWhole ? bytes.dropLast(2) : bytes[...]
      if digits.elementsEqual("-0".utf8) { return "0" }
      guard digits.contains(UInt8(ascii: "+")) else {
        return isWhole ? String(decoding: digits, as: UTF8.self) : self
      }
      return String(decoding: digits.filter { $0 != UInt8(ascii: "+") }, as: UTF8.self)
    }
  }
}

/// The shortest decimal of a number, as `significand · 10^exponent`.
///
/// Rounding it is rounding the number itself, unless it ends on a tie: a tie strictly between the
/// number and its shortest decimal would be nearer and no longer, and so be the shortest decimal.
private struct ShortestDigits {
  private let significand: UInt64
  private let exponent: Int

  /// - Returns: nil for 0, NaN, infinities, and subnormals, which have fewer than 15 true digits.
  init?(_ value: Double) {
    guard value.isNormal else { return nil }
    var significand: UInt64 = 0
    var exponent = 0
    var isFraction = false
    var power: Int?
    var powerSign = 1
    for unit in value.magnitude.description.utf8 {
      switch unit {
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"): power = 0
      case UInt8(ascii: "-"): powerSign = -1
      case UInt8(ascii: "+"): break
      default:
        let digit = Int(unit) - Int(UInt8(ascii: "0"))
        if let known = power {
          power = known * 10 + digit
        } else {
          significand = significand * 10 + UInt64(digit)
          if isFraction { exponent -= 1 }
        }
      }
    }
    self.significand = significand
    self.exponent = exponent + powerSign * (power ?? 0)
  }

  /// A whole number of units of a power of ten.
  struct Rounded {
    let units: UInt64
    let exponent: Int

    func fixed(decimals: Int) -> String {
      guard decimals > 0 else { return String(units) }
      let (whole, part) = units.quotientAndRemainder(dividingBy: powerOfTen(decimals) ?? 1)
      return "\(whole).\(String(part).padded(to: decimals, .right, with: "0"))"
    }

    var scientific: String { Self.scientific(String(units), exponent) }

    /// As C's `%g`: decimals for a moderate number, an exponent for others, no trailing zeros.
    func general(_ digits: Int) -> String {
      let spelled = String(units)
      let zeros = spelled.utf8.reversed().prefix { $0 == UInt8(ascii: "0") }.count
      let short = String(spelled.dropLast(zeros))
      let place = exponent + zeros
      let power = exponent + spelled.utf8.count - 1
      if power < -4 || power >= digits { return Self.scientific(short, place) }
      if place >= 0 { return short + String(repeating: "0", count: place) }
      if power >= 0 { return "\(short.prefix(power + 1)).\(short.dropFirst(power + 1))" }
      return "0." + String(repeating: "0", count: -power - 1) + short
    }

    private static func scientific(_ digits: String, _ exponent: Int) -> String {
      let power = exponent + digits.utf8.count - 1
      let tens = String(power.magnitude).padded(to: 2, .right, with: "0")
      let rest = digits.dropFirst()
      return digits.prefix(1) + (rest.isEmpty ? "" : ".\(rest)") + (power < 0 ? "e-" : "e+") + tens
    }
  }

  /// - Returns: nil on a tie, or where more digits are asked for than these.
  func rounded(toExponent target: Int) -> Rounded? {
    let dropped = target - exponent
    if dropped < 0 {
      // Up to 15 digits a decimal stays what the number is nearest to; zeros follow it.
      guard let factor = powerOfTen(-dropped), significand < 1_000_000_000_000_000 / factor else {
        return nil
      }
      return Rounded(units: significand * factor, exponent: target)
    }
    // What has fewer than 20 digits is below half a unit that has more.
    guard let unit = powerOfTen(dropped) else { return Rounded(units: 0, exponent: target) }
    let (units, rest) = significand.quotientAndRemainder(dividingBy: unit)
    guard dropped == 0 || rest != unit / 2 else { return nil }
    return Rounded(units: dropped > 0 && rest > unit / 2 ? units + 1 : units, exponent: target)
  }

  func rounded(toDigits count: Int) -> Rounded? {
    let digits = String(significand).utf8.count
    guard let result = rounded(toExponent: exponent + digits - count) else { return nil }
    // 9.99996 has one digit more once it is rounded up.
    guard let limit = powerOfTen(count), result.units == limit else { return result }
    return Rounded(units: limit / 10, exponent: result.exponent + 1)
  }
}

/// nil from 10^20 on, which 64 bits cannot hold.
private func powerOfTen(_ exponent: Int) -> UInt64? {
  guard exponent < 20 else { return nil }
  var power: UInt64 = 1
  for _ in 0..<exponent { power *= 10 }
  return power
}
