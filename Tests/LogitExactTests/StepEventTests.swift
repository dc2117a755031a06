import Testing

@testable import LogitExact

/// Every event by the smallest formula that shows it.
@Suite struct StepEventTests {
  private func events(
    _ formula: String, _ numbers: [String: Double] = [:], in format: Format = .float32,
    _ overflow: Overflow = .ieee
  ) throws -> [Step.Event] {
    try #require(try program(formula, numbers).steps(in: format, overflow: overflow).last).events
  }

  @Test func whatIsExactHasNoEvent() throws {
    for formula in [
      "1 + 2", "3 * 0.5", "3 / 2", "sqrt(4)", "exp(0)", "log(1)", "-1", "max(1, 2)", "2^10",
      "times(0, inf)", "inf + 1", "exp(-inf)", "logsumexp(inf)", "0.5", "nan", "inf", "0 * 3",
      "sum(2)", "abs(-3)", "1/inf", "0 - 0", "0x1p-149", "5 - 0",
    ] {
      #expect(try events(formula) == [], "\(formula)")
    }
    // 149 digits say the least float32 exactly.
    let least =
      "1.40129846432481707092372958328991613128026194187651577175706828388979"
      + "108268586060148663818836212158203125"
    #expect(try events(least + "e-45") == [])
    #expect(try events(least + "000e-45") == [])
    #expect(try events(least + "1e-45") == [.rounded])
  }

  @Test func aNumberIsRounded() throws {
    for formula in ["0.1", "1/3", "exp(1)", "0.1 * 3", "sqrt(2)", "softmax(1) / 3", "3.3^2"] {
      #expect(try events(formula) == [.rounded], "\(formula)")
    }
    #expect(try events("x", ["x": 0.1], in: .float64) == [])
    #expect(try events("0.1", in: .float64) == [.rounded])
    #expect(try events("0x1.000002p0") == [])
    #expect(try events("0x1.000001p0") == [.rounded])
  }

  @Test func aSmallTermIsAbsorbed() throws {
    #expect(try events("1 + x", ["x": 1e-9]) == [.absorbed(Double(Float(1e-9)))])
    #expect(try events("x + 1", ["x": 1e-9]) == [.absorbed(Double(Float(1e-9)))])
    #expect(try events("1 - x", ["x": 1e-9]) == [.absorbed(Double(Float(1e-9)))])
    #expect(try events("x - 1", ["x": 1e-9]) == [.absorbed(Double(Float(1e-9)))])
    #expect(try events("2048 + 1", in: .float16) == [.absorbed(1)])
    #expect(try events("2048 + 3", in: .float16) == [.rounded])
    #expect(try events("1 + 0") == [])
    let inputs = Inputs(["z": .vector([1, 0x1p-30, 0x1p-31, -1].map { Quantity($0) })])
    let sum = try Program(Expression(parsing: "sum(z)", in: inputs.scope), of: inputs)
    #expect(
      sum.steps(in: .float32).last?.events
        == [.absorbed(0x1p-30), .absorbed(0x1p-31), .cancelled(digits: 7)])
  }

  @Test func digitsCancel() throws {
    #expect(try events("a - b", ["a": 1.0009765625, "b": 1]) == [.cancelled(digits: 3)])
    #expect(try events("a + b", ["a": 1, "b": -1]) == [.cancelled(digits: 7)])
    #expect(try events("a - b", ["a": 1, "b": 1], in: .float64) == [.cancelled(digits: 15)])
    #expect(try events("a - b", ["a": 1, "b": 1], in: .bfloat16) == [.cancelled(digits: 2)])
    // One binary digit is no decimal one.
    #expect(try events("a - b", ["a": 2, "b": 1]) == [])
    #expect(try events("a - b", ["a": 16, "b": 15]) == [.cancelled(digits: 1)])
  }

  @Test func aResultOverflows() throws {
    for (formula, format) in [
      ("3e38 + 3e38", Format.float32), ("1e30 * 1e30", .float32), ("1e30 / 1e-30", .float32),
      ("exp(89)", .float32), ("1e39", .float32), ("60000 + 60000", .float16), ("1e400", .float64),
      ("exp(710)", .float64), ("10^40", .float32), ("448 + 448", .float8E4M3),
      ("448 * 2", .float8E4M3),
      ("exp(7)", .float8E4M3), ("1000", .float8E4M3), ("1e5", .float8E5M2),
      ("-448 - 448", .float8E4M3), ("448 / 0.5", .float8E4M3), ("inf", .float8E4M3),
    ] {
      for overflow in [Overflow.ieee, .saturate] {
        #expect(try events(formula, in: format, overflow) == [.overflow], "\(formula)")
        let step = try #require(
          try program(formula).steps(in: format, overflow: overflow).last)
        if overflow == .saturate { #expect(step.value.magnitude == format.greatestFinite) }
        if overflow == .ieee { #expect(step.value.isFinite == false) }
        #expect(step.exact.verdict == .overflow)
      }
    }
    // The greatest number itself, and what is rounded to it, is none that has overflowed.
    #expect(try events("240 + 208", in: .float8E4M3, .saturate) == [])
    #expect(try events("448 + 8", in: .float8E4M3, .saturate) == [.absorbed(8)])
  }

  @Test func aResultUnderflows() throws {
    #expect(try events("1e-30 * 1e-30") == [.underflow])
    #expect(try events("1e-30 / 1e30") == [.underflow])
    #expect(try events("exp(-200)") == [.underflow])
    #expect(try events("1e-60") == [.underflow])
    #expect(try events("0.0001^20") == [.underflow])
    #expect(try events("softmax(x)", ["x": 3]) == [])
    let inputs = Inputs(["z": .vector([0, -200].map { Quantity($0) })])
    let row = try Program(Expression(parsing: "softmax(z)", in: inputs.scope), of: inputs)
    #expect(row.steps(in: .float32).suffix(2).map(\.events) == [[.rounded], [.underflow]])
    // What is only subnormal is rounded.
    #expect(try events("1e-20 * 1e-20") == [.rounded])
  }

  @Test func whatHasNoValueSaysWhy() throws {
    #expect(try events("inf - inf") == [.infinityMinusInfinity])
    #expect(try events("inf + -inf") == [.infinityMinusInfinity])
    #expect(try events("0 * inf") == [.zeroTimesInfinity])
    #expect(try events("inf * 0") == [.zeroTimesInfinity])
    #expect(try events("0 / 0") == [.zeroOverZero])
    #expect(try events("inf / inf") == [.infinityOverInfinity])
    #expect(try events("log(-1)") == [.outOfDomain])
    #expect(try events("sqrt(-1)") == [.outOfDomain])
    #expect(try events("log1p(-2)") == [.outOfDomain])
    #expect(try events("softmax(inf - inf)") == [.spreadsNaN])
    #expect(try events("1 + log(-1)") == [.spreadsNaN])
    #expect(try events("exp(log(-1))") == [.spreadsNaN])
    #expect(try events("max(1, nan)") == [.spreadsNaN])
    #expect(try events("times(0, nan)") == [])
    #expect(try events("times(nan, 0)") == [.spreadsNaN])
    #expect(try events("-nan") == [.spreadsNaN])
    for formula in ["inf - inf", "0 * inf", "0 / 0", "log(-1)"] {
      // A format without infinities has NaN for them.
      let expected: [Step.Event] =
        formula.contains("inf") ? [.spreadsNaN] : try events(formula)
      #expect(try events(formula, in: .float8E4M3) == expected, "\(formula)")
    }
    let inputs = Inputs(["z": .vector([.infinity, -.infinity, 1].map { Quantity($0) })])
    let sum = try Program(Expression(parsing: "sum(z)", in: inputs.scope), of: inputs)
    #expect(sum.steps(in: .float32).last?.events == [.infinityMinusInfinity])
    let row = try Program(Expression(parsing: "softmax(z)", in: inputs.scope), of: inputs)
    #expect(row.steps(in: .float32).last?.value == 0)
  }

  @Test func aPoleIsInfiniteByDefinition() throws {
    for format in [Format.float64, .float32, .float8E4M3] {
      for formula in ["1 / 0", "-1 / 0", "log(0)", "log1p(-1)"] {
        for overflow in [Overflow.ieee, .saturate] {
          #expect(try events(formula, in: format, overflow) == [.pole], "\(formula) in \(format)")
        }
      }
    }
  }
}
