import LogitExact
import TestSupport
import Testing

/// Reference values of `Sums/make.py`, and what must hold for any values.
@Suite struct ExactSumTests {
  let cases: [SumCase]

  init() throws { cases = try SumCase.read() }

  @Test func sumsAndMeansAreRoundedOnce() {
    for example in cases {
      let sum = example.sum
      #expect(sum.count == example.values.count * example.times)
      #expect(same(sum.rounded(to: .float64), example.sum64), "\(example)")
      #expect(same(sum.rounded(to: .float32), example.sum32), "\(example)")
      #expect(same(sum.mean(in: .float64), example.mean64), "\(example)")
      #expect(same(sum.mean(in: .float32), example.mean32), "\(example)")
    }
  }

  @Test func floatsAddUpAsTheirDoublesDo() {
    for example in cases {
      guard let floats = example.floats else { continue }
      var sum = ExactSum()
      sum.add(contentsOf: floats)
      #expect(sum == example.sum, "\(example)")
    }
  }

  @Test func theOrderOfTheValuesChangesNoBit() {
    var random = SplitMix64(seed: 2)
    for example in cases {
      var shuffled = ExactSum()
      shuffled.add(contentsOf: example.all.shuffled(using: &random))
      #expect(shuffled == example.sum, "\(example)")
    }
  }

  @Test func theGroupingIntoMergesChangesNoBit() {
    var random = SplitMix64(seed: 3)
    for example in cases {
      var parts: [ExactSum] = [ExactSum()]
      for value in example.all {
        if Int.random(in: 0..<4, using: &random) == 0, parts.count < 40 { parts.append(ExactSum()) }
        parts[Int.random(in: parts.indices, using: &random)].add(value)
      }
      // Any two merge into one until one is left.
      while parts.count > 1 {
        let last = parts.removeLast()
        parts[Int.random(in: parts.indices, using: &random)].merge(last)
      }
      #expect(parts[0] == example.sum, "\(example)")
      #expect(same(parts[0].rounded(to: .float64), example.sum64), "\(example)")
    }
  }

  @Test func valuesAreTheSameLazilyAndInBulk() {
    for example in cases {
      var lazily = ExactSum()
      lazily.add(contentsOf: example.all.lazy.map { $0 })
      #expect(lazily == example.sum, "\(example)")
    }
  }

  @Test func moreTermsThanAnyArrayHoldsDoNotOverflow() {
    let largest = Double.greatestFiniteMagnitude
    var many = ExactSum()
    many.add(largest)
    var few = ExactSum()
    few.add(-largest)
    for _ in 0..<61 {
      many.merge(many)
      few.merge(few)
    }
    #expect(many.rounded(to: .float64) == .infinity)
    #expect(many.mean(in: .float64) == largest)
    #expect(few.mean(in: .float64) == -largest)
    many.add(Double.leastNonzeroMagnitude)
    many.merge(few)
    #expect(many.count == 1 << 62 + 1)
    #expect(many.rounded(to: .float64) == Double.leastNonzeroMagnitude)
    #expect(many.mean(in: .float64) == 0)
  }

  @Test func noBinOverflowsInALongArray() {
    // All bits of each significand are set, and all lie in one bin of each copy.
    let count = 1 << 19 + 5
    let value = Float(2).nextDown
    var sum = ExactSum()
    sum.add(contentsOf: repeatElement(value, count: count).map { $0 })
    #expect(sum.rounded(to: .float64) == Double(value) * Double(count))
    #expect(sum.mean(in: .float32) == Double(value))
  }

  @Test(arguments: -600 ..< -536)
  func aFullBinReachesAcrossItsLimbs(exponent: Int) {
    let value = Double(sign: .minus, exponent: exponent, significand: Double(2).nextDown)
    var sum = ExactSum()
    sum.add(contentsOf: [Double](repeating: value, count: 1 << 13))
    #expect(sum.rounded(to: .float64) == 0x1p13 * value)
  }

  @Test func sumsOfOtherValuesAreNotEqual() {
    for example in cases where example.sum64.isFinite {
      var other = example.sum
      other.add(Double.leastNonzeroMagnitude)
      #expect(other != example.sum, "\(example)")
      other.add(-Double.leastNonzeroMagnitude)
      #expect(other != example.sum, "not as many values")
    }
  }
}

/// Whether two results are one number: zeros of either sign are, and all NaNs.
private func same(_ a: Double, _ b: Double) -> Bool { a == b || a.isNaN && b.isNaN }
