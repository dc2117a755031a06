import Testing

@testable import LogitExact

/// What a sure answer lacks, however small it is beside 1. The digits are mpmath's at 6000 digits.
@Suite struct ShareTests {
  private func first(_ formula: String, _ inputs: Inputs) throws -> DigitsProof {
    let program = try Program(Expression(parsing: formula, in: inputs.scope), of: inputs)
    return try #require(program.digits(17).first)
  }

  private func text(_ formula: String, _ inputs: Inputs) throws -> String {
    guard case .number(let decimal) = try first(formula, inputs).value else { return "?" }
    return decimal.text()
  }

  @Test(arguments: [
    ("sigmoid(x) - 1", "-1.7104428994128989e-2606"),
    ("1 - sigmoid(x)", "1.7104428994128989e-2606"),
    ("q * sigmoid(x) - q", "-5.1313286982386966e-2606"),
    ("(1 - 1 + q) * sigmoid(x) - q", "-5.1313286982386966e-2606"),
    ("-q * sigmoid(x) + q", "5.1313286982386966e-2606"),
    ("(sigmoid(x) - 1)^2 / 2", "1.4628074560760020e-5212"),
    ("log(sigmoid(x))", "-1.7104428994128989e-2606"),
  ])
  func whatASigmoidLacksIsProven(formula: String, digits: String) throws {
    let inputs = Inputs(["x": .scalar(Quantity(6000)), "q": .scalar(Quantity(3))])
    #expect(try text(formula, inputs) == digits)
  }

  @Test(arguments: [
    ("softmax(v)[1] - 1", "-3.3696941483089175e-2172"),
    ("2 * softmax(v)[1] - 2", "-6.7393882966178350e-2172"),
    ("log(softmax(v)[1])", "-3.3696941483089175e-2172"),
  ])
  func whatASoftmaxLacksIsProven(formula: String, digits: String) throws {
    let inputs = Inputs(["v": .vector([2000, 7000, 1000].map { Quantity($0) })])
    #expect(try text(formula, inputs) == digits)
  }

  @Test func aShareOfAnotherWholeIsAnOrdinaryNumber() throws {
    let inputs = Inputs(["x": .scalar(Quantity(2))])
    // mpmath: 0.88079707797788244406.
    #expect(try text("sigmoid(x) - 0.5", inputs) == "0.38079707797788244")
    #expect(try text("sigmoid(x) * 3 - 1", inputs) == "1.6423912339336473")
    #expect(try text("sigmoid(x) - 1", inputs) == "-0.11920292202211756")
  }

  @Test func equalLogitsShareExactly() throws {
    let inputs = Inputs(["v": .vector([5, 5, 5].map { Quantity($0) })])
    #expect(try first("softmax(v)[0] * 3 - 1", inputs).value == .zero)
    #expect(try first("1 - softmax(v)[0] - 2 / 3", inputs).value == .zero)
  }

  @Test func digitsThatShowABareOneTellHowFarItIs() throws {
    let inputs = Inputs(["x": .scalar(Quantity(6000))])
    let proof = try first("sigmoid(x)", inputs)
    #expect(proof.gap?.text() == "-1.7104428994128989e-2606")
    #expect(try first("-sigmoid(x)", inputs).gap?.text() == "1.7104428994128989e-2606")
    #expect(try first("exp(1 / 10^30)", inputs).gap?.text() == "1.0000000000000000e-30")
    #expect(try first("x / 6000", inputs).gap == nil)
    #expect(try first("sigmoid(x / 1000)", inputs).gap == nil)
  }
}
