/// How far a number may lie from the midpoint of its ball, on either side, in units in the last
/// place: `below · 2^scale` towards 0 and `above · 2^scale` away from it.
///
/// Its arithmetic never says less than the truth: `sealed` covers what `Double` rounded away, and
/// nothing above 0 ever becomes 0, so that an error on one side only stays on one side.
struct Spread {
  var below = 0.0
  var above = 0.0
  /// 0 but for errors that a `Double` could not count: a cancellation of a thousand bits and more.
  private(set) var scale = 0
  /// With an error on one side only: whether the number is known not to be the midpoint itself.
  ///
  /// It decides ties: `0.5 + exp(−10^9)` lies above the tie at any width.
  var isStrict = false

  static var none: Spread { Spread() }

  init(below: Double = 0, above: Double = 0, isStrict: Bool = false) {
    self.below = below
    self.above = above
    self.isStrict = isStrict
  }

  var isZero: Bool { below == 0 && above == 0 }

  /// Whether the number may lie on one side of the midpoint only, and not on it.
  var isDirected: Bool { isStrict && (below == 0) != (above == 0) }

  var swapped: Spread {
    var result = self
    (result.below, result.above) = (above, below)
    return result
  }

  /// Whether the error is below 2^100 units, so at most 2^−28 of the midpoint of any ball: a quick
  /// answer to what mostly is asked.
  var isSmall: Bool { scale == 0 && below < 0x1p100 && above < 0x1p100 }

  /// Both sides as wide as the wider one.
  var widest: Double { Swift.max(below, above).scaled(by: Int128(scale)) }
  var lower: Double { below.scaled(by: Int128(scale)) }
  var upper: Double { above.scaled(by: Int128(scale)) }

  /// In units that are `2^shift` times smaller.
  func shifted(by shift: Int128) -> Spread {
    guard !isZero, shift != 0 else { return self }
    if scale == 0, shift >= -900, shift <= 500, below < 0x1p400, above < 0x1p400 {
      // By far the most: a product with a power of two, in which nothing above 0 becomes 0.
      let factor = Double(bitPattern: UInt64(truncatingIfNeeded: shift + 1023) << 52)
      let (inner, outer) = (below * factor, above * factor)
      if inner > 0 || below == 0, outer > 0 || above == 0 {
        var result = self
        (result.below, result.above) = (inner, outer)
        return result
      }
    }
    let total = Int128(scale) + shift
    var result = self
    // Far enough for no `Double`, with what is there already.
    let isFar = total > 512 || total > 0 && Swift.max(below, above) > 0x1p400
    result.scale = isFar && total < 1 << 40 ? Int(total) : 0
    // An error of 2^(2^40) units is beyond every width.
    let rest = isFar ? (total < 1 << 40 ? 0 : total) : total
    result.below = below.scaled(by: rest)
    result.above = above.scaled(by: rest)
    return result
  }

  /// With steps of rounding added, in units.
  func adding(below more: Double = 0, above most: Double = 0) -> Spread {
    var result = self
    let unit = -Int128(scale)
    result.below += scale == 0 ? more : more.scaled(by: unit)
    result.above += scale == 0 ? most : most.scaled(by: unit)
    return result
  }

  static func + (a: Spread, b: Spread) -> Spread {
    var (large, small) = a.scale >= b.scale ? (a, b) : (b, a)
    if large.scale != small.scale {
      let gap = Int128(small.scale - large.scale)
      small.below = small.below.scaled(by: gap)
      small.above = small.above.scaled(by: gap)
    }
    large.below += small.below
    large.above += small.above
    large.isStrict = a.isStrict || b.isStrict
    return large
  }

  /// - Parameter factor: At least 1/2, which no error rounds to 0 under.
  static func * (a: Spread, factor: Double) -> Spread {
    var result = a
    result.below = (a.below * factor).orLeast(if: a.below > 0)
    result.above = (a.above * factor).orLeast(if: a.above > 0)
    return result
  }

  /// The product of both errors, in units of `2^(2 · unit)` over those of `2^unit`.
  static func cross(_ a: Spread, _ b: Spread, bits: Int) -> (inner: Spread, outer: Spread) {
    let shift = Int128(a.scale) + Int128(b.scale) - Int128(bits)
    func product(_ x: Double, _ y: Double) -> Double {
      (x * y).orLeast(if: x > 0 && y > 0)
    }
    let mixed = Swift.max(product(a.below, b.above), product(a.above, b.below))
    let outer = Spread(below: mixed, above: product(a.above, b.above)).shifted(by: shift)
    return (Spread(above: product(a.below, b.below)).shifted(by: shift), outer)
  }

  /// More than what a few dozen roundings of `Double` can take off.
  private static let slack = 0x1.0000000000010p0

  /// Covers the rounding of this arithmetic; to be called once an operation has added up its parts.
  func sealed() -> Spread {
    guard !isZero else { return .none }
    var result = self
    result.below = below > 0 ? below * Self.slack + 0x1p-1071 : 0
    result.above = above > 0 ? above * Self.slack + 0x1p-1071 : 0
    result.isStrict = isDirected
    if result.below > 0x1p600 || result.above > 0x1p600 {
      result.below = result.below.scaled(by: -512)
      result.above = result.above.scaled(by: -512)
      result.scale += 512
    }
    return result
  }
}

extension Double {
  fileprivate func orLeast(if isPositive: Bool) -> Double {
    self == 0 && isPositive ? .leastNonzeroMagnitude : self
  }

  /// This number, not negative, times a power of two; too small a result is rounded up.
  func scaled(by exponent: Int128) -> Double {
    guard self > 0, exponent != 0 else { return self }
    if exponent > 2200 { return .infinity }
    if exponent < -2200 { return .leastNonzeroMagnitude }
    let power = Int(truncatingIfNeeded: exponent)
    // A power of two that is a normal number is made from its bits.
    let product =
      power.magnitude <= 1022
      ? self * Double(bitPattern: UInt64(1023 + power) << 52)
      : Double(sign: .plus, exponent: power, significand: self)
    return product > 0 ? product : .leastNonzeroMagnitude
  }
}
