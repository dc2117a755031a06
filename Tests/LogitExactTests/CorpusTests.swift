import Glibc
import Testing

@testable import LogitExact

/// The corpus at three widths: `Corpus/README.md` says where its values come from.
struct CorpusTests {
  /// A debug build reads every so many lines one.
  static var step: Int {
    #if DEBUG
      8
    #else
      1
    #endif
  }

  @Test(arguments: CorpusFunction.allCases)
  func aBallHoldsTheTruthAndRoundsToIt(_ function: CorpusFunction) throws {
    let truths = try Corpus.truths(function.rawValue, every: Self.step)
    #expect(truths.count > 0)
    let errors = [
      check(function, truths, as: Ball<2>.self), check(function, truths, as: Ball<4>.self),
      check(function, truths, as: Ball<8>.self),
    ]
    if getenv("LOGITLAB_TELLS") != nil { print(function, truths.count, errors) }
    for (error, limit) in zip(errors, function.limits() ?? []) { #expect(error <= limit) }
  }

  /// The largest error in ulps, as a power of two.
  private func check<let width: Int>(
    _ function: CorpusFunction, _ truths: [Truth], as: Ball<width>.Type
  ) -> Double {
    var most = 0.0
    for truth in truths {
      let ball: Ball<width> = function.value(truth.inputs)
      let place = "\(function) \(truth.tag) \(truth.inputs) at \(Ball<width>.bits) bits: \(ball)"
      guard ball.kind == .number else {
        // Only what no exponent holds is without digits.
        let isHuge = ball.kind == .huge && truth.value.top > Int128(1) << 119
        let isSameSide = ball.isNegative == truth.value.isNegative
        #expect(isHuge && isSameSide, "\(place)")
        continue
      }
      let ends = BallEnds(ball)
      #expect(ends.holds(truth), "\(place)")
      if ball.limbs.isZero {
        // Or all has cancelled.
        let isTiny = truth.value.isZero || truth.value.top < -(Int128(1) << 119)
        #expect(isTiny || function == .chain, "\(place)")
      } else {
        most = max(most, log2(ball.spread.below + ball.spread.above) + Double(ball.spread.scale))
      }
      for format in IntegerFormat.all {
        for overflow in [Overflow.ieee, .saturate] {
          let near = format.rounded(truth, overflow: overflow)
          if let rounded = ball.rounded(to: format.format, overflow: overflow) {
            #expect(isSame(rounded, near), "\(place) to \(format.format): \(rounded), not \(near)")
          } else {
            let all = format.rounded(ends, overflow: overflow)
            // `rounded` gives up at an error of a quarter of the step, decided or not.
            let isCoarse = format.isCoarse(ends)
            #expect(all == nil || isCoarse, "\(place) is decided in \(format.format)")
          }
        }
      }
    }
    return most
  }

  private func isSame(_ a: Double, _ b: Double) -> Bool { a.isNaN && b.isNaN || a == b }
}
