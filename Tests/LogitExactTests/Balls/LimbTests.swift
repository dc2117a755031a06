import Testing

@testable import LogitExact

/// The limbs against schoolbook arithmetic on limbs of their own, the divisions by their identity
/// `dividend = quotient · divisor + rest`.
struct LimbTests {
  @Test func productsAreTheSchoolbookOnes() {
    products(InlineArray<2, UInt64>.self)
    products(InlineArray<3, UInt64>.self)
    products(InlineArray<8, UInt64>.self)
    products(InlineArray<16, UInt64>.self)
  }

  private func products<let count: Int>(_: InlineArray<count, UInt64>.Type) {
    var source = RandomBalls(seed: UInt64(count))
    for _ in 0..<200 {
      let (a, b): (InlineArray<count, UInt64>, InlineArray<count, UInt64>) = (
        source.limbs(), source.limbs()
      )
      let product = a.dyadic * b.dyadic
      let (high, low) = a.multiplied(by: b)
      #expect((high.dyadic.times(64 * count) + low.dyadic).compare(product) == 0)

      // Less than `count` units too small, as its comment says.
      let fraction = a.fraction(times: b).dyadic.times(64 * count)
      let missing = product - fraction
      #expect(!missing.isNegative || missing.isZero)
      #expect(missing.compare(Dyadic(limbs: [UInt64(count)]).times(64 * count)) < 0)
    }
  }

  @Test func longQuotientsAreOfTheLargestMultipleThatFits() {
    quotients(InlineArray<2, UInt64>.self)
    quotients(InlineArray<3, UInt64>.self)
    quotients(InlineArray<4, UInt64>.self)
    quotients(InlineArray<8, UInt64>.self)
  }

  private func quotients<let count: Int>(_: InlineArray<count, UInt64>.Type) {
    var source = RandomBalls(seed: 100 + UInt64(count))
    for i in 0..<600 {
      var (a, b): (InlineArray<count, UInt64>, InlineArray<count, UInt64>) = (
        source.limbs(), source.limbs()
      )
      b[count - 1] |= 1 << 63
      switch i % 4 {
      // The same first limb: the estimate of the digit starts at its cap.
      case 0: a[count - 1] = b[count - 1]
      // A first limb of 2^63 with ones behind: the estimate is two too large most often.
      case 1: b[count - 1] = 1 << 63
      case 2: (b[count - 2], a[count - 1]) = (.max, b[count - 1] - 1)
      default: break
      }
      guard a.isLess(than: b) else { continue }
      let spill = source.limb()
      let (quotient, isCut) = a.divided(by: b, bringing: spill)
      let dividend = a.dyadic.times(64 * count) + Dyadic(limbs: [spill]).times(64 * (count - 1))
      let rest = dividend - quotient.dyadic * b.dyadic
      #expect(rest.isZero || !rest.isNegative)
      #expect(rest.compare(b.dyadic) < 0)
      #expect(rest.isZero != isCut)
    }
  }

  /// Knuth's own case for the step that hardly ever runs: the digit is one too large after the
  /// estimate from two limbs, and the divisor is added back.
  @Test func aDigitThatIsTooLargeIsTakenBack() {
    let b: InlineArray<3, UInt64> = [1, 0, 1 << 63]
    let a: InlineArray<3, UInt64> = [0, 0, 1 << 63 - 1]
    let (quotient, _) = a.divided(by: b, bringing: 0)
    let rest = a.dyadic.times(192) - quotient.dyadic * b.dyadic
    #expect(!rest.isNegative && rest.compare(b.dyadic) < 0)

    let c: InlineArray<3, UInt64> = [.max, 0, 1 << 63]
    let d: InlineArray<3, UInt64> = [0, 0, 1 << 63]
    let (digits, _) = d.divided(by: c, bringing: 0)
    let left = d.dyadic.times(192) - digits.dyadic * c.dyadic
    #expect(!left.isNegative && left.compare(c.dyadic) < 0)
  }

  @Test func shortQuotientsLeaveLessThanTheDivisor() {
    var source = RandomBalls(seed: 7)
    for _ in 0..<500 {
      let a: InlineArray<5, UInt64> = source.limbs()
      let divisor = Swift.max(source.limb(), 1)
      let (quotient, rest) = a.divided(by: divisor)
      let back = quotient.dyadic * Dyadic(limbs: [divisor]) + Dyadic(limbs: [rest])
      #expect(back.compare(a.dyadic) == 0)
      #expect(rest < divisor)
    }
  }

  @Test func shiftsMoveEveryBit() {
    var source = RandomBalls(seed: 8)
    for _ in 0..<60 {
      let a: InlineArray<4, UInt64> = source.limbs()
      let guardLimb = source.limb()
      let whole = a.dyadic.times(64) + Dyadic(limbs: [guardLimb])
      for shift in [0, 1, 31, 63, 64, 65, 127, 128, 191, 192, 255] {
        // What a left shift brings up; what leaves at the top is lost.
        let left = a.shiftedLeft(by: shift, bringing: guardLimb)
        let moved = whole.times(shift)
        for i in 0..<4 { #expect(left[i] == moved.bits(Int128(64 + 64 * i))) }
      }
      for shift in [0, 1, 31, 63, 64, 65, 127, 128, 192, 255, 256, 257, 300, 319] {
        let (limbs, below, isSticky) = a.shiftedRight(by: shift)
        let moved = a.dyadic.times(-shift)
        for i in 0..<4 { #expect(limbs[i] == moved.bits(Int128(64 * i))) }
        #expect(below == moved.bits(-64))
        let kept = limbs.dyadic + Dyadic(limbs: [below], exponent: -64)
        #expect(isSticky == (kept.compare(moved) != 0))
      }
    }
  }

  @Test func sumsAndDifferencesCarryThroughAllLimbs() {
    var source = RandomBalls(seed: 9)
    for _ in 0..<500 {
      let (a, b): (InlineArray<4, UInt64>, InlineArray<4, UInt64>) = (
        source.limbs(), source.limbs()
      )
      let borrow = Bool.random(using: &source.random)
      let over = Dyadic(limbs: [1]).times(256)
      var sum = a
      let isCarried = sum.add(b)
      let right = a.dyadic + b.dyadic
      #expect((isCarried ? sum.dyadic + over : sum.dyadic).compare(right) == 0)
      var difference = a
      let isBelow = difference.subtract(b, borrowing: borrow)
      let less = a.dyadic - b.dyadic - Dyadic(limbs: [borrow ? 1 : 0])
      #expect((isBelow ? difference.dyadic - over : difference.dyadic).compare(less) == 0)
      #expect(a.isLess(than: b) == (a.dyadic.compare(b.dyadic) < 0))
    }
  }
}

extension InlineArray where Element == UInt64 {
  fileprivate var dyadic: Dyadic {
    var limbs: [UInt64] = []
    for i in 0..<count { limbs.append(self[i]) }
    return Dyadic(limbs: limbs)
  }
}

extension Dyadic {
  fileprivate func times(_ shift: Int) -> Dyadic {
    var result = self
    result.exponent += Int128(shift)
    return result
  }
}
