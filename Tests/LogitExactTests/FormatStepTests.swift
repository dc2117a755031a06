import TestSupport
import Testing

@testable import LogitExact

@Suite struct FormatStepTests {
  private let formats: [Format] = [
    .float16, .bfloat16, .float8E5M2, .float8E4M3, .float32, .float64,
  ]

  // MARK: - One operation

  @Test func everyOperationIsTheNearestNumberToTheExactResult() throws {
    var random = SplitMix64(seed: 31)
    for format in formats {
      let rounding = ExactRounding(format)
      for _ in 0..<400 {
        let (a, b) = rounding.pair(&random)
        for (sign, expected) in [
          ("+", rounding.sum(a, b)), ("-", rounding.sum(a, -b)), ("*", rounding.product(a, b)),
          ("/", rounding.quotient(a, b)),
        ] {
          let numbers = ["a": a, "b": b]
          let result = try program("a \(sign) b", numbers).evaluate(in: format)[0]
          #expect(isSameNumber(result, expected), "\(a) \(sign) \(b) in \(format)")
          let saturated = try program("a \(sign) b", numbers)
            .evaluate(in: format, overflow: .saturate)[0]
          let bound = format.greatestFinite
          let clipped =
            expected.isFinite ? expected : rounding.isNegative(a, sign, b) ? -bound : bound
          #expect(isSameNumber(saturated, clipped), "\(a) \(sign) \(b) in \(format), saturating")
        }
        let root = try program("sqrt(a)", ["a": abs(a)]).evaluate(in: format)[0]
        #expect(isSameNumber(root, rounding.root(abs(a))), "sqrt(\(a)) in \(format)")
      }
    }
  }

  @Test func whatIsOverTheThresholdOverflows() throws {
    for format in formats {
      let top = format.greatestFinite
      // Half an ulp more is a tie, which goes to the even number beyond; a little less does not.
      let half = format.ulp(of: top) / 2
      let less = format.nextDown(half)
      let beyond = try program("a + b", ["a": top, "b": half]).evaluate(in: format)[0]
      // 448 is even, and the tie goes to it.
      if format == .float8E4M3 { #expect(beyond == 448) } else { #expect(beyond == .infinity) }
      #expect(try program("a + b", ["a": top, "b": less]).evaluate(in: format) == [top])
      #expect(
        try program("a + b", ["a": top, "b": top]).evaluate(in: format, overflow: .saturate) == [
          top
        ])
    }
  }

  // One operation on two of its numbers cannot mislead a float32 that has 24 ≥ 2 · 11 + 2 digits;
  // an input can.
  @Test func anInputIsRoundedOnce() throws {
    var random = SplitMix64(seed: 32)
    for format in [Format.float16, .bfloat16] {
      let rounding = ExactRounding(format)
      var misled = 0
      while misled < 20 {
        let a = format.rounded(Double(random.next() % 2000 + 1))
        let ulp = format.ulp(of: a)
        let tail = format.rounded(Double.random(in: 0x1p-20..<0x1p-14, using: &random) * a)
        guard a > 3 else { continue }
        // A tie, and more beyond the digits of a float32.
        let exact = a + ulp / 2 + tail * 0x1p-12
        let once = rounding.rounded(exact)
        let twice = rounding.rounded(Double(Float(exact)))
        guard once != twice else { continue }
        misled += 1
        #expect(try program("x", ["x": exact]).evaluate(in: format) == [once])
      }
    }
  }

  @Test func sumsAreAddedFromTheLeft() throws {
    let inputs = Inputs(["z": .vector([2048, 1, 1, 1].map { Quantity($0) })])
    let sum = try Program(Expression(parsing: "sum(z)", in: inputs.scope), of: inputs)
    #expect(sum.evaluate(in: .float16) == [2048])
    #expect(sum.evaluate(in: .float32) == [2051])
    let turned = Inputs(["z": .vector([1, 1, 1, 2048].map { Quantity($0) })])
    let other = try Program(Expression(parsing: "sum(z)", in: turned.scope), of: turned)
    #expect(other.evaluate(in: .float16) == [2052])
    #expect(try program("a + 1 + 1", ["a": 2048]).evaluate(in: .float16) == [2048])
    #expect(try program("1 + 1 + a", ["a": 2048]).evaluate(in: .float16) == [2050])
  }

  // MARK: - Functions, against the corpus

  @Test(arguments: ["exp", "log", "log1p", "expm1", "sigmoid", "softplus", "sqrt"])
  func everyFunctionIsTheNearestNumberToTheCorpus(name: String) throws {
    var compared = 0
    // Every ninth line, and all whose value is next to a tie.
    for (index, line) in try lines(of: "Corpus/\(name).tsv").enumerated()
    where index % 9 == 0 || line.hasPrefix("tie") || line.hasPrefix("tiny") && index % 3 == 0 {
      let cells = line.split(separator: "\t")
      let x = try #require(Double(cells[1]))
      let mantissa = try #require(UInt64(cells[3].prefix(16), radix: 16))
      let exponent = try #require(Int128(cells[4]))
      let shift = Int128(4 * (cells[3].utf8.count - min(16, cells[3].utf8.count)))
      let isMore = cells[5] == "~" || !cells[3].dropFirst(16).allSatisfy { $0 == "0" }
      for format in formats where format.rounded(x) == x {
        let place = Int(max(-5000, min(5000, exponent + shift)))
        let magnitude = ExactRounding(format).rounded(mantissa, isMore: isMore, exponent: place)
        let expected = cells[2] == "-" ? -magnitude : magnitude
        let result = try program("\(name)(x)", ["x": x]).evaluate(in: format)[0]
        #expect(result == expected || result.isNaN && expected.isNaN, "\(name)(\(x)) in \(format)")
        compared += 1
      }
    }
    #expect(compared > 300)
  }

  @Test func aFunctionOfARowIsTheNearestNumberToItsOwnOperands() throws {
    // The row is rounded to float16 first: 0.1 becomes 0.0999755859375.
    let inputs = Inputs(["z": .vector([0.1, 2, -3].map { Quantity($0) })])
    for formula in ["softmax(z)", "log_softmax(z)", "logsumexp(z)"] {
      let row = try Program(Expression(parsing: formula, in: inputs.scope), of: inputs)
      for format in formats {
        let near = inputs.rounded(to: format)
        let exact = try Program(Expression(parsing: formula, in: near.scope), of: near)
        #expect(row.evaluate(in: format) == exact.proofs(in: format).map(\.value), "\(format)")
      }
    }
  }

  // MARK: - Distances and texts

  @Test func aStepIsMeasuredAgainstItsPartOfTheFormula() throws {
    let steps = try program("log(1 + exp(x))", ["x": -20]).steps(in: .float32)
    #expect(steps.map(\.text) == ["1", "x", "exp(x)", "1 + exp(x)", "log(1 + exp(x))"])
    #expect(steps.map(\.operands) == [[], [], [1], [0, 2], [3]])
    #expect(steps.map(\.value).last == 0)
    // e^-20 = 2.0611536224385578e-09 of an ulp of 2^-23.
    let absorbed = try #require(steps[3].ulps)
    #expect(abs(absorbed + 2.0611536224385578e-09 * 0x1p23) < 1e-8)
    // log(1 + e^-20) = 2.0611536203143807e-09, in ulps of 2^-52.
    let last = try #require(steps[4].ulps)
    #expect(abs(last + 2.0611536203143807e-09 * 0x1p52) < 1e-4)
    #expect(steps[4].exact.value == Double(Float(2.0611536203143807e-09)))
    #expect(steps[0].ulps == 0 && steps[1].ulps == 0)
  }

  @Test func textsAreShortAndHaveTheBracketsTheyNeed() throws {
    for formula in [
      "a - (b - a)", "a / (b / a)", "(a + b) * a", "-(a + b)", "(a + b)^2", "a - b - a",
      "max(a, b)", "times(a, b)", "sqrt(abs(a))", "-a * b", "a + -b", "a / b * a",
    ] {
      let steps = try program(formula, ["a": 1, "b": 2]).steps(in: .float64)
      #expect(steps.last?.text == formula)
    }
    let z = (0..<9).map { Quantity(Double($0)) }
    let inputs = Inputs(["z": .vector(z)])
    let row = try Program(Expression(parsing: "logsumexp(z)", in: inputs.scope), of: inputs)
    #expect(row.steps(in: .float64).last?.text == "logsumexp(z[0], z[1], z[2], z[3], ... 5 more)")
    // Of 4^200 ways down to z: each step is written once.
    let deep = String(repeating: "softmax(", count: 200) + "z" + String(repeating: ")", count: 200)
    let nested = try Program(Expression(parsing: deep, in: inputs.scope), of: inputs)
    #expect(nested.steps(in: .float16).allSatisfy { $0.text.utf8.count < 250 })
    let long = "a" + String(repeating: " + a", count: 30)
    let text = try #require(try program(long, ["a": 1]).steps(in: .float64).last?.text)
    #expect(text.utf8.count < 60 && text.contains("#"))
  }
}
