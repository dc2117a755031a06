extension Ball {
  /// - Accuracy: the operands' errors, and less than 1 ulp where the quotient does not fit.
  /// - Special values: `x / 0` is ∞ with the sign of x, as for `+0`; `0 / 0` and `∞ / ∞` are NaN.
  public static func / (a: Self, b: Self) -> Self {
    let isNegative = a.isNegative != b.isNegative
    guard a.kind == .number, b.kind == .number, b.excludesZero, !b.limbs.isZero else {
      return a.specialQuotient(b, isNegative: isNegative)
    }
    if a.isExactZero { return .zero }
    var numerator = a.limbs
    var spread = a.spread
    var exponent = a.exponent - b.exponent
    var spill: UInt64 = 0
    if !numerator.isLess(than: b.limbs) {
      spill = numerator[0] << 63
      numerator = numerator.shiftedRight(by: 1).limbs
      exponent += 1
      spread = spread.shifted(by: -1)
    }
    let (quotient, isCut) = numerator.divided(by: b.limbs, bringing: spill)
    if !(a.isExact && b.isExact) {
      // (q + δa) / (1 ± δb), each δ as a part of the divisor.
      let n = b.limbs.fractionBelow
      // Less what the two roundings here may have added.
      let room = 1 - 0x1p-52 - b.spread.shifted(by: -Exponent(bits)).lower / n
      guard room > 0x1p-20 else { return .unknown }
      if !quotient.isZero { spread = spread + b.spread.swapped * quotient.fractionAbove }
      spread = spread * (1 / (n * room))
    }
    if isCut {
      spread = spread.adding(above: 1)
      spread.isStrict = true
    }
    return Self(isNegative: isNegative, exponent: exponent, limbs: quotient, spread: spread)
      .sealed()
  }

  private func specialQuotient(_ b: Self, isNegative: Bool) -> Self {
    if isNaN || b.isNaN { return .nan }
    if b.isExactZero {
      if isExactZero { return .nan }
      return excludesZero ? .infinity(isNegative: self.isNegative) : .unknown
    }
    if kind == .infinite {
      if b.kind == .infinite { return .nan }
      return b.excludesZero ? .infinity(isNegative: isNegative) : .unknown
    }
    if kind == .unknown || b.kind == .unknown { return .unknown }
    if b.kind == .infinite { return .zero }
    // 0 / 0 is not 0.
    if isExactZero { return b.excludesZero ? .zero : .unknown }
    guard excludesZero, b.excludesZero else { return .unknown }
    let isModest = exponent.magnitude < Self.largestExponent.magnitude >> 20
    if b.kind == .huge {
      return kind == .number && isModest ? .tiny(isNegative: isNegative) : .unknown
    }
    if kind == .huge { return .unknown }
    // The divisor is tiny: its midpoint is 0.
    let isTiny = b.exponent < -(Self.largestExponent >> 1)
    return isTiny && isModest && !limbs.isZero ? .huge(isNegative: isNegative) : .unknown
  }
}

extension InlineArray where Element == UInt64 {
  /// As a fraction, rounded up.
  var fractionAbove: Double { (Double(top >> 11) + 1) * 0x1p-53 }

  /// This fraction over a larger one whose first bit is set, less than one unit too small.
  ///
  /// - Parameter spill: The limb below the last one of the dividend.
  func divided(by divisor: Self, bringing spill: UInt64) -> (quotient: Self, isCut: Bool) {
    var quotient = Self.zero
    var rest = self
    for place in stride(from: count - 1, through: 0, by: -1) {
      let next = place == count - 1 ? spill : 0
      let second = count > 1 ? divisor[count - 2] : 0
      // Knuth's estimate from two limbs of the rest and one of the divisor: at most 2 too large.
      var digit: UInt64
      var (remainder, isOver): (UInt64, Bool)
      if rest.top >= divisor.top {
        digit = .max
        (remainder, isOver) = rest[count - 2].addingReportingOverflow(divisor.top)
      } else {
        (digit, remainder) = divisor.top.dividingFullWidth((rest.top, rest[count - 2]))
        isOver = false
      }
      let third = count > 2 ? rest[count - 3] : next
      while !isOver {
        let product = digit.multipliedFullWidth(by: second)
        guard product.high > remainder || product.high == remainder && product.low > third else {
          break
        }
        digit -= 1
        (remainder, isOver) = remainder.addingReportingOverflow(divisor.top)
      }
      if rest.shiftAndSubtract(divisor, times: digit, bringing: next) {
        digit -= 1
        _ = rest.add(divisor)
      }
      quotient[place] = digit
    }
    return (quotient, !rest.isZero)
  }

  /// Multiplies by 2^64, brings in a limb and subtracts a product; says whether that was too much.
  private mutating func shiftAndSubtract(
    _ divisor: Self, times digit: UInt64, bringing next: UInt64
  ) -> Bool {
    let over = top
    var carry: UInt64 = 0
    var below = next
    for i in 0..<count {
      let (high, low) = divisor[i].multipliedFullWidth(by: digit)
      let (product, c) = low.addingReportingOverflow(carry)
      let (difference, b) = below.subtractingReportingOverflow(product)
      carry = high &+ (c ? 1 : 0) &+ (b ? 1 : 0)
      below = self[i]
      self[i] = difference
    }
    return carry > over
  }
}
