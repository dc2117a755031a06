import Glibc

/// A `Double` and how far the exact number may be from it: what decides most roundings at a
/// hundredth of a ball's cost.
///
/// - Derivation: each operation adds up what its operands bring along and what its own rounding left,
///   which for `+ − × ÷ √` is computed, not estimated. For the functions the C library is taken to be
///   within 2 ulp; its measured errors are below 1 (`ApproximationTests` watches that).
/// - Special values: `±∞` and NaN are exact where they are the value, as with balls. Where a finite
///   result lies beyond `Double` the answer is unknown: a ball can tell.
struct Approximation: Enclosure {
  let value: Double
  /// Infinite where nothing is known.
  let error: Double

  private init(_ value: Double, within error: Double) {
    self.value = value
    self.error = error
  }

  /// The number itself.
  init(_ value: Double) { self.init(value, within: 0) }

  /// A result with the roundings of its error's own arithmetic covered.
  private static func bounded(_ value: Double, _ error: Double) -> Self {
    // Below this an error term may itself have been rounded to nothing.
    let slack = error > 0 || value.magnitude < 0x1p-900 && value != 0 ? 0x1p-1070 : 0
    let whole = error * (1 + 0x1p-48) + slack
    return value.isFinite && whole < .infinity ? Self(value, within: whole) : .unknown
  }

  static var zero: Self { Self(0) }
  static var one: Self { Self(1) }
  static var nan: Self { Self(.nan) }
  static var unknown: Self { Self(.nan, within: .infinity) }
  static func infinity(isNegative: Bool) -> Self { Self(isNegative ? -.infinity : .infinity) }

  init(_ quantity: Quantity) {
    // A text that is no double is within half an ulp of it.
    self =
      quantity.isDouble ? Self(quantity.double) : .bounded(quantity.double, quantity.double.ulp)
  }

  var isUnknown: Bool { error == .infinity }
  var isNaN: Bool { value.isNaN && !isUnknown }
  var isInfinite: Bool { value.isInfinite }
  var isNegative: Bool { value < 0 }
  var isExactZero: Bool { value == 0 && error == 0 }
  func seemsLess(than other: Self) -> Bool { value < other.value }

  /// Whether the number cannot be 0.
  private var excludesZero: Bool { value.magnitude > error }

  var sign: Int? {
    if isExactZero { return 0 }
    return excludesZero ? (value < 0 ? -1 : 1) : nil
  }

  var whole: Int? { error == 0 ? Int(exactly: value) : nil }
  var isFractional: Bool { error == 0 && value.isFinite && value != value.rounded() }

  // MARK: - Arithmetic

  static prefix func - (a: Self) -> Self { Self(-a.value, within: a.error) }

  static func + (a: Self, b: Self) -> Self {
    let sum = a.value + b.value
    guard sum.isFinite else { return special(sum, a, b) }
    let part = sum - a.value
    let lost = (a.value - (sum - part)) + (b.value - part)
    return bounded(sum, a.error + b.error + lost.magnitude)
  }

  static func - (a: Self, b: Self) -> Self { a + -b }

  static func * (a: Self, b: Self) -> Self {
    if a.isExactZero && b.value.isFinite || b.isExactZero && a.value.isFinite { return .zero }
    let product = a.value * b.value
    guard product.isFinite else { return special(product, a, b) }
    let lost = (-product).addingProduct(a.value, b.value)
    let brought = a.value.magnitude * b.error + b.value.magnitude * a.error + a.error * b.error
    let isSmall = product.magnitude < 0x1p-900
    return bounded(product, brought + lost.magnitude + (isSmall ? 0x1p-1070 : 0))
  }

  static func / (a: Self, b: Self) -> Self {
    if b.isExactZero {
      return a.isUnknown || !a.excludesZero && a.error > 0 || a.value.isInfinite
        ? (a.value.isInfinite ? a : .unknown) : Self(a.value / 0)
    }
    let quotient = a.value / b.value
    guard quotient.isFinite, b.value.isFinite else { return special(quotient, a, b) }
    let room = b.value.magnitude - b.error
    guard room > b.value.magnitude * 0x1p-20 else { return .unknown }
    let lost = a.value.addingProduct(-quotient, b.value)
    let isSmall = Swift.min(quotient.magnitude, a.value.magnitude) < 0x1p-900
    let brought = (lost.magnitude + a.error + quotient.magnitude * b.error) / room
    if a.isExactZero { return .zero }
    return bounded(
      quotient, brought * (1 + 0x1p-20) + (isSmall ? 0x1p-1070 / Swift.min(room, 1) : 0))
  }

  /// A result that is no finite double: exact where an operand was none, else beyond `Double`.
  private static func special(_ value: Double, _ a: Self, _ b: Self) -> Self {
    // Whatever the other one is, this is no number.
    if a.isNaN || b.isNaN { return .nan }
    if a.isUnknown || b.isUnknown { return .unknown }
    let isFinite = a.value.isFinite && b.value.isFinite
    // With an infinity only its partner's sign matters, and that must be known.
    let isClear = [a, b].allSatisfy { !$0.value.isFinite || $0.error == 0 || $0.excludesZero }
    return isFinite || !isClear ? .unknown : Self(value)
  }

  /// - Derivation: what each addition loses is added up besides, so that the bound of a long row is
  ///   that of its terms and not of so many roundings.
  static func sum(_ terms: some Collection<Self>) -> Self {
    var (sum, low) = (0.0, 0.0)
    // The errors of the terms; and what `low` was, each of whose additions loses 2^−53 of it at most.
    var (error, reach, count) = (0.0, 0.0, 0.0)
    for term in terms {
      let next = sum + term.value
      let part = next - sum
      low += (sum - (next - part)) + (term.value - part)
      (sum, reach) = (next, reach + low.magnitude)
      error += term.error
      count += 1
    }
    let whole = sum + low
    guard whole.isFinite, error < .infinity else {
      return terms.reduce(.zero) { $0 + $1 }
    }
    let part = whole - sum
    let lost = (sum - (whole - part)) + (low - part)
    return bounded(
      whole, (error + reach * 0x1p-53) * (1 + count * 0x1p-52) + lost.magnitude)
  }

  static func max(_ a: Self, _ b: Self) -> Self {
    if a.isNaN || b.isNaN { return .nan }
    if a.isUnknown || b.isUnknown { return .unknown }
    // The difference loses at most 2^−53 of itself, the sum of the errors too.
    let gap = a.value - b.value
    let reach = (a.error + b.error) * (1 + 0x1p-48)
    if gap >= reach { return a }
    if -gap >= reach { return b }
    let top = Swift.max(a.value, b.value)
    return bounded(top, Swift.max(a.error, b.error) + (a.value - b.value).magnitude)
  }

  static func abs(_ a: Self) -> Self { Self(a.value.magnitude, within: a.error) }

  func power(_ exponent: Int) -> Self {
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

  // MARK: - Functions

  /// A function of the library and how far an error of its operand moves it.
  private static func applied(_ value: Double, moved: Double) -> Self {
    bounded(value, value.magnitude * 0x1p-51 + moved)
  }

  static func exp(_ x: Self) -> Self {
    if x.isUnknown || x.isNaN { return x }
    if x.value.isInfinite { return x.value > 0 ? x : .zero }
    if x.isExactZero { return .one }
    let value = Glibc.exp(x.value)
    guard x.error < 0.1, value.isFinite else { return .unknown }
    return applied(value, moved: value * x.error * (1 + x.error) + 0x1p-1070)
  }

  static func log(_ x: Self) -> Self {
    if x.isUnknown || x.isNaN { return x }
    if x.isExactZero { return .infinity(isNegative: true) }
    if x.value + x.error < 0 { return .nan }
    guard x.value - x.error > 0 else { return .unknown }
    if x.value.isInfinite { return x }
    return applied(Glibc.log(x.value), moved: x.error / (x.value - x.error))
  }

  static func log1p(_ x: Self) -> Self {
    if x.isUnknown || x.isNaN { return x }
    if x.isExactZero { return .zero }
    if x.error == 0, x.value == -1 { return .infinity(isNegative: true) }
    if x.value + x.error < -1 { return .nan }
    let room = 1 + (x.value - x.error)
    guard room > 0x1p-40 else { return .unknown }
    if x.value.isInfinite { return x }
    return applied(Glibc.log1p(x.value), moved: x.error / room * (1 + 0x1p-10))
  }

  static func expm1(_ x: Self) -> Self {
    if x.isUnknown || x.isNaN { return x }
    if x.value.isInfinite { return x.value > 0 ? x : -.one }
    if x.isExactZero { return .zero }
    let value = Glibc.expm1(x.value)
    guard x.error < 0.1, value.isFinite else { return .unknown }
    return applied(value, moved: (value.magnitude + 1) * x.error * (1 + x.error) * (1 + 0x1p-40))
  }

  static func sqrt(_ x: Self) -> Self {
    if x.isUnknown || x.isNaN || x.isExactZero { return x }
    if x.value + x.error < 0 { return .nan }
    guard x.value - x.error > 0 else { return .unknown }
    if x.value.isInfinite { return x }
    let root = x.value.squareRoot()
    let lost = x.value.addingProduct(-root, root).magnitude / root
    let isExact = x.error == 0 && lost == 0 && x.value > 0x1p-900
    return isExact ? Self(root) : bounded(root, lost + x.error / root + 0x1p-1070)
  }

  static func exp2(_ x: Self) -> Self {
    if let whole = x.whole, -1000...1000 ~= whole { return Self(Glibc.exp2(x.value)) }
    return exp(x * ln2)
  }

  static func log2(_ x: Self) -> Self {
    let isPower = x.error == 0 && x.value > 0 && x.value.isFinite && x.value.significand == 1
    return isPower ? Self(Double(x.value.exponent)) : log(x) / ln2
  }

  private static var ln2: Self { Self(0x1.62e42fefa39efp-1, within: 0x1p-54) }

  static func tanh(_ x: Self) -> Self {
    if x.value < 0 { return -tanh(-x) }
    let double = x + x
    guard x.value > 0.5 else {
      let excess = expm1(double)
      return excess / (excess + Self(2))
    }
    let rest = exp(-double)
    return .one - (rest + rest) / (.one + rest)
  }

  static func erf(_ x: Self) -> Self {
    if x.isUnknown || x.isNaN || x.isExactZero { return x }
    if x.value.isInfinite { return x.value > 0 ? .one : -.one }
    // The slope is nowhere above 2/√π.
    return applied(Glibc.erf(x.value), moved: x.error * 1.13)
  }

  static func raise(_ base: Self, to exponent: Self) -> Self { exp(exponent * log(base)) }

  static func sigmoid(_ x: Self) -> Self { .one / (.one + exp(-x)) }

  static func softplus(_ x: Self) -> Self {
    if x.isUnknown || x.isNaN { return x }
    if x.value.isInfinite { return x.value > 0 ? x : .zero }
    guard x.excludesZero || x.error == 0 else { return log1p(exp(x)) }
    return x.value > 0 ? x + log1p(exp(-x)) : log1p(exp(x))
  }

  // MARK: - Rounding

  /// The number of `format` nearest to this one, ties to even; nil where the error leaves more than
  /// one.
  ///
  /// - Special values: as of balls, what is 0 has no sign, what underflows has its own.
  func rounded(to format: Format, overflow: Overflow = .ieee) -> Double? {
    if error == 0, value == 0 { return 0 }
    if error == 0 { return format.rounded(value, overflow: overflow) }
    guard !isUnknown else { return nil }
    // The usual one without a call.
    if format == .float32, case .ieee = overflow {
      let (low, high) = (Float((value - error).nextDown), Float((value + error).nextUp))
      return low == high && low.sign == high.sign ? Double(low) : nil
    }
    let low = format.rounded((value - error).nextDown, overflow: overflow)
    let high = format.rounded((value + error).nextUp, overflow: overflow)
    return low == high && low.sign == high.sign || low.isNaN && high.isNaN ? low : nil
  }
}
