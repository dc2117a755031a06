import TestSupport
import Testing

@testable import LogitExact

/// What a formula can be over a box: nothing that it is lies outside.
@Suite struct IntervalTests {
  private typealias Ends = ClosedRange<Double>

  /// The random formulas of derivatives.tsv, of one number.
  private static func formulas() throws -> [(text: String, x: Double)] {
    try lines(of: "Derivatives/derivatives.tsv").map { line in
      let fields = line.split(separator: "\t")
      return (String(fields[0]), try #require(Double(fields[1])))
    }
  }

  private func program(_ text: String, _ x: Double) throws -> Program {
    let inputs = Inputs(["x": .scalar(Quantity(x))])
    return try Program(Expression(parsing: text, in: inputs.scope), of: inputs)
  }

  @Test func noPointOfTheBoxLiesOutsideOfARandomFormula() throws {
    var random = SplitMix64(seed: 41)
    var known = 0
    let formulas = try Self.formulas()
    for (text, x) in formulas {
      let width: Double = [0, 0.01, 0.5, 3].randomElement(using: &random) ?? 0
      let box: Ends = x - width...x + width
      let range = try program(text, x).ranges(of: "x", in: [box]).results[0]
      if range != nil { known += 1 }
      for point in [box.lowerBound, Double.random(in: box, using: &random), box.upperBound] {
        let value = try program(text, point).rounded(to: .float64)[0]
        guard let range else { continue }
        #expect(
          value >= range.lowerBound.nextDown && value <= range.upperBound.nextUp,
          "\(text) at \(point) is \(value), not in \(range)")
      }
    }
    #expect(formulas.count >= 2000 && known > 1200, "\(known)")
  }

  /// Both ends are those of the formula in two corners.
  @Test(
    arguments: [
      ("softmax(v)[1]", [2, -1, 1], [0, 1, -1]), ("-log_softmax(v)[0]", [2, -1, -1], [0, 1, 1]),
      ("logsumexp(v)", [0, -1, -1], [2, 1, 1]), ("sum(sigmoid(v))", [0, -1, -1], [2, 1, 1]),
      ("softplus(-v[0])", [2, 0, 0], [0, 0, 0]), ("(v[1] + 1)^2.5", [0, -1, 0], [0, 1, 0]),
    ] as [(String, [Double], [Double])])
  func whatIsMonotoneIsAttained(_ text: String, _ low: [Double], _ high: [Double]) throws {
    let box: [Ends?] = [0...2, -1...1, -1...1]
    func program(_ point: [Double]) throws -> Program {
      let inputs = Inputs(["v": .vector(point.map { Quantity($0) })])
      return try Program(Expression(parsing: text, in: inputs.scope), of: inputs)
    }
    let ends = try [low, high].map { try program($0).rounded(to: .float64)[0] }
    let range = try #require(try program([1, 0, 0]).ranges(of: "v", in: box).results[0])
    #expect((range.lowerBound - ends[0]).magnitude <= 1e-14 && range.lowerBound <= ends[0])
    #expect((range.upperBound - ends[1]).magnitude <= 1e-14 && range.upperBound >= ends[1])
  }

  @Test(arguments: [
    ("x / x", -1...1 as Ends, nil as Ends?), ("1 / x", 0...2, 0.5...Double.infinity),
    ("log(x)", 0...1, -Double.infinity...0), ("sqrt(x)", -1...1, nil), ("abs(x)", -2...1, 0...2),
    ("x^2", -1...3, 0...9), ("max(x, 0)", -1...1, 0...1), ("where(x > 0, 1, 2)", -1...1, 1...2),
    ("where(x > 2, 1, 2)", -1...1, 2...2), ("times(0, log(x))", -2...(-1), 0...0),
    ("x - x", 0...1, -1...1), ("0^x", 0.5...1.5, 0...0),
    ("exp(x)", 800...900, Double.greatestFiniteMagnitude...Double.infinity),
    ("1 / exp(x)", 800...900, 0...(0x1p-1024).nextUp), ("x + 0", 0.1...0.3, 0.1...0.3),
  ])
  func theEndsAreThese(_ text: String, _ box: ClosedRange<Double>, _ wanted: ClosedRange<Double>?)
    throws
  {
    #expect(try program(text, 1).ranges(of: "x", in: [box]).results[0] == wanted)
  }

  @Test func infiniteLogitsHaveTheLimitsOfASoftmax() {
    func probabilities(_ box: [Ends?]) -> [Ends?] {
      ProbabilityRange.ofSoftmax(box, over: 1).map(\.probability)
    }
    #expect(probabilities([.infinity...(.infinity), 0...1]) == [1...1, 0...0])
    #expect(probabilities([3...4]) == [1...1])
    let nowhere = -Double.infinity...(-Double.infinity)
    #expect(probabilities([nowhere, nowhere]) == [nil, nil])
    #expect(probabilities([nil, 0...1]) == [nil, nil])
    #expect(ProbabilityRange.given(-1...0).negLog == Double.infinity...(.infinity))
  }
}
