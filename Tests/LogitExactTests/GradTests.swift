import TestSupport
import Testing

@testable import LogitExact

/// `grad` and `condition` inside formulas.
@Suite struct GradTests {
  private static let inputs = Inputs([
    "x": .scalar(Quantity(2)), "k": .scalar(Quantity(1)),
    "z": .vector([0, -6000, 3].map { Quantity($0) }),
    "v": .vector([1, 2, 4].map { Quantity($0) }),
  ])

  private func program(_ text: String) throws -> Program {
    try Program(Expression(parsing: text, in: Self.inputs.scope), of: Self.inputs)
  }

  /// By hand, where no reference is named.
  @Test(
    arguments: [
      ("grad(x^3, x)", [12]), ("grad(grad(x^3, x), x)", [12]), ("grad(v^2, v)", [2, 4, 8]),
      ("grad(v[1]^2, v)", [0, 4, 0]), ("grad(v[k] * v[2], v[2])", [2]), ("grad(v[0], v[k])", [0]),
      ("grad(sum(others(v, 1)^2), v)", [2, 0, 8]),
      ("grad(sum(times(others(v, 0), insert(others(others(v, 0), 0), 1))), v)", [0, 4, 2]),
      ("grad(dot(v, v), v)", [2, 4, 8]), ("grad(where(v > 1, v^2, x), v)", [0, 4, 8]),
      ("grad(stop_gradient(x) * x, x)", [2]), ("grad(v[argmax(v)]^2, v)", [0, 0, 8]),
      ("indices(v) + insert(v, 3)[3]", [0, 1, 2]), ("x * grad(log(x), x)", [1]),
      ("condition(x^3, x)", [3]), ("condition(x - 1, x)", [2]),
      ("grad(where(x > 5, 1 / 0 * x, x), x)", [1]),
    ] as [(String, [Double])])
  func aDerivativeStandsInAFormula(_ text: String, _ values: [Double]) throws {
    #expect(try program(text).rounded(to: .float64) == values)
  }

  /// mpmath: `-exp(-6000)/(1+exp(-6000))` and so on, 30 digits.
  @Test func theSlopeOfASureAnswerIsProven() throws {
    let digits = try program("grad(-log_softmax(others(z, 2))[0], z)").digits(18)
    #expect(
      digits.map(\.text) == [
        "-1.71044289941289886e-2606", "1.71044289941289886e-2606", "0",
      ])
  }

  /// p (1 − p) is the second derivative of the sigmoid loss, to the last digit.
  @Test func theHessianOfTheSigmoidLossIsTheVariance() throws {
    let hessian = try program("grad(grad(softplus(x) - k * x, x), x)").digits(40)
    let variance = try program("sigmoid(x) * sigmoid(-x)").digits(40)
    #expect(hessian.map(\.text) == variance.map(\.text))
  }

  @Test(arguments: [
    ("grad(argmax(v) * x, v)", 6, 13, "argmax has no derivative"),
    (
      "1 + grad(x, 2)", 13, 1,
      "a derivative is by a name or by one of its elements: grad(f, x), grad(f, z[2])"
    ),
    ("grad(x)", 1, 4, "grad takes 2 arguments, not 1"),
  ])
  func whatHasNoDerivativeIsSaidWithItsPlace(
    _ text: String, _ column: Int, _ length: Int, _ sentence: String
  ) throws {
    #expect(throws: ExpressionError.self) { try program(text) }
    do throws(ExpressionError) {
      _ = try Expression(parsing: text, in: Self.inputs.scope)
    } catch {
      #expect("\(error)" == sentence)
      #expect((error.column, error.length) == (column, length))
    }
  }

  @Test func aDerivativeThatGrowsBeyondALimitIsRefused() {
    let deep = (0..<40).reduce("x") { text, _ in "exp(\(text) * x)" }
    let nested = (0..<4).reduce(deep) { text, _ in "grad(\(text), x)" }
    #expect(throws: ExpressionError.self) { try program(nested) }
  }

  @Test func namesAreFoundWithoutAScope() throws {
    #expect(try Expression.freeNames(of: "grad(a * log(b), b)") == ["a", "b"])
  }

  /// A thousand classes cost a thousand times one: counted in steps.
  @Test(arguments: ["-log_softmax(z)[0]", "sum(softmax(z)^2)", "sum(times(z, log(softmax(z))))"])
  func theStepsOfADerivativeGrowWithTheClassesAlone(_ formula: String) throws {
    func steps(_ classes: Int) throws -> Int {
      let inputs = Inputs(["z": .vector((0..<classes).map { Quantity(Double($0)) })])
      let text = "grad(\(formula), z)"
      return try Program(Expression(parsing: text, in: inputs.scope), of: inputs).count
    }
    #expect(try steps(1000) < 11 * steps(100))
  }

  /// 2 000 random formulas; `Derivatives/generate.py` says how they were made.
  @Test func derivativesOfRandomFormulasAreTheTrueOnes() throws {
    let scope = Scope(names: ["x": .scalar])
    let folder =
      "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Derivatives/"
    var undecided = 0
    for line in try text(ofFile: folder + "derivatives.tsv").split(separator: "\n") {
      let words = line.split(separator: "\t").map(String.init)
      let x = try #require(Double(words[1]))
      let truth = try #require(Double(words[2]))
      let inputs = Inputs(["x": .scalar(Quantity(x))])
      let slope = try Expression(parsing: "grad(\(words[0]), x)", in: scope)
      let roundings = try Program(slope, of: inputs).roundings(
        to: .float64, budget: Budget(bits: 1024, work: 1e6))
      if roundings.undecided.isEmpty {
        #expect(roundings.values[0] == truth, "\(words[0]) at \(x)")
      } else {
        // What is 0 without being a quotient of numbers stays open.
        #expect(truth == 0, "\(words[0]) at \(x)")
        undecided += 1
      }
    }
    #expect(undecided < 100)
  }
}
