import Glibc

extension Ball {
  /// `ln x`.
  ///
  /// - Derivation: with a `Double` L near `ln x`, any will do, `ln x = L + ln(1 + c)` where
  ///   `c = x e^−L − 1` is below 2^−40 and its series short.
  /// - Accuracy: the operand's error, and at most 2^(squarings + 3) · width ulp, where x is within
  ///   1/4 of 1 up to 2^20 times that.
  /// - Special values: `ln 0` is −∞; NaN below 0.
  public static func log(_ x: Self) -> Self {
    switch x.kind {
    case .nan, .unknown: return x
    case .infinite: return x.isNegative ? .nan : x
    case .huge: return x.isNegative ? .nan : .unknown
    case .number: break
    }
    if x.isExactZero { return .infinity(isNegative: true) }
    guard x.excludesZero, !x.limbs.isZero else { return .unknown }
    guard !x.isNegative else { return .nan }
    if x.exponent == 0 || x.exponent == 1 {
      let distance = x - .one
      if distance.exponent < -20 || distance.isExactZero { return log1p(distance) }
    }
    // The mantissa from 1/√2 to √2.
    var k = x.exponent
    var mantissa = x
    mantissa.exponent = 0
    if x.limbs.top < 0xb504_f333_f9de_6484 {
      mantissa.exponent = 1
      k -= 1
    }
    let guess = Glibc.log(mantissa.estimate)
    let correction = mantissa * exp(Self(-guess)) - .one
    let fraction = log1p(correction) + Self(guess)
    return k == 0 ? fraction : fraction + Self(exactly: k) * .ln2
  }

  /// `ln(1 + x)`, with all its digits for small x.
  ///
  /// - Accuracy: as `log`; below 2^−20 the operand's error and at most 8 ulp.
  /// - Special values: −∞ at −1, NaN below.
  public static func log1p(_ x: Self) -> Self {
    guard x.kind == .number else { return log(x + .one) }
    if x.exponent >= -20, !x.limbs.isZero { return log(x + .one) }
    // The slope over the error is 1/(1 + x + δ) ≤ 1 + 2 (|x| + δ) where |x| + δ ≤ 1/2.
    let size = x.limbs.isZero ? 0 : x.limbs.fractionAbove.scaled(by: x.exponent)
    let slope = 1 + 2 * (size + x.largestError)
    guard slope < 2 else { return .unknown }
    if x.limbs.isZero {
      var result = x
      result.spread = x.spread * slope
      return result.sealed()
    }
    if x.exponent < -Exponent(bits) {
      // x − x²/2 + …: below an ulp of x.
      let reach = x.limbs.fractionAbove.scaled(by: x.exponent + Exponent(bits))
      var result = x
      result.spread = (x.spread * slope).adding(
        below: x.isNegative ? 0 : reach, above: x.isNegative ? reach : 0)
      result.spread.isStrict = x.isExact || x.spread.isStrict
      return result.sealed()
    }
    let middle = x.midpoint
    let tail = x.limbs.shiftedRight(by: Int(-x.exponent)).limbs.log1pTail(
      smallerThan: Int(-x.exponent), isAlternating: !x.isNegative)
    let factor = normalised(limbs: tail, spread: Limbs<width>.tailSpread)
    let result = middle - middle * middle * factor
    return result.widened(by: x, slope: slope)
  }

  /// An integer below 2^127, cut to the width.
  init(exactly value: Exponent) {
    self.init(isNegative: value < 0)
    let magnitude = value.magnitude
    guard magnitude != 0 else { return }
    let zeros = magnitude.leadingZeroBitCount
    let shifted = magnitude << UInt128(zeros)
    limbs[width - 1] = UInt64(shifted >> 64)
    limbs[width - 2] = UInt64(truncatingIfNeeded: shifted)
    exponent = Exponent(128 - zeros)
  }

  // MARK: - What follows from them

  /// `√x`.
  ///
  /// - Derivation: Newton's iteration from a `Double`; the error is measured by `x − s²`.
  /// - Accuracy: the operand's error, and at most 4 ulp; exact where the root has half the width.
  /// - Special values: NaN below 0.
  public static func sqrt(_ x: Self) -> Self {
    switch x.kind {
    case .nan, .unknown: return x
    case .infinite: return x.isNegative ? .nan : x
    case .huge: return x.isNegative ? .nan : .unknown
    case .number: break
    }
    if x.isExactZero { return x }
    guard x.excludesZero, !x.limbs.isZero else { return .unknown }
    guard !x.isNegative else { return .nan }
    let half = x.exponent >> 1
    var scaled = x
    scaled.exponent = x.exponent - 2 * half
    let middle = scaled.midpoint
    var root = Self(Glibc.sqrt(scaled.estimate))
    // 50 bits are right, and each step doubles them.
    var known = 50
    while known < bits {
      root = (root + (middle / root).midpoint).midpoint
      root.exponent -= 1
      known *= 2
    }
    var short = root
    for i in 0..<(width / 2) { short.limbs[i] = 0 }
    if width > 1, root.limbs[width / 2 - 1] >> 63 == 1 { _ = short.limbs.roundUp(above: width / 2) }
    let isSquare = (short * short - middle).isExactZero
    if isSquare { root = short }
    let residual = root * root - middle
    // |√x − s| = |x − s²| / (√x + s), and both are near 0.7 at least.
    var miss = Spread.none
    if !residual.isExactZero {
      let size = Spread(above: residual.limbs.fractionAbove).shifted(by: Exponent(bits))
      miss = size + residual.spread
      miss = (miss + miss.swapped).shifted(by: residual.exponent - root.exponent)
    }
    var result = root
    result.spread = miss
    result.spread.isStrict = false
    // |√x − √m| = |x − m| / (√x + √m), and the midpoint m is at least 1/2: at most 1.415 of the
    // error, also where x comes near 0.
    result = result.sealed().widened(by: scaled, slope: 1.42)
    result.exponent += half
    return result
  }

  /// `1 / (1 + e^−x)`.
  public static func sigmoid(_ x: Self) -> Self { .one / (.one + exp(-x)) }

  /// `ln(1 + e^x)`.
  public static func softplus(_ x: Self) -> Self {
    guard let sign = x.sign else { return log1p(exp(x)) }
    return sign > 0 ? x + log1p(exp(-x)) : log1p(exp(x))
  }

  /// `−ln(1 + e^−x)`.
  public static func logSigmoid(_ x: Self) -> Self { -softplus(-x) }
}

extension InlineArray where Element == UInt64 {
  /// `1/2 ∓ r/3 + r²/4 ∓ …` for `r < 2^−zeros`, off by `tailSpread`.
  func log1pTail(smallerThan zeros: Int, isAlternating: Bool) -> Self {
    var unit = Self.zero
    for i in 0..<count { unit[i] = .max }
    let terms = Self.bits / zeros + 2
    var sum = unit.divided(by: UInt64(terms + 1)).quotient
    for j in stride(from: terms, through: 2, by: -1) {
      let product = fraction(times: sum)
      sum = unit.divided(by: UInt64(j)).quotient
      if isAlternating { _ = sum.subtract(product) } else { _ = sum.add(product) }
    }
    return sum
  }

  /// Adds one to the limbs from `place` on, unless that overflows.
  fileprivate mutating func roundUp(above place: Int) -> Bool {
    for i in place..<count {
      if self[i] != .max {
        self[i] += 1
        for j in place..<i { self[j] = 0 }
        return true
      }
    }
    return false
  }
}
