import LogitExact
import Testing

@testable import LogitBench
@testable import LogitSession
@testable import LogitStudies

/// What is said of a number beside the exact value, and where its wrong digits begin.
@Suite struct OutcomeTests {
  private func outcome(_ value: Double, of text: String, in format: Format) throws -> Outcome {
    let program = try Program(Expression(parsing: text, in: Scope()), of: Inputs())
    let value = format.rounded(value)
    return Outcome(value, program.compare([value], in: format)[0], in: format)
  }

  @Test(arguments: [
    (1.0986123, "log(3)", "1.0986123", "right"),
    (1.0986124, "log(3)", "1.098612!4", "6 of 7 digits left"),
    (1.0986128, "log(3)", "1.098612!8", "6 of 7 digits left"),
    (1.0999999, "log(3)", "1.09!99999", "2 of 7 digits left"),
    (0.999991, "exp(0)", "0.99999!1", "5 of 7 digits left"),
    (-1.0986123, "log(3)", "!-1.0986123", "wrong sign"),
    (0, "log(3)", "!0", "every digit lost"),
    (-0.0, "log(3)", "!-0", "every digit lost"),
    (3.2958369, "log(3)", "!3.295837", "3 x too large"),
    (0.5493061, "log(3)", "!0.5493061", "2 x too small"),
    (.infinity, "log(3)", "!inf", "inf"),
    (.nan, "log(3)", "!nan", "nan"),
    (1, "log(1)", "!1", "should be 0"),
    (-0.0, "log(1)", "-0", "right"),
    (.infinity, "-log(0)", "inf", "right"),
    (3, "-log(0)", "!3", "every digit lost"),
    (0, "exp(-1000)", "0~", "right"),
    (1, "1 - exp(-40)", "1~", "right"),
    (.infinity, "exp(1000)", "inf~", "right"),
    (.nan, "log(-1)", "nan", "nan, as it must be"),
  ])
  func aNumberIsMarkedAndJudged(
    value: Double, formula: String, marked: String, words: String
  ) throws {
    let outcome = try outcome(value, of: formula, in: .float32)
    #expect(outcome.marked == marked)
    #expect(outcome.verdict.words == words)
  }

  @Test func aNumberWithinAnUlpIsRightInEveryFormat() throws {
    for format in Format.allCases {
      let nearest = format.rounded(1.0986122886681098)
      #expect(try outcome(nearest, of: "log(3)", in: format).isRight)
      #expect(try outcome(nearest, of: "log(3)", in: format).wrongFrom == nil)
      let far = nearest + 8 * format.ulp(of: nearest)
      #expect(try !outcome(far, of: "log(3)", in: format).isRight)
    }
  }
}
