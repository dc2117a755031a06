import TestSupport
import Testing

@testable import LogitExact

/// Laws of the real numbers, on balls that carry the errors of earlier steps.
struct BallAlgebraTests {
  @Test func inversesLeadBack() {
    inverses(Ball<2>.self, count: 60)
    inverses(Ball<4>.self, count: 30)
    inverses(Ball<8>.self, count: 15)
    inverses(Ball<16>.self, count: 4)
    inverses(Ball<32>.self, count: 1)
  }

  private func inverses<let width: Int>(_: Ball<width>.Type, count: Int) {
    typealias Number = Ball<width>
    var random = SplitMix64(seed: UInt64(width))
    for i in 0..<count {
      let scale = Double(
        sign: .plus, exponent: Int.random(in: -40...5, using: &random), significand: 1)
      let x = Double.random(in: -1...1, using: &random) * scale
      let y = Double.random(in: 0.5...4, using: &random)
      let (a, b) = (Number(x), Number(y))
      let place: Comment = "\(i): \(x), \(y) at \(Number.bits) bits"
      #expect(Number.log(.exp(a)).holds(x), place)
      #expect(Number.exp(.log(b)).holds(y), place)
      #expect(Number.expm1(.log1p(.abs(a))).holds(x.magnitude), place)
      #expect(Number.log1p(.expm1(a)).holds(x), place)
      #expect((a / b * b).holds(x), place)
      #expect((a * b / b).holds(x), place)
      let root = Number.sqrt(b)
      #expect((root * root).holds(y), place)
      #expect(Number.sqrt(b * b).holds(y), place)
      #expect((.sigmoid(a) + .sigmoid(-a)).holds(1), place)
      #expect((.softplus(a) - .softplus(-a)).holds(x), place)
      #expect((.logSigmoid(a) - .logSigmoid(-a)).holds(x), place)
      // The same on what is not exact from the start.
      let third = b / Number(3)
      #expect((.log(.exp(third)) * Number(3)).holds(y), place)
      #expect((.log1p(.expm1(third)) * Number(3)).holds(y), place)
      #expect((.exp(third) * .exp(third) * .exp(third) / .exp(b)).holds(1), place)
      #expect((.log(third) + .log(Number(3)) - .log(b)).holds(0), place)
      #expect((.sigmoid(third) + .sigmoid(-third)).holds(1), place)
      #expect((.softplus(third) - .softplus(-third) - third).holds(0), place)
      #expect((.expm1(third) - .exp(third)).holds(-1), place)
    }
  }

  /// Just below 2^−squarings the plan of the exponential has its fewest terms for the largest r.
  @Test func aShortSeriesHasTermsEnough() {
    series(Ball<2>.self, Ball<4>.self)
    series(Ball<4>.self, Ball<8>.self)
    series(Ball<8>.self, Ball<16>.self)
    series(Ball<16>.self, Ball<20>.self)
    series(Ball<32>.self, Ball<40>.self)
  }

  private func series<let width: Int, let wide: Int>(_: Ball<width>.Type, _: Ball<wide>.Type) {
    for zeros in [InlineArray<width, UInt64>.expPlan.squarings, 20, 21, 64 * width] {
      let x = Double(sign: .plus, exponent: -zeros, significand: 1).nextDown
      for size in [x, -x] {
        check(Ball<width>.expm1(Ball(size)), Ball<wide>.expm1(Ball(size)), "expm1 \(size)")
        check(Ball<width>.log1p(Ball(size)), Ball<wide>.log1p(Ball(size)), "log1p \(size)")
        check(Ball<width>.exp(Ball(size)), Ball<wide>.exp(Ball(size)), "exp \(size)")
      }
    }
  }

  /// Around 2^−20 and 1/2, at multiples of ln 2, and where a number is one bit from the width.
  @Test func theFunctionsAgreeOnBothSidesOfTheirThresholds() {
    thresholds(Ball<2>.self, Ball<8>.self)
    thresholds(Ball<4>.self, Ball<8>.self)
    thresholds(Ball<8>.self, Ball<12>.self)
  }

  private func thresholds<let width: Int, let wide: Int>(_: Ball<width>.Type, _: Ball<wide>.Type) {
    let bits = 64 * width
    var points = [1, 0x1p-20, 0x1p-21, 0.5, 0.25, 0x1p-6, 0x1p-10, 0x1p-15, 0x1p-24, 0x1p-36]
    for i in -2...2 {
      points.append(Double(sign: .plus, exponent: -bits + i, significand: 1))
    }
    for k in [1.0, 2, 3, 10, 1000, 1e6, 0x1p60, 0x1p61, 0x1p63, 0x1p64, 0x1p65, 0x1p90, 0x1p118] {
      points.append(k * 0.693147180559945309)
    }
    for point in points {
      for x in [point.nextDown, point, point.nextUp] {
        for size in [x, -x] {
          check(Ball<width>.exp(Ball(size)), Ball<wide>.exp(Ball(size)), "exp \(size)")
          check(Ball<width>.expm1(Ball(size)), Ball<wide>.expm1(Ball(size)), "expm1 \(size)")
          check(Ball<width>.log1p(Ball(size)), Ball<wide>.log1p(Ball(size)), "log1p \(size)")
          check(
            Ball<width>.log(Ball<width>(1) + Ball(size)), .log(Ball<wide>(1) + Ball(size)),
            "log \(size)")
        }
        // k ln 2, as near as the width holds it.
        let multiple = Ball<width>.ln2.midpoint * Ball(x)
        if let same = BallEnds(multiple.midpoint).middle.ball(Ball<wide>.self) {
          check(.exp(multiple.midpoint), .exp(same), "exp(\(x) ln 2)")
          check(.exp(-multiple.midpoint), .exp(-same), "exp(-\(x) ln 2)")
        }
      }
    }
  }

  private func check<let width: Int, let wide: Int>(
    _ narrow: Ball<width>, _ exact: Ball<wide>, _ place: String
  ) {
    #expect("\(narrow.kind)" == "\(exact.kind)", "\(place)")
    guard narrow.kind == .number, exact.kind == .number else { return }
    #expect(BallEnds(narrow).meets(BallEnds(exact)), "\(place) at \(Ball<width>.bits) bits")
  }

  /// The error is then a number of units that no `Double` holds.
  @Test func errorsAreCountedThroughACancellationOfAThousandBits() {
    cancellation(Ball<32>.self)
    cancellation(Ball<64>.self)
  }

  private func cancellation<let width: Int>(_: Ball<width>.Type) {
    typealias Number = Ball<width>
    let third = Number.one / Number(3)
    var tiny = Number.one
    for shift in [600, 1100, 1300, 64 * width - 70] {
      tiny = Number.one
      tiny.exponent -= Int128(shift)
      let rest = (third + tiny) - third
      #expect(rest.kind == .number)
      #expect(BallEnds(rest).holds(Dyadic(limbs: [1], exponent: Int128(-shift))))
      #expect(rest.sign == 1)
      // The bits that are left are the width less what has gone.
      let error = rest.spread.shifted(by: Int128(-shift - 2)).widest
      #expect(error < 8, "\(shift): \(rest.spread)")
      // Into a product and a quotient, and back.
      let one = (rest * third) / (third * tiny)
      #expect(BallEnds(one).holds(Dyadic(1)), "\(shift)")
      #expect(one.kind == .number)
      let less = rest - tiny
      #expect(BallEnds(less).holds(.zero))
      #expect(less.sign == nil)
      #expect(BallEnds(.exp(less)).holds(Dyadic(1)))
      #expect(BallEnds(.log1p(less)).holds(.zero))
      #expect(BallEnds(.abs(less)).holds(.zero))
      #expect(BallEnds(.max(less, tiny)).holds(Dyadic(limbs: [1], exponent: Int128(-shift))))
    }
  }

  @Test func theRootOfWhatComesNearZeroHoldsBothEnds() {
    let wide = Ball<2>(limbs: .half, spread: Spread(below: 0x1p127 * 0.98, above: 0))
    let root = BallEnds(Ball<2>.sqrt(wide))
    // √0.01 lies below 0.1001 and above 0.0999.
    #expect(root.lower.compare(Dyadic(0.0999)) < 0)
    #expect(root.holds(Dyadic(0.7071)))
  }
}

extension Ball {
  fileprivate func holds(_ value: Double) -> Bool {
    kind == .number && BallEnds(self).holds(Dyadic(value))
  }
}
