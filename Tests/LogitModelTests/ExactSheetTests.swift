import FoundationEssentials
import LogitBench
import LogitExact
import LogitSession
import LogitStudies
import LogitText
import Testing

/// What `logitlab exact` prints.
@Suite struct ExactSheetTests {
  private func sheet(
    _ formula: String, _ values: String..., digits: Int = 30, format: Format? = nil
  ) throws -> ExactSheet {
    try ExactSheet(formula, values: values, digits: digits, format: format)
  }

  /// Python's decimal at 100 digits says 4.24835425529158898630497784363158218187775….
  @Test func theDigitsStandAlone() throws {
    let sheet = try sheet("log(1+exp(x))", "x=-40", digits: 40)
    #expect(sheet.text == "4.248354255291588986304977843631582181878e-18")
    #expect(sheet.remark == "proven at 256 bits")
    #expect(sheet.isDecided)
  }

  @Test func anInputThatTheFormatCannotHoldIsTold() throws {
    let sheet = try sheet("x + y", "x=70000", "y=0", format: .float16)
    #expect(sheet.remark == "x = 70000 is inf in float16\nexact")
    #expect(try self.sheet("x", "x=500", format: .float8E4M3).remark.hasPrefix("x = 500 is nan in"))
    #expect(try self.sheet("x", "x=1e-9", format: .float16).remark.hasPrefix("x = 1e-9 is 0 in"))
  }

  @Test func valuesMayBePartedByBlanks() throws {
    #expect(try sheet("sum(z)", "z=5 6 7").text == "18")
    #expect(try sheet("sum(z)", "z= 5, 6 7 ").text == "18")
  }

  @Test func theReadmeShowsWhatIsPrinted() throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let readme = try String(contentsOf: URL(filePath: "/\(root)/README.md"), encoding: .utf8)
    let overflow = try sheet("log(1+exp(z))", "z=12", format: .float16)
    #expect(readme.contains("\n\(overflow.text)\n\n\(overflow.steps)\n"))
    #expect(readme.contains(try sheet("log(1+exp(z))", "z=-40", digits: 40).text))
  }

  @Test func numbersAreTakenAsTheyAreWritten() throws {
    #expect(try sheet("x", "x=0.1").text == "0.100000000000000000000000000000")
    #expect(
      try sheet("x", "x=0.1", format: .float32).text.hasPrefix("0.100000001490116119384765625"))
    #expect(try sheet("a + 1e-400", "a=0").text == "1.00000000000000000000000000000e-400")
    #expect(try sheet("softmax(z)", "z=0,0").text == "0.5\n0.5")
    #expect(try sheet("sum(z)", "z=[1, 2 3]").text == "6")
  }

  @Test func aFormatStandsBeside() throws {
    let text = try sheet("log(1+exp(x))", "x=12", digits: 20, format: .float16).text
    #expect(text.hasPrefix("12.000006144193477733\n"))
    #expect(text.lines.last?.split(separator: " ") == ["value", "12", "inf~"])
  }

  @Test func theStepsSayWhatHappened() throws {
    let overflow = try sheet("log(1+exp(x))", "x=12", format: .float16).steps
    #expect(
      overflow.contains("exp(x)            inf~      inf~               overflow: beyond 65504"))
    let absorbed = try sheet("log(1+exp(x))", "x=-20", format: .float32).steps
    #expect(absorbed.contains("2.06e-09 is absorbed"))
    let invalid = try sheet("exp(z[0]) / sum(exp(z))", "z=1000,0", format: .float32).steps
    #expect(invalid.contains("inf / inf"))
  }

  @Test func theObjectReadsBack() throws {
    struct Document: Decodable {
      struct Result: Decodable {
        let digits: String
        let verdict: String
        let bits: Int?
        let nearest: Double?
        let ulps: Double?
      }
      let formula: String
      let inputs: [String: [String]]
      let dtype: String?
      let results: [Result]
    }
    func document(_ sheet: ExactSheet) throws -> Document {
      let decoder = JSONDecoder()
      decoder.nonConformingFloatDecodingStrategy = .convertFromString(
        positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
      return try decoder.decode(Document.self, from: Data(sheet.json().utf8))
    }
    let lost = try document(sheet("log(1+exp(x))", "x=-20", format: .float32))
    #expect(lost.inputs == ["x": ["-20"]] && lost.dtype == "float32")
    #expect(lost.results[0].bits == 256 && lost.results[0].verdict == "proven")
    #expect(try #require(lost.results[0].ulps).rounded() == -9_282_611)
    let infinite = try document(sheet("1/x", "x=0", format: .float64))
    #expect(infinite.results[0].nearest == .infinity && infinite.results[0].verdict == "exact")
    let undecided = try document(sheet("exp(log(2))-2"))
    #expect(undecided.results[0].verdict == "undecided" && undecided.results[0].digits == "?")
  }

  @Test(arguments: [
    (
      "log(1+exp(x)", ["x=3"],
      "expected ')' for the '(' in column 4\n  log(1+exp(x)\n              ^"
    ),
    ("日本+(", [], "the text ends where a value is expected\n  日本+(\n        ^"),
    ("a\u{1b}", ["a=1"], "unexpected character '^['\n  a^[\n   ^~"),
    ("x + y", ["x=1"], "'y' has no value: 'y=1' behind the formula gives it one"),
    ("x", ["x=1", "y=2"], "'y' is given and is not in the formula"),
    ("x", ["x=1", "x=2"], "'x' has two values"),
    ("x", ["x=one"], "'one' is not a number, such as 7, -.5, 1e30, inf or nan"),
    ("x", ["x"], "'x' gives no value: write name=number"),
    ("x", ["x="], "'x' is given no number"),
    ("x", ["1=2"], "'1=2' gives no value: write name=number"),
    ("z[2]", ["z=1,2"], "index 2 is outside: the elements are 0 to 1"),
  ])
  func refusesWithTheWordAtFault(formula: String, values: [String], message: String) {
    #expect {
      try ExactSheet(formula, values: values, digits: 30, format: nil)
    } throws: { error in
      "\(error)" == message
    }
  }
}
