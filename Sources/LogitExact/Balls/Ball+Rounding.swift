extension Ball {
  /// The number of `format` nearest to this one, ties to even; nil where the error leaves more
  /// than one.
  ///
  /// - Parameter overflow: What becomes of a number beyond the format.
  /// - Special values: `±∞` and NaN are rounded as the format rounds them.
  public func rounded(to format: Format, overflow: Overflow = .ieee) -> Double? {
    let beyond = isNegative ? -Double.infinity : .infinity
    switch kind {
    case .nan: return .nan
    case .unknown: return nil
    case .infinite, .huge: return format.rounded(beyond, overflow: overflow)
    case .number: break
    }
    if isExactZero { return 0 }
    // The last bit that the format keeps here, and how many bits of the ball lie below it.
    let least = Exponent(format.minExponent - format.fractionBits)
    let last = Swift.max(exponent - Exponent(format.precision), least)
    let dropped = last - exponent + Exponent(Self.bits)
    if limbs.isZero || dropped > Exponent(Self.bits + 1) {
      // Far below the smallest number; decided if the error does not reach its half.
      let reach = spread.shifted(by: exponent - Exponent(Self.bits) - least + 1).widest
      let middle = limbs.isZero ? 0 : 1.0.scaled(by: exponent - least + 1)
      return reach + middle < 1 ? (isNegative && excludesZero ? -0.0 : 0) : nil
    }
    guard let units = units(of: Int(dropped)) else { return nil }
    let count = units[0]
    // Beyond 2^2000 every format is full.
    let magnitude = Double(count).scaled(by: Swift.min(last, 2000))
    return format.rounded(isNegative ? -magnitude : magnitude, overflow: overflow)
  }

  /// How many times `2^dropped` units of the last place fit, to nearest, ties to even; nil where the
  /// error leaves more than one answer.
  ///
  /// - Precondition: `dropped` is at most one more than the bits there are.
  func units(of dropped: Int) -> Limbs<width>? {
    guard dropped > 0 else { return spread.isZero ? limbs : nil }
    // The first bit that is dropped, and all of them, as an integer of the ball's own units.
    var rest = limbs
    var kept = Limbs<width>.zero
    if dropped < Self.bits {
      kept = limbs.shiftedRight(by: dropped).limbs
      rest = limbs.shiftedLeft(by: Self.bits - dropped).shiftedRight(by: Self.bits - dropped).limbs
    }
    var half = Limbs<width>.zero
    if dropped <= Self.bits { half[(dropped - 1) / 64] = 1 << UInt64((dropped - 1) % 64) }
    // The boundary on the far side is at least a quarter of 2^dropped away.
    let quarter = spread.shifted(by: 2 - Exponent(dropped))
    guard quarter.widest < 1 else { return nil }
    let isBelowHalf = dropped > Self.bits || rest.isLess(than: half)
    var distance = isBelowHalf ? half : rest
    _ = distance.subtract(isBelowHalf ? rest : half)
    if distance.isZero, !isBelowHalf {
      if spread.isZero { return kept[0] & 1 == 0 ? kept : kept.incremented }
      guard spread.isDirected else { return nil }
      return spread.above > 0 ? kept.incremented : kept
    }
    let zeros = distance.leadingZeroBitCount
    let room = distance.shiftedLeft(by: zeros).fractionBelow
    let near = spread.shifted(by: Exponent(zeros - Self.bits))
    guard (isBelowHalf ? near.upper : near.lower) < room else { return nil }
    return isBelowHalf ? kept : kept.incremented
  }
}

extension InlineArray where Element == UInt64 {
  fileprivate var incremented: Self {
    var result = self
    _ = result.increment()
    return result
  }
}
