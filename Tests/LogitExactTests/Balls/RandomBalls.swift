import TestSupport

@testable import LogitExact

/// Balls with errors of every size, and points inside them.
struct RandomBalls {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// All zeros, all ones, few bits or any: where carries and borrows run.
  mutating func limb() -> UInt64 {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: 0
    case 1: .max
    case 2: 1 << UInt64.random(in: 0..<64, using: &random)
    case 3: ~(1 << UInt64.random(in: 0..<64, using: &random))
    default: random.next()
    }
  }

  mutating func limbs<let count: Int>() -> InlineArray<count, UInt64> {
    var limbs = InlineArray<count, UInt64>(repeating: 0)
    for i in 0..<count { limbs[i] = limb() }
    return limbs
  }

  mutating func exponent(bits: Int) -> Int128 {
    let near = Int128(Int.random(in: -24...8, using: &random))
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return Int128(-bits) + near / 4
    case 1: return Int128(Int.random(in: -2 * bits...2 * bits, using: &random))
    case 2: return 110 + near
    default: return near
    }
  }

  /// An error of 2^−16 to beyond 2^bits units, or none.
  mutating func error(bits: Int) -> Double {
    guard Int.random(in: 0..<3, using: &random) > 0 else { return 0 }
    let isLarge = Bool.random(using: &random)
    let size = isLarge ? bits - 30...bits + 6 : -16...bits - 30
    let significand = Double(random.next() >> 42) * 0x1p-22 + 1
    let isRound = Int.random(in: 0..<4, using: &random) == 0
    return Double(
      sign: .plus, exponent: Int.random(in: size, using: &random),
      significand: isRound ? 1 : significand)
  }

  mutating func ball<let width: Int>(isNearOne: Bool = false) -> Ball<width> {
    var limbs: InlineArray<width, UInt64> = limbs()
    limbs[width - 1] |= 1 << 63
    if Int.random(in: 0..<6, using: &random) == 0 { limbs = .half }
    var exponent = exponent(bits: 64 * width)
    if isNearOne { exponent = Int128(Int.random(in: 0...2, using: &random)) }
    if Int.random(in: 0..<12, using: &random) == 0 { limbs = .zero }
    var spread = Spread(below: error(bits: 64 * width), above: error(bits: 64 * width))
    spread.isStrict = spread.isDirectedIfStrict && Bool.random(using: &random)
    if limbs.isZero, spread.isZero { exponent = 0 }
    return Ball(
      isNegative: Bool.random(using: &random), exponent: exponent, limbs: limbs, spread: spread)
  }
}

extension Spread {
  fileprivate var isDirectedIfStrict: Bool { (below == 0) != (above == 0) }
}

extension Dyadic {
  /// This number as a ball without error; nil where the width does not hold it.
  func ball<let width: Int>(_: Ball<width>.Type = Ball<width>.self) -> Ball<width>? {
    guard !isZero else { return .zero }
    let end = top - Int128(64 * width)
    var result = Ball<width>(isNegative: isNegative, exponent: top)
    for i in 0..<width { result.limbs[i] = bits(end + Int128(64 * i)) }
    var limbs: [UInt64] = []
    for i in 0..<width { limbs.append(result.limbs[i]) }
    let back = Dyadic(isNegative: isNegative, limbs: limbs, exponent: end)
    return back.compare(self) == 0 ? result : nil
  }
}

extension BallEnds {
  /// Numbers that the ball holds: both ends, the middle and one between.
  var points: [Dyadic] {
    var half = upper + middle
    half.exponent -= 1
    return [lower, upper, middle, half].filter(holds)
  }
}
