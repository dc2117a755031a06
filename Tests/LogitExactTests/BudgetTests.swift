import TestSupport
import Testing

@testable import LogitExact

@Suite struct BudgetTests {
  private func vector(_ count: Int, _ value: (Int) -> Double = { Double($0 % 17) - 8 }) -> Inputs {
    Inputs(["z": .vector((0..<count).map { Quantity(value($0)) }), "x": .scalar(Quantity(0.5))])
  }

  private func compiled(_ formula: String, _ inputs: Inputs) throws -> Program {
    try Program(Expression(parsing: formula, in: inputs.scope), of: inputs)
  }

  // MARK: - What is spent

  @Test func withoutABudgetNothingIsDecided() throws {
    let program = try program("exp(x)", ["x": 1])
    for budget in [
      Budget(work: 0), Budget(work: -1), Budget(work: .nan), Budget(bits: 0), Budget(bits: 127),
      Budget(bits: -5), Budget(bits: 100, work: 0),
    ] {
      let proof = program.proofs(in: .float64, budget: budget)[0]
      #expect(proof.verdict == .undecided(bits: 0) && proof.value.isNaN)
      let digits = program.digits(20, budget: budget)[0]
      #expect(digits == DigitsProof(value: .unknown, verdict: .undecided(bits: 0)))
      let comparison = program.compare([1], in: .float64, budget: budget)[0]
      #expect(comparison.exact.verdict == .undecided(bits: 0) && comparison.ulps == nil)
      let step = try #require(program.steps(in: .float64, budget: budget).last)
      #expect(step.value == 0x1.5bf0a8b145769p1 && step.exact.verdict == .undecided(bits: 0))
    }
  }

  @Test func fewBitsDecideLess() throws {
    // 50 cancelled digits are 166 bits.
    let program = try program("log(1 + exp(x)) * 2", ["x": -115])
    var answers: [Proof.Verdict] = []
    for bits in [128, 256, 512, 8192] {
      let proof = program.proofs(in: .float64, budget: Budget(bits: bits))[0]
      answers.append(proof.verdict)
      // A middle where it is open, which is no lie: near the value or NaN.
      if case .undecided = proof.verdict { continue }
      #expect(proof.value == 2.2759597470157363e-50)
    }
    #expect(
      answers == [
        .undecided(bits: 128), .proven(bits: 256), .proven(bits: 256), .proven(bits: 256),
      ])
  }

  @Test func whatASmallBudgetDecidesALargeOneDoesNotChange() throws {
    for line in try DigitsCase.read() where !line.description.contains("1e15") {
      let program = try line.program
      for format in [Format.float64, .float16] {
        let whole = program.proofs(in: format)[0]
        for work in [500.0, 5_000, 50_000] {
          let some = program.proofs(in: format, budget: Budget(work: work))[0]
          if case .undecided = some.verdict { continue }
          #expect(some == whole, "\(line) with \(work)")
        }
      }
    }
  }

  @Test func theRestIsUndecidedAndWhatWasDecidedStays() throws {
    let inputs = Inputs(["z": .vector([Quantity(1), Quantity(1 + 0x1p-8)])])
    // The second is a tie of bfloat16.
    let open = try compiled("sqrt(z)^2", inputs)
    let proofs = open.proofs(in: .bfloat16)
    #expect(proofs[0] == Proof(value: 1, verdict: .exact))
    #expect(proofs[1].verdict == .undecided(bits: 8192))
    #expect(abs(proofs[1].value - 1) <= 0x1p-7)
  }

  // MARK: - Large formulas

  private func terms(_ count: Int, _ term: (Int) -> String, _ sign: String = " + ") -> String {
    (0..<count).map(term).joined(separator: sign)
  }

  @Test func fiveThousandSignsOverManyClassesEndWithinTheirBudget() throws {
    let inputs = vector(200)
    // 1 200 terms over 200 classes, each of them new.
    let terms = terms(1_200, { "z * \($0 + 3)" })
    var program = Program()
    let compiling = try seconds { program = try compiled(terms, inputs) }
    #expect(program.count > 400_000 && program.resultCount == 200)
    let asking = seconds {
      let proofs = program.proofs(in: .float64, budget: Budget(work: 1e7))
      #expect(proofs.allSatisfy { $0.verdict == .undecided(bits: 0) })
    }
    #expect(compiling < 60 && asking < 20)
  }

  @Test func tooManyStepsAreRefusedBeforeTheyAreMade() throws {
    let inputs = vector(2_000)
    for formula in [
      terms(1_200, { "z * \($0 + 3)" }),
      // The same steps again and again.
      "max(\(terms(2_000, { _ in "-z" }, ", ")))[0]",
      "max(\(terms(1_200, { _ in "others(z, 0)" }, ", ")))[0]",
      terms(600, { "softmax(z + \($0))[\($0)]" }),
    ] {
      let expression = try Expression(parsing: formula, in: inputs.scope)
      #expect(throws: ProgramError.tooManySteps(limit: 400_000)) {
        try Program([expression], of: inputs, stepLimit: 400_000)
      }
    }
    #expect(
      ProgramError.tooManySteps(limit: 5).description
        == "the formula takes more than 5 steps with these inputs")
    // By itself the limit is beyond what one row needs, and none of its steps is made before.
    let wide = vector(100_000)
    #expect(throws: ProgramError.tooManySteps(limit: 5_000_000)) {
      try compiled("max(z, \(terms(60, { _ in "1" }, ", ")))[0]", wide)
    }
    // A name takes its steps once.
    let sum = try compiled(terms(1_200, { _ in "z[7]" }), inputs)
    #expect(sum.count == 1_200)
  }

  @Test func anIndexThatIsLookedUpIsComputedOnce() throws {
    let inputs = vector(20_000)
    let time = try seconds {
      let lookups = terms(200, { "softmax(z)[argmax(softmax(z)) + \($0) - \($0)]" })
      let program = try compiled(lookups, vector(200))
      #expect(program.count < 500)
      #expect(try compiled("z[argmax(softmax(z))]", inputs).count == 1)
      let row = try compiled("softmax(z)", inputs)
      #expect(row.evaluateInDouble().count == 20_000)
    }
    #expect(time < 30)
  }

  // MARK: - Literals

  @Test(arguments: [
    ("1e999999999", Format.float64), ("1e99999999999999999999", .float32),
    ("0x1p99999999999", .float64), ("1e" + String(repeating: "9", count: 1_000), .float16),
    ("0x1p" + String(repeating: "9", count: 100), .bfloat16), ("1e9223372036854775807", .float64),
    ("1e9223372036854775808", .float64), ("1e170141183460469231731687303715884105728", .float64),
  ])
  func whatIsTooLargeForAFormatOverflows(text: String, format: Format) throws {
    let quantity = try #require(Quantity(text))
    #expect(quantity.rounded(to: format) == .infinity)
    #expect(quantity.rounded(to: format, overflow: .saturate) == format.greatestFinite)
    let whole = try program(text)
    #expect(whole.proofs(in: format) == [Proof(value: .infinity, verdict: .overflow)])
    #expect(whole.steps(in: format)[0].events == [.overflow])
    switch whole.digits(5)[0].value {
    case .number(let decimal): #expect(decimal.text().contains("e+"))
    case .huge(let isNegative): #expect(!isNegative)
    default: #expect(Bool(false), "\(text)")
    }
  }

  @Test(arguments: [
    "1e-999999999999", "0x1p-99999999999", "1e-" + String(repeating: "9", count: 1_000),
    "0x.0001p-" + String(repeating: "9", count: 40), "1e-9223372036854775808",
    "0." + String(repeating: "0", count: 100_000) + "1",
  ])
  func whatIsTooSmallForAFormatUnderflows(text: String) throws {
    let whole = try program(text)
    #expect(whole.proofs(in: .float64) == [Proof(value: 0, verdict: .underflow)])
    #expect(whole.steps(in: .float64)[0].events == [.underflow])
    #expect(try program("-\(text)").proofs(in: .float64)[0].verdict == .underflow)
    switch whole.digits(5)[0].value {
    case .number(let decimal): #expect(decimal.exponent < -90_000)
    case .tiny(let isNegative): #expect(!isNegative)
    default: #expect(Bool(false), "\(text)")
    }
  }

  @Test func anExponentIsReadToItsLastDigit() throws {
    for (text, exponent) in [
      ("1e999999999999999999", "e+999999999999999999"),
      ("1e-123456789012345678901234567890", "e-123456789012345678901234567890"),
      ("0.001e1000000000000000000", "e+999999999999999997"),
      ("12e1000000000000000000000000", "e+1000000000000000000000001"),
    ] {
      guard case .number(let decimal) = try program(text).digits(3)[0].value else {
        Issue.record("\(text)")
        continue
      }
      #expect(decimal.text().hasSuffix(exponent))
    }
    #expect(
      try program("1e99999999999999999999999999999999999999").digits(3)[0].value
        == .huge(isNegative: false))
    #expect(
      try program("1e-99999999999999999999999999999999999999").digits(3)[0].value
        == .tiny(isNegative: false))
    #expect(try program("0e99999999999999999999999999999999999999").digits(3)[0].value == .zero)
    #expect(
      try program("1e-500 * 1e500").digits(3)[0].value
        == .number(Decimal(isNegative: false, digits: "100", exponent: 0)))
  }

  @Test func aLiteralMayHaveAHundredThousandDigits() throws {
    let time = try seconds {
      let thirds = "0." + String(repeating: "3", count: 100_000)
      let proof = try program("\(thirds) * 3").digits(30)[0]
      #expect(
        proof.value
          == .number(
            Decimal(isNegative: false, digits: "1" + String(repeating: "0", count: 29), exponent: 0)
          ))
      let whole = try program(String(repeating: "7", count: 100_000)).digits(3)[0]
      #expect(whole.value == .number(Decimal(isNegative: false, digits: "778", exponent: 99_999)))
      // Its own work is counted.
      #expect(
        try program(thirds).proofs(in: .float64, budget: Budget(work: 100_000))[0].verdict
          == .undecided(bits: 0))
      let hexadecimal = "0x1." + String(repeating: "f", count: 100_000) + "p-1"
      #expect(
        try program(hexadecimal).proofs(in: .float32) == [
          Proof(value: 1, verdict: .proven(bits: 128))
        ])
    }
    #expect(time < 20)
  }

  @Test func oddTextsAreReadAsDoubleReadsThem() {
    for text in [
      "+1", "-1", "1.", ".5", "0x.8p1", "0x1p+3", "1e+3", "0x1P-2", "0X1.8p0", "00012", "-0",
      "-0.0e9",
      "inf", "-inf", "Infinity", "nan", "0x0p9", "1E5", "0.1", "-1e-400", "1e400", "5e-324",
      "2e-324",
    ] {
      guard let quantity = Quantity(text), let double = Double(text) else {
        Issue.record("\(text) is refused")
        continue
      }
      #expect(quantity.double == double || double.isNaN, "\(text)")
      #expect(quantity.rounded(to: .float64) == double || double.isNaN, "\(text)")
      #expect(Quantity(quantity.text) == quantity || double.isNaN || double == 0, "\(text)")
    }
    for text in [
      "", "+", "-", ".", "+-1", "1 ", " 1", "0x", "1e", "e5", "1_000", "--1", "+inf+", "0b1",
      "nan(5)", "١",
    ] {
      #expect(Quantity(text) == nil, "\(text)")
    }
  }

  // MARK: - Stacks

  @Test func theDeepestFormulasFitOnASmallThread() throws {
    func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
    let levels = Expression.nestingLimit
    let texts = [
      "x" + repeated("+x", 2_499), repeated("exp(", levels) + "x" + repeated(")", levels),
      repeated("-", levels) + "x",
      repeated("max(1-2*(", levels / 2) + "x" + repeated("))", levels / 2),
      "1" + repeated("/x", 2_400), repeated("softmax(", levels) + "z" + repeated(")", levels),
      "log(exp(sqrt(x))) - sqrt(x)", repeated("(", levels) + "x" + repeated("*x)", levels),
    ]
    let inputs = Inputs([
      "x": .scalar(Quantity(0.5)), "z": .vector([1, 2, 3].map { Quantity($0) }),
    ])
    let done = onThread(kilobytes: 512) {
      var done = 0
      for text in texts {
        guard let tree = try? Expression(parsing: text, in: inputs.scope),
          let program = try? Program(tree, of: inputs)
        else { continue }
        let budget = Budget(work: 3e7)
        done += program.proofs(in: .float32, budget: budget).isEmpty ? 0 : 1
        done += program.digits(100, budget: budget).isEmpty ? 0 : 1
        done += program.steps(in: .float8E4M3, budget: Budget(work: 1e6)).isEmpty ? 0 : 1
      }
      return done
    }
    #expect(done == 3 * texts.count)
  }
}
