/// A number to about 100 bits: two doubles that add up to it, and how far their sum may be from it.
///
/// What is left of a result where many of them are kept, to be added up later.
///
/// - Special values: `±∞` and NaN are `high`, exactly. The error is infinite where a double cannot
///   hold the number or nothing is known of it.
public struct DoublePair: Hashable, Sendable {
  public let high: Double
  public let low: Double
  public let error: Double

  public init(high: Double, low: Double, error: Double) {
    (self.high, self.low, self.error) = (high, low, error)
  }

  public static var zero: Self { Self(high: 0, low: 0, error: 0) }
  static var unknown: Self { Self(high: .nan, low: 0, error: .infinity) }
}

extension Program {
  /// The results, each by balls of 128 bits.
  ///
  /// - Accuracy: the error is a bound, below 2^−100 of the number unless a step cancels:
  ///   `DoublePairTests`.
  public var pairs: [DoublePair] {
    let values = balls(Ball<2>.self)
    return results.map { DoublePair(values[$0]) }
  }
}

extension DoublePair {
  init(_ ball: Ball<2>) {
    switch ball.kind {
    case .huge, .unknown:
      self = .unknown
      return
    case .nan:
      self.init(high: .nan, low: 0, error: 0)
      return
    case .infinite:
      self.init(high: ball.isNegative ? -.infinity : .infinity, low: 0, error: 0)
      return
    case .number: break
    }
    let high = ball.estimate
    guard high.isFinite else {
      self = .unknown
      return
    }
    let low = (ball.midpoint - Ball(high)).estimate
    let rest = ball.midpoint - Ball(high) - Ball(low)
    // Each step of the sum may round down; a bit of the smallest double covers what it loses there.
    let reach = ball.spread.widest.scaled(by: ball.exponent - Ball<2>.Exponent(Ball<2>.bits))
    let left =
      rest.estimate.magnitude
      + rest.spread.widest.scaled(
        by: rest.exponent - Ball<2>.Exponent(Ball<2>.bits))
    let isWhole = ball.isExact && rest.isExactZero
    let error = isWhole ? 0 : (reach + left) * (1 + 0x1p-40) + 0x1p-1074
    self.init(high: high, low: low, error: error)
  }
}
