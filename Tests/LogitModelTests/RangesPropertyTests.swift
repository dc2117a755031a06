import Glibc
import LogitBench
import LogitExact
import LogitLosses
import LogitSession
import LogitStudies
import TestSupport
import Testing

/// Random points inside the boxes of inexact logits, and their corners.
@Suite struct RangesPropertyTests {
  /// A bench of one row, mild numbers, labels of any kind.
  private static func bench(using random: inout SplitMix64) -> Bench {
    func flip() -> Bool { Bool.random(using: &random) }
    var bench = Bench.articles
    let classes = Int.random(in: 1...6, using: &random)
    bench.logits = [(0..<classes).map { _ in Number(Double.random(in: -8...8, using: &random)) }]
    bench.row = 0
    let isElementwise = flip()
    bench.loss = isElementwise ? .weightedCrossEntropy : .softmaxCrossEntropy
    let hard = Int.random(in: 0..<classes, using: &random)
    bench.labels = .dense([
      (0..<classes).map { k in
        flip() ? Number(k == hard ? 1 : 0) : Number(Double.random(in: 0...1, using: &random))
      }
    ])
    if isElementwise {
      bench[.posWeight] = [Number(Double.random(in: 0...5, using: &random))]
    } else if flip() {
      bench[.temperature] = [Number(Double.random(in: 0.3...4, using: &random))]
    }
    bench.dtype = .float64
    bench.uncertainty =
      flip()
      ? .rounded([.bfloat16, .float16, .float8E4M3].randomElement(using: &random) ?? .bfloat16)
      : .within(Number(Double.random(in: 0...0.5, using: &random)))
    return bench
  }

  @Test func noPointOfTheBoxLiesOutside() throws {
    var random = SplitMix64(seed: 23)
    func isIn(_ value: Double, _ ends: RowRanges.Ends?) -> Bool {
      guard let ends else { return false }
      let slack = 1e-12 * max(1e-300, value.magnitude)
      return value >= ends.lowerBound - slack && value <= ends.upperBound + slack
    }
    for _ in 0..<60 {
      let bench = Self.bench(using: &random)
      let uncertainty = try #require(bench.uncertainty)
      let ranges = bench.ranges(ofRows: [0], under: uncertainty.margin)[0]
      for _ in 0..<8 {
        var inside = bench
        inside.logits = [
          bench.logits[0].map { logit in
            let ends = uncertainty.margin.range(of: logit.value(in: .float64)) ?? 0...0
            // The ends themselves, often.
            let share = [0, 1, Double.random(in: 0...1, using: &random)].randomElement(
              using: &random)
            return Number(ends.lowerBound + (ends.upperBound - ends.lowerBound) * (share ?? 0))
          }
        ]
        let row = Evaluation(inside).chosen
        #expect(isIn(row.loss.value, ranges.loss))
        for (k, range) in ranges.classes.enumerated() {
          #expect(isIn(row.probabilities(bench.loss)[k].value, range.probability))
          #expect(isIn(row.negLog[k].value, range.negLog))
          let gap = 1e-15
          let slope = try #require(range.gradient)
          let value = row.gradient[k].value
          #expect(value >= slope.lowerBound - gap && value <= slope.upperBound + gap)
        }
      }
    }
  }

  /// 20 000 points by the textbook's formulas in doubles, of moderate logits.
  @Test func ofTwentyThousandPointsNoneLiesOutside() throws {
    var random = SplitMix64(seed: 37)
    for _ in 0..<200 {
      let classes = Int.random(in: 1...8, using: &random)
      let logits = (0..<classes).map { _ in Double.random(in: -6...6, using: &random) }
      let label = Int.random(in: 0..<classes, using: &random)
      let margin = Double.random(in: 0...1, using: &random)
      var bench = Bench.articles
      bench.logits = [logits.map { Number($0) }]
      bench.row = 0
      bench.labels = .indices([label])
      bench.dtype = .float64
      let ranges = bench.ranges(ofRows: [0], under: .within(margin))[0]
      let ends = try #require(ranges.loss)
      for _ in 0..<100 {
        let powers = logits.map { exp($0 + Double.random(in: -margin...margin, using: &random)) }
        let sum = powers.reduce(0, +)
        let loss = -log(powers[label] / sum)
        let isIn = loss >= ends.lowerBound - 1e-12 && loss <= ends.upperBound + 1e-12
        let areIn = ranges.classes.indices.allSatisfy { k in
          let p = powers[k] / sum
          let slope = p - (k == label ? 1 : 0)
          guard let own = ranges.classes[k].probability, let gradient = ranges.classes[k].gradient
          else { return false }
          return p >= own.lowerBound - 1e-14 && p <= own.upperBound + 1e-14
            && slope >= gradient.lowerBound - 1e-14 && slope <= gradient.upperBound + 1e-14
        }
        #expect(isIn && areIn, "\(logits) \(label) \(margin)")
      }
    }
  }

  @Test func theEndsOfAHardLabelAreAttainedInTwoCorners() throws {
    var random = SplitMix64(seed: 29)
    for _ in 0..<40 {
      var bench = Bench.articles
      bench.logits = [(0..<4).map { _ in Number(Double.random(in: -20...20, using: &random)) }]
      bench.row = 0
      bench.dtype = .float64
      let label = Int.random(in: 0..<4, using: &random)
      bench.labels = .indices([label])
      let uncertainty = Uncertainty.within(Number(0.25))
      let ranges = bench.ranges(ofRows: [0], under: uncertainty.margin)[0]
      #expect(ranges.isTight)
      for (sign, end) in [(1.0, ranges.loss?.upperBound), (-1.0, ranges.loss?.lowerBound)] {
        var corner = bench
        corner.logits = [
          bench.logits[0].enumerated().map { k, logit in
            Number(logit.value(in: .float64) + (k == label ? -sign : sign) * 0.25)
          }
        ]
        let exact = Evaluation(corner).chosen.loss.value
        let found = try #require(end)
        #expect((found - exact).magnitude <= 1e-12 * exact)
      }
    }
  }

  /// Losses that are no cross entropy, and the forms of frameworks.
  private static let others: [[String]] = [
    ["loss focal_cross_entropy", "gamma 2"], ["loss half_squared_error_softmax"],
    ["loss half_squared_error_sigmoid"], ["loss sigmoid_focal"], ["loss poly1"],
    ["loss own = sum(abs(p - labels)) + tanh(logits[0])^2"],
    ["loss own = where(x > .3, x^2, softplus(x) * z)"],
    // Its slope is 0 or more on either side of a jump.
    ["loss own = where(z > .24, 0, z) + 0 * y"], ["loss own = (z > .24) * 5 - z + 0 * y"],
    ["loss own = -stop_gradient(p[0]) * log(p[1]) - 2 * stop_gradient(p[2])"],
    ["loss sigmoid_cross_entropy", "as keras", "label_smoothing .2"],
    ["loss categorical_crossentropy", "as keras"], ["loss binary_crossentropy", "as torch"],
  ]

  @Test(arguments: others)
  func noPointOfTheBoxLiesOutsideWhateverTheLoss(lines: [String]) throws {
    var random = SplitMix64(seed: UInt64(lines[0].utf8.count))
    let isGiven = lines[0].contains("crossentropy")
    let model = try Model.after(
      "logits \(isGiven ? ".2 .7 .1" : ".25 -1.5 2")", "labels 0 1 0")
    var loss = model
    for line in lines { try loss.run(line) }
    try loss.run("dtype float64")
    for margin in [0.001, 0.05, 0.09] {
      let bench = loss.bench
      let ranges = bench.ranges(ofRows: [0], under: .within(margin))[0]
      let ends = try #require(ranges.loss, "\(lines)")
      for _ in 0..<20 {
        var inside = bench
        inside.logits = [
          bench.logits[0].map { logit in
            Number(logit.value(in: .float64) + Double.random(in: -margin...margin, using: &random))
          }
        ]
        let row = Evaluation(inside).chosen
        let slack = 1e-13 * max(1, row.loss.value.magnitude)
        #expect(row.loss.value >= ends.lowerBound - slack, "\(lines) \(ends)")
        #expect(row.loss.value <= ends.upperBound + slack, "\(lines) \(ends)")
        for (k, gradient) in row.gradient.enumerated() {
          guard let ends = ranges.classes[k].gradient else { continue }
          #expect(
            gradient.value >= ends.lowerBound - 1e-13 && gradient.value <= ends.upperBound + 1e-13,
            "\(lines) \(k) \(gradient.value) \(ends)")
        }
      }
    }
  }

  /// The least loss of half a label lies inside the range of its logit, at 0: ln 2.
  @Test func theLeastOfAConvexLossIsFoundInside() throws {
    let bench = try Model.after(
      "loss sigmoid_cross_entropy", "logits .25 3", "labels .5 1", "dtype float64"
    ).bench
    let ranges = bench.ranges(ofRows: [0], under: .within(1))[0]
    let least = log(2.0) + log1p(exp(-4.0))
    #expect(((ranges.loss?.lowerBound ?? 0) - least).magnitude < 1e-9 && ranges.isTight)
  }
}
