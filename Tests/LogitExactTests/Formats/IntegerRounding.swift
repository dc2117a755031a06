import TestSupport

@testable import LogitExact

/// Rounding as the standards define it, in integers alone: what the tests hold `Format` against.
struct IntegerRounding {
  let precision: Int
  let minExponent: Int
  let greatest: Double
  /// What overflow gives.
  let beyond: Double

  /// The numbers of the standards, typed in anew.
  init(_ format: Format) {
    switch format {
    case .float64: (precision, minExponent, greatest) = (53, -1022, 0x1.fffffffffffffp1023)
    case .float32: (precision, minExponent, greatest) = (24, -126, 0x1.fffffep127)
    case .bfloat16: (precision, minExponent, greatest) = (8, -126, 0x1.fep127)
    case .float16: (precision, minExponent, greatest) = (11, -14, 65504)
    case .float8E5M2: (precision, minExponent, greatest) = (3, -14, 57344)
    case .float8E4M3: (precision, minExponent, greatest) = (4, -6, 448)
    }
    beyond = format == .float8E4M3 ? .nan : .infinity
  }

  /// The rounding of `n · 2^exponent`, or of a little more where `isMore`.
  func rounded(_ n: UInt64, isMore: Bool = false, exponent: Int) -> Double {
    guard n > 0 else { return 0 }
    let top = 63 - n.leadingZeroBitCount + exponent
    let unit = max(top, minExponent) - precision + 1
    let shift = unit - exponent
    var units = n
    var unitExponent = exponent
    if shift > 0 {
      let rest = shift > 63 ? n : n & (1 << UInt64(shift) - 1)
      units = shift > 63 ? 0 : n >> UInt64(shift)
      unitExponent = unit
      let half: UInt64 = shift > 64 ? .max : 1 << UInt64(shift - 1)
      let isTie = shift <= 64 && rest == half && !isMore
      if rest > half || (rest == half && isMore) || (isTie && units % 2 == 1) { units += 1 }
    }
    let result = Double(sign: .plus, exponent: unitExponent, significand: Double(units))
    return result > greatest ? beyond : result
  }

  func rounded(_ value: Double) -> Double {
    guard value.isFinite else { return value.isInfinite ? (beyond.isNaN ? .nan : value) : .nan }
    let field = Int(value.exponentBitPattern)
    let n = value.significandBitPattern | (field == 0 ? 0 : 1 << 52)
    let magnitude = rounded(n, exponent: max(field, 1) - 1075)
    return value.sign == .minus ? -magnitude : magnitude
  }
}

/// All numbers of a float8 that are not negative, in units of its least one, as the specification
/// defines them: `fraction` units below the first exponent, else `(2^m + fraction) · 2^(e−1)`.
struct Float8Table {
  let format: Format
  /// The exponent of the unit.
  let unit: Int
  /// By code; the last is where the next number would be, and stands for overflow.
  let units: [UInt64]

  init(_ format: Format) {
    self.format = format
    let isE4M3 = format == .float8E4M3
    let fractionBits: UInt64 = isE4M3 ? 3 : 2
    unit = isE4M3 ? -9 : -16
    let last: UInt64 = isE4M3 ? 0x7f : 0x7c
    units = (0...last).map { code in
      let (field, fraction) = (code >> fractionBits, code & (1 << fractionBits - 1))
      return field == 0 ? fraction : (1 << fractionBits + fraction) << (field - 1)
    }
  }

  var overflow: UInt8 { UInt8(units.count - 1) }

  func double(_ code: UInt8) -> Double {
    let magnitude: Double
    switch code & 0x7f {
    case let code where code < overflow:
      magnitude = Double(sign: .plus, exponent: unit, significand: Double(units[Int(code)]))
    case 0x7c where format == .float8E5M2: magnitude = .infinity
    default: magnitude = .nan
    }
    return code < 0x80 ? magnitude : -magnitude
  }

  /// The code nearest to `numerator / denominator` in units of `2^exponent`, ties to even codes.
  func nearest(_ numerator: UInt64, over denominator: UInt64 = 1, exponent: Int) -> UInt8 {
    let shift = UInt128(unit - exponent)
    var (low, high) = (0, units.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      let isBelow = (UInt128(units[middle]) * UInt128(denominator)) << shift <= UInt128(numerator)
      if isBelow { low = middle } else { high = middle }
    }
    guard high < units.count else { return overflow }
    let middle = (UInt128(units[low] + units[high]) * UInt128(denominator)) << shift
    let twice = 2 * UInt128(numerator)
    return UInt8(twice == middle ? low + low % 2 : twice < middle ? low : high)
  }
}

/// The generator SplitMix64, so that a failure can be repeated.
struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Whether two numbers have the same value, sign of zero included, or both are NaN.
func isSame(_ a: Double, _ b: Double) -> Bool {
  a.isNaN ? b.isNaN : a == b && a.sign == b.sign
}
