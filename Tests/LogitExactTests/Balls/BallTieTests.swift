import Testing

@testable import LogitExact

/// What lies beside a tie by less than any width can hold is rounded to its own side.
struct BallTieTests {
  @Test func aTailBesideATieDecidesAtEveryWidth() {
    ties(Ball<2>.self)
    ties(Ball<4>.self)
    ties(Ball<8>.self)
    ties(Ball<16>.self)
    ties(Ball<32>.self)
  }

  private func ties<let width: Int>(_: Ball<width>.Type) {
    typealias Number = Ball<width>
    let tails: [Number] = [
      .exp(Number(-1e9)), .exp(Number(-1e30)), .exp(Number(-1e300)),
      .exp(Number(-1e30)) * .exp(Number(-1e9)), .exp(Number(-1e300)) * .exp(Number(1)),
      .exp(Number(-1e300)) * .exp(Number(-1e300)), .exp(Number(1)) / .exp(Number(1e30)),
      .expm1(.exp(Number(-1e30))), .log1p(.exp(Number(-1e30))), .expm1(.exp(Number(-1e300))),
      .exp(.exp(Number(-1e30))) - .one, .exp(.exp(Number(-1e300))) - .one,
      .one - .exp(-.exp(Number(-1e30))), .one - .exp(-.exp(Number(-1e300))),
      -(.one - (.one + .exp(Number(-1e30)))), .softplus(Number(-1e30)), .sigmoid(Number(-1e30)),
      (.one + .exp(Number(-1e30))) - .one,
    ]
    for format in IntegerFormat.all {
      let last = Double(sign: .plus, exponent: 1 - format.precision, significand: 1)
      for odd in [1.0, 2] {
        // Half a step above the first or the second number after 1.
        let tie = Number(1) + Number(odd * last) + Number(last / 2)
        let (low, high) = (1 + odd * last, 1 + (odd + 1) * last)
        let even = odd == 1 ? high : low
        #expect(tie.rounded(to: format.format) == even)
        for (i, tail) in tails.enumerated() {
          let place: Comment = "\(format.format), tail \(i), \(Number.bits) bits"
          #expect((tie + tail).rounded(to: format.format) == high, place)
          #expect((tie - tail).rounded(to: format.format) == low, place)
          #expect((tail - tie).rounded(to: format.format) == -low, place)
          #expect((-tie - tail).rounded(to: format.format) == -high, place)
        }
      }
      // Half of the least number, where what lies below becomes 0.
      let least = Number(Double(sign: .plus, exponent: format.least, significand: 1))
      let half = least / Number(2)
      #expect(half.rounded(to: format.format) == 0)
      #expect((half + tails[1]).rounded(to: format.format) == .leastNonzero(of: format))
      #expect((half - tails[1]).rounded(to: format.format) == 0)
    }
  }

  /// A factor of 1 and a little beside it, left and right of 1.
  @Test func aFactorBesideOneMovesATieToItsSide() {
    factors(Ball<2>.self)
    factors(Ball<8>.self)
    factors(Ball<32>.self)
  }

  private func factors<let width: Int>(_: Ball<width>.Type) {
    typealias Number = Ball<width>
    let tie = Number(1) + Number(0x1p-53)
    for tail in [Number.exp(Number(-1e9)), .exp(Number(-1e30)), .exp(Number(-1e300))] {
      for above in [Number.exp(tail), .one + tail, .one / (.one - tail)] {
        #expect((tie * above).rounded(to: .float64) == 1 + 0x1p-52)
        #expect((tie / above).rounded(to: .float64) == 1)
      }
      for below in [Number.exp(-tail), .one - tail, .one / (.one + tail)] {
        #expect((tie * below).rounded(to: .float64) == 1)
        #expect((tie / below).rounded(to: .float64) == 1 + 0x1p-52)
      }
    }
  }

  @Test func anErrorThatIsNotStrictLeavesATieOpen() {
    for format in IntegerFormat.all {
      let last = Double(sign: .plus, exponent: 1 - format.precision, significand: 1)
      var tie = Ball<2>(1) + Ball<2>(last / 2)
      tie.spread = Spread(above: 1)
      #expect(tie.rounded(to: format.format) == nil)
      tie.spread = Spread(above: 1, isStrict: true)
      #expect(tie.rounded(to: format.format) == 1 + last)
      tie.spread = Spread(below: 1, isStrict: true)
      #expect(tie.rounded(to: format.format) == 1)
      tie.spread = Spread(below: 1, above: 1, isStrict: true)
      #expect(tie.rounded(to: format.format) == nil)
    }
  }

  @Test func aRandomBallIsRoundedAsAllItsNumbersAre() {
    var source = RandomBalls(seed: 11)
    var decided = 0
    for i in 0..<3000 {
      var ball: Ball<2> = source.ball(isNearOne: i % 2 == 0)
      if i % 3 == 0 { ball.limbs[0] = 0 }
      for format in IntegerFormat.all {
        guard let rounded = ball.rounded(to: format.format) else { continue }
        decided += 1
        let all = format.rounded(BallEnds(ball))
        #expect(rounded == all || rounded.isNaN && (all ?? 0).isNaN, "\(ball) \(format.format)")
      }
    }
    #expect(decided > 3000)
  }
}

extension Double {
  fileprivate static func leastNonzero(of format: IntegerFormat) -> Double {
    Double(sign: .plus, exponent: format.least, significand: 1)
  }
}
