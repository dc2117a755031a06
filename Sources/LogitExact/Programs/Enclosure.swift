/// A number known to within an error, with which the steps of a formula can be computed: by a
/// `Double` and a bound, or by balls of any width.
///
/// Whatever the operands hold, an answer holds the exact result of.
protocol Enclosure: Sendable {
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
  /// Whether the midpoint lies below that of `other`: a guess of the order.
  func seemsLess(than other: Self) -> Bool

  static prefix func - (a: Self) -> Self
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static func max(_ a: Self, _ b: Self) -> Self
  static func abs(_ a: Self) -> Self
  func power(_ exponent: Int) -> Self

  static func exp(_ x: Self) -> Self
  static func log(_ x: Self) -> Self
  static func log1p(_ x: Self) -> Self
  static func expm1(_ x: Self) -> Self
  static func sqrt(_ x: Self) -> Self
  static func sigmoid(_ x: Self) -> Self
  static func softplus(_ x: Self) -> Self
  /// `part / (part + rest)`.
  static func share(_ part: Self, besides rest: Self) -> Self
}

extension Enclosure {
  static func share(_ part: Self, besides rest: Self) -> Self { part / (part + rest) }

  static func min(_ a: Self, _ b: Self) -> Self { -max(-a, -b) }

  /// A product that is 0 where its first factor is, whatever the second.
  static func times(_ a: Self, _ b: Self) -> Self { a.isExactZero ? .zero : a * b }

  /// The same of a factor that is a number or infinite; NaN stays NaN.
  static func weigh(_ a: Self, _ b: Self) -> Self { b.isNaN ? .nan : times(a, b) }

  /// - Precondition: `function` is an elementwise one of one argument.
  static func apply(_ function: Function, to x: Self) -> Self {
    switch function {
    case .exp: .exp(x)
    case .log: .log(x)
    case .log1p: .log1p(x)
    case .expm1: .expm1(x)
    case .sqrt: .sqrt(x)
    case .abs: .abs(x)
    case .sigmoid: .sigmoid(x)
    case .softplus: .softplus(x)
    case .logSigmoid: -.softplus(-x)
    case .max, .min, .clip, .times, .sum, .mean, .logsumexp, .argmax, .softmax, .logSoftmax,
      .others:
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
  func seemsLess(than other: Self) -> Bool { ball.seemsLess(than: other.ball) }

  static func exp(_ x: Self) -> Self { Self(.exp(x.ball)) }
  static func log1p(_ x: Self) -> Self { Self(.log1p(x.ball)) }
  static func expm1(_ x: Self) -> Self { Self(.expm1(x.ball)) }
  static func sqrt(_ x: Self) -> Self { Self(.sqrt(x.ball)) }
  static func share(_ part: Self, besides rest: Self) -> Self {
    let whole = part + rest
    return (part / whole).lacking(rest.ball / whole.ball)
  }
  static func softplus(_ x: Self) -> Self { Self(.softplus(x.ball)) }
}
