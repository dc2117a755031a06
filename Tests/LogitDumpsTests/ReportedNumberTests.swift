import Testing

@testable import LogitDumps

/// A number that somebody was told, to the digits that were written.
@Suite struct ReportedNumberTests {
  @Test func aNumberIsWhatRoundsToIt() throws {
    let number = try #require(ReportedNumber("0.0644"))
    #expect(number.isWhat(0.06444) && !number.isWhat(0.06446) && number.digitCount == 3)
    #expect(ReportedNumber("1.5e-3")?.isWhat(0.00154) == true)
    #expect(
      ReportedNumber("nan")?.isWhat(.nan) == true && ReportedNumber("inf")?.isWhat(5) == false)
    #expect(ReportedNumber("x") == nil && ReportedNumber("0x10") == nil)
  }
}
