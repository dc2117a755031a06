/// A row of 64-bit limbs, the least significant first: the digits of a `Ball`, and as a fraction
/// in [0, 1), whose unit is the last bit, the fixed point in which its functions are computed.
typealias Limbs<let count: Int> = InlineArray<count, UInt64>

extension InlineArray where Element == UInt64 {
  static var zero: Self { Self(repeating: 0) }
  static var bits: Int { 64 * count }

  var isZero: Bool {
    var any: UInt64 = 0
    for i in 0..<count { any |= self[i] }
    return any == 0
  }

  /// The most significant limb.
  var top: UInt64 {
    get { self[count - 1] }
    set { self[count - 1] = newValue }
  }

  var leadingZeroBitCount: Int {
    var zeros = 0
    for i in stride(from: count - 1, through: 0, by: -1) {
      guard self[i] == 0 else { return zeros + self[i].leadingZeroBitCount }
      zeros += 64
    }
    return zeros
  }

  var trailingZeroBitCount: Int {
    for i in 0..<count where self[i] != 0 { return 64 * i + self[i].trailingZeroBitCount }
    return Self.bits
  }

  func isLess(than other: Self) -> Bool {
    for i in stride(from: count - 1, through: 0, by: -1) where self[i] != other[i] {
      return self[i] < other[i]
    }
    return false
  }

  /// Adds, and says whether a bit was carried out.
  mutating func add(_ other: Self) -> Bool {
    var carry: UInt64 = 0
    for i in 0..<count {
      let (a, c) = self[i].addingReportingOverflow(other[i])
      let (b, d) = a.addingReportingOverflow(carry)
      self[i] = b
      carry = c || d ? 1 : 0
    }
    return carry != 0
  }

  /// Subtracts, and says whether the result would be below 0.
  mutating func subtract(_ other: Self, borrowing: Bool = false) -> Bool {
    var borrow: UInt64 = borrowing ? 1 : 0
    for i in 0..<count {
      let (a, c) = self[i].subtractingReportingOverflow(other[i])
      let (b, d) = a.subtractingReportingOverflow(borrow)
      self[i] = b
      borrow = c || d ? 1 : 0
    }
    return borrow != 0
  }

  /// Adds one unit, and says whether a bit was carried out.
  mutating func increment() -> Bool {
    for i in 0..<count {
      self[i] &+= 1
      if self[i] != 0 { return false }
    }
    return true
  }

  /// Shifts by less than the width, and brings in the top bits of `guardLimb` from below.
  func shiftedLeft(by shift: Int, bringing guardLimb: UInt64 = 0) -> Self {
    let (limbs, bits) = (shift >> 6, UInt64(shift & 63))
    var result = Self.zero
    for i in 0..<count where i >= limbs {
      let low = i > limbs ? self[i - limbs - 1] : guardLimb
      result[i] = bits == 0 ? self[i - limbs] : self[i - limbs] << bits | low >> (64 - bits)
    }
    // The guard is worth a limb of its own once the shift is longer than one.
    if limbs > 0 { result[limbs - 1] = guardLimb << bits }
    return result
  }

  /// Shifts right; what leaves is the limb below the last one, and whether anything else left.
  func shiftedRight(by shift: Int) -> (limbs: Self, guardLimb: UInt64, sticky: Bool) {
    let (limbs, bits) = (shift >> 6, UInt64(shift & 63))
    func limb(_ i: Int) -> UInt64 { i >= 0 && i < count ? self[i] : 0 }
    func shifted(_ i: Int) -> UInt64 {
      bits == 0 ? limb(i + limbs) : limb(i + limbs) >> bits | limb(i + limbs + 1) << (64 - bits)
    }
    var result = Self.zero
    for i in 0..<count { result[i] = shifted(i) }
    return (result, shifted(-1), trailingZeroBitCount < shift - 64 && !isZero)
  }

  /// The whole product.
  func multiplied(by other: Self) -> (high: Self, low: Self) {
    var low = Self.zero
    var high = Self.zero
    for i in 0..<count {
      let factor = self[i]
      var carry: UInt64 = 0
      for j in 0..<(count - i) {
        (carry, low[i + j]) = factor.multiplied(by: other[j], adding: low[i + j], carry)
      }
      for j in (count - i)..<count {
        let k = i + j - count
        (carry, high[k]) = factor.multiplied(by: other[j], adding: high[k], carry)
      }
      high[i] = carry
    }
    return (high, low)
  }

  /// The product of two fractions, less than `count` units too small.
  ///
  /// - Derivation: of the lower half only its highest limb is formed; each of the `count − 1`
  ///   products below it is less than a unit.
  func fraction(times other: Self) -> Self {
    var high = Self.zero
    var edge: UInt64 = 0
    for i in 0..<count {
      let factor = self[i]
      // The first column that is formed is the one below the last limb.
      var carry: UInt64
      (carry, edge) = factor.multiplied(by: other[count - 1 - i], adding: edge, 0)
      for j in (count - i)..<count {
        let k = i + j - count
        (carry, high[k]) = factor.multiplied(by: other[j], adding: high[k], carry)
      }
      high[i] = carry
    }
    return high
  }

  /// The quotient by a small number and what is left.
  func divided(by divisor: UInt64) -> (quotient: Self, rest: UInt64) {
    var quotient = Self.zero
    var rest: UInt64 = 0
    for i in stride(from: count - 1, through: 0, by: -1) {
      (quotient[i], rest) = divisor.dividingFullWidth((rest, self[i]))
    }
    return (quotient, rest)
  }

  /// As a fraction, rounded down; 53 bits of it.
  var fractionBelow: Double {
    let zeros = leadingZeroBitCount
    guard zeros < Self.bits else { return 0 }
    return Double(
      sign: .plus, exponent: -zeros - 53, significand: Double(shiftedLeft(by: zeros).top >> 11))
  }
}

extension UInt64 {
  /// A product and two limbs beside it, which two limbs always hold: (2^64 - 1)^2 + 2 (2^64 - 1) = 2^128 - 1.
  /// In limbs throughout: a `UInt128` made from each would be most of the time of a build that does not optimise.
  @inline(__always) fileprivate func multiplied(
    by factor: UInt64, adding limb: UInt64, _ carry: UInt64
  )
    -> (high: UInt64, low: UInt64)
  {
    let product = multipliedFullWidth(by: factor)
    let (sum, first) = product.low.addingReportingOverflow(limb)
    let (low, second) = sum.addingReportingOverflow(carry)
    return (product.high &+ (first ? 1 : 0) &+ (second ? 1 : 0), low)
  }
}
