import Testing

@testable import LogitStudies

/// How far a number is from the right one, in the words of a person.
struct ShareTests {
  @Test(
    arguments: [
      (58.2, 1, 1e6, "58 x", "is 58 x too large"),
      (148, 1, 1e9, "148 x", "is 148 x too large"),
      (12_345.6, 1, 1e9, "12346 x", "is 12346 x too large"),
      (2.8e10, 1, 1e17, "2.8e+10 x", "is 2.8e+10 x too large"),
      (0.938, 1, 1e6, "0.938 x", "is 1.07 x too small"),
      (-0.0625, 0.125, 1e8, "-0.5 x", "has the wrong sign"),
      (1.00046, 1, 4e3, "+0.046 %", "is 0.046 % too large"),
      (-0.9988, -1, 2e4, "-0.12 %", "is 0.12 % too small"),
      (1.00002, 1, 148, "148 ulp", "is off by 148.00 ulp"),
      (1.0000001, 1, 0.88, "0.88 ulp", "is off by 0.88 ulp"),
    ] as [(Double, Double, Double, String, String)])
  func aPersonReads(
    _ value: Double, _ right: Double, _ ulps: Double, _ text: String, _ sentence: String
  ) {
    let share = Share(of: value, beside: right, ulps: ulps)
    #expect(share.text == text && share.text.count <= 10)
    #expect(share.sentence == sentence)
  }

  @Test(
    arguments: [
      (.nan, 1, .infinity, "nan"), (.infinity, 1, .infinity, "inf"), (1, 0, 1e30, "not 0"),
      (1, .infinity, .infinity, "not inf"), (1, 1, 0, ""), (1, 1, .nan, "?"),
    ] as [(Double, Double, Double, String)])
  func whatIsNoRatioIsSaid(_ value: Double, _ right: Double, _ ulps: Double, _ text: String) {
    #expect(Share(of: value, beside: right, ulps: ulps).text == text)
  }
}
