import LogitText

extension Format {
  /// The number of this format nearest to what `text` says, rounded once; nil where `text` is no
  /// number.
  ///
  /// - Accuracy: correctly rounded for any number of digits; `TextRoundingTests`.
  /// - Parameter text: A decimal or hexadecimal number, `inf`, `-inf` or `nan`.
  public func parse(_ text: String, overflow: Overflow = .ieee) -> Double? {
    Double(text).map { rounded($0, readFrom: text, overflow: overflow) }
  }

  /// The rounding to this format of the number that `text` says and `nearest` is the `Double` of.
  ///
  /// - Derivation: rounding is monotone, so text and double lie on the same side of every tie
  ///   between two numbers of this format, unless the double is such a tie: a tie is a double.
  ///   Only then can rounding twice differ from rounding once, and the digits of the text are
  ///   compared with those of the tie. A neighbour of the double lies on the side of the text.
  public func rounded(
    _ nearest: Double, readFrom text: String, overflow: Overflow = .ieee
  ) -> Double {
    guard isTie(nearest), !Self.isExactly(nearest, text) else {
      return rounded(nearest, overflow: overflow)
    }
    let (number, base) = ExactDigits.reading(text)
    let tie = ExactDigits(nearest.magnitude, base: base)
    guard number != tie else { return rounded(nearest, overflow: overflow) }
    let isBeyond = tie < number
    let aside = isBeyond == (nearest > 0) ? nearest.nextUp : nearest.nextDown
    return rounded(aside, overflow: overflow)
  }

  /// Whether some format may round `text` otherwise than its `Double`, which is `nearest`: a quick
  /// answer, of which a no is certain.
  package static func mayRoundTwice(_ nearest: Double, readFrom text: String) -> Bool {
    guard mayBeTie(nearest), !isExactly(nearest, text) else { return false }
    return allCases.contains { $0.isTie(nearest) }
  }

  /// Whether a short text can only mean its double itself; false says nothing.
  ///
  /// - Derivation: of at most 15 digits only one decimal has a given double, and a multiple of
  ///   2^-10 below 10^5 is one of them. A hexadecimal of so many characters is exact anyway.
  private static func isExactly(_ nearest: Double, _ text: String) -> Bool {
    let scaled = nearest * 1024
    return text.utf8.count <= 15 && scaled.magnitude < 1e8 && scaled == scaled.rounded()
  }

  // MARK: - Writing

  /// The shortest decimal that this format reads back as the same number, and of all those of that
  /// length the nearest: `7`, `0.1`, `1e30`, `inf`, `nan`. A zero is written without its sign.
  ///
  /// - Parameter value: A number of this format; any other is rounded to it first.
  public func shortest(_ value: Double) -> String {
    switch self {
    case .float64: return value.shortest
    case .float32: return Float(value).description.tidied
    case .bfloat16, .float16, .float8E5M2, .float8E4M3: break
    }
    let near = rounded(value)
    guard near.isFinite, near != 0 else { return near.shortest }
    return (near < 0 ? "-" : "") + shortestMagnitude(near.magnitude)
  }

  private func shortestMagnitude(_ value: Double) -> String {
    let exact = ExactDigits(value, base: .ten)
    let point = Int(exact.point)
    // What reads back as a number reaches as far to both sides, but for a power of two: there the
    // farther of two decimals may read back although the nearer one does not.
    let isPowerOfTwo = value.significandBitPattern == 0
    for count in 1..<exact.digits.count {
      let below = Array(exact.digits.prefix(count))
      let next = exact.digits[count]
      let isHalf = next == 5 && exact.digits.count == count + 1
      let isUp = isHalf ? below[count - 1] % 2 == 1 : next >= 5
      for goesUp in isPowerOfTwo ? [isUp, !isUp] : [isUp] {
        let text =
          goesUp
          ? Self.spellingAbove(below, point: point)
          : Self.spelling(below, point: point)
        if parse(text) == value { return text }
      }
    }
    return Self.spelling(exact.digits, point: point)
  }

  /// With one unit more in the last digit.
  private static func spellingAbove(_ digits: [UInt8], point: Int) -> String {
    var digits = digits
    while digits.last == 9 { digits.removeLast() }
    guard let last = digits.popLast() else { return spelling([1], point: point + 1) }
    return spelling(digits + [last + 1], point: point)
  }

  /// `0.d₁d₂… · 10^point`, with an exponent from 10^7 on and below .0001.
  private static func spelling(_ digits: [UInt8], point: Int) -> String {
    let text = String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    switch point {
    case -3...0: return "0." + String(repeating: "0", count: -point) + text
    case 1...7 where point < digits.count: return "\(text.prefix(point)).\(text.dropFirst(point))"
    case 1...7: return text + String(repeating: "0", count: point - digits.count)
    default:
      let power = point - 1
      let fraction = digits.count > 1 ? "." + text.dropFirst() : ""
      let zero = power.magnitude < 10 ? "0" : ""
      return "\(text.prefix(1))\(fraction)e\(power < 0 ? "-" : "")\(zero)\(power.magnitude)"
    }
  }
}
