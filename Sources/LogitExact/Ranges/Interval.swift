import Glibc

/// All numbers from one end to the other: what a step comes to where its operands may be anywhere in
/// ranges of their own.
///
/// - Derivation: a function that is monotone takes its ends where its operand does. An end is rounded
///   outward unless it is exact; of the C library's functions by four ulp, twice what they are
///   taken to be off.
/// - Special values: NaN is a value of its own, as with balls. What may be NaN, or anything, is unknown.
struct Interval: Enclosure {
  typealias Row = IntervalRow

  /// NaN where there is no number or nothing is known.
  let low: Double
  /// NaN where there is no number.
  let high: Double

  private init(raw low: Double, _ high: Double) { (self.low, self.high) = (low, high) }

  /// - Returns: Unknown for ends that are none.
  init(_ low: Double, _ high: Double) {
    self = low <= high ? Self(raw: low, high) : .unknown
  }

  init(_ ends: ClosedRange<Double>) { self.init(raw: ends.lowerBound, ends.upperBound) }

  init(_ value: Double) { self.init(raw: value, value) }

  init(_ quantity: Quantity) {
    let value = quantity.double
    self =
      quantity.isDouble || !value.isFinite ? Self(value) : Self(value.nextDown, value.nextUp)
  }

  static var zero: Self { Self(0) }
  static var one: Self { Self(1) }
  static var nan: Self { Self(.nan) }
  static var unknown: Self { Self(raw: .nan, .infinity) }
  static func infinity(isNegative: Bool) -> Self { Self(isNegative ? -.infinity : .infinity) }

  /// Both ends; nil where there is no number or nothing is known.
  var ends: ClosedRange<Double>? { low <= high ? low...high : nil }

  var isNaN: Bool { high.isNaN }
  var isUnknown: Bool { low.isNaN && !high.isNaN }
  var isInfinite: Bool { low == high && low.isInfinite }
  var isNegative: Bool { high < 0 }
  var isExactZero: Bool { low == 0 && high == 0 }

  var sign: Int? {
    if isExactZero { return 0 }
    return low > 0 ? 1 : high < 0 ? -1 : nil
  }

  func seemsLess(than other: Self) -> Bool { low + high < other.low + other.high }

  var whole: Int? { low == high ? Int(exactly: low) : nil }
  var isFractional: Bool {
    low.rounded(.down) == high.rounded(.down) && low.rounded(.down) < low && high.isFinite
  }

  /// Everything from either to the other.
  func joined(with other: Self) -> Self {
    guard ends != nil, other.ends != nil else { return .unknown }
    return Self(Swift.min(low, other.low), Swift.max(high, other.high))
  }

  /// Neither below nor above what the function can be.
  func within(_ least: Double, _ most: Double) -> Self {
    ends.map { Self(Swift.max(least, $0.lowerBound), Swift.min(most, $0.upperBound)) } ?? self
  }

  // MARK: - Choices

  static func max(_ a: Self, _ b: Self) -> Self {
    if a.isNaN || b.isNaN { return .nan }
    if a.isUnknown || b.isUnknown { return .unknown }
    return Self(Swift.max(a.low, b.low), Swift.max(a.high, b.high))
  }

  static func abs(_ a: Self) -> Self {
    guard let ends = a.ends else { return a }
    if ends.lowerBound >= 0 { return a }
    let top = Swift.max(-ends.lowerBound, ends.upperBound)
    return ends.upperBound <= 0 ? -a : Self(0, top)
  }

  static func compare(_ sign: BinaryOperator, _ a: Self, _ b: Self) -> Self {
    if a.isUnknown || b.isUnknown { return Self(0, 1) }
    if a.isNaN || b.isNaN { return sign == .notEqual ? .one : .zero }
    if a.high < b.low { return sign.holds(ofSign: -1) ? .one : .zero }
    if a.low > b.high { return sign.holds(ofSign: 1) ? .one : .zero }
    if a.low == a.high, b.low == b.high { return sign.holds(ofSign: 0) ? .one : .zero }
    // They may be equal, and on one or both sides of that.
    let orders = [a.low < b.high ? -1 : nil, 0, a.high > b.low ? 1 : nil].compactMap { $0 }
    let answers = Set(orders.map { sign.holds(ofSign: $0) })
    return answers.count > 1 ? Self(0, 1) : answers == [true] ? .one : .zero
  }

  static func choose(_ condition: Self, _ a: Self, _ b: Self) -> Self {
    if condition.isNaN { return a }
    return switch condition.sign {
    case 0: b
    case nil: a.joined(with: b)
    case _?: a
    }
  }

  // MARK: - Arithmetic

  static prefix func - (a: Self) -> Self {
    a.isUnknown ? a : Self(raw: -a.high, -a.low)
  }

  static func + (a: Self, b: Self) -> Self {
    if a.isNaN || b.isNaN { return .nan }
    if a.isUnknown || b.isUnknown { return .unknown }
    return of(sum(a.low, b.low, isUpper: false), sum(a.high, b.high, isUpper: true), a, b)
  }

  static func - (a: Self, b: Self) -> Self { a + -b }

  static func * (a: Self, b: Self) -> Self {
    if a.isNaN || b.isNaN { return .nan }
    if a.isUnknown || b.isUnknown { return .unknown }
    let factors = [(a.low, b.low), (a.low, b.high), (a.high, b.low), (a.high, b.high)]
    return hull(
      factors.map { product($0, $1, isUpper: false) },
      factors.map { product($0, $1, isUpper: true) }, a, b)
  }

  static func / (a: Self, b: Self) -> Self {
    if a.isNaN || b.isNaN { return .nan }
    guard !a.isUnknown, !b.isUnknown else { return .unknown }
    if b.isExactZero {
      return a.isExactZero ? .nan : a.sign.map { .infinity(isNegative: $0 < 0) } ?? .unknown
    }
    guard b.low >= 0 || b.high <= 0 else { return .unknown }
    if b.low == 0 || b.high == 0 {
      // One side of 0: the quotient has no end there.
      guard let sign = a.sign, sign != 0 else { return .unknown }
      let far = b.low == 0 ? b.high : b.low
      let isNegative = (sign < 0) != (b.high <= 0)
      let near = sign > 0 ? a.low : a.high
      let end = quotient(near, far, isUpper: isNegative)
      return isNegative ? Self(-.infinity, end) : Self(end, .infinity)
    }
    let parts = [(a.low, b.low), (a.low, b.high), (a.high, b.low), (a.high, b.high)]
    return hull(
      parts.map { quotient($0, $1, isUpper: false) },
      parts.map { quotient($0, $1, isUpper: true) }, a, b)
  }

  func power(_ exponent: Int) -> Self {
    if exponent == 0 { return .one }
    let base = exponent.isMultiple(of: 2) ? Self.abs(self) : self
    return base.ends.map {
      Self(
        Self.power($0.lowerBound, exponent, isUpper: false),
        Self.power($0.upperBound, exponent, isUpper: true))
    } ?? self
  }

  /// A base of 0 has powers above 0.
  static func isRaisable(_ base: Self, to exponent: Self) -> Bool {
    base.low > 0 && exponent.ends != nil || base.low == 0 && exponent.low > 0
  }

  static func share(_ part: Self, besides rest: Self) -> Self {
    guard let a = part.ends, let b = rest.ends, a.lowerBound >= 0, b.lowerBound >= 0 else {
      return part / (part + rest)
    }
    let (least, most) = (Self(a.lowerBound), Self(a.upperBound))
    return Self(
      (least / (least + Self(b.upperBound))).low, (most / (most + Self(b.lowerBound))).high)
  }

  /// The ends of a result; what is no number of two known ones is NaN, of two ranges unknown.
  private static func of(_ low: Double, _ high: Double, _ a: Self, _ b: Self) -> Self {
    let isKnown = a.low == a.high && b.low == b.high
    return isKnown && low.isNaN ? .nan : Self(low, high)
  }

  private static func hull(_ lows: [Double], _ highs: [Double], _ a: Self, _ b: Self) -> Self {
    if lows.contains(where: \.isNaN) { return of(.nan, .nan, a, b) }
    return Self(lows.reduce(.infinity, Swift.min), highs.reduce(-.infinity, Swift.max))
  }
}
