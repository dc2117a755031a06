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
}

extension Ball {
  /// `self^n`, by squaring.
  func power(_ exponent: Int128) -> Self {
    var result = Self.one
    var square = self
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      rest >>= 1
      if rest > 0 { square = square * square }
    }
    return result
  }
}
