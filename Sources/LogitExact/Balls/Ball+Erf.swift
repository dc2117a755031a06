extension Ball {
  /// The error function, `2/√π` times the integral of `exp(−t²)` from 0 to x.
  ///
  /// - Derivation: `2/√π · exp(−x²) · Σ 2^n x^(2n+1) / (2n+1)!!`, whose terms all have one sign.
  ///   Where what is left of 1 is below an ulp of it, the answer is 1 and a direction.
  /// - Accuracy: the operand's error times `2/√π`, and at most `4 x²` ulp more than its terms have
  ///   operations.
  /// - Special values: ±1 at ±∞.
  /// - Source: DLMF 7.6.2.
  public static func erf(_ x: Self) -> Self {
    switch x.kind {
    case .nan, .unknown: return x
    case .infinite: return x.isNegative ? -.one : .one
    case .huge: return x.isNegative ? -erf(-x) : belowOne(by: .leastNonzeroMagnitude)
    case .number: break
    }
    if x.isExactZero { return .zero }
    if x.isNegative { return -erf(-x) }
    let middle = x.midpoint
    guard !middle.limbs.isZero else {
      // Near 0 the slope is 2/√π, and nowhere more.
      var result = x
      result.spread = x.spread * Self.steepest
      return result.sealed()
    }
    let size = middle.estimate
    if size * size > 0.6932 * Double(bits + 4) {
      // 1 − erf(x) < exp(−x²), and the square of what is a thousandth less loses two of them.
      guard x.largestError < size / 1024 else { return .unknown }
      return belowOne(by: 2 * exp(-(middle * middle) * Self(0.99)).estimate)
    }
    return series(middle).widened(by: x, slope: steepest)
  }

  /// Just above 2/√π, the slope at 0.
  private static var steepest: Double { 1.13 }

  /// - Precondition: x is exact and above 0.
  private static func series(_ x: Self) -> Self {
    let square = x * x
    let double = square + square
    var term = x
    var sum = x
    var odd = 1
    let end = x.exponent - Exponent(bits) - 2
    while true {
      odd += 2
      term = term * double / Self(odd)
      sum = sum + term
      // From here on each term is less than half of the one before.
      let isFalling = double.estimate * 2 < Double(odd + 2)
      if isFalling, term.exponent < end { break }
    }
    // All terms that are left add up to less than the last one.
    let rest = Self(exponent: term.exponent, spread: Spread(above: 2).shifted(by: Exponent(bits)))
    let whole = (sum + rest.sealed()) * exp(-square)
    let root = sqrt(.pi)
    return (whole + whole) / root
  }

  /// A number just below 1.
  private static func belowOne(by rest: Double) -> Self {
    // Units of 2^(1 − bits), of which one is left over in any case.
    let units = Swift.max(rest, .leastNonzeroMagnitude).scaled(by: Exponent(bits - 1))
    return Self(exponent: 1, limbs: .half, spread: Spread(below: units, isStrict: true)).sealed()
  }

  public static var pi: Self {
    let digits = Constants.quarterPi(atLeast: width + 2)
    var limbs = Limbs<width>.zero
    for i in 0..<width { limbs[i] = digits[digits.count - width + i] }
    return Self(exponent: 2, limbs: limbs, spread: Spread(above: 1, isStrict: true))
  }
}
