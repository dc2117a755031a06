extension Ball {
  /// `|x| = k ln 2 + r` for the midpoint of at most 120 integer bits; r is at most 4 units off.
  var reducedByLn2: (k: Exponent, rest: Limbs<width>) {
    let shift = Int(exponent)
    var k = quotientByLn2(shift)
    var rest = FixedPoint(self, shift)
    let digits = Constants.ln2(atLeast: width + 2)
    var isBelow = rest.subtract(digits, times: UInt64(truncatingIfNeeded: k), atLimb: 0)
    if k >> 64 != 0, rest.subtract(digits, times: UInt64(k >> 64), atLimb: 1) { isBelow.toggle() }
    let ln2 = Self.ln2.limbs
    // The estimate of k is one too large or too small at most.
    if isBelow {
      k -= 1
      _ = rest.fraction.add(ln2)
    } else {
      while rest.low != 0 || rest.high != 0 || !rest.fraction.isLess(than: ln2) {
        k += 1
        if rest.fraction.subtract(ln2) { rest.low &-= 1 }
      }
    }
    return (k, rest.fraction)
  }

  /// The whole part of `|x| / ln 2`, at most 1 off.
  private func quotientByLn2(_ shift: Int) -> Exponent {
    // 1/ln 2 · 2^127.
    let inverse: UInt128 = 0xb8aa_3b29_5c17_f0bb_be87_fed0_691d_3e88
    if shift <= 0 { return 0 }
    if shift <= 60 {
      let high = limbs.top.multipliedFullWidth(by: UInt64(inverse >> 64)).high
      return Exponent(high >> UInt64(63 - shift))
    }
    let whole = UInt128(limbs[width - 1]) << 64 | UInt128(limbs[width - 2])
    let high = whole.multipliedFullWidth(by: inverse).high
    return Exponent(high >> UInt128(127 - shift))
  }
}

/// A number of two limbs before its point and as many behind it as a ball has.
private struct FixedPoint<let width: Int> {
  var fraction: Limbs<width>
  var low: UInt64 = 0
  var high: UInt64 = 0

  /// The midpoint of a ball with so many integer bits; what lies below the fraction is cut.
  init(_ ball: Ball<width>, _ shift: Int) {
    if shift <= 0 {
      fraction = ball.limbs.shiftedRight(by: -shift).limbs
    } else if shift < 64 {
      low = ball.limbs.top >> UInt64(64 - shift)
      fraction = ball.limbs.shiftedLeft(by: shift)
    } else {
      let whole = UInt128(ball.limbs[width - 1]) << 64 | UInt128(ball.limbs[width - 2])
      let integer = whole >> UInt128(128 - shift)
      (high, low) = (UInt64(integer >> 64), UInt64(truncatingIfNeeded: integer))
      fraction = width == 2 && shift == 128 ? .zero : ball.limbs.shiftedLeft(by: shift)
    }
  }

  /// Subtracts a multiple of ln 2, whose fraction is `digits`, and says whether that was too much.
  ///
  /// - Parameter place: 0 for a factor as it is, 1 for 2^64 times that.
  mutating func subtract(_ digits: [UInt64], times factor: UInt64, atLimb place: Int) -> Bool {
    guard factor != 0 else { return false }
    let base = digits.count - width - 2
    var carry: UInt64 = 0
    var borrow: UInt64 = 0
    for i in 0..<(width + 2) {
      let product = digits[base + i].multipliedFullWidth(by: factor)
      let (sum, c) = product.low.addingReportingOverflow(carry)
      carry = product.high &+ (c ? 1 : 0)
      let target = i - 2 + place
      guard target >= 0 else { continue }
      if target < width {
        fraction[target] = fraction[target].subtracting(sum, &borrow)
      } else {
        low = low.subtracting(sum, &borrow)
      }
    }
    if place == 0 { low = low.subtracting(carry, &borrow) }
    high = high.subtracting(place == 0 ? 0 : carry, &borrow)
    return borrow != 0
  }
}

extension UInt64 {
  fileprivate func subtracting(_ other: UInt64, _ borrow: inout UInt64) -> UInt64 {
    let (a, c) = subtractingReportingOverflow(other)
    let (b, d) = a.subtractingReportingOverflow(borrow)
    borrow = c || d ? 1 : 0
    return b
  }
}
