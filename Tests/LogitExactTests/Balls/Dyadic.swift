/// An exact number `± limbs · 2^exponent`, the least significant limb first, in plain schoolbook
/// arithmetic: what the balls are held against shares nothing with them.
struct Dyadic {
  var isNegative = false
  var limbs: [UInt64] = []
  var exponent: Int128 = 0

  static var zero: Dyadic { Dyadic() }

  var isZero: Bool { limbs.allSatisfy { $0 == 0 } }

  /// Where the number ends: it is below `2^top` in size.
  var top: Int128 {
    var count = limbs.count
    while count > 0, limbs[count - 1] == 0 { count -= 1 }
    guard count > 0 else { return exponent }
    return exponent + Int128(64 * count - limbs[count - 1].leadingZeroBitCount)
  }

  static prefix func - (a: Dyadic) -> Dyadic {
    var result = a
    result.isNegative.toggle()
    return result
  }

  /// 64 bits of the limbs from `bit` up, zeros outside.
  func bits(_ bit: Int128) -> UInt64 {
    let place = bit - exponent
    guard place > -64, place < Int128(64 * limbs.count) else { return 0 }
    let start = Int(place)
    let (limb, shift) = (start >> 6, UInt64(start & 63))
    let low = limb >= 0 ? limbs[limb] : 0
    let high = limb + 1 < limbs.count ? limbs[limb + 1] : 0
    return shift == 0 ? low : low >> shift | high << (64 - shift)
  }

  /// −1, 0 or 1 as the size is below, equal to or above that of `other`.
  func compareSize(_ other: Dyadic) -> Int {
    if isZero || other.isZero { return (isZero ? 0 : 1) - (other.isZero ? 0 : 1) }
    let (first, second) = (top, other.top)
    guard first == second else { return first < second ? -1 : 1 }
    let end = Swift.min(exponent, other.exponent)
    var bit = first
    while bit > end {
      bit -= 64
      let (a, b) = (bits(bit), other.bits(bit))
      if a != b { return a < b ? -1 : 1 }
    }
    return 0
  }

  func compare(_ other: Dyadic) -> Int {
    let (a, b) = (isZero ? 0 : isNegative ? -1 : 1, other.isZero ? 0 : other.isNegative ? -1 : 1)
    guard a == b else { return a < b ? -1 : 1 }
    return a * compareSize(other)
  }

  /// The exact sum. Its length is the distance between the ends of both.
  static func + (a: Dyadic, b: Dyadic) -> Dyadic {
    if a.isZero { return b }
    if b.isZero { return a }
    let end = Swift.min(a.exponent, b.exponent)
    let count = Int((Swift.max(a.top, b.top) - end) >> 6) + 2
    let (large, small) = a.compareSize(b) >= 0 ? (a, b) : (b, a)
    let isAdding = a.isNegative == b.isNegative
    var limbs = [UInt64](repeating: 0, count: count)
    var carry: UInt64 = 0
    for i in 0..<count {
      let (x, y) = (large.bits(end + Int128(64 * i)), small.bits(end + Int128(64 * i)))
      let (c, d): (Bool, Bool)
      var sum: UInt64
      if isAdding {
        (sum, c) = x.addingReportingOverflow(y)
        (sum, d) = sum.addingReportingOverflow(carry)
      } else {
        (sum, c) = x.subtractingReportingOverflow(y)
        (sum, d) = sum.subtractingReportingOverflow(carry)
      }
      limbs[i] = sum
      carry = c || d ? 1 : 0
    }
    return Dyadic(isNegative: large.isNegative, limbs: limbs, exponent: end)
  }

  static func - (a: Dyadic, b: Dyadic) -> Dyadic { a + -b }

  static func * (a: Dyadic, b: Dyadic) -> Dyadic {
    var limbs = [UInt64](repeating: 0, count: a.limbs.count + b.limbs.count)
    for i in a.limbs.indices {
      var carry: UInt64 = 0
      for j in b.limbs.indices {
        let (high, low) = a.limbs[i].multipliedFullWidth(by: b.limbs[j])
        let (x, c) = low.addingReportingOverflow(carry)
        let (y, d) = x.addingReportingOverflow(limbs[i + j])
        limbs[i + j] = y
        carry = high + (c ? 1 : 0) + (d ? 1 : 0)
      }
      limbs[i + b.limbs.count] = carry
    }
    return Dyadic(
      isNegative: a.isNegative != b.isNegative, limbs: limbs, exponent: a.exponent + b.exponent)
  }
}

extension Dyadic {
  /// A finite double, exactly.
  init(_ value: Double) {
    let field = Int128(value.exponentBitPattern)
    let hidden: UInt64 = field == 0 ? 0 : 1 << 52
    self.init(
      isNegative: value.sign == .minus, limbs: [value.significandBitPattern | hidden],
      exponent: Swift.max(field, 1) - 1075)
  }

  /// The bits from `quantum` up, of which there must be less than 64, and what follows them: less
  /// than half (−1), half (0) or more; and whether anything follows at all.
  func cut(at quantum: Int128) -> (kept: UInt64, half: Int, isCut: Bool) {
    precondition(top - quantum < 64, "too many bits")
    let half = Dyadic(limbs: [1], exponent: quantum - 1)
    guard top > quantum else { return (0, compareSizeOfThis(to: half), !isZero) }
    let kept = bits(quantum)
    let rest = magnitude - Dyadic(limbs: [kept], exponent: quantum)
    return (kept, rest.compare(half), !rest.isZero)
  }

  var magnitude: Dyadic { Dyadic(limbs: limbs, exponent: exponent) }

  private func compareSizeOfThis(to other: Dyadic) -> Int { compareSize(other) }
}
