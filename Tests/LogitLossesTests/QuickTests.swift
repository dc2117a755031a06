import LogitLosses
import TestSupport
import Testing

/// The quick doubles of plots against the kernels, which are exact.
@Suite struct QuickTests {
  /// How many steps between neighbouring doubles lead from `a` to `b`; infinite where only one is
  /// NaN.
  func steps(_ a: Double, _ b: Double) -> Double {
    if a.isNaN || b.isNaN { return a.isNaN && b.isNaN ? 0 : .infinity }
    func place(_ x: Double) -> Int64 { Int64(x.magnitude.bitPattern) * (x < 0 ? -1 : 1) }
    let (distance, overflow) = place(a).subtractingReportingOverflow(place(b))
    return overflow ? .infinity : Double(distance.magnitude)
  }

  private static let edges = [0, -0.0, 1, -1, 0x1p-1074, 745, -745, 746, 1e300].flatMap {
    [$0, -$0]
  }

  @Test func aQuickSigmoidIsWithinTwoSteps() {
    var random = SplitMix64(seed: 41)
    var worst = 0.0
    let limits = [Double.infinity, -.infinity, .nan]
    for x in random.row(300, scale: 40) + random.row(100, scale: 800) + Self.edges + limits {
      let quick = QuickProbability(logit: x)
      worst = max(
        worst, steps(quick.a, sigmoid(x)), steps(quick.complement, oneMinusSigmoid(x)),
        steps(quick.negLog, softplus(-x)), steps(quick.negLog1m, softplus(x)))
    }
    #expect(worst > 0 && worst <= 2)
  }

  @Test func quickCostsOfAProbabilityAreWithinOneStep() {
    var random = SplitMix64(seed: 42)
    var worst = 0.0
    let spread = (0..<300).map { _ in Double.random(in: 0...1, using: &random) }
    for a in spread + [0, 1, 0.5, 1e-300, 1 - 0x1p-53, -0.5, 1.5, .nan] {
      let quick = QuickProbability(a)
      worst = max(worst, steps(quick.negLog, negLog(a)), steps(quick.negLog1m, negLog1m(a)))
    }
    #expect(worst <= 1)
  }

  @Test func aQuickRowIsWithinOneStep() {
    var random = SplitMix64(seed: 43)
    var (worstCost, worstSum) = (0.0, 0.0)
    for classes in [1, 2, 3, 10, 40] {
      for scale in [Float(1), 30, 800, 1e6] {
        for _ in 0..<8 {
          let row = random.row(classes, scale: scale).map { $0 / 3 }
          let quick = QuickRow(row)
          // The two terms may cancel: then a step is one of the larger.
          let largest = max(row.max()?.magnitude ?? 0, logSumExp(row).magnitude)
          worstSum = max(worstSum, (quick.logSumExp - logSumExp(row)).magnitude / largest.ulp)
          let costs = softmaxCrossEntropyLabelGradient(logits: row)
          for k in row.indices where costs[k] > 0.5 {
            worstCost = max(worstCost, steps(quick.negLog(of: k), costs[k]))
          }
        }
      }
    }
    #expect(worstCost > 0 && worstCost <= 1)
    #expect(worstSum <= 1)
  }

  @Test func aQuickRowEndsAtItsLimits() {
    let infinity = Double.infinity
    #expect(QuickRow([]).logSumExp == -infinity)
    #expect(QuickRow([-infinity, -infinity]).logSumExp == -infinity)
    #expect(QuickRow([0, infinity, infinity]).logSumExp == infinity)
    #expect(QuickRow([.nan, infinity]).logSumExp.isNaN)
    #expect(QuickRow([3, -infinity]).logSumExp == 3)
  }
}
