/// A number known to within an error, with which the steps of a formula can be computed: by a
/// `Double` and a bound, or by balls of any width.
///
/// Whatever the operands hold, an answer holds the exact result of.
protocol Enclosure: Sendable {
  /// What the functions of a row share.
  associatedtype Row: RowOfEnclosures = SoftmaxRow<Self> where Row.Number == Self

  static var zero: Self { get }
  static var one: Self { get }
  static var nan: Self { get }
  static var unknown: Self { get }
  static func infinity(isNegative: Bool) -> Self

  init(_ quantity: Quantity)

  var isNaN: Bool { get }
  /// Whether the error has outgrown the number.
  var isUnknown: Bool { get }
  var isInfinite: Bool { get }
  var isNegative: Bool { get }
  var isExactZero: Bool { get }
  /// 1 above 0, −1 below, 0 where it is 0; nil where that is open or there is none.
  var sign: Int? { get }
  /// Whether the midpoint lies below that of `other`: a guess of the order.
  func seemsLess(than other: Self) -> Bool

  static prefix func - (a: Self) -> Self
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static func max(_ a: Self, _ b: Self) -> Self
  static func abs(_ a: Self) -> Self
  /// All of them, added from the first on; 0 for none.
  static func sum(_ terms: some Collection<Self>) -> Self
  func power(_ exponent: Int) -> Self
  /// The whole number that this is; nil where it is none, or that is not known.
  var whole: Int? { get }
  /// Whether the number is known to be none of the whole ones.
  var isFractional: Bool { get }
  /// Whether `raise` holds of all that both may be.
  static func isRaisable(_ base: Self, to exponent: Self) -> Bool
  /// A power by an exponent that is no whole number, of a base above 0.
  static func raise(_ base: Self, to exponent: Self) -> Self

  static func exp(_ x: Self) -> Self
  static func log(_ x: Self) -> Self
  static func log1p(_ x: Self) -> Self
  static func expm1(_ x: Self) -> Self
  static func exp2(_ x: Self) -> Self
  static func log2(_ x: Self) -> Self
  static func tanh(_ x: Self) -> Self
  static func erf(_ x: Self) -> Self
  static func sqrt(_ x: Self) -> Self
  static func sigmoid(_ x: Self) -> Self
  static func softplus(_ x: Self) -> Self
  /// `part / (part + rest)`.
  static func share(_ part: Self, besides rest: Self) -> Self
  /// 1 where a comparison holds, else 0.
  static func compare(_ sign: BinaryOperator, _ a: Self, _ b: Self) -> Self
  /// The one of two that the condition asks for.
  static func choose(_ condition: Self, _ a: Self, _ b: Self) -> Self
}

/// Softmax, its logarithm and the logarithm of its sum over one row of enclosures.
protocol RowOfEnclosures {
  associatedtype Number

  init(_ logits: [Number])

  mutating func logSumExp() -> Number
  func softmax(_ index: Int) -> Number
  mutating func logSoftmax(_ index: Int) -> Number
}

extension Enclosure {
  static func share(_ part: Self, besides rest: Self) -> Self { part / (part + rest) }

  static func min(_ a: Self, _ b: Self) -> Self { -max(-a, -b) }

  static func sum(_ terms: some Collection<Self>) -> Self {
    var terms = terms.makeIterator()
    guard var sum = terms.next() else { return .zero }
    while let term = terms.next() { sum = sum + term }
    return sum
  }

  /// A product that is 0 where its first factor is, whatever the second.
  static func times(_ a: Self, _ b: Self) -> Self { a.isExactZero ? .zero : a * b }

  /// The same of a factor that is a number or infinite; NaN stays NaN.
  static func weigh(_ a: Self, _ b: Self) -> Self {
    if b.isNaN { return .nan }
    // What is not known may be NaN.
    return a.isExactZero && b.isUnknown ? .unknown : times(a, b)
  }

  static func compare(_ sign: BinaryOperator, _ a: Self, _ b: Self) -> Self {
    if a.isUnknown || b.isUnknown { return .unknown }
    if a.isNaN || b.isNaN { return sign == .notEqual ? .one : .zero }
    let isSame = a.isInfinite && b.isInfinite && a.isNegative == b.isNegative
    guard let order = isSame ? 0 : (a - b).sign else { return .unknown }
    return sign.holds(ofSign: order) ? .one : .zero
  }

  static func choose(_ condition: Self, _ a: Self, _ b: Self) -> Self {
    if condition.isNaN { return a }
    return switch condition.sign {
    case 0: b
    case nil: .unknown
    case _?: a
    }
  }

  static func isRaisable(_ base: Self, to exponent: Self) -> Bool {
    base.sign == 1 && exponent.sign != nil
  }

  /// `a ^ b`.
  ///
  /// - Special values: 1 for an exponent of 0 and for a base of 1, whatever the other is. `0^b` is 0,
  ///   for b below 0 ∞; a base below 0 has powers by whole exponents alone, the others are NaN.
  static func pow(_ a: Self, _ b: Self) -> Self {
    if b.isExactZero || a.whole == 1 { return .one }
    if a.isNaN || b.isNaN { return .nan }
    if let exponent = b.whole, exponent.magnitude <= 1 << 40 {
      let power = a.power(Int(exponent.magnitude))
      return exponent < 0 ? .one / power : power
    }
    switch (a.sign, b.sign) {
    case (0, 1): return .zero
    case (0, -1): return .infinity(isNegative: false)
    case (-1, _?): return b.isFractional || b.isInfinite ? .nan : .unknown
    default: return isRaisable(a, to: b) ? raise(a, to: b) : .unknown
    }
  }

  /// - Precondition: `function` is an elementwise one of one argument.
  static func apply(_ function: Function, to x: Self) -> Self {
    switch function {
    case .exp: .exp(x)
    case .log: .log(x)
    case .log1p: .log1p(x)
    case .expm1: .expm1(x)
    case .sqrt: .sqrt(x)
    case .abs: .abs(x)
    case .exp2: .exp2(x)
    case .log2: .log2(x)
    case .tanh: .tanh(x)
    case .erf: .erf(x)
    case .stopGradient: x
    case .sigmoid: .sigmoid(x)
    case .softplus: .softplus(x)
    case .logSigmoid: -.softplus(-x)
    case .max, .min, .clip, .times, .pow, .choice, .dot, .sum, .mean, .logsumexp, .argmax,
      .softmax, .logSoftmax, .others, .insert, .indices, .grad, .condition:
      preconditionFailure("\(function.name) is no function of one number")
    }
  }
}

extension Ball: Enclosure {
  init(_ quantity: Quantity) { self = quantity.ball() }

  var isUnknown: Bool { kind == .unknown }
  var isInfinite: Bool { kind == .infinite }

  func seemsLess(than other: Self) -> Bool {
    if isUnknown || isNaN || other.isUnknown || other.isNaN { return false }
    if kind == .number, other.kind == .number {
      let difference = midpoint - other.midpoint
      return difference.isNegative && !difference.limbs.isZero
    }
    func rank(_ ball: Self) -> Int {
      let size = ball.kind == .infinite ? 2 : ball.kind == .huge ? 1 : 0
      return ball.isNegative ? -size : size
    }
    return rank(self) < rank(other)
  }

  func power(_ exponent: Int) -> Self { power(Int128(exponent)) }
}

extension Rational: Enclosure {
  static var zero: Self { Self(.zero) }
  static var one: Self { Self(.one) }
  static var nan: Self { Self(.nan) }
  static var unknown: Self { Self(.unknown) }
  static func infinity(isNegative: Bool) -> Self { Self(.infinity(isNegative: isNegative)) }

  init(_ quantity: Quantity) { self = quantity.rational() }

  var isNaN: Bool { ball.isNaN }
  var isUnknown: Bool { ball.isUnknown }
  var isInfinite: Bool { ball.isInfinite }
  var isNegative: Bool { ball.isNegative }
  var isExactZero: Bool { ball.isExactZero }
  var sign: Int? { ball.sign }
  var whole: Int? { ball.whole }
  var isFractional: Bool { ball.isFractional }
  func seemsLess(than other: Self) -> Bool { ball.seemsLess(than: other.ball) }

  static func exp(_ x: Self) -> Self { Self(.exp(x.ball)) }
  static func log1p(_ x: Self) -> Self { Self(.log1p(x.ball)) }
  static func expm1(_ x: Self) -> Self { Self(.expm1(x.ball)) }
  static func exp2(_ x: Self) -> Self { Self(.exp2(x.ball)) }
  static func log2(_ x: Self) -> Self { Self(.log2(x.ball)) }
  static func erf(_ x: Self) -> Self { Self(.erf(x.ball)) }
  static func raise(_ base: Self, to exponent: Self) -> Self {
    Self(.raise(base.ball, to: exponent.ball))
  }
  static func sqrt(_ x: Self) -> Self { Self(.sqrt(x.ball)) }
  static func share(_ part: Self, besides rest: Self) -> Self {
    let whole = part + rest
    return (part / whole).lacking(rest.ball / whole.ball)
  }
  static func softplus(_ x: Self) -> Self { Self(.softplus(x.ball)) }
}
