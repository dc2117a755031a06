extension Ball {
  /// `2^x`.
  ///
  /// - Accuracy: exact for a whole x; else the operand's error, that of `exp`, and `|x|` ulp.
  /// - Special values: those of `exp`.
  public static func exp2(_ x: Self) -> Self {
    guard let whole = x.whole else { return exp(x * .ln2) }
    return Self(exponent: Exponent(whole) + 1, limbs: .half)
  }

  /// The logarithm of x to base 2.
  ///
  /// - Accuracy: exact for a power of two; else that of `log` and 2 ulp.
  /// - Special values: those of `log`.
  public static func log2(_ x: Self) -> Self {
    let isPower = x.kind == .number && x.isExact && !x.isNegative && x.midpoint.isPowerOfTwo
    return isPower ? Self(exactly: x.exponent - 1) : log(x) / .ln2
  }

  /// `tanh x`, with all its digits for small x and beside ±1.
  ///
  /// - Derivation: `e / (e + 2)` of `e = exp(2x) − 1`; beyond 1 `1 − 2t / (1 + t)` of
  ///   `t = exp(−2x)`.
  /// - Accuracy: the operand's error, that of `expm1` and 6 ulp.
  /// - Special values: ±1 at ±∞.
  public static func tanh(_ x: Self) -> Self {
    if x.isNegative { return -tanh(-x) }
    let double = x + x
    guard x.kind != .number || x.exponent > 0 else {
      let excess = expm1(double)
      return excess / (excess + Self(2))
    }
    let rest = exp(-double)
    return .one - (rest + rest) / (.one + rest)
  }

  /// `base^exponent`.
  ///
  /// - Derivation: `exp(exponent · ln base)`; where the exponent is a multiple of 1/64 and the roots
  ///   end, by them, so that `4^1.5` is 8 and not merely near it.
  /// - Accuracy: the operands' errors, those of `log` and `exp`, and the exponent's size in ulp.
  /// - Precondition: the base is known to be above 0.
  public static func raise(_ base: Self, to exponent: Self) -> Self {
    if exponent.isExact, base.isExact, exponent.kind == .number, base.kind == .number {
      var (root, power) = (base, exponent)
      for _ in 0..<6 {
        root = sqrt(root)
        power = power + power
        guard root.isExact else { break }
        guard let whole = power.whole, whole.magnitude <= 1 << 12 else { continue }
        let raised = root.power(Exponent(whole.magnitude))
        return whole < 0 ? .one / raised : raised
      }
    }
    return exp(exponent * log(base))
  }

  // MARK: - Whole numbers

  /// The whole number that this is; nil where it is none of an `Int`, or is not known.
  var whole: Int? {
    if isExactZero { return 0 }
    guard kind == .number, isExact, 1...62 ~= exponent else { return nil }
    let size = limbs.top >> UInt64(64 - exponent)
    let integer = Self(Int(size))
    guard (Self.abs(self) - integer).isExactZero else { return nil }
    return isNegative ? -Int(size) : Int(size)
  }

  /// Whether the number is known to be none of the whole ones.
  var isFractional: Bool {
    guard kind == .number, isExact, !limbs.isZero else { return false }
    // The last bit that is set stands for 2^(exponent − bits + zeros).
    return exponent - Exponent(Self.bits - limbs.trailingZeroBitCount) < 0
  }

  private var isPowerOfTwo: Bool { !limbs.isZero && limbs.trailingZeroBitCount == Self.bits - 1 }
}
