/// The bits of a number, field by field: `0 01111111 00000000000000000000000` for 1 as a float32.
public struct BitForm: Sendable, Hashable {
  /// `1` for a number with a minus.
  public let sign: String
  /// The exponent as it is stored, `exponentBias` above its value.
  public let exponent: String
  /// The digits behind the hidden one.
  public let fraction: String
}

extension BitForm: CustomStringConvertible {
  /// The three fields, parted by spaces.
  public var description: String { "\(sign) \(exponent) \(fraction)" }
}

extension Format {
  private var fractionMask: UInt64 { 1 << UInt64(fractionBits) - 1 }
  private var lastExponentField: UInt64 { 1 << UInt64(exponentBits) - 1 }

  /// The bit pattern of `value` in this format, in the lowest `bitWidth` bits.
  ///
  /// - Special values: a value that is none of the format is rounded first, with `Overflow.ieee`. A
  ///   NaN keeps its sign and as much of its payload as there is room for.
  public func bits(of value: Double) -> UInt64 {
    guard self != .float64 else { return value.bitPattern }
    let near = rounded(value)
    let sign: UInt64 = near.sign == .minus ? 1 << UInt64(bitWidth - 1) : 0
    if near.isNaN { return sign | notANumberField(near) }
    if near.isInfinite { return sign | lastExponentField << UInt64(fractionBits) }
    let magnitude = near.magnitude
    guard magnitude >= leastNormal else { return sign | UInt64(magnitude / leastNonzero) }
    let exponent = UInt64(Int(magnitude.exponent) + exponentBias)
    let fraction = magnitude.significandBitPattern >> UInt64(52 - fractionBits)
    return sign | exponent << UInt64(fractionBits) | fraction
  }

  /// Exponent and fraction of a NaN.
  private func notANumberField(_ value: Double) -> UInt64 {
    guard hasInfinity else { return 1 << UInt64(bitWidth - 1) - 1 }
    let payload = value.significandBitPattern >> UInt64(52 - fractionBits)
    // Without any payload it would be an infinity.
    let quiet: UInt64 = 1 << UInt64(fractionBits - 1)
    return lastExponentField << UInt64(fractionBits) | (payload == 0 ? quiet : payload)
  }

  /// The number with this bit pattern, exactly.
  ///
  /// - Precondition: `bits` has no bit beyond `bitWidth`.
  public func value(ofBits bits: UInt64) -> Double {
    guard self != .float64 else { return Double(bitPattern: bits) }
    precondition(bits >> UInt64(bitWidth) == 0, "more than \(bitWidth) bits")
    let sign = (bits >> UInt64(bitWidth - 1)) << 63
    let field = bits >> UInt64(fractionBits) & lastExponentField
    let fraction = bits & fractionMask
    let aligned = fraction << UInt64(52 - fractionBits)
    if field == lastExponentField, hasInfinity || fraction == fractionMask {
      // Infinity where there is no fraction, else a NaN with the fraction as its payload.
      return Double(bitPattern: sign | 0x7ff << 52 | aligned)
    }
    if field == 0 {
      let magnitude = Double(fraction) * leastNonzero
      return Double(bitPattern: sign | magnitude.bitPattern)
    }
    return Double(bitPattern: sign | (field + 1023 - UInt64(exponentBias)) << 52 | aligned)
  }

  /// The bits of `value` in this format, field by field.
  public func bitForm(of value: Double) -> BitForm {
    let bits = bits(of: value)
    func field(_ count: Int, at place: Int) -> String {
      String((0..<count).reversed().map { bits >> UInt64(place + $0) & 1 == 1 ? "1" : "0" })
    }
    return BitForm(
      sign: field(1, at: bitWidth - 1), exponent: field(exponentBits, at: fractionBits),
      fraction: field(fractionBits, at: 0))
  }

  /// The number of this format nearest to `value` in C's hexadecimal spelling, exactly: `0x1.8p-3`.
  /// A subnormal number is normalised too: `0x1p-149`.
  ///
  /// - Special values: `0x0p+0`, `-0x0p+0`, `inf`, `-inf`, `nan`.
  public func hexadecimal(_ value: Double) -> String {
    let near = rounded(value)
    if near.isNaN { return "nan" }
    let sign = near.sign == .minus ? "-" : ""
    if near.isInfinite { return sign + "inf" }
    guard near != 0 else { return sign + "0x0p+0" }
    var fraction = near.magnitude.significand.significandBitPattern
    var digits = ""
    while fraction != 0 {
      digits += String(fraction >> 48, radix: 16)
      fraction = fraction << 4 & 0xf_ffff_ffff_ffff
    }
    let exponent = Int(near.exponent)
    let point = digits.isEmpty ? "" : "."
    return "\(sign)0x1\(point)\(digits)p\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
  }
}
