extension Ball {
  public static prefix func - (a: Self) -> Self {
    var result = a
    result.isNegative.toggle()
    return result
  }

  /// - Accuracy: the operands' errors, and less than 1 ulp where the sum does not fit; exact where
  ///   it does.
  /// - Special values: `∞ − ∞` is NaN.
  public static func + (a: Self, b: Self) -> Self {
    guard a.kind == .number, b.kind == .number else { return a.specialSum(b) }
    if a.isExactZero { return b }
    if b.isExactZero { return a }
    let (high, low) = a.exponent >= b.exponent ? (a, b) : (b, a)
    let gap = high.exponent - low.exponent
    let isAdding = high.isNegative == low.isNegative
    guard gap < Exponent(bits + 64) else { return high.nudged(by: low, gap, outwards: isAdding) }
    let (limbs, guardLimb, isCut) = low.limbs.shiftedRight(by: Int(gap))
    var lowSpread = low.spread.shifted(by: -gap)
    if isCut {
      lowSpread = lowSpread.adding(above: 0x1p-64)
      lowSpread.isStrict = true
    }
    var result = high.limbs
    if isAdding {
      let spread = high.spread + lowSpread
      guard result.add(limbs) else {
        return normalised(
          isNegative: high.isNegative, exponent: high.exponent, limbs: result,
          guardLimb: guardLimb, spread: spread)
      }
      let rest = guardLimb >> 1 | result[0] << 63
      result = result.shiftedRight(by: 1).limbs
      result.top |= 1 << 63
      var halved = spread.shifted(by: -1)
      if guardLimb & 1 == 1 {
        halved = halved.adding(above: 0x1p-64)
        halved.isStrict = true
      }
      return normalised(
        isNegative: high.isNegative, exponent: high.exponent + 1, limbs: result, guardLimb: rest,
        spread: halved)
    }
    // Only a midpoint of 0 is smaller than what has the smaller exponent, or an equal one.
    if result.isLess(than: limbs) {
      var difference = limbs
      _ = difference.subtract(result)
      return normalised(
        isNegative: low.isNegative, exponent: high.exponent, limbs: difference,
        guardLimb: guardLimb, spread: lowSpread + high.spread.swapped)
    }
    if result.subtract(limbs, borrowing: guardLimb != 0) {
      // Equal but for the guard: the difference is the guard itself, the other way round.
      return normalised(
        isNegative: low.isNegative, exponent: high.exponent, limbs: .zero, guardLimb: guardLimb,
        spread: lowSpread + high.spread.swapped)
    }
    return normalised(
      isNegative: high.isNegative, exponent: high.exponent, limbs: result,
      guardLimb: 0 &- guardLimb, spread: high.spread + lowSpread.swapped)
  }

  public static func - (a: Self, b: Self) -> Self { a + -b }

  /// This number moved by one far too small to reach its limbs.
  private func nudged(by small: Self, _ gap: Exponent, outwards: Bool) -> Self {
    var reach = small.spread.shifted(by: -gap)
    // What has the other sign for certain does not reach back.
    if small.excludesZero { reach.below = 0 }
    if !small.limbs.isZero { reach.above += 1.0.scaled(by: Exponent(Self.bits) - gap) }
    reach.isStrict = small.excludesZero
    var result = self
    result.spread = spread + (outwards ? reach : reach.swapped)
    return result.sealed()
  }

  private func specialSum(_ b: Self) -> Self {
    if isNaN || b.isNaN { return .nan }
    if kind == .unknown || b.kind == .unknown { return .unknown }
    if kind == .infinite && b.kind == .infinite {
      return isNegative == b.isNegative ? self : .nan
    }
    if kind == .infinite { return self }
    if b.kind == .infinite { return b }
    if kind == .huge && b.kind == .huge { return isNegative == b.isNegative ? self : .unknown }
    return kind == .huge ? self : b
  }

  /// - Accuracy: the operands' errors, and less than 1 ulp where the product does not fit.
  /// - Special values: `0 · ∞` is NaN.
  public static func * (a: Self, b: Self) -> Self {
    let isNegative = a.isNegative != b.isNegative
    guard a.kind == .number, b.kind == .number else {
      return a.specialProduct(b, isNegative: isNegative)
    }
    if a.isExactZero || b.isExactZero { return .zero }
    var (high, low) = a.limbs.multiplied(by: b.limbs)
    var exponent = a.exponent + b.exponent
    var spread = Spread.none
    if !(a.isExact && b.isExact) {
      let (m, n) = (a.limbs.fractionAbove, b.limbs.fractionAbove)
      let (inner, outer) = Spread.cross(a.spread, b.spread, bits: bits)
      spread = outer
      // A midpoint of 0 takes no part of the other's error, nor its strictness: that product is on
      // its side of 0 where both factors are.
      if !a.limbs.isZero { spread = spread + b.spread * m }
      if !b.limbs.isZero { spread = spread + a.spread * n }
      if a.limbs.isZero || b.limbs.isZero {
        spread.isStrict = a.excludesZero && b.excludesZero
        if spread.isStrict { spread.below = 0 }
      }
      if !(a.excludesZero && b.excludesZero) { spread = spread + inner }
    }
    if high.top >> 63 == 0, !high.isZero {
      high = high.shiftedLeft(by: 1, bringing: low.top)
      low = low.shiftedLeft(by: 1)
      exponent -= 1
      spread = spread.shifted(by: 1)
    }
    if !low.isZero {
      spread = spread.adding(above: Double(low.top) * 0x1p-64 + 0x1p-64)
      spread.isStrict = true
    }
    return Self(isNegative: isNegative, exponent: exponent, limbs: high, spread: spread).sealed()
  }

  private func specialProduct(_ b: Self, isNegative: Bool) -> Self {
    if isNaN || b.isNaN { return .nan }
    // Unknown may be infinite, and NaN then with 0.
    if kind == .unknown || b.kind == .unknown { return .unknown }
    let hasInfinity = kind == .infinite || b.kind == .infinite
    if isExactZero || b.isExactZero { return hasInfinity ? .nan : .zero }
    guard excludesZero, b.excludesZero else { return .unknown }
    if hasInfinity { return .infinity(isNegative: isNegative) }
    // Huge times what is not small stays huge. A midpoint of 0 says nothing of how small.
    let other = kind == .huge ? b : self
    let isSmall = other.limbs.isZero || other.exponent <= -(Self.largestExponent >> 20)
    guard other.kind == .huge || !isSmall else { return .unknown }
    return .huge(isNegative: isNegative)
  }

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

  // MARK: - Choice

  /// The larger one; where that is open, a ball that holds both possibilities.
  public static func max(_ a: Self, _ b: Self) -> Self {
    if a.isNaN || b.isNaN { return .nan }
    if a.kind == .unknown || b.kind == .unknown { return .unknown }
    if a.kind != .number || b.kind != .number {
      // A real number lies below +∞ and above −∞; huge lies beyond every number.
      return a.rank >= b.rank ? a : b
    }
    let difference = b - a
    switch difference.sign {
    case 1: return b
    case .some: return a
    case nil:
      // a + max(b − a, 0), the second term anywhere from 0 to where the difference ends.
      guard difference.kind == .number else { return .unknown }
      let reach = difference.reach
      let excess = difference.isNegative ? reach.lower : reach.upper
      return a + Self(exponent: difference.exponent, spread: excess).sealed()
    }
  }

  /// Both ends of a ball around 0, as errors of a midpoint of 0.
  private var reach: (lower: Spread, upper: Spread) {
    // The midpoint lies within the error, so the error is as large as the limbs.
    let width = limbs.isZero ? Spread.none : Spread(above: 1).shifted(by: Exponent(Self.bits))
    var lower = spread.swapped
    lower.below = 0
    var upper = spread + width
    upper.below = 0
    (lower.isStrict, upper.isStrict) = (false, false)
    return (lower, upper)
  }

  /// −2 for −∞ to 2 for +∞, 0 for a real number with an exponent.
  private var rank: Int {
    let size = kind == .infinite ? 2 : kind == .huge ? 1 : 0
    return isNegative ? -size : size
  }

  public static func min(_ a: Self, _ b: Self) -> Self { -max(-a, -b) }

  public static func abs(_ a: Self) -> Self {
    var result = a
    result.isNegative = false
    if a.kind != .number || a.excludesZero || a.isExact { return result }
    let (lower, upper) = a.reach
    return Self(exponent: a.exponent, spread: lower + upper).sealed()
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
