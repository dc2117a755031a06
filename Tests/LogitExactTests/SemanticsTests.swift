import Testing

@testable import LogitExact

/// What formulas mean where the reference values do not reach, by their proofs.
@Suite struct SemanticsTests {
  /// The proofs of a formula over `x`, 2, `v`, [3, −1, 3, 0.5], and `none`, of no element.
  static func proofs(_ text: String, in format: Format = .float64) throws -> [Proof] {
    let inputs = Inputs([
      "x": .scalar(Quantity(2)),
      "v": .vector([3, -1, 3, 0.5].map { Quantity($0) }),
      "none": .vector([]),
    ])
    let formula = try Expression(parsing: text, in: inputs.scope)
    return try Program(formula, of: inputs).proofs(in: format)
  }

  @Test(
    arguments: [
      ("argmax(v)", [0]), ("argmax(-v)", [1]), ("argmax(x)", [0]),
      ("others(v, 0)", [-1, 3, 0.5]), ("others(v, argmax(-v))", [3, 3, 0.5]), ("others(x, 0)", []),
      ("mean(v)", [1.375]), ("mean(x)", [2]), ("sum(none)", [0]), ("logsumexp(none)", [-.infinity]),
      ("clip(v, 0, 1)", [1, 0, 1, 0.5]), ("clip(v, 1, 0)", [0, 0, 0, 0]),
      ("clip(nan, 0, 1)", [.nan]),
      ("clip(inf, 0, 1)", [1]), ("max(v)", [3]), ("min(v)", [-1]), ("max(v, x)", [3, 2, 3, 2]),
      ("max(v, nan)", [.nan, .nan, .nan, .nan]), ("min(inf, -inf)", [-.infinity]),
      ("v^0", [1, 1, 1, 1]), ("v^1", [3, -1, 3, 0.5]), ("v^2", [9, 1, 9, 0.25]),
      ("v^7", [2187, -1, 2187, 0.0078125]), ("nan^0", [1]), ("-x^2", [-4]), ("(-x)^3", [-8]),
      ("v[2]", [3]), ("v[x]", [3]), ("v[argmax(v) + 1]", [-1]),
      ("times(0, inf)", [0]), ("times(0, nan)", [0]), ("times(nan, 0)", [.nan]),
      ("times(inf, 0)", [.nan]),
      ("softmax(x)", [1]), ("log_softmax(inf)", [0]), ("abs(-inf)", [.infinity]),
    ] as [(String, [Double])])
  func aFormulaHasItsValueExactly(_ text: String, _ values: [Double]) throws {
    let proofs = try Self.proofs(text)
    #expect(proofs.count == values.count)
    for (proof, value) in zip(proofs, values) {
      #expect(proof.verdict == .exact)
      #expect(proof.value == value || proof.value.isNaN && value.isNaN, "\(proof)")
    }
  }

  @Test(
    arguments: [
      ("log(0)", -.infinity), ("0 / 0", .nan), ("1 / 0", .infinity), ("-1 / 0", -.infinity),
      ("inf - inf", .nan), ("0 * inf", .nan), ("inf / inf", .nan), ("1 / inf", 0),
      ("log(-1)", .nan), ("log(inf)", .infinity), ("log1p(-1)", -.infinity), ("sqrt(-1)", .nan),
      ("sqrt(0)", 0), ("exp(-inf)", 0), ("exp(inf)", .infinity), ("expm1(-inf)", -1),
      ("sigmoid(-inf)", 0), ("softplus(-inf)", 0), ("log_sigmoid(inf)", 0), ("nan + 1", .nan),
      ("0 * nan", .nan), ("log(exp(-inf))", -.infinity),
    ] as [(String, Double)])
  func whatIsInfiniteOrNoNumberIsExactlySo(_ text: String, _ value: Double) throws {
    let proof = try #require(try Self.proofs(text).first)
    #expect(proof.verdict == .exact)
    #expect(proof.value == value || proof.value.isNaN && value.isNaN, "\(proof)")
  }

  /// By proofs, in doubles with a bound, in plain doubles and step by step in a format; a loss keeps
  /// the NaN that a label of 0 would hide.
  @Test(arguments: ["nan", "x - x", "log(x)", "exp(-1e300) * x", "log1p(exp(-800)) - x"])
  func zeroTimesAnythingIsZeroInEveryEngine(_ second: String) throws {
    for format in Format.allCases {
      let inputs = Inputs([
        "w": .scalar(Quantity(0)),
        "x": .scalar(Quantity(format.hasInfinity ? -.infinity : -1)),
      ])
      let formula = try Expression(parsing: "times(w, \(second))", in: inputs.scope)
      let program = try Program(formula, of: inputs)
      #expect(program.proofs(in: format)[0].value == 0)
      #expect(program.rounded(to: format) == [0])
      #expect(program.approximations(in: format) == [0])
      #expect(program.evaluateInDouble() == [0])
      #expect(program.evaluate(in: format) == [0])
      let loss = try Program([formula], of: inputs, spreadsNaN: true)
      let isNaN = try Program(Expression(parsing: second, in: inputs.scope), of: inputs)
        .proofs(in: format)[0].value.isNaN
      #expect(loss.rounded(to: format)[0].isNaN == isNaN)
      #expect(loss.proofs(in: format)[0].value.isNaN == isNaN)
    }
  }

  @Test(arguments: [
    ("v[4]", ProgramError.indexOutside("4", count: 4)),
    ("v[-1]", .indexOutside("-1", count: 4)), ("v[0.5]", .indexOutside("0.5", count: 4)),
    ("v[nan]", .indexOutside("nan", count: 4)), ("v[inf]", .indexOutside("inf", count: 4)),
    ("v[1e400]", .indexOutside("inf", count: 4)), ("none[0]", .indexOutside("0", count: 0)),
    ("others(v, 4)", .indexOutside("4", count: 4)),
  ])
  func anIndexThatIsNoClassIsRefused(_ text: String, _ error: ProgramError) {
    #expect(throws: error) { try Self.proofs(text) }
  }

  /// In `Double` 0.1 · 3 · 10 is no whole number, and 0.1 + 0.2 the larger one.
  @Test func anIndexIsTheExactValue() throws {
    #expect(try Self.proofs("v[0.1 * 3 * 10]")[0].value == 0.5)
    let inputs = Inputs(["v": .vector(["0.3", "0.1"].compactMap { Quantity($0) })])
    for (text, index) in [
      ("argmax(v + 0.2 * (0.3 - v) / 0.2)", 0.0), ("argmax(v * (1 + 2 * (0.3 - v) / 0.2))", 0),
      ("argmax(-exp(v * 1e-30))", 1), ("argmax(1 - v * 1e-300)", 1),
    ] {
      let formula = try Expression(parsing: text, in: inputs.scope)
      #expect(try Program(formula, of: inputs).proofs(in: .float64)[0].value == index, "\(text)")
    }
  }

  @Test(
    arguments: [
      ("0.1 * 10 - 1", 0), ("1 / 3 * 3 - 1", 0), ("0.1 + 0.2 - 0.3", 0), ("1 / 10 - 0.1", 0),
      ("max(1 / 3, 2 / 6) * 3", 1), ("abs(-1 / 3) * 3", 1), ("1 / (1 / 3)", 3), ("0.5", 0.5),
      ("softmax(v * 0)[1] * 4", 1), ("sum(softmax(others(v, 0) * 0)) - 1", 0),
      ("0x1p-1074 / 3 * 3", 0x1p-1074), ("1e-400 * 1e400 - 1", 0), ("1e400 / 1e399 - 10", 0),
    ] as [(String, Double)])
  func decimalsAndQuotientsAreExact(_ text: String, _ value: Double) throws {
    let proof = try #require(try Self.proofs(text).first)
    #expect(proof == Proof(value: value, verdict: .exact))
  }

  @Test func aDecimalIsRoundedOnce() throws {
    #expect(try Self.proofs("0.1") == [Proof(value: 0.1, verdict: .proven(bits: 128))])
    // A tie of float32 in 400 digits, and the same with a digit more.
    let tie = "1.000000059604644775390625"
    let zeros = String(repeating: "0", count: 376)
    #expect(try Self.proofs(tie + zeros, in: .float32)[0].value == 1)
    #expect(try Self.proofs(tie + zeros + "1", in: .float32)[0].value == 0x1.000002p0)
    #expect(try Self.proofs("1e-400") == [Proof(value: 0, verdict: .underflow)])
    #expect(try Self.proofs("-1e400") == [Proof(value: -.infinity, verdict: .overflow)])
    #expect(try Self.proofs("exp(-1e-400)")[0].value == 1)
  }

  /// In e^(2^119) lies the border of the numbers that a ball can hold.
  @Test func whatIsTooLargeOrTooSmallForAnyExponentPromisesNoMoreThanItIs() throws {
    for (text, value) in [
      ("exp(-6.7e35) * exp(6.6e35) * exp(0.1e35)", 1.0),
      ("exp(6.7e35) * exp(-6.6e35) * exp(-0.1e35)", 1),
      ("max(exp(6.7e35), exp(6.6e35) * exp(0.2e35)) / exp(6.6e35) / exp(0.2e35)", 1),
      ("exp(-1e36) / 7 * exp(1e20)", 0), ("1 - exp(-1e36) * 2", 1), ("sigmoid(-1e300) / 3", 0),
      ("(0.3 - exp(-1e300) - 0.3) * exp(-1e300)", 0),
    ] {
      let proof = try #require(try Self.proofs(text).first)
      if case .undecided = proof.verdict { continue }
      #expect(proof.value == value, "\(text): \(proof)")
    }
    #expect(try Self.proofs("sigmoid(-1e300) / 3 * 5")[0].verdict == .underflow)
    #expect(try Self.proofs("sigmoid(1e300) - sigmoid(-1e300) - 1 + 0.5")[0].value == 0.5)
  }

  /// Beside a tie the sign of the tail decides, at any width.
  @Test func theSignOfATailDecidesATie() throws {
    let above = 1 + Double.ulpOfOne
    #expect(try Self.proofs("1 + 0x1p-53 + exp(-1e9)")[0].value == above)
    #expect(try Self.proofs("1 + 0x1p-53 - exp(-1e9)")[0].value == 1)
    #expect(try Self.proofs("1 + 0x1p-53 + exp(-1e300)")[0].value == above)
    // Two tails of one size, where only their difference has a sign: nothing is claimed.
    let open = try Self.proofs("1 + 0x1p-53 + 1.5 * exp(-1e300) - 0.5 * exp(-1e300)")[0]
    #expect(open.verdict == .undecided(bits: 8192))
  }
}
