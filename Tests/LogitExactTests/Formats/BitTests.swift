import LogitExact
import Testing

@Test func everyFloat16AndBfloat16IsTheHardwaresNumber() {
  var wrong: [UInt16] = []
  for code in UInt16.min...UInt16.max {
    let half = Double(Float16(bitPattern: code))
    let upper = Double(Float(bitPattern: UInt32(code) << 16))
    let isHalf = isSame(Format.float16.value(ofBits: UInt64(code)), half)
    let isUpper = isSame(Format.bfloat16.value(ofBits: UInt64(code)), upper)
    let isBack = [Format.float16, .bfloat16].allSatisfy {
      $0.bits(of: $0.value(ofBits: UInt64(code))) == UInt64(code)
    }
    if !(isHalf && isUpper && isBack) { wrong.append(code) }
  }
  #expect(wrong == [])
}

@Test func float32AndFloat64HaveTheBitsOfTheHardwareTypes() {
  var random = Random(seed: 5)
  var wrong: [UInt64] = []
  for _ in 0..<20_000 {
    let code = random.next()
    let float = Float(bitPattern: UInt32(truncatingIfNeeded: code))
    let isFloat =
      isSame(Format.float32.value(ofBits: UInt64(float.bitPattern)), Double(float))
      && (float.isNaN || Format.float32.bits(of: Double(float)) == UInt64(float.bitPattern))
    let isDouble = Format.float64.bits(of: Format.float64.value(ofBits: code)) == code
    if !isFloat || !isDouble { wrong.append(code) }
  }
  #expect(wrong == [])
}

@Test(arguments: [
  (Format.float32, 1.0, "0 01111111 00000000000000000000000"),
  (.bfloat16, -0.1, "1 01111011 1001101"), (.float16, 65504, "0 11110 1111111111"),
  (.float16, 0x1p-24, "0 00000 0000000001"), (.float8E5M2, .infinity, "0 11111 00"),
  (.float8E4M3, 448, "0 1111 110"), (.float8E4M3, .nan, "0 1111 111"),
  (.float64, 0.5, "0 01111111110 " + String(repeating: "0", count: 52)),
])
func writesTheFieldsApart(format: Format, value: Double, text: String) {
  #expect(format.bitForm(of: value).description == text)
}

@Test(arguments: [
  (Format.float64, 0.1875, "0x1.8p-3"), (.float64, 0x1p-1074, "0x1p-1074"),
  (.float64, 0.1, "0x1.999999999999ap-4"), (.float32, 0.1, "0x1.99999ap-4"),
  (.bfloat16, 0.1, "0x1.9ap-4"), (.float16, 0x1.8p-23, "0x1.8p-23"), (.float64, 7, "0x1.cp+2"),
  (.float8E4M3, -448, "-0x1.cp+8"), (.float32, 0, "0x0p+0"), (.float32, -0.0, "-0x0p+0"),
  (.float32, -.infinity, "-inf"), (.float8E4M3, .infinity, "nan"),
  (.float64, 0x1.08p0, "0x1.08p+0"),
])
func spellsInHexadecimal(format: Format, value: Double, text: String) {
  #expect(format.hexadecimal(value) == text)
}

@Test(arguments: Format.allCases)
func aFormatIsWhatItsBitsSay(format: Format) {
  let rounding = IntegerRounding(format)
  #expect(format.precision == rounding.precision)
  #expect(format.minExponent == rounding.minExponent)
  #expect(format.greatestFinite == rounding.greatest)
  #expect(format.maxExponent == Int(rounding.greatest.exponent))
  #expect(format.bitWidth == [64, 32, 16, 16, 8, 8][Format.allCases.firstIndex(of: format) ?? 0])
  #expect(
    format.exponentBias == [1023, 127, 127, 15, 15, 7][Format.allCases.firstIndex(of: format) ?? 0])
  #expect(format.value(ofBits: 1) == format.leastNonzero)
  #expect(format.value(ofBits: 1 << UInt64(format.fractionBits)) == format.leastNormal)
  #expect(format.spellings.allSatisfy { Format(spelling: $0) == format })
  #expect(Format(spelling: "float8_e4m3") == .float8E4M3)
  #expect(Format(spelling: "int8") == nil)
}
