import TestSupport
import Testing

@testable import LogitExact

/// Random sums, products and quotients of whole numbers against fractions of integers.
@Suite struct RationalTests {
  /// A fraction of integers, its formula beside it.
  struct Sample {
    let text: String
    let top: Int128
    let bottom: Int128

    static func random(depth: Int, _ random: inout SplitMix64) -> Sample {
      if depth == 0 {
        let number = Int.random(in: -9...9, using: &random)
        return Sample(text: "(\(number))", top: Int128(number), bottom: 1)
      }
      let a = self.random(depth: depth - 1, &random)
      let b = self.random(depth: depth - 1, &random)
      let sum = (a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom)
      let difference = (a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom)
      // Of two with the same denominator's sign the difference tells the larger one.
      let isLess = (difference.0 < 0) != (difference.1 < 0)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: return Sample(text: "(\(a.text) + \(b.text))", top: sum.0, bottom: sum.1)
      case 1:
        return Sample(text: "(\(a.text) - \(b.text))", top: difference.0, bottom: difference.1)
      case 2: return Sample(text: "max(\(a.text), \(b.text))", isLess ? b : a)
      case 3: return Sample(text: "min(\(a.text), \(b.text))", isLess ? a : b)
      case 4:
        return Sample(
          text: "(\(a.text) * \(b.text))", top: a.top * b.top, bottom: a.bottom * b.bottom)
      default:
        guard b.top != 0 else { return a }
        return Sample(
          text: "(\(a.text) / \(b.text))", top: a.top * b.bottom, bottom: a.bottom * b.top)
      }
    }

    init(text: String, top: Int128, bottom: Int128) {
      (self.text, self.top, self.bottom) = (text, top, bottom)
    }

    init(text: String, _ value: Sample) {
      self.init(text: text, top: value.top, bottom: value.bottom)
    }
  }

  @Test func aFormulaOfQuotientsIsThisFractionAndNoOther() throws {
    var random = SplitMix64(seed: 11)
    for _ in 0..<400 {
      let sample = Sample.random(depth: 4, &random)
      for shift in [0, 1] as [Int128] {
        let text = "\(sample.text) - (\(sample.top + shift)) / (\(sample.bottom))"
        let formula = try Expression(parsing: text, in: Scope())
        let proof = try #require(try Program(formula, of: Inputs()).proofs(in: .float64).first)
        #expect((proof == Proof(value: 0, verdict: .exact)) == (shift == 0), "\(text): \(proof)")
      }
    }
  }

  @Test func whatNoLongerFitsIsABallAgain() throws {
    let third = Rational<2>(.one) / Rational(Ball(3))
    #expect((third.power(101) * Rational(Ball(3)).power(101) - Rational(.one)).ball.sign == nil)
    #expect((third.power(40) * Rational(Ball(3)).power(40) - Rational(.one)).ball.isExactZero)
    #expect((third * Rational(Ball(3)) - Rational(.one)).ball.isExactZero)
  }
}
