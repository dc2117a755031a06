import LogitExact
import Testing

@Test(arguments: [Format.float16, .bfloat16])
func everyNumberReadsBackFromItsShortestDecimal(format: Format) {
  var wrong: [UInt64] = []
  for code in 0..<UInt64(1 << 16) {
    let value = format.value(ofBits: code)
    guard let read = format.parse(format.shortest(value)) else {
      wrong.append(code)
      continue
    }
    if value.isNaN ? !read.isNaN : read != value { wrong.append(code) }
  }
  #expect(wrong == [])
}

@Test func theShortestDecimalOfAFloat16IsTheOneSwiftFinds() {
  var wrong: [String] = []
  // Swift writes all digits of larger integers.
  for code in 1..<Float16(2048).bitPattern {
    let number = Float16(bitPattern: code)
    let text = Format.float16.shortest(Double(number))
    if Double(text) != Double(number.description) { wrong.append("\(text) \(number)") }
  }
  #expect(wrong == [])
}

@Test(arguments: [
  (Format.float64, 7.0, "7"), (.float64, 1e30, "1e30"), (.float64, -0.0, "0"),
  (.float32, 0.1, "0.1"), (.float32, 0x1p-149, "1e-45"), (.bfloat16, 0.1, "0.1"),
  (.bfloat16, 1e30, "1e30"), (.bfloat16, -1e-5, "-1e-05"), (.bfloat16, 1004, "1004"),
  (.bfloat16, 3e6, "3000000"), (.bfloat16, 3e7, "3e07"), (.bfloat16, 0x1p-133, "9e-41"),
  (.bfloat16, 0x1.fep127, "3.39e38"), (.float16, 65504, "65500"), (.float16, 1.0 / 3, "0.3333"),
  (.float16, 0x1p-24, "6e-08"), (.float8E5M2, 57344, "60000"), (.float8E4M3, 448, "450"),
  (.float8E4M3, 0x1p-9, "0.002"), (.float8E4M3, .infinity, "nan"), (.float16, -.infinity, "-inf"),
  (.float16, -0.0, "0"),
])
func spellsShortly(format: Format, value: Double, text: String) {
  #expect(format.shortest(value) == text)
}
