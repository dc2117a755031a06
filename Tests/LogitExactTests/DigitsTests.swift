import Testing

@testable import LogitExact

@Suite struct DigitsTests {
  private func first(_ formula: String, _ count: Int, _ numbers: [String: Double] = [:]) throws
    -> DigitsProof
  {
    try #require(try program(formula, numbers).digits(count).first)
  }

  private func text(_ proof: DigitsProof) -> String? {
    guard case .number(let decimal) = proof.value else { return nil }
    return decimal.text()
  }

  // MARK: - Against mpmath

  @Test func everyNumberOfDigitsAgreesWithMpmath() throws {
    let cases = try DigitsCase.read()
    #expect(cases.count == 272)
    for line in cases {
      let program = try line.program
      // All lengths of a few, and the carries and ties of the short ones.
      let counts = line.inputs.values.isEmpty ? Array(1...50) : [1, 2, 3, 7, 16, 17, 21, 40, 50]
      for count in counts + [100] { try check(line, program, count) }
      if line.digits.count > 1000 {
        for count in [300, 1000] { try check(line, program, count) }
      }
    }
  }

  private func check(_ line: DigitsCase, _ program: Program, _ count: Int) throws {
    let proof = try #require(program.digits(count).first)
    guard case .number(let decimal) = proof.value else {
      // The middle between two digits, with none before them that could be shown.
      #expect(proof.value == .unknown && line.rounded(to: count) == nil, "\(line) to \(count)")
      return
    }
    #expect(decimal.isNegative == line.isNegative, "\(line)")
    let shown = decimal.digits.utf8.count
    #expect(shown <= count)
    switch proof.verdict {
    case .exact:
      #expect(!line.goesOn && line.digits.count <= count, "\(line) to \(count)")
      #expect(decimal.digits.utf8.elementsEqual(line.digits.map { $0 + 48 }), "\(line) to \(count)")
      #expect(decimal.exponent == line.exponent)
    case .proven, .undecided:
      if case .proven = proof.verdict { #expect(shown == count, "\(line) to \(count)") }
      if case .undecided = proof.verdict { #expect(line.rounded(to: count) == nil, "\(line)") }
      // A tie of a number that is known exactly goes to the even digit.
      guard let expected = line.rounded(to: shown) else {
        #expect(decimal.digits.utf8.last.map { $0 % 2 } == 0, "\(line) to \(count)")
        return
      }
      let zeros = String(repeating: "0", count: shown - expected.digits.utf8.count)
      #expect(decimal.digits == expected.digits + zeros, "\(line) to \(count)")
      #expect(decimal.exponent == expected.exponent, "\(line) to \(count)")
    }
  }

  // Python's decimal at 100 digits: 4.248354255291588986304977843631582181877750679...e-18.
  @Test func theLossThatRoundsToZeroHasFortyDigits() throws {
    let proof = try first("log(1+exp(x))", 40, ["x": -40])
    #expect(text(proof) == "4.248354255291588986304977843631582181878e-18")
    #expect(proof.verdict == .proven(bits: 256))
  }

  // MARK: - What ends

  @Test(arguments: [
    ("0.5", "0.5"), ("2^10", "1024"), ("1/8", "0.125"), ("1e22", "10000000000000000000000"),
    ("1e21", "1000000000000000000000"), ("2^64 - 1", "18446744073709551615"), ("-3/4", "-0.75"),
    ("0x1.8p-3", "0.1875"), ("sqrt(2.25)", "1.5"), ("exp(0)", "1"), ("sigmoid(0)", "0.5"),
    ("1e40", "1e+40"), ("max(2, 3)", "3"), ("abs(-4)", "4"),
  ])
  func whatEndsIsExactAndHasNoMoreDigits(formula: String, expected: String) throws {
    let proof = try first(formula, 50)
    #expect(proof.verdict == .exact)
    guard case .number(let decimal) = proof.value else { return #expect(Bool(false)) }
    #expect(decimal.text(places: 23) == expected)
  }

  @Test(arguments: [
    "0", "-0", "1 - 1", "log(1)", "0 * exp(1e18)", "exp(-inf)", "expm1(0)", "1/inf",
  ])
  func zeroIsExact(formula: String) throws {
    #expect(try first(formula, 40) == DigitsProof(value: .zero, verdict: .exact))
  }

  @Test func whatIsNoNumberSaysSo() throws {
    #expect(try first("-inf", 5).value == .infinity(isNegative: true))
    #expect(try first("1/0", 5).value == .infinity(isNegative: false))
    #expect(try first("0/0", 5).value == .nan)
    #expect(try first("log(-1)", 5).value == .nan)
    #expect(try first("0/0", 5).verdict == .exact)
    #expect(try first("-exp(exp(exp(10)))", 5).value == .huge(isNegative: true))
    #expect(try first("exp(-exp(exp(10)))", 5).value == .tiny(isNegative: false))
    #expect(try first("-exp(-exp(exp(10)))", 5).value == .tiny(isNegative: true))
  }

  @Test func aTieOfAnExactNumberGoesToTheEvenDigit() throws {
    for (formula, expected) in [("2.5", "2"), ("3.5", "4"), ("-2.5", "-2"), ("9.5", "10")] {
      #expect(try text(first(formula, 1)) == expected)
    }
    #expect(try text(first("0.125", 2)) == "0.12")
    #expect(try text(first("2.5 + exp(-1e18)", 1)) == "3")
    #expect(try text(first("2.5 - exp(-1e18)", 1)) == "2")
  }

  @Test func nines() throws {
    #expect(try text(first("1 - 1e-30", 30)) == "0." + String(repeating: "9", count: 30))
    #expect(try text(first("1 - 1e-30", 29)) == "1.0000000000000000000000000000")
    #expect(try text(first("1 - exp(-1e18)", 5)) == "1.0000")
    #expect(try text(first("-999.96", 4)) == "-1000")
  }

  // MARK: - What stays open

  @Test func whatMayBeZeroIsUndecided() throws {
    for formula in ["log(exp(0.5)) - 0.5", "exp(log(2)) - 2"] {
      let proof = try first(formula, 10)
      #expect(proof == DigitsProof(value: .unknown, verdict: .undecided(bits: 8192)))
    }
  }

  @Test func aTieThatNoBallDecidesShowsTheDigitsThatAreCertain() throws {
    let tie = try first("sqrt(x)^2", 5, ["x": 12345.5])
    #expect(tie.verdict == .undecided(bits: 8192))
    #expect(text(tie) == "12350" || text(tie) == "12345.5")
    guard case .number(let decimal) = tie.value else { return #expect(Bool(false)) }
    #expect(decimal == Decimal(isNegative: false, digits: "1235", exponent: 4))
    #expect(try text(first("sqrt(x)^2", 6, ["x": 12345.5])) == "12345.5")
    #expect(try first("sqrt(x)^2", 1, ["x": 2.5]).value == .unknown)
    #expect(try text(first("0.1*25", 2)) == "2.5")
  }

  @Test func aSmallBudgetShowsFewerDigits() throws {
    let program = try program("log(1+exp(x))", ["x": -40])
    for bits in [128, 256, 512] {
      let proof = try #require(program.digits(1000, budget: Budget(bits: bits)).first)
      #expect(proof.verdict == .undecided(bits: bits))
      guard case .number(let decimal) = proof.value else { return #expect(Bool(false)) }
      let count = decimal.digits.utf8.count
      #expect(count > bits / 4 - 25 && count < bits / 3)
      // The digits that a larger budget shows, of this length.
      let whole = try #require(program.digits(count).first)
      #expect(whole.value == .number(decimal))
    }
  }

  // MARK: - Layout

  @Test(arguments: [
    ("4", -2, "0.04"), ("4", -5, "0.00004"), ("4", -6, "4e-06"), ("425", -18, "4.25e-18"),
    ("3133", -1, "0.3133"), ("1", 0, "1"), ("15", 0, "1.5"), ("15", 1, "15"), ("15", 3, "1500"),
    ("15", 20, "150000000000000000000"), ("15", 21, "1.5e+21"), ("1", 21, "1e+21"),
    ("7", -120, "7e-120"), ("123", 1, "12.3"),
  ])
  func decimalsAreWrittenPlainlyOrWithAnExponent(digits: String, exponent: Int, expected: String) {
    for isNegative in [false, true] {
      let decimal = Decimal(isNegative: isNegative, digits: digits, exponent: Int128(exponent))
      #expect(decimal.text() == (isNegative ? "-" : "") + expected)
    }
  }

  @Test func theExponentMayBeOfManyDigits() throws {
    // e^(10^18): its logarithm to base 10 is 434294481903251827.65...
    #expect(try text(first("exp(1e18)", 5))?.hasSuffix("e+434294481903251827") == true)
    #expect(try text(first("1e999999999999999999999", 3)) == "1.00e+999999999999999999999")
  }
}
