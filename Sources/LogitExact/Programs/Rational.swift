/// A ball that remembers the quotient it is: `1 / 3 * 3 − 1` is 0 and not merely near it.
///
/// - Derivation: a quotient of two exact numbers that does not end is cut in a ball, and no width
///   ever decides what depends on the whole of it: a tie, a 0, the larger of two equal numbers. So
///   both numbers are kept, and the division is made anew after each step, while they fit exactly.
struct Rational<let width: Int>: Sendable {
  /// Two exact numbers, the second one not 0.
  final class Quotient: Sendable {
    let top: Ball<width>
    let bottom: Ball<width>

    init(_ top: Ball<width>, over bottom: Ball<width>) { (self.top, self.bottom) = (top, bottom) }
  }

  let ball: Ball<width>
  /// Nil where the ball is exact, and where the number is no quotient.
  private let quotient: Quotient?

  init(_ ball: Ball<width>) {
    self.ball = ball
    quotient = nil
  }

  private init(_ ball: Ball<width>, _ quotient: Quotient?) {
    self.ball = ball
    self.quotient = quotient
  }

  /// Nil where the parts do not fit exactly.
  private init?(_ top: Ball<width>, over bottom: Ball<width>) {
    guard top.kind == .number, bottom.kind == .number, top.isExact, bottom.isExact,
      !bottom.isExactZero
    else { return nil }
    ball = top / bottom
    quotient = ball.isExact ? nil : Quotient(top, over: bottom)
  }

  /// Top and bottom; nil where they are not known.
  private var parts: Quotient? {
    if let quotient { return quotient }
    return ball.kind == .number && ball.isExact ? Quotient(ball, over: .one) : nil
  }

  /// The parts of both, where a ball alone would not do.
  private static func parts(_ a: Self, _ b: Self) -> (Quotient, Quotient)? {
    guard a.quotient != nil || b.quotient != nil, let p = a.parts, let q = b.parts else {
      return nil
    }
    return (p, q)
  }

  static prefix func - (a: Self) -> Self {
    Self(-a.ball, a.quotient.map { Quotient(-$0.top, over: $0.bottom) })
  }

  static func + (a: Self, b: Self) -> Self {
    guard let (p, q) = parts(a, b) else { return Self(a.ball + b.ball) }
    let sum =
      (p.bottom - q.bottom).isExactZero
      ? Self(p.top + q.top, over: p.bottom)
      : Self(p.top * q.bottom + q.top * p.bottom, over: p.bottom * q.bottom)
    return sum ?? Self(a.ball + b.ball)
  }

  static func - (a: Self, b: Self) -> Self { a + -b }

  static func * (a: Self, b: Self) -> Self {
    guard let (p, q) = parts(a, b) else { return Self(a.ball * b.ball) }
    return Self(p.top * q.top, over: p.bottom * q.bottom) ?? Self(a.ball * b.ball)
  }

  static func / (a: Self, b: Self) -> Self {
    guard let (p, q) = parts(a, b) else {
      let plain = a.ball / b.ball
      let isCut = a.ball.isExact && b.ball.isExact && !plain.isExact
      return Self(plain, isCut ? Quotient(a.ball, over: b.ball) : nil)
    }
    return Self(p.top * q.bottom, over: p.bottom * q.top) ?? Self(a.ball / b.ball)
  }

  func power(_ exponent: Int) -> Self {
    let power = Self(ball.power(Int128(exponent)))
    guard let quotient else { return power }
    let (top, bottom) = (quotient.top, quotient.bottom)
    return Self(top.power(Int128(exponent)), over: bottom.power(Int128(exponent))) ?? power
  }

  static func max(_ a: Self, _ b: Self) -> Self {
    guard parts(a, b) != nil, let sign = (b - a).ball.sign else {
      return Self(.max(a.ball, b.ball))
    }
    return sign > 0 ? b : a
  }

  static func abs(_ a: Self) -> Self {
    guard a.quotient != nil else { return Self(.abs(a.ball)) }
    return a.ball.isNegative ? -a : a
  }
}
