import LogitLosses
import TestSupport
import Testing

@Suite struct ReductionTests {
  @Test func theSumOfNoneIsZeroAndTheirMeanIsNaN() {
    #expect(sum([Float]()) == 0)
    #expect(mean([Double]()).isNaN)
  }

  @Test func aSmallElementSurvivesLargeOnes() {
    #expect(sum([1, 0x1p100, 1, -0x1p100]) == 2.0)
    #expect(sum([Float](repeating: 0.1, count: 100_000)) == Float(Double(Float(0.1)) * 100_000))
  }

  @Test func aTailBesideATieDecidesIt() {
    // Adding in doubles would lose the tail of a sum, and the tie would go to the even number.
    #expect(sum([1, 0x1p-24, 0x1p-80]) == Float(1).nextUp)
    #expect(sum([1, 0x1p-24, -0x1p-80]) == Float(1))
    #expect(mean([2, 0x1p-10, 0x1p-24, 0]) == Float16(0x1.004p-1))
    #expect(sum([1, 0x1p-53, 0x1p-1074]) == 1.0.nextUp)
  }

  @Test func aMeanOfFiniteElementsIsFinite() {
    let most = Double.greatestFiniteMagnitude
    #expect(mean([most, most, most]) == most)
    #expect(sum([most, most, -most]) == most)
    #expect(sum([most, most]) == .infinity)
    #expect(
      mean([Float.greatestFiniteMagnitude, .greatestFiniteMagnitude]) == .greatestFiniteMagnitude)
  }

  @Test func anInfinityStaysAndTwoOppositeOnesAreNaN() {
    #expect(sum([1, Double.infinity, -5]) == .infinity)
    #expect(mean([-Float.infinity, 1]) == -.infinity)
    #expect(sum([.infinity, -Double.infinity]).isNaN)
    #expect(sum([.nan, Double.infinity]).isNaN)
    #expect(sum([Double.greatestFiniteMagnitude, .infinity]) == .infinity)
  }

  @Test func theOrderOfTheElementsDoesNotMatter() {
    var random = SplitMix64(seed: 11)
    let values = random.row(1000, scale: 1e6)
    let total = sum(values)
    for _ in 0..<10 { #expect(sum(values.shuffled(using: &random)) == total) }
  }
}
