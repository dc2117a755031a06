/// A positive number with all its digits: `0.d₁d₂… · base^point`, where neither the first nor the
/// last digit is 0. So two numbers of one base compare as their points, then as their digits.
///
/// Built only where a few digits more or less decide a rounding.
struct ExactDigits: Equatable {
  enum Base {
    case two, ten
  }

  let digits: [UInt8]
  let point: Int128

  private init(_ all: [UInt8], point: Int128) {
    var digits = all
    while digits.last == 0 { digits.removeLast() }
    let zeros = digits.firstIndex { $0 != 0 } ?? 0
    digits.removeFirst(zeros)
    self.digits = digits
    self.point = point - Int128(zeros)
  }

  static func < (a: Self, b: Self) -> Bool {
    a.point == b.point ? a.digits.lexicographicallyPrecedes(b.digits) : a.point < b.point
  }

  // MARK: - From text

  /// The magnitude that a decimal or hexadecimal number says, the latter in base two.
  ///
  /// - Precondition: `Double` reads `text` as a number, and it has a digit other than 0.
  static func reading(_ text: String) -> (number: Self, base: Base) {
    var bytes = Array(text.utf8)[...]
    if bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
    let isHexadecimal = bytes.dropFirst().first.map { $0 | 0x20 } == UInt8(ascii: "x")
    if isHexadecimal { bytes.removeFirst(2) }
    var digits: [UInt8] = []
    var point: Int128 = 0
    var isFraction = false
    while let byte = bytes.popFirst() {
      let letter = byte | 0x20
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else if letter == UInt8(ascii: isHexadecimal ? "p" : "e") {
        point += exponent(bytes)
        break
      } else {
        let isLetter = byte > UInt8(ascii: "9")
        let digit = isLetter ? letter - UInt8(ascii: "a") + 10 : byte - UInt8(ascii: "0")
        digits += isHexadecimal ? (0..<4).map { digit >> (3 - $0) & 1 } : [digit]
        if !isFraction { point += isHexadecimal ? 4 : 1 }
      }
    }
    return (Self(digits, point: point), isHexadecimal ? .two : .ten)
  }

  private static func exponent(_ bytes: ArraySlice<UInt8>) -> Int128 {
    var power: Int128 = 0
    for byte in bytes where byte != UInt8(ascii: "-") && byte != UInt8(ascii: "+") {
      // What is cut off here is beyond the exponents of a ball, and no text is long enough to
      // bring it back.
      if power < Self.exponentLimit { power = power * 10 + Int128(byte - UInt8(ascii: "0")) }
    }
    return bytes.first == UInt8(ascii: "-") ? -power : power
  }

  /// 10 to a tenth of it is more than 2^(2^120).
  private static let exponentLimit: Int128 = 10_000_000_000_000_000_000_000_000_000_000_000_000

  // MARK: - From a double

  /// All digits of a double.
  ///
  /// - Derivation: it is `m · 2^k` with an odd integer m. For `k ≥ 0` that is an integer, for
  ///   `k < 0` it is `m · 5^−k / 10^−k`, an integer with its point moved.
  /// - Precondition: `value` is finite and above 0.
  init(_ value: Double, base: Base) {
    let exponent = Int(value.exponent)
    let significand = value.significand.significandBitPattern | 1 << 52
    let zeros = significand.trailingZeroBitCount
    let odd = significand >> UInt64(zeros)
    let k = exponent - 52 + zeros
    switch base {
    case .two:
      let count = 64 - odd.leadingZeroBitCount
      self.init(
        (0..<count).map { UInt8(odd >> UInt64(count - 1 - $0) & 1) }, point: Int128(k + count))
    case .ten:
      var number = Limbs(odd)
      number.multiply(by: k < 0 ? 5 : 2, times: Int(k.magnitude))
      let digits = number.digits
      self.init(digits, point: Int128(digits.count + min(k, 0)))
    }
  }

  /// A natural number in base 10^9, the lowest limb first.
  private struct Limbs {
    private static let base: UInt64 = 1_000_000_000
    private var limbs: [UInt64] = []

    init(_ value: UInt64) {
      var rest = value
      repeat {
        limbs.append(rest % Self.base)
        rest /= Self.base
      } while rest > 0
    }

    mutating func multiply(by factor: UInt64, times: Int) {
      var left = times
      while left > 0 {
        // 5^12 and 2^12 keep a product below 2^64.
        let count = min(left, 12)
        var power: UInt64 = 1
        for _ in 0..<count { power *= factor }
        var carry: UInt64 = 0
        for index in limbs.indices {
          let product = limbs[index] * power + carry
          limbs[index] = product % Self.base
          carry = product / Self.base
        }
        if carry > 0 { limbs.append(carry) }
        left -= count
      }
    }

    /// The decimal digits, the highest first; the first may be 0.
    var digits: [UInt8] {
      var digits: [UInt8] = []
      for limb in limbs {
        var rest = limb
        for _ in 0..<9 {
          digits.append(UInt8(rest % 10))
          rest /= 10
        }
      }
      return digits.reversed()
    }
  }
}
