import LogitExact
import Testing

/// The step behind which exact arithmetic comes too late.
@Suite struct LostPlaceTests {
  private func lost(
    _ text: String, x: Double, in format: Format = .float32
  ) throws -> (step: Step?, steps: [Step]) {
    let inputs = Inputs(["x": .scalar(Quantity(x))])
    let program = try Program(Expression(parsing: text, in: inputs.scope), of: inputs)
    let steps = program.steps(in: format)
    let exact = try #require(steps.last).exact.value
    let place = program.lostPlace(of: steps, in: format) { result in
      guard result.isFinite else { return result != exact }
      return (result - exact).magnitude > 2 * format.ulp(of: exact)
    }
    return (place.map { steps[$0] }, steps)
  }

  @Test func itIsTheSumThatAbsorbedNotTheLogarithmThatShowsIt() throws {
    let (step, steps) = try lost("log(1 + exp(-x))", x: 20)
    #expect(step?.text == "1 + exp(-x)" && step?.applied == "1 + 2.0611537e-09")
    #expect(try #require(step?.ulps).magnitude < 0.02)
    #expect(try #require(steps.last?.ulps).magnitude > 9e6)
  }

  @Test func itIsTheOverflowNotTheQuotientOfInfinities() throws {
    #expect(try lost("exp(x) / (1 + exp(x))", x: 100).step?.text == "exp(x)")
    #expect(try lost("exp(x) / (1 + exp(x))", x: 12, in: .float16).step?.text == "exp(x)")
  }

  @Test func itIsTheRoundingThatADifferenceLaysBare() throws {
    let step = try lost("(x + 1e-5) - x", x: 1000).step
    #expect(step?.applied == "1000 + 1e-05")
    // A literal that no format holds may be it as well.
    #expect(try lost("(0.1 - x) * 1e9", x: 0.1).step?.text == "0.1")
  }

  @Test func whereNothingIsLostThereIsNone() throws {
    #expect(try lost("log1p(exp(-x))", x: 20).step == nil)
    #expect(try lost("1 / x", x: 0).step == nil)
  }

  @Test func operandsThatAreLongAreNamedByTheirPlace() throws {
    let inputs = Inputs(["x": .scalar(Quantity(2))])
    let text = "exp(x) + log(x)"
    let program = try Program(Expression(parsing: text, in: inputs.scope), of: inputs)
    #expect(program.steps(in: .float32).last?.text == "exp(x) + log(x)")
    #expect(program.steps(in: .float32, longest: 5).last?.text == "#1 + #2")
    #expect(program.steps(in: .float32).map(\.isInput) == [true, false, false, false])
  }

  @Test func manyNumbersAreComparedWithOneValue() throws {
    let inputs = Inputs(["x": .scalar(Quantity(3))])
    let formulas = try ["log(x)", "x^2"].map { try Expression(parsing: $0, in: inputs.scope) }
    let program = try Program(formulas, of: inputs)
    let groups = program.compare(each: [[1, 1.1, .nan], [9]], in: .float32)
    #expect(groups.map(\.count) == [3, 1])
    let alone = program.compare([1.1, 9], in: .float32)
    #expect(groups[0][1] == alone[0] && groups[1][0] == alone[1])
    #expect(groups[0][2].ulps == nil && groups[0][2].exact == alone[0].exact)
    #expect(program.compare(each: [[], []], in: .float32).map(\.count) == [0, 0])
  }
}
