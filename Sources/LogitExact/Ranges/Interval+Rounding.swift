import Glibc

/// Ends rounded away from what lies between them.
extension Interval {
  private static func moved(_ value: Double, isUpper: Bool) -> Double {
    guard value.isFinite else {
      // A finite number beyond the largest double is below infinity.
      if value == .infinity, !isUpper { return .greatestFiniteMagnitude }
      if value == -.infinity, isUpper { return -.greatestFiniteMagnitude }
      return value
    }
    return isUpper ? value.nextUp : value.nextDown
  }

  /// What a function of a finite number comes to, by four ulp.
  static func outward(_ value: Double, isUpper: Bool) -> Double {
    guard value.isFinite else { return moved(value, isUpper: isUpper) }
    let step = 4 * Swift.max(value.ulp, .leastNonzeroMagnitude)
    return isUpper ? value + step : value - step
  }

  static func sum(_ a: Double, _ b: Double, isUpper: Bool) -> Double {
    let sum = a + b
    guard sum.isFinite else {
      return a.isFinite && b.isFinite ? moved(sum, isUpper: isUpper) : sum
    }
    let part = sum - a
    let lost = (a - (sum - part)) + (b - part)
    let isOff = lost.isNaN || (isUpper ? lost > 0 : lost < 0)
    return isOff ? moved(sum, isUpper: isUpper) : sum
  }

  static func product(_ a: Double, _ b: Double, isUpper: Bool) -> Double {
    let product = a * b
    guard product.isFinite else {
      return a.isFinite && b.isFinite ? moved(product, isUpper: isUpper) : product
    }
    if a == 0 || b == 0 { return product }
    let lost = (-product).addingProduct(a, b)
    // So small a loss may itself have been rounded to nothing.
    let isOff = product.magnitude < 0x1p-900 || (isUpper ? lost > 0 : lost < 0)
    return isOff ? moved(product, isUpper: isUpper) : product
  }

  /// - Precondition: `base` is 0 or more, or `exponent` is odd.
  static func power(_ base: Double, _ exponent: Int, isUpper: Bool) -> Double {
    if base < 0 { return -power(-base, exponent, isUpper: !isUpper) }
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = product(result, square, isUpper: isUpper) }
      rest >>= 1
      if rest > 0 { square = product(square, square, isUpper: isUpper) }
    }
    return result
  }

  static func quotient(_ a: Double, _ b: Double, isUpper: Bool) -> Double {
    let quotient = a / b
    guard quotient.isFinite, b.isFinite else {
      return a.isFinite && b.isFinite ? moved(quotient, isUpper: isUpper) : quotient
    }
    if a == 0 { return quotient }
    let rest = a.addingProduct(-quotient, b)
    let lost = b < 0 ? -rest : rest
    let isSmall = Swift.min(quotient.magnitude, a.magnitude) < 0x1p-900
    let isOff = isSmall || (isUpper ? lost > 0 : lost < 0)
    return isOff ? moved(quotient, isUpper: isUpper) : quotient
  }
}

/// Functions that rise with their operand, but for one.
extension Interval {
  /// - Parameter exact: A number, and what the function is of it without error.
  private func rising(
    _ function: (Double) -> Double, exactAt exact: (at: Double, is: Double)? = nil
  ) -> Self {
    guard let ends else { return self }
    func end(_ x: Double, isUpper: Bool) -> Double {
      if let exact, x == exact.at { return exact.is }
      // At infinity, and at a pole, the limit is the value.
      let value = function(x)
      return x.isInfinite || value == -.infinity ? value : Self.outward(value, isUpper: isUpper)
    }
    return Self(end(ends.lowerBound, isUpper: false), end(ends.upperBound, isUpper: true))
  }

  /// Of a function that is none below `least`.
  private func rising(
    from least: Double, _ function: (Double) -> Double, exactAt exact: (at: Double, is: Double)
  ) -> Self {
    if high < least { return .nan }
    return low < least ? .unknown : rising(function, exactAt: exact)
  }

  static func exp(_ x: Self) -> Self {
    x.rising(Glibc.exp, exactAt: (0, 1)).within(0, .infinity)
  }

  static func expm1(_ x: Self) -> Self {
    x.rising(Glibc.expm1, exactAt: (0, 0)).within(-1, .infinity)
  }

  static func exp2(_ x: Self) -> Self {
    x.rising(Glibc.exp2, exactAt: (0, 1)).within(0, .infinity)
  }

  static func log(_ x: Self) -> Self { x.rising(from: 0, Glibc.log, exactAt: (1, 0)) }
  static func log1p(_ x: Self) -> Self { x.rising(from: -1, Glibc.log1p, exactAt: (0, 0)) }
  static func log2(_ x: Self) -> Self { x.rising(from: 0, Glibc.log2, exactAt: (1, 0)) }

  static func sqrt(_ x: Self) -> Self {
    x.rising(from: 0, { $0.squareRoot() }, exactAt: (0, 0)).within(0, .infinity)
  }

  static func tanh(_ x: Self) -> Self { x.rising(Glibc.tanh, exactAt: (0, 0)).within(-1, 1) }
  static func erf(_ x: Self) -> Self { x.rising(Glibc.erf, exactAt: (0, 0)).within(-1, 1) }

  static func sigmoid(_ x: Self) -> Self {
    x.rising(logistic, exactAt: (0, 0.5)).within(0, 1)
  }

  static func softplus(_ x: Self) -> Self { x.rising(logOfOnePlusExp).within(0, .infinity) }

  /// A power takes its extremes where its base and its exponent do.
  static func raise(_ base: Self, to exponent: Self) -> Self {
    guard let a = base.ends, let b = exponent.ends else { return .unknown }
    let bases = [a.lowerBound, a.upperBound]
    let powers = bases.flatMap { base in
      [b.lowerBound, b.upperBound].map { Glibc.pow(base, $0) }
    }
    guard !powers.contains(where: \.isNaN) else { return .unknown }
    let (low, high) = (
      powers.reduce(.infinity, Swift.min), powers.reduce(-.infinity, Swift.max)
    )
    return Self(outward(low, isUpper: false), outward(high, isUpper: true)).within(0, .infinity)
  }

  /// `1 / (1 + e^−x)`.
  static func logistic(_ x: Double) -> Double {
    x < 0 ? Glibc.exp(x) / (1 + Glibc.exp(x)) : 1 / (1 + Glibc.exp(-x))
  }

  /// `ln(1 + e^x)`.
  static func logOfOnePlusExp(_ x: Double) -> Double {
    x > 0 ? x + Glibc.log1p(Glibc.exp(-x)) : Glibc.log1p(Glibc.exp(x))
  }
}
