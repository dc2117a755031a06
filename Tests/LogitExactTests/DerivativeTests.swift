import Testing

@testable import LogitExact

/// Derivatives of formulas, held to true values, to textbooks and to their conventions.
@Suite struct DerivativeTests {
  private static let scope = Scope(names: [
    "x": .scalar, "k": .scalar, "z": .vector(3), "y": .vector(3), "logits": .vector(3),
    "labels": .vector(3), "lo": .scalar,
  ])

  private func derivative(
    _ formula: String, by name: String, upstream: String = "1"
  ) throws -> Expression? {
    try Expression(parsing: formula, in: Self.scope).derivative(
      by: name, upstream: Expression(parsing: upstream, in: Self.scope), in: Self.scope)
  }

  private func value(_ formula: Expression, x: Double = 0, z: [Double] = [0, 0, 0]) throws
    -> [Double]
  {
    let inputs = Inputs([
      "x": .scalar(Quantity(x)), "z": .vector(z.map { Quantity($0) }),
      "y": .vector([0.25, 0.5, 1.5].map { Quantity($0) }), "k": .scalar(Quantity(1)),
    ])
    return try Program([formula], of: inputs, spreadsNaN: true).rounded(to: .float64)
  }

  /// By `mpmath.diff` of mpmath 1.3 with 60 digits, as float64; what a `stop_gradient` hides by hand.
  private static let ofOne: [(String, Double, Double)] = [
    ("exp(x)", 0.3, 1.3498588075760032),
    ("exp(x)", 1.75, 5.754602676005731),
    ("exp(x)", 5.5, 244.69193226422038),
    ("expm1(x)", 0.3, 1.3498588075760032),
    ("expm1(x)", 1.75, 5.754602676005731),
    ("expm1(x)", 5.5, 244.69193226422038),
    ("log(x)", 0.3, 3.3333333333333335),
    ("log(x)", 1.75, 0.5714285714285714),
    ("log(x)", 5.5, 0.18181818181818182),
    ("log1p(x)", 0.3, 0.7692307692307693),
    ("log1p(x)", 1.75, 0.36363636363636365),
    ("log1p(x)", 5.5, 0.15384615384615385),
    ("sqrt(x)", 0.3, 0.9128709291752769),
    ("sqrt(x)", 1.75, 0.37796447300922725),
    ("sqrt(x)", 5.5, 0.21320071635561044),
    ("abs(x - 2)", 0.3, -1.0),
    ("abs(x - 2)", 1.75, -1.0),
    ("abs(x - 2)", 5.5, 1.0),
    ("sigmoid(x)", 0.3, 0.24445831169074586),
    ("sigmoid(x)", 1.75, 0.1261292251866552),
    ("sigmoid(x)", 5.5, 0.004053571694869767),
    ("softplus(x)", 0.3, 0.574442516811659),
    ("softplus(x)", 1.75, 0.8519528019683106),
    ("softplus(x)", 5.5, 0.9959298622841039),
    ("log_sigmoid(x)", 0.3, 0.425557483188341),
    ("log_sigmoid(x)", 1.75, 0.14804719803168948),
    ("log_sigmoid(x)", 5.5, 0.004070137715896128),
    ("x^3 / (1 + x^2)", 0.3, 0.23407120612743035),
    ("x^3 / (1 + x^2)", 1.75, 1.1249704142011834),
    ("x^3 / (1 + x^2)", 5.5, 1.029952),
    ("-x * exp(-x)", 0.3, -0.5185727544772025),
    ("-x * exp(-x)", 1.75, 0.13033045758783385),
    ("-x * exp(-x)", 5.5, 0.018390471473088303),
    ("max(x, 1, x^2)", 0.3, 0.0),
    ("max(x, 1, x^2)", 1.75, 3.5),
    ("max(x, 1, x^2)", 5.5, 11.0),
    ("min(x, 3 - x)", 0.3, 1.0),
    ("min(x, 3 - x)", 1.75, -1.0),
    ("min(x, 3 - x)", 5.5, -1.0),
    ("clip(x^2, 0.25, 4)", 0.3, 0.0),
    ("clip(x^2, 0.25, 4)", 1.75, 3.5),
    ("clip(x^2, 0.25, 4)", 5.5, 0.0),
    ("times(x, log(x))", 0.3, -0.20397280432593604),
    ("times(x, log(x))", 1.75, 1.5596157879354227),
    ("times(x, log(x))", 5.5, 2.7047480922384253),
    ("x^0 + x^1", 0.3, 1.0),
    ("x^0 + x^1", 1.75, 1.0),
    ("x^0 + x^1", 5.5, 1.0),
    ("log(1 + exp(-abs(x))) * sqrt(x)", 0.3, 0.27296735405379224),
    ("log(1 + exp(-abs(x))) * sqrt(x)", 1.75, -0.13528899756220797),
    ("log(1 + exp(-abs(x))) * sqrt(x)", 5.5, -0.00867579201674407),
    ("exp2(x)", 0.3, 0.8533642789721566),
    ("exp2(x)", 1.75, 2.3314599175043087),
    ("exp2(x)", 5.5, 31.36826059099351),
    ("log2(x)", 0.3, 4.8089834696298785),
    ("log2(x)", 1.75, 0.8243971662222648),
    ("log2(x)", 5.5, 0.2623081892525388),
    ("tanh(x)", 0.3, 0.9151369618266292),
    ("tanh(x)", 1.75, 0.11381209551894224),
    ("tanh(x)", 5.5, 6.680457164241374e-05),
    ("erf(x)", 0.3, 1.031260909618963),
    ("erf(x)", 1.75, 0.05277499593015037),
    ("erf(x)", 5.5, 8.223316045262922e-14),
    ("x^x", 0.3, -0.14213749041722912),
    ("x^x", 1.75, 4.152734903286579),
    ("x^x", 5.5, 31924.317056799522),
    ("x^-1.5", 0.3, -30.42903097250923),
    ("x^-1.5", 1.75, -0.3702509123355695),
    ("x^-1.5", 5.5, -0.021143872696424176),
    ("3^(x / 2)", 0.3, 0.6477130468498097),
    ("3^(x / 2)", 1.75, 1.4364666738798317),
    ("3^(x / 2)", 5.5, 11.269325091942878),
    ("where(x > 1, x^2, log(x))", 0.3, 3.3333333333333335),
    ("where(x > 1, x^2, log(x))", 1.75, 3.5),
    ("where(x > 1, x^2, log(x))", 5.5, 11.0),
    ("where(x <= 2, stop_gradient(x) * x, -x)", 0.3, 0.3),
    ("where(x <= 2, stop_gradient(x) * x, -x)", 1.75, 1.75),
    ("where(x <= 2, stop_gradient(x) * x, -x)", 5.5, -1.0),
    ("tanh(x) * erf(x)^2 + x^0.5", 0.3, 1.2091532944290198),
    ("tanh(x) * erf(x)^2 + x^0.5", 1.75, 0.586800785163842),
    ("tanh(x) * erf(x)^2 + x^0.5", 5.5, 0.2132675209274173),
    ("(1 - sigmoid(x))^2.5 * log(sigmoid(x))", 0.3, 0.14432769634113488),
    ("(1 - sigmoid(x))^2.5 * log(sigmoid(x))", 1.75, 0.004126489883556004),
    ("(1 - sigmoid(x))^2.5 * log(sigmoid(x))", 5.5, 1.50337488448141e-08),
    ("1 / (x + 1 / x)", 0.3, 0.7659287938725696),
    ("1 / (x + 1 / x)", 1.75, -0.12497041420118343),
    ("1 / (x + 1 / x)", 5.5, -0.029952),
  ]

  @Test(arguments: ofOne)
  func aDerivativeByANumberIsTheTrueOne(_ formula: String, _ x: Double, _ truth: Double) throws {
    let slope = try #require(try derivative(formula, by: "x"))
    #expect(try value(slope, x: x) == [truth], "\(slope)")
  }

  /// By the same at z = 1, -2, 0.5 with y = 0.25, 0.5, 1.5.
  private static let ofRow: [(String, [Double])] = [
    ("logsumexp(z)", [0.6037488961486258, 0.03005888756957402, 0.3661922162818002]),
    (
      "sum(times(y, -log_softmax(z)))",
      [1.108435016334408, -0.43236750296845844, -0.6760675133659495]
    ),
    (
      "sum((softmax(z) - y)^2) / 2",
      [0.3438294918603993, -0.007640942941917558, -0.3361885489184817]
    ),
    ("sum(softmax(z) * y)", [-0.28089718799534114, -0.006470325610671274, 0.28736751360601237]),
    ("max(z) - min(z)", [1.0, -1.0, 0.0]),
    ("mean(z^2) * sum(z)", [1.4166666666666667, 2.4166666666666665, 1.5833333333333333]),
    (
      "log(sum(exp(z - max(z)))) + max(z)",
      [0.6037488961486258, 0.03005888756957402, 0.3661922162818002]
    ),
    (
      "sum(log_softmax(z * mean(z)))",
      [0.2700436982009963, 0.35687270473820537, 0.2816754923548167]
    ),
    ("sum(z / sum(z) * y)", [-0.5, -1.0, -3.0]),
    ("sum(exp(z)) / (1 + sum(z))", [-12.572789872665053, -17.73868296310992, -14.711910988182888]),
  ]

  @Test(arguments: ofRow)
  func aDerivativeByARowIsTheTrueOne(_ formula: String, _ truth: [Double]) throws {
    let slope = try #require(try derivative(formula, by: "z"))
    #expect(try value(slope, z: [1, -2, 0.5]) == truth, "\(slope)")
  }

  /// As articles and documentation write them.
  @Test(arguments: [
    (
      "sum(times(labels, -log_softmax(logits)))", "logits", "softmax(logits) * sum(labels) - labels"
    ),
    ("sum(times(labels, -log_softmax(logits)))", "labels", "-log_softmax(logits)"),
    ("logsumexp(logits)", "logits", "softmax(logits)"),
    ("softplus(x)", "x", "sigmoid(x)"), ("log_sigmoid(x)", "x", "sigmoid(-x)"),
    ("-log(x)", "x", "-(1 / x)"), ("(x - k)^2 / 2", "x", "x - k"),
    ("(x - k)^2 / 2", "k", "k - x"), ("x * k - 3", "x", "k"),
    (
      "sum((softmax(logits) - labels)^2) / 2", "logits",
      "times(softmax(logits), softmax(logits) - labels"
        + " - sum(times(softmax(logits), softmax(logits) - labels)))"
    ),
    ("k^3 + lo", "x", "0"), ("x + logits", "x", "sum(1 + times(0, x + logits))"),
  ])
  func readsAsATextbook(_ formula: String, _ name: String, _ text: String) throws {
    #expect(try derivative(formula, by: name)?.description == text)
  }

  /// At a kink and at the ends of a clip.
  @Test(arguments: [
    ("abs(x)", 0, 0), ("max(x, 0)", 0, 0.5), ("min(x, 0)", 0, 0.5), ("max(0, x, 0)", 0, 0.25),
    ("clip(x, 0, 2)", 0, 1), ("clip(x, 0, 2)", 2, 1), ("clip(x, 0, 2)", -1e-300, 0),
    ("clip(x, 0, 2)", 2.0000000000000004, 0), ("clip(1, x, 2)", 1, 0), ("clip(1, x, 2)", 1.5, 1),
    ("clip(3, 0, x)", 2.5, 1), ("clip(3, 0, x)", 3, 0), ("abs(x)", -.infinity, -1),
    ("max(x, 0)", .infinity, 1), ("argmax(z) * k", 1, 0),
  ])
  func keepsToItsConventions(_ formula: String, at x: Double, _ slope: Double) throws {
    let derivative = try #require(try derivative(formula, by: "x"))
    #expect(try value(derivative, x: x) == [slope], "\(derivative)")
  }

  @Test func equalLargestElementsShareTheSlope() throws {
    let slope = try #require(try derivative("max(z)", by: "z"))
    #expect(try value(slope, z: [2, 1, 2]) == [0.5, 0, 0.5])
    let smallest = try #require(try derivative("3 * min(z)", by: "z"))
    #expect(try value(smallest, z: [1, 1, 1]) == [1, 1, 1])
  }

  @Test func whatIsMaskedIsNotAskedFor() throws {
    // Of a label of 0 the infinite cost has no slope, and a clip lets nothing through.
    for formula in ["times(0 * k, log(x))", "log(clip(x, 1, 2))", "times(0 * k, sqrt(x))"] {
      let slope = try #require(try derivative(formula, by: "x"))
      #expect(try value(slope, x: 0) == [0], "\(slope)")
    }
    let byLabel = try #require(try derivative("times(x, -log(0 * k))", by: "x"))
    #expect(try value(byLabel, x: 0) == [.infinity])
  }

  @Test func anUpstreamWeighsEachValue() throws {
    let slope = try #require(
      try derivative("log_softmax(logits)", by: "logits", upstream: "labels"))
    #expect(slope.description == "labels - softmax(logits) * sum(labels)")
    let all = try #require(try derivative("exp(z)", by: "z", upstream: "y"))
    #expect(try value(all, z: [0, 0, 0]) == [0.25, 0.5, 1.5])
  }

  @Test func aChosenElementIsPutBackIntoItsPlace() throws {
    let element = try #require(try derivative("z[k]", by: "z"))
    #expect(element.description == "where(indices(z) == k, 1, 0)")
    #expect(try value(element) == [0, 1, 0])
    let others = try #require(try derivative("sum(others(z, 1))", by: "z"))
    #expect(try value(others) == [1, 0, 1])
    // Chosen from what does not depend on the name it is a number like any other.
    #expect(try derivative("z[k] * x", by: "x")?.description == "z[k]")
  }

  @Test func aDeepFormulaNeedsNoStack() throws {
    let deep = (0..<2_400).reduce(Expression.name("x")) { sum, _ in .binary(.add, .name("x"), sum) }
    let slope = try #require(deep.derivative(by: "x", in: Self.scope))
    #expect(try value(slope) == [2_401])
  }
}
