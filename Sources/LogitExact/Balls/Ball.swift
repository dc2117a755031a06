/// A real number known to within an error: a midpoint of `64 · width` bits, and how far below and
/// above it the number may lie. Every operation answers with a ball that holds the exact result
/// for every number that its operands hold.
///
/// - Shape: the midpoint is `± 0.limbs · 2^exponent` with its first bit set, or 0; `width ≥ 2`.
/// - Units: the spread counts units in the last place of the midpoint, `2^(exponent − 64 width)`.
/// - Special values: `±∞` and NaN are numbers of their own and exact. The others are reals: one too
///   large for any exponent is *huge*, one too small is a midpoint of 0 with an error. Where an
///   operand's error leaves a result open, as a divisor that may be 0, the answer is *unknown*.
public struct Ball<let width: Int>: Sendable {
  enum Kind {
    /// A real number: midpoint and error.
    case number
    /// A real number of this sign, beyond 2^(2^120) in magnitude.
    case huge
    case infinite
    /// No number, as `∞ − ∞`: the expression has no value.
    case nan
    /// Any of these: the error has outgrown the number.
    case unknown
  }

  /// Wide enough for `exp(±10^36)`.
  typealias Exponent = Int128

  var kind: Kind
  var isNegative: Bool
  var exponent: Exponent
  var limbs: Limbs<width>
  var spread: Spread

  /// Significant bits of the midpoint.
  public static var bits: Int { 64 * width }

  init(
    _ kind: Kind = .number, isNegative: Bool = false, exponent: Exponent = 0,
    limbs: Limbs<width> = .zero, spread: Spread = .none
  ) {
    self.kind = kind
    self.isNegative = isNegative
    self.exponent = exponent
    self.limbs = limbs
    self.spread = spread
  }

  public static var zero: Self { Self() }
  public static var one: Self { Self(.number, exponent: 1, limbs: .half) }
  static var nan: Self { Self(.nan) }
  static var unknown: Self { Self(.unknown) }

  static func huge(isNegative: Bool = false) -> Self { Self(.huge, isNegative: isNegative) }

  /// A real number of this sign, not 0, below 2^(−2^120) in magnitude.
  static func tiny(isNegative: Bool = false) -> Self {
    // One unit is 2^−largestExponent.
    Self(
      isNegative: isNegative, exponent: Exponent(bits) - largestExponent,
      spread: Spread(above: 1, isStrict: true))
  }

  static func infinity(isNegative: Bool) -> Self { Self(.infinite, isNegative: isNegative) }

  static var largestExponent: Exponent { 1 << 120 }

  /// The number itself, without error.
  public init(_ value: Double) {
    self.init(isNegative: value < 0)
    guard value.isFinite else {
      kind = value.isNaN ? .nan : .infinite
      return
    }
    guard value != 0 else { return }
    // A significand is in [1, 2), also that of a subnormal number.
    limbs.top = UInt64(value.significand * 0x1p63)
    exponent = Exponent(value.exponent + 1)
  }

  /// The integer itself, without error.
  public init(_ value: Int) {
    self.init(isNegative: value < 0)
    guard value != 0 else { return }
    let zeros = value.magnitude.leadingZeroBitCount
    limbs.top = UInt64(value.magnitude) << zeros
    exponent = Exponent(64 - zeros)
  }

  // MARK: - What is known

  /// Whether the number is known exactly.
  public var isExact: Bool {
    switch kind {
    case .number: spread.isZero
    case .infinite, .nan: true
    case .huge, .unknown: false
    }
  }

  public var isNaN: Bool { kind == .nan }
  var isExactZero: Bool { kind == .number && isExact && limbs.isZero }

  /// Whether the number is known not to be 0, and so has the sign of the ball.
  var excludesZero: Bool {
    switch kind {
    case .number:
      if limbs.isZero { return spread.isDirected && spread.below == 0 }
      // The midpoint is at least half of 2^bits units.
      return spread.below == 0 || spread.isSmall
        || spread.shifted(by: 1 - Exponent(Self.bits)).lower < 1
    case .huge, .infinite: return true
    case .nan, .unknown: return false
    }
  }

  /// 1 where the number is known to be above 0, −1 below, 0 where it is 0; nil where that is open.
  public var sign: Int? {
    if isExactZero { return 0 }
    return excludesZero ? (isNegative ? -1 : 1) : nil
  }

  /// The same midpoint without error.
  var midpoint: Self {
    Self(isNegative: isNegative, exponent: limbs.isZero ? 0 : exponent, limbs: limbs)
  }

  /// The nearest `Double` below the magnitude of the midpoint, for a first guess.
  var estimate: Double {
    guard kind == .number else { return .nan }
    let magnitude = Double(limbs.top >> 11).scaled(by: exponent - 53)
    return isNegative ? -magnitude : magnitude
  }

  // MARK: - Making results

  /// The ball with its first bit set, from limbs that may begin with zeros.
  ///
  /// - Parameters:
  ///   - guardLimb: The limb below the last one; an error of its own where there is no room.
  ///   - spread: In units of the last limb's last bit as they are given.
  static func normalised(
    isNegative: Bool = false, exponent: Exponent = 0, limbs: Limbs<width>, guardLimb: UInt64 = 0,
    spread: Spread
  ) -> Self {
    var result = Self(isNegative: isNegative, exponent: exponent, limbs: limbs, spread: spread)
    var rest = guardLimb
    if limbs.top >> 63 == 0 {
      if rest != 0, limbs.isZero {
        result.limbs.top = rest
        rest = 0
        result.exponent -= Exponent(bits)
        result.spread = result.spread.shifted(by: Exponent(bits))
      }
      let zeros = result.limbs.leadingZeroBitCount
      if zeros > 0, zeros < bits {
        result.limbs = result.limbs.shiftedLeft(by: zeros, bringing: rest)
        rest = zeros < 64 ? rest << UInt64(zeros) : 0
        result.exponent -= Exponent(zeros)
        result.spread = result.spread.shifted(by: Exponent(zeros))
      }
    }
    if rest != 0 {
      result.spread = result.spread.adding(above: Double(rest) * 0x1p-64)
      result.spread.isStrict = true
    }
    return result.sealed()
  }

  /// Covers the rounding of the error's own arithmetic, and keeps the exponent in its range.
  func sealed() -> Self {
    guard spread.below < .infinity, spread.above < .infinity else { return .unknown }
    var result = self
    result.spread = spread.sealed()
    if limbs.isZero, spread.above == 0, spread.below > 0 {
      // All of it on the other side of 0.
      result.isNegative.toggle()
      result.spread = result.spread.swapped
    }
    // What excludes 0 with its midpoint at least 2^(exponent − 1) is above 2^(exponent − 55), as
    // `below` has 53 bits.
    guard exponent.magnitude > Self.largestExponent.magnitude + 64 else { return result }
    if exponent > 0 {
      guard result.excludesZero, !limbs.isZero else { return .unknown }
      return .huge(isNegative: result.isNegative)
    }
    guard result.spread.shifted(by: -Exponent(Self.bits)).widest < 0x1p60 else { return .unknown }
    var tiny = Self.tiny(isNegative: result.isNegative)
    if !result.excludesZero { tiny.spread = Spread(below: 1, above: 1) }
    return tiny
  }
}

extension InlineArray where Element == UInt64 {
  /// One half, as a fraction.
  static var half: Self {
    var limbs = Self.zero
    limbs.top = 1 << 63
    return limbs
  }
}
