extension Ball {
  /// `e^x`.
  ///
  /// - Derivation: `|x| = k ln 2 + r` with `0 ≤ r < ln 2`, in fixed point; `e^r − 1` by halving r
  ///   until the Taylor series is short, and squaring back.
  /// - Accuracy: the operand's error, and at most 2^(squarings + 2) · width ulp: 2^9 at 128 bits.
  /// - Special values: `e^−∞` is 0; beyond an exponent of 2^120 the answer is huge or tiny.
  public static func exp(_ x: Self) -> Self {
    switch x.kind {
    case .nan, .unknown: return x
    case .infinite: return x.isNegative ? .zero : x
    case .huge: return x.isNegative ? .tiny() : x
    case .number: break
    }
    let errors = x.absoluteSpread
    if x.limbs.isZero || x.exponent < -Exponent(bits) { return x.expNearOne(errors) }
    if x.exponent > 120 {
      // |x| is at least 0.4 · 2^121, more than 2^120 ln 2.
      guard x.spread.shifted(by: -Exponent(bits)).widest < 0.1 else { return .unknown }
      return x.isNegative ? .tiny() : .huge()
    }
    var (k, rest) = x.reducedByLn2
    if x.isNegative {
      k = -k - 1
      var flipped = Self.ln2.limbs
      _ = flipped.subtract(rest)
      rest = flipped
    }
    // The reduction cut off at most 4 units, and its complement in ln 2 one more.
    let (power, error) = rest.expm1(error: 5)
    var limbs = power.shiftedRight(by: 1).limbs
    limbs.top |= 1 << 63
    let own = error / 2 + 0.5
    let spread = Self.grown(errors) * limbs.fractionAbove
    return Self(exponent: k + 1, limbs: limbs, spread: spread.adding(below: own, above: own))
      .sealed().unlessLost
  }

  /// `e^x − 1`, with all its digits for small x.
  ///
  /// - Accuracy: the operand's error, and at most 2^(2 squarings + 3) ulp.
  public static func expm1(_ x: Self) -> Self {
    guard x.kind == .number else { return exp(x) - .one }
    if x.limbs.isZero {
      // e^δ − 1 lies between −δ and δ (1 + δ) for the largest error δ, if that is below 1.
      let reach = x.largestError
      guard reach < 0.5 else { return .unknown }
      var result = x
      result.spread = x.spread * (1 + reach)
      return result.sealed()
    }
    if x.exponent >= 0 { return exp(x) - .one }
    let size = x.limbs.fractionAbove.scaled(by: x.exponent)
    if x.exponent < -Exponent(bits) {
      // x + x²/2 + …: below an ulp of x. Over the error the slope is e^(x + δ) ≤ 1 + 2 (x + δ).
      let slope = 1 + 2 * (size + x.largestError)
      guard slope < 2 else { return .unknown }
      let reach = x.limbs.fractionAbove.scaled(by: x.exponent + Exponent(bits))
      var result = x
      result.spread = (x.spread * slope).adding(
        below: x.isNegative ? reach : 0, above: x.isNegative ? 0 : reach)
      result.spread.isStrict = x.isExact || x.spread.isStrict
      return result.sealed()
    }
    let fraction = x.limbs.shiftedRight(by: Int(-x.exponent)).limbs
    let plan = Limbs<width>.expPlan
    var result: Self
    if -x.exponent >= Exponent(plan.squarings) {
      // The plan leaves out less than a unit of e^r − 1, which here is divided by r²: two terms
      // more make up for it.
      let tail = fraction.expTail(terms: plan.terms + 2, isAlternating: x.isNegative)
      let middle = x.midpoint
      result = middle + middle * middle * .normalised(limbs: tail, spread: Limbs<width>.tailSpread)
    } else {
      let (power, error) = fraction.expm1(error: 1)
      let positive = normalised(limbs: power, spread: Spread(below: error, above: error))
      result = x.isNegative ? -(positive / (.one + positive)) : positive
    }
    // The slope is e^x: at most 1.65, and over the whole of the operand a little more.
    return result.widened(by: x, slope: (x.isNegative ? 1 : 1 + 2 * size) * 1.125).unlessLost
  }

  /// `e^x` where x is nearly 0: 1 and a direction.
  private func expNearOne(_ errors: Spread) -> Self {
    let reach = limbs.isZero ? 0 : limbs.fractionAbove.scaled(by: exponent + Exponent(Self.bits))
    var whole = errors.adding(below: isNegative ? reach : 0, above: isNegative ? 0 : reach)
    // What is not 0 leaves 1 on its own side only.
    if excludesZero {
      if isNegative { whole.above = 0 } else { whole.below = 0 }
    }
    var result = Self.one
    // Units of 2^−bits are half ulps of 1.
    result.spread = Self.grown(whole).shifted(by: -1)
    result.spread.isStrict = excludesZero
    return result.sealed().unlessLost
  }

  /// How far the number may lie below and above the midpoint, on the number line, in 2^−bits.
  private var absoluteSpread: Spread {
    guard !spread.isZero else { return spread }
    let spread = spread.shifted(by: exponent)
    return isNegative ? spread.swapped : spread
  }

  /// How far the number may lie from the midpoint, on the number line.
  var largestError: Double { spread.shifted(by: exponent - Exponent(Self.bits)).widest }

  /// What e^δ − 1 is off by for an error δ in 2^−bits: `δ (1 + δ)` covers it for `δ ≤ 1`.
  private static func grown(_ errors: Spread) -> Spread {
    errors.isZero ? errors : errors * (1 + errors.widest.scaled(by: -Exponent(bits)))
  }

  /// Unknown once the error is a tenth of the number: the bounds above hold for small ones.
  private var unlessLost: Self {
    let isKnown =
      spread.isSmall || limbs.isZero || spread.shifted(by: -Exponent(Self.bits)).widest < 0.1
    return isKnown ? self : .unknown
  }

  /// Takes in the operand's error for a function that grows with it, by at most `slope`.
  func widened(by operand: Self, slope: Double) -> Self {
    guard !operand.isExact, kind == .number else { return self }
    var result = self
    result.spread = spread + (operand.spread * slope).shifted(by: operand.exponent - exponent)
    result.spread.isStrict = false
    return result.sealed()
  }

  public static var ln2: Self {
    let digits = Constants.ln2(atLeast: width + 2)
    var limbs = Limbs<width>.zero
    for i in 0..<width { limbs[i] = digits[digits.count - width + i] }
    return Self(exponent: 0, limbs: limbs, spread: Spread(above: 1, isStrict: true))
  }
}

extension InlineArray where Element == UInt64 {
  /// How often to halve the argument of the exponential, and how many terms then suffice.
  ///
  /// The pair with the smallest sum for which `2^(−squarings·terms) / terms!` is below one unit.
  static var expPlan: (squarings: Int, terms: Int) {
    switch count {
    case ...2: (6, 15)
    case ...4: (10, 20)
    case ...8: (15, 28)
    case ...16: (24, 37)
    case ...32: (36, 51)
    case ...64: (53, 71)
    default: (82, 94)
    }
  }

  /// `e^r − 1` for `r < ln 2`, and how many units it may be off, for a fraction that is off by `error`.
  func expm1(error: Double) -> (Self, Double) {
    let plan = Self.expPlan
    let zeros = leadingZeroBitCount
    guard zeros < Self.bits else { return (.zero, error + 1) }
    let squarings = Swift.max(0, plan.squarings - zeros)
    let r = squarings == 0 ? self : shiftedRight(by: squarings).limbs
    var power = r.fraction(
      times: r.fraction(times: r.expTail(terms: plan.terms, isAlternating: false)))
    _ = power.add(r)
    // The shift cut a unit, the last product `count`, and r < 2^−6 scales what came before.
    var units = error.scaled(by: -Int128(squarings)) * 1.1 + Double(count) * 1.1 + 2
    for _ in 0..<squarings {
      // (1 + u)² − 1 = u² + 2u
      var next = power.fraction(times: power)
      _ = next.add(power)
      _ = next.add(power)
      units = units * (2 + 2 * power.fractionAbove) + Double(count)
      power = next
    }
    // Such a sum of a hundred positive terms is right to 2^−40.
    return (power, units * 0x1.0000000001p0)
  }

  /// How far the sums below may be off, for `r < 2^−6` that may itself be cut by a unit: by a
  /// product, a coefficient and the terms left out, and a little for the steps before.
  static var tailSpread: Spread {
    Spread(below: Double(count) * 1.1 + 3, above: Double(count) * 1.1 + 3)
  }

  /// `1/2! ± r/3! + r²/4! ± …`, off by `tailSpread`.
  func expTail(terms: Int, isAlternating: Bool) -> Self {
    let table = Constants.inverseFactorials(atLeast: count)
    func inverse(_ j: Int) -> Self {
      let start = (j + 1) * table.width - count
      var limbs = Self.zero
      for i in 0..<count { limbs[i] = table.limbs[start + i] }
      return limbs
    }
    var sum = inverse(terms)
    for j in stride(from: terms - 1, through: 2, by: -1) {
      let product = fraction(times: sum)
      sum = inverse(j)
      if isAlternating { _ = sum.subtract(product) } else { _ = sum.add(product) }
    }
    return sum
  }
}
