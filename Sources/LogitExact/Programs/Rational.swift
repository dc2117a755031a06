/// A ball that remembers the quotient it is: `1 / 3 * 3 − 1` is 0 and not merely near it; and of a
/// probability what is left of the whole: `sigmoid(6000) − 1` is −1.7e-2606.
///
/// - Derivation: a quotient of two exact numbers that does not end is cut in a ball, and no width
///   ever decides what depends on the whole of it: a tie, a 0, the larger of two equal numbers. So
///   both numbers are kept, and the division is made anew after each step, while they fit exactly.
///   What a sure answer lacks is smaller than any width can see beside 1, but is a number of its own:
///   `1 − sigmoid(x) = sigmoid(−x)`, and of a softmax the share of the other classes.
struct Rational<let width: Int>: Sendable {
  /// Two exact numbers, the second one not 0.
  final class Quotient: Sendable {
    let top: Ball<width>
    let bottom: Ball<width>

    init(_ top: Ball<width>, over bottom: Ball<width>) { (self.top, self.bottom) = (top, bottom) }
  }

  /// Of a whole, what the number lacks.
  final class Share: Sendable {
    let whole: Ball<width>
    let rest: Ball<width>

    init(of whole: Ball<width>, lacking rest: Ball<width>) {
      (self.whole, self.rest) = (whole, rest)
    }

    func scaled(by factor: Ball<width>) -> Share {
      Share(of: whole * factor, lacking: rest * factor)
    }
  }

  let ball: Ball<width>
  /// Nil where the ball is exact, and where the number is no quotient.
  private let quotient: Quotient?
  /// Nil where the number is no share of anything.
  private let share: Share?

  init(_ ball: Ball<width>) { self.init(ball, nil) }

  private init(_ ball: Ball<width>, _ quotient: Quotient?, _ share: Share? = nil) {
    self.ball = ball
    self.quotient = quotient
    self.share = share
  }

  /// The same number, a share of 1 that lacks `rest`.
  func lacking(_ rest: Ball<width>) -> Self {
    Self(ball, quotient, Share(of: .one, lacking: rest))
  }

  /// Nil where the parts do not fit exactly.
  private init?(_ top: Ball<width>, over bottom: Ball<width>) {
    guard top.kind == .number, bottom.kind == .number, top.isExact, bottom.isExact,
      !bottom.isExactZero
    else { return nil }
    ball = top / bottom
    quotient = ball.isExact ? nil : Quotient(top, over: bottom)
    share = nil
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
    Self(
      -a.ball, a.quotient.map { Quotient(-$0.top, over: $0.bottom) },
      a.share.map { Share(of: -$0.whole, lacking: -$0.rest) })
  }

  /// What is left of a share and of the whole that is taken from it; nil where this is no such sum.
  private static func rest(_ a: Self, _ b: Self) -> Self? {
    guard let share = a.share, b.ball.kind == .number, share.whole.kind == .number,
      (share.whole + b.ball).isExactZero
    else { return nil }
    return Self(-share.rest)
  }

  static func + (a: Self, b: Self) -> Self {
    guard let (p, q) = parts(a, b) else {
      return rest(a, b) ?? rest(b, a) ?? Self(a.ball + b.ball)
    }
    let sum =
      (p.bottom - q.bottom).isExactZero
      ? Self(p.top + q.top, over: p.bottom)
      : Self(p.top * q.bottom + q.top * p.bottom, over: p.bottom * q.bottom)
    return sum ?? rest(a, b) ?? rest(b, a) ?? Self(a.ball + b.ball)
  }

  static func - (a: Self, b: Self) -> Self { a + -b }

  static func * (a: Self, b: Self) -> Self {
    let product = Self(
      a.ball * b.ball, nil,
      a.share.map { $0.scaled(by: b.ball) } ?? b.share.map { $0.scaled(by: a.ball) })
    guard let (p, q) = parts(a, b) else { return product }
    return Self(p.top * q.top, over: p.bottom * q.bottom) ?? product
  }

  static func / (a: Self, b: Self) -> Self {
    guard let (p, q) = parts(a, b) else {
      let plain = a.ball / b.ball
      let isCut = a.ball.isExact && b.ball.isExact && !plain.isExact
      return Self(plain, isCut ? Quotient(a.ball, over: b.ball) : nil)
    }
    return Self(p.top * q.bottom, over: p.bottom * q.top) ?? Self(a.ball / b.ball)
  }

  /// Beside 1, by what the number lacks.
  static func log(_ a: Self) -> Self {
    guard let share = a.share, (share.whole - .one).isExactZero else { return Self(.log(a.ball)) }
    return Self(.log1p(-share.rest))
  }

  static func sigmoid(_ x: Self) -> Self {
    Self(.sigmoid(x.ball)).lacking(.sigmoid(-x.ball))
  }

  /// Beside 1, by what the number lacks: `1 − tanh(x) = 2 sigmoid(−2x)`.
  static func tanh(_ x: Self) -> Self {
    guard x.ball.sign == 1 else { return x.ball.sign == -1 ? -tanh(-x) : Self(.tanh(x.ball)) }
    let rest = Ball<width>.sigmoid(-(x.ball + x.ball))
    return Self(.tanh(x.ball)).lacking(rest + rest)
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
