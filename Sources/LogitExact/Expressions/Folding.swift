/// Formulas put together as a person would write them: without zeros, ones and double signs.
///
/// A folded formula has the value of the whole one wherever that is a number; `0 · t` is 0 for an
/// infinite `t` too, which asks for nothing.
extension Expression {
  static let zero = Expression.number("0")
  static let one = Expression.number("1")
  static let infinity = Expression.number("inf")
  /// The constants that a slope brings along, as the language writes them.
  static let ln2 = Expression.call(.log, [.number("2")])
  static let pi = Expression.number("pi")

  /// The formula that this is the negative of; nil where it has no sign.
  private var opposite: Expression? {
    if case .negation(let part) = self { part } else { nil }
  }

  private var literal: String? {
    if case .number(let text) = self { text } else { nil }
  }

  var isZero: Bool { literal == "0" }
  private var isOne: Bool { literal == "1" }

  static func minus(_ a: Expression) -> Expression {
    if a.isZero { return a }
    if case .binary(.subtract, let left, let right) = a { return .binary(.subtract, right, left) }
    return a.opposite ?? .negation(a)
  }

  static func sum(_ a: Expression, _ b: Expression) -> Expression {
    if a.isZero { return b }
    if b.isZero { return a }
    switch (a.opposite, b.opposite) {
    case (let a?, let b?): return .negation(.binary(.add, a, b))
    case (let a?, nil): return .binary(.subtract, b, a)
    case (nil, let b?): return .binary(.subtract, a, b)
    case (nil, nil): return .binary(.add, a, b)
    }
  }

  static func difference(_ a: Expression, _ b: Expression) -> Expression { sum(a, minus(b)) }

  /// A product by a sign: 0 and NaN by the rules of IEEE 754.
  static func product(_ a: Expression, _ b: Expression) -> Expression {
    product(a, b) { .binary(.multiply, $0, $1) }
  }

  /// A product that asks nothing of its second factor where the first is 0.
  static func masked(_ mask: Expression, _ value: Expression) -> Expression {
    product(mask, value) { .call(.times, [$0, $1]) }
  }

  private static func product(
    _ a: Expression, _ b: Expression, _ make: (Expression, Expression) -> Expression
  ) -> Expression {
    if a.isZero || b.isZero { return zero }
    if a.isOne { return b }
    if b.isOne { return a }
    if let a = a.opposite { return minus(product(a, b, make)) }
    if let b = b.opposite { return minus(product(a, b, make)) }
    // (c / 2) * (2 * x), as half a square leaves behind.
    if case .binary(.divide, let top, let bottom) = a, let count = bottom.literal,
      case .binary(.multiply, let factor, let rest) = b, factor.literal == count
    {
      return product(top, rest, make)
    }
    return make(a, b)
  }

  static func quotient(_ a: Expression, _ b: Expression) -> Expression {
    if a.isZero || b.isOne { return a }
    if let a = a.opposite { return minus(quotient(a, b)) }
    return .binary(.divide, a, b)
  }

  static func power(of base: Expression, _ exponent: Int) -> Expression {
    exponent == 0 ? one : exponent == 1 ? base : .power(base, exponent)
  }

  /// The sum of all values of a formula, with a sign or divisor of all of them outside it.
  public static func total(_ a: Expression) -> Expression {
    if let a = a.opposite { return minus(total(a)) }
    if case .binary(.divide, let top, .number(let count)) = a {
      return .binary(.divide, total(top), .number(count))
    }
    return .call(.sum, [a])
  }

  // MARK: - Sides

  /// 1 where `a` is larger than `b`, 0 where it is smaller, ½ where they are equal.
  static func larger(_ a: Expression, _ b: Expression) -> Expression { side(a, b, atTie: "0.5") }

  /// The same with 1 where they are equal.
  static func noSmaller(_ a: Expression, _ b: Expression) -> Expression { side(a, b, atTie: "1") }

  private static func side(_ a: Expression, _ b: Expression, atTie tie: String) -> Expression {
    let gap = Expression.call(.times, [difference(a, b), infinity])
    return .call(.clip, [.binary(.add, .number(tie), gap), zero, one])
  }

  /// −1, 0 or 1.
  static func sign(_ a: Expression) -> Expression {
    .call(.clip, [.call(.times, [a, infinity]), .negation(one), one])
  }
}
