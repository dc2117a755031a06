import Testing

@testable import LogitExact

private typealias Reason = ExpressionError.Reason

private let scope = Scope(names: [
  "x": .scalar, "label": .scalar, "e": .scalar, "z": .vector(3), "y": .vector(3),
  "pair": .vector(2), "one": .vector(1), "none": .vector(0),
])

private func parse(_ text: String) throws(ExpressionError) -> Expression {
  try Expression(parsing: text, in: scope)
}

@Suite struct ExpressionSyntaxTests {
  @Test(arguments: [">", "1 <", "1 >", "<", "2 * 3 >"])
  func aComparisonAtTheEndLacksItsOtherSide(text: String) {
    #expect(throws: ExpressionError.self) { try parse(text) }
  }

  @Test func readsTheTreeOfALoss() throws {
    #expect(
      try parse("logsumexp(z) - z[label]")
        == .binary(
          .subtract, .call(.logsumexp, [.name("z")]), .element(.name("z"), .name("label"))))
    #expect(try parse("-x^2") == .negation(.power(.name("x"), 2)))
    #expect(
      try parse("times(y, z)")
        == .call(.times, [.name("y"), .name("z")]))
  }

  /// Each text beside the one that says with brackets what it means.
  @Test(arguments: [
    ("1 + 2 * 3", "1 + (2 * 3)"), ("1 - 2 - 3", "(1 - 2) - 3"), ("8 / 4 / 2", "(8 / 4) / 2"),
    ("8 / 4 * 2", "(8 / 4) * 2"), ("1 - 2 + 3", "(1 - 2) + 3"), ("1 * 2 - 3 * 4", "(1*2) - (3*4)"),
    ("-x^2", "-(x^2)"), ("-x * 2", "(-x) * 2"), ("2 * -x", "2 * (-x)"), ("1 - -x", "1 - (-x)"),
    ("--x", "-(-x)"), ("2 * -x^2 + 1", "(2 * (-(x^2))) + 1"), ("x^2^3", "x^8"),
    ("x^2^3^1", "x^8"), ("x^(2^3)", "x^8"), ("x^y^x", "x^(y^x)"), ("-x^-y * 2", "(-(x^(-y))) * 2"),
    ("x^.5^2", "x^(.5^2)"), ("pow(x, y)", "x^y"), ("pow(x, 2)", "x^2"),
    ("x + 1 < y * 2", "(x + 1) < (y * 2)"),
    ("(x < y) == 1", "((x) < (y)) == (1)"), ("x ≤ y", "x <= y"), ("x ≠ y", "x != y"),
    ("z[0]^2", "(z[0])^2"),
    ("-z[0]", "-(z[0])"), ("e^-x * 2", "exp(-x) * 2"), ("e^x^2", "exp(x^2)"),
    ("e^z[0]", "exp(z[0])"), ("e^e^x", "exp(exp(x))"), ("1 + e^x + 1", "(1 + exp(x)) + 1"),
    ("e * 2", "(e) * 2"),
  ])
  func bindsAsInWriting(text: String, bracketed: String) throws {
    #expect(try parse(text) == parse(bracketed))
  }

  @Test(arguments: [
    ("ln(x)", "log(x)"), ("e^x", "exp(x)"), ("e ** 2", "exp(2)"), ("x ** 2", "x^2"),
    ("x − 1", "x - 1"), ("2 · x", "2 * x"), ("2 × x", "2 * x"), ("x ÷ 2", "x / 2"),
    ("σ(x)", "sigmoid(x)"), ("Σ(z)", "sum(z)"), ("-∞", "-inf"), (" x\t+\n1 ", "x + 1"),
  ])
  func takesTheOtherSpellings(text: String, canonical: String) throws {
    #expect(try parse(text) == parse(canonical))
    #expect(try parse(text).description == canonical)
  }

  @Test(arguments: [
    "40", ".5", "5.", "1e-8", "1E+8", "0x1.8p-3", "0X1F", "0x.8P3", "inf", "nan", "007", "1e400",
  ])
  func keepsALiteralAsWritten(text: String) throws {
    #expect(try parse(text) == .number(text))
    #expect(Double(text) != nil)
  }

  @Test func everyFunctionIsCalledByItsName() throws {
    // A derivative is written out at once.
    for function in Function.allCases where function != .grad && function != .condition {
      let count = function.arity.lowerBound
      let arguments = Array(repeating: Expression.name("x"), count: count)
      let text = "\(function.name)(\(Array(repeating: "x", count: count).joined(separator: ", ")))"
      #expect(try parse(text) == .call(function, arguments))
    }
  }

  @Test(arguments: [
    ("x", Scope.Shape.scalar), ("z", .vector(3)), ("x + z", .vector(3)), ("z * y", .vector(3)),
    ("-z^2", .vector(3)), ("exp(z)", .vector(3)), ("log_sigmoid(x)", .scalar), ("z[0]", .scalar),
    ("sum(z)", .scalar), ("mean(x)", .scalar), ("argmax(z)", .scalar), ("logsumexp(none)", .scalar),
    ("max(z)", .scalar), ("max(z, 0)", .vector(3)), ("min(x, 0, 1)", .scalar), ("max(x)", .scalar),
    ("clip(z, 0, 1)", .vector(3)), ("clip(x, y, 1)", .vector(3)), ("times(x, y)", .vector(3)),
    ("softmax(z)", .vector(3)), ("log_softmax(x)", .vector(1)), ("others(z, label)", .vector(2)),
    ("others(x, 0)", .vector(0)), ("others(z, 0) + pair", .vector(2)),
    ("softmax(z)[label]", .scalar),
  ])
  func knowsTheShape(text: String, shape: Scope.Shape) throws {
    #expect(try parse(text).shape(in: scope) == shape)
  }

  @Test func namesComeInOrderOfFirstAppearance() throws {
    #expect(try Expression.freeNames(of: "b * exp(a) + b[c] - e^d + inf") == ["b", "a", "c", "d"])
    #expect(try Expression.freeNames(of: "(e)^2 + αβ_1") == ["e", "αβ_1"])
    #expect(throws: ExpressionError(.expectedOperand(found: nil), column: 4)) {
      try Expression.freeNames(of: "a *")
    }
  }

  @Test func comparesAndHashesByWhatWasWritten() throws {
    #expect(try parse("1 + 2 * x") == parse("1 + (2*x)"))
    #expect(try parse("1 + 2 * x").hashValue == parse("1 + (2*x)").hashValue)
    #expect(try parse("x + 1") != parse("x - 1"))
    #expect(try parse("max(x, 1, 2)") != parse("max(x, max(1, 2))"))
    #expect(try parse("1.0") != parse("1"))
  }

  @Test func printsNoMoreBracketsThanNeeded() throws {
    for text in [
      "1 + 2 * 3", "(1 + 2) * 3", "1 - (2 - 3)", "1 - (2 + 3)", "8 / (4 / 2)", "8 / (4 * 2)",
      "-(x + 1)", "-(x * 2)", "-x^2", "(-x)^2", "(x^2)^3", "(x + 1)^2", "exp(x)^2",
      "(z + y)[1 + 1]",
      "(-z)[0]", "z[0]^2", "(e)^2", "e * 2", "2 * -x", "(2 - 1) / -3^2", "max(1 + 2, -x, (e)^0)",
    ] {
      #expect(try parse(text).description == text)
    }
  }
}
