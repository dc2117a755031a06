import LogitBench
import LogitExact
import LogitSession
import LogitStudies
import LogitText
import TestSupport
import Testing

@Test(arguments: [
  ("1", "1"), ("1.", "1"), (".20", "0.2"), ("-.5", "-0.5"), ("+3", "3"), ("1e30", "1e30"),
  ("1E+30", "1e30"), ("0x1.8p-3", "0.1875"), ("inf", "inf"), ("-Infinity", "-inf"), ("∞", "inf"),
  ("\u{2212}7", "-7"), ("nan", "nan"), ("NaN", "nan"), ("-0", "-0"), ("1000000", "1000000"),
])
func spellsANumberShortly(typed: String, text: String) throws {
  #expect(try #require(Number(typed)).text == text)
}

@Test(arguments: ["", "a", "1e", "-", ".", "1 2", "1,2", "nan(0x1)", "--1", "0x"])
func refusesWhatIsNoNumber(word: String) {
  #expect(Number(word) == nil)
}

@Test func keepsTheDigitsThatATieNeeds() throws {
  let number = try #require(Number("1.000000059604644775390625000000001"))
  #expect(number.value(in: .float64) == 1 + 0x1p-24)
  #expect(number.value(in: .float32) == 1 + 0x1p-23)
  #expect(Number(number.text) == number)
}

@Test(arguments: Format.allCases)
func aNumberIsRoundedOnceToAnyFormat(format: Format) throws {
  var random = SplitMix64(seed: 41)
  var wrong: [String] = []
  for _ in 0..<4_000 {
    // Few digits often make a tie of a narrow format; a tail puts the text beside it.
    let whole =
      Int.random(in: 0..<400_000, using: &random) >> Int.random(in: 0..<18, using: &random)
    let part = ["", ".5", ".25", ".125", ".0625", ".03125"].randomElement(using: &random) ?? ""
    let tail = [".", "", "e-2", "0000000000", "00000000000000000000001"]
    let end = tail.randomElement(using: &random) ?? ""
    let word = end.hasPrefix("0") && part.isEmpty ? "\(whole).\(end)" : "\(whole)\(part)\(end)"
    guard let number = Number(word), let once = format.parse(word) else { continue }
    let value = number.value(in: format)
    if value != once, !once.isNaN || !value.isNaN { wrong.append(word) }
  }
  #expect(wrong == [])
}

@Test func nudgesInDecimal() throws {
  var number = Number(7)
  for _ in 0..<3 { number = number.adding(0.1) }
  #expect(number.text == "7.3")
  for _ in 0..<73 { number = number.adding(-0.1) }
  #expect(number.text == "0")
  #expect(Number(.infinity).adding(0.1).text == "inf")
  #expect(Number(1e30).adding(1).text == "1e30")
}

@Test(arguments: [
  (0.00917448, "0.0092"), (0.001, "0.0010"), (0.00099996, "9.9996e-04"),
  (9999.9999, "9999.9999"), (9999.99996, "1.0000e+04"), (-9999.5, "-9999.5000"),
  (2.0611537e-09, "2.0612e-09"), (-2.3283064e-10, "-2.3283e-10"), (0.99997, "1-3.00e-05"),
  (1.00003, "1+3.00e-05"), (-0.99997, "-1+3.00e-05"), (0.9999, "0.9999"), (20, "20.0000"),
  (.nan, "nan"), (1e300, "1.0000e+300"), (0x1p-1074, "4.9407e-324"),
])
func printsAResult(value: Double, text: String) {
  #expect(Reading(value).text == text)
}

@Test func aBareZeroOrOneIsAClaim() {
  #expect(Reading(0, isExact: true).text == "0")
  #expect(Reading(0).text == "0~")
  #expect(Reading(1, isExact: true).text == "1")
  #expect(Reading(1).text == "1~")
  #expect(Reading(-1).text == "-1~")
  #expect(Reading(.infinity).text == "inf~")
  #expect(Reading(-.infinity, isExact: true).text == "-inf")
  #expect(Reading(-0.0, isExact: true).text == "0")
}

@Test func onlyNumbersInsideTheFormatLoseNothingByRounding() throws {
  #expect(try #require(Number("0.1")).value(in: .float32) == Double(Float(0.1)))
  #expect(try #require(Number("1e39")).value(in: .float32) == .infinity)
  #expect(try #require(Number("1e-46")).value(in: .float32) == 0)
}

/// What is read by its digits is what is read as a double; a slice is always read that way.
@Test func aPlainDecimalIsReadAsAnyOther() {
  var random = SplitMix64(seed: 8)
  var words = ["0", "-0", "0.0", "00", "01", "1.", ".5", "-", "-.", "1.50", "0.001", "0.00099"]
  words += ["999999999999999", "1000000000000000", "0.100000000000001", "1024.0009765625", "1-2"]
  for _ in 0..<3000 {
    let digits = (0..<Int.random(in: 1...17, using: &random)).map { _ in
      Character("\(Int.random(in: 0...9, using: &random))")
    }
    var word = String(digits)
    if Bool.random(using: &random) {
      let place = Int.random(in: 0...word.count, using: &random)
      word.insert(".", at: word.index(word.startIndex, offsetBy: place))
    }
    words.append(Bool.random(using: &random) ? "-" + word : word)
  }
  for word in words {
    let (quick, slow) = (Number(word), Number(word[...]))
    #expect(quick?.text == slow?.text, "\(word)")
    for format in Format.allCases {
      #expect(
        quick?.value(in: format).bitPattern == slow?.value(in: format).bitPattern, "\(word)")
    }
  }
}
