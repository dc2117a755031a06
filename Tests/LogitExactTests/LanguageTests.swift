import Testing

@testable import LogitExact

/// Powers, comparisons and choices of the formula language, at their limits and in every arithmetic.
@Suite struct LanguageTests {
  @Test(
    arguments: [
      // Of powers: 0, 1 and infinity on either side, and a base below 0.
      ("0^0", 1), ("x^(1 - 1)", 1), ("nan^(1 - 1)", 1), ("1^nan", 1), ("1^inf", 1), ("1^-inf", 1),
      ("0^1.5", 0), ("0^-1.5", .infinity), ("0^-1", .infinity), ("0^inf", 0), ("0^-inf", .infinity),
      ("inf^.5", .infinity), ("inf^-.5", 0), ("inf^-1", 0), ("2^inf", .infinity), ("2^-inf", 0),
      (".5^inf", 0), (".5^-inf", .infinity), ("(-2)^3", -8), ("(-2)^-1", -0.5), ("(-2)^.5", .nan),
      ("(-2)^inf", .nan), ("(-inf)^3", -.infinity), ("(-inf)^-3", 0), ("nan^2", .nan),
      ("2^nan", .nan), ("2^-3", 0.125), ("4^.5", 2), ("4^1.5", 8), ("16^-.25", 0.5),
      ("2.25^1.5", 3.375), ("2^100 / 2^99", 2), ("(1 / 3)^2 * 9", 1), ("3^65 / 3^64", 3),
      // To base 2.
      ("exp2(10)", 1024), ("exp2(-1074)", 0x1p-1074), ("log2(8)", 3), ("log2(.125)", -3),
      ("log2(8) - 3", 0), ("log2(0)", -.infinity), ("log2(-1)", .nan), ("exp2(-inf)", 0),
      ("tanh(0)", 0), ("tanh(inf)", 1), ("tanh(-inf)", -1), ("erf(0)", 0), ("erf(-inf)", -1),
      // Comparisons and choices.
      ("1 < 2", 1), ("2 < 1", 0), ("1 / 3 <= 1 / 3", 1), ("1 / 3 < 1 / 3", 0), ("inf > 1e308", 1),
      ("inf == inf", 1), ("-inf < inf", 1), ("inf <= -inf", 0), ("nan < 1", 0), ("nan == nan", 0),
      ("nan != nan", 1), ("1 != 1", 0), ("2 >= 2", 1), ("0.1 + 0.2 == 0.3", 1),
      ("where(1 < 2, 3, 1 / 0)", 3), ("where(0, nan, 4)", 4), ("where(nan, 5, 4)", 5),
      ("where(x == 0, 0, x * log(x)) - x * log(x)", 0), ("dot(v, v)", 19.25),
      ("stop_gradient(x)", 2), ("sum(where(v > 0, v, 0))", 6.5),
    ] as [(String, Double)])
  func aFormulaHasItsValue(_ text: String, _ value: Double) throws {
    let proof = try #require(try SemanticsTests.proofs(text).first)
    #expect(proof.value == value || proof.value.isNaN && value.isNaN, "\(proof)")
    if case .undecided = proof.verdict { Issue.record("\(proof)") }
  }

  /// π as in OEIS A000796.
  @Test func piHasItsDigits() throws {
    let inputs = Inputs()
    let program = try Program(Expression(parsing: "pi", in: inputs.scope), of: inputs)
    #expect(
      program.digits(50)[0].text == "3.1415926535897932384626433832795028841971693993751")
    #expect(try SemanticsTests.proofs("pi", in: .float32)[0].value == 3.14159274101257324)
    // A name of that spelling is the person's own.
    let own = Inputs(["pi": .scalar(Quantity(3))])
    #expect(
      try Program(Expression(parsing: "pi", in: own.scope), of: own).rounded(to: .float64) == [3])
    #expect(try Expression.freeNames(of: "2 * pi * r") == ["r"])
  }

  /// `1 − tanh(x)` is `2 / (exp(2x) + 1)`: mpmath, `2/(exp(mpf(2000))+1)`.
  @Test func whatTanhLacksOfOneIsKnown() throws {
    let inputs = Inputs(["x": .scalar(Quantity(1000))])
    for text in ["1 - tanh(x)", "tanh(-x) + 1"] {
      let program = try Program(Expression(parsing: text, in: inputs.scope), of: inputs)
      #expect(program.digits(5)[0].text == "5.1531e-869")
    }
  }

  @Test func aComparisonThatIsTooNearStaysOpen() throws {
    // Equal, and no width shows it.
    let proof = try SemanticsTests.proofs("exp(log(2)) == 2")[0]
    guard case .undecided = proof.verdict else {
      Issue.record("\(proof)")
      return
    }
  }

  /// A step of a format is rounded once, and says what happened.
  @Test(
    arguments: [
      ("x^y", 2, 0.5, 1.4142135381698608, [.rounded]), ("x^y", 2, 200, .infinity, [.overflow]),
      ("x^y", 2, -200, 0, [.underflow]), ("x^y", 0, -1, .infinity, [.pole]),
      ("x^y", -2, 0.5, .nan, [.outOfDomain]), ("x^y", 4, 1.5, 8, []),
      ("where(x > y, x, y)", 1, 2, 2, []), ("where(x, y, x)", .nan, 2, 2, []),
      ("x < y", .nan, 2, 0, []), ("log2(x)", 0, 0, -.infinity, [.pole]),
      ("tanh(x)", 20, 0, 1, [.rounded]), ("erf(x)", 0.5, 0, 0.5204998850822449, [.rounded]),
    ] as [(String, Double, Double, Double, [Step.Event])])
  func aStepIsRoundedOnceAndSaysWhatHappened(
    _ text: String, _ x: Double, _ y: Double, _ value: Double, _ events: [Step.Event]
  ) throws {
    let inputs = Inputs(["x": .scalar(Quantity(x)), "y": .scalar(Quantity(y))])
    let program = try Program(Expression(parsing: text, in: inputs.scope), of: inputs)
    let step = try #require(program.steps(in: .float32).last)
    #expect(step.value == value || step.value.isNaN && value.isNaN, "\(step)")
    #expect(step.events == events, "\(step)")
  }
}
