import Testing

@testable import LogitExact

@Test func roundsTextOnceWhereTheDoubleIsATie() {
  // Just above the tie between 1 and its float32 neighbour; the nearest double is the tie itself.
  let text = "1.000000059604644775390625000000001"
  let double = Double(text) ?? .nan
  #expect(double == 1 + 0x1p-24)
  #expect(Format.float32.rounded(double) == 1)
  #expect(Format.float32.rounded(double, readFrom: text) == 1 + 0x1p-23)
}

@Test func roundsTextOnceAtTheLargestFloat() {
  let belowTheTie = "3.40282356779733661637539395458142568447999e38"
  #expect(Double(belowTheTie) == 0x1.ffffffp127)
  #expect(
    Format.float32.rounded(0x1.ffffffp127, readFrom: belowTheTie)
      == Double(Float.greatestFiniteMagnitude))
}

@Test(arguments: ["0.1", "-7", "1e30", "1e-45", "1e-46", "1e39", "inf", "-inf", "0x1.8p-3"])
func readsAsTheFloatOfTheText(text: String) throws {
  let double = try #require(Format.float64.parse(text))
  let float = try #require(Float(text))
  #expect(Format.float32.rounded(double, readFrom: text) == Double(float))
}

@Test func aFormatHasTheDigitsOfItsHardwareType() {
  #expect(Format.float32.precision == Float.significandBitCount + 1)
  #expect(Format.float64.precision == Double.significandBitCount + 1)
  // Enough digits to read back, less those that a reader cannot rely on.
  #expect(Format.allCases.map(\.printedDigits) == [16, 7, 2, 3, 1, 1])
}
