import LogitLosses
import Testing

/// Zeros, infinities, NaN and one class, in the conventions of `Tests/Vectors/README.md`.
@Suite struct EdgeTests {
  @Test func aConfidentRowKeepsItsSmallLoss() {
    #expect(sparseSoftmaxCrossEntropy(logits: [40.0, 0], label: 0) == 0x1.39792499b1a24p-58)
    let subnormal = sparseSoftmaxCrossEntropy(logits: [Float(0), -100], label: 0)
    #expect(subnormal == 27 * .leastNonzeroMagnitude)
    #expect(sigmoidCrossEntropyGradient(logit: Float(40), label: 1) < 0)
    #expect(softmaxCrossEntropyGradient(logits: [0, -700.0], labels: [1, 0])[0] < 0)
  }

  @Test func aSigmoidEndsAtItsLimits() {
    let infinity = Double.infinity
    #expect(sigmoid(-infinity) == 0 && sigmoid(infinity) == 1)
    #expect(oneMinusSigmoid(-infinity) == 1 && oneMinusSigmoid(infinity) == 0)
    #expect(sigmoidDerivative(infinity) == 0 && sigmoidDerivative(-infinity) == 0)
    #expect(logSigmoid(-infinity) == -infinity && logSigmoid(infinity) == 0)
    #expect(softplus(-infinity) == 0 && softplus(infinity) == infinity)
    #expect(sigmoid(0.0) == 0.5 && sigmoid(-0.0) == 0.5)
    #expect(sigmoid(Double.nan).isNaN && softplus(Double.nan).isNaN)
  }

  @Test func aZeroOfNoCostHasNoSign() {
    #expect(logSigmoid(Double.infinity).sign == .plus)
    #expect(sparseSoftmaxCrossEntropyGradient(logits: [5.0], label: 0)[0].sign == .plus)
    #expect(sigmoidCrossEntropyLabelGradient(logit: 0.0).sign == .plus)
    #expect(negLog(1.0).sign == .plus && negLog1m(0.0).sign == .plus)
    #expect(logSoftmax([3.0])[0].sign == .plus)
  }

  @Test func aLabelOfZeroSilencesAnInfiniteCost() {
    let infinity = Double.infinity
    #expect(sigmoidCrossEntropy(logit: infinity, label: 1) == 0)
    #expect(sigmoidCrossEntropy(logit: -infinity, label: 0) == 0)
    #expect(sigmoidCrossEntropy(logit: infinity, label: 0.5) == infinity)
    #expect(sigmoidCrossEntropy(logit: infinity, label: 1.5) == -infinity)
    #expect(weightedCrossEntropy(logit: -infinity, label: 1, posWeight: 0) == 0)
    #expect(softmaxCrossEntropyTerms(logits: [0.0, -infinity], labels: [1, 0]) == [0, 0])
    #expect(softmaxCrossEntropy(logits: [0, -infinity], labels: [0.5, 0.5]) == infinity)
    #expect(softmaxCrossEntropy(logits: [0, -infinity], labels: [Double.nan, 0]).isNaN)
  }

  @Test func anInfiniteWeightCostsWithoutLimitWhereThereIsALabel() {
    let infinity = Double.infinity
    for x in [-infinity, -800, -2, -0x1p-1074, 0, 0x1p-1074, 3, 1e300] {
      for z in [0x1p-1074, 0.5, 1, 1.5] {
        #expect(weightedCrossEntropy(logit: x, label: z, posWeight: infinity) == infinity)
        #expect(weightedCrossEntropy(logit: x, label: z, posWeight: -infinity) == -infinity)
        #expect(weightedCrossEntropyGradient(logit: x, label: z, posWeight: infinity) == -infinity)
        #expect(weightedCrossEntropyGradient(logit: x, label: z, posWeight: -infinity) == infinity)
      }
      #expect(
        weightedCrossEntropy(logit: x, label: 0, posWeight: infinity)
          == sigmoidCrossEntropy(logit: x, label: 0))
      #expect(
        weightedCrossEntropyGradient(logit: x, label: 0, posWeight: -infinity) == sigmoid(x))
      #expect(weightedCrossEntropyLabelGradient(logit: x, posWeight: infinity) == infinity)
    }
    #expect(weightedCrossEntropy(logit: infinity, label: 1, posWeight: infinity).isNaN)
    #expect(weightedCrossEntropyGradient(logit: infinity, label: 1, posWeight: infinity).isNaN)
  }

  @Test func anInfiniteLossHasAFiniteGradient() {
    let row = [0, -Double.infinity]
    #expect(sparseSoftmaxCrossEntropy(logits: row, label: 1) == .infinity)
    #expect(sparseSoftmaxCrossEntropyGradient(logits: row, label: 1) == [1, -1])
    #expect(softmaxCrossEntropyGradient(logits: row, labels: [0, 1]) == [1, -1])
    #expect(sigmoidCrossEntropyGradient(logit: -Double.infinity, label: 1) == -1)
  }

  @Test func oneInfiniteLogitIsOneHot() {
    let row = [1, Double.infinity, -3]
    #expect(softmax(row) == [0, 1, 0])
    #expect(logSoftmax(row) == [-.infinity, 0, -.infinity])
    #expect(logSumExp(row) == .infinity)
  }

  @Test(arguments: [
    [Double.infinity, .infinity, 1], [-Double.infinity, -Double.infinity], [0, Double.nan],
    [Double.nan], [Double.nan, .infinity],
  ])
  func aRowWithoutALimitIsNaN(row: [Double]) {
    #expect(softmax(row).allSatisfy { $0.isNaN })
    #expect(logSoftmax(row).allSatisfy { $0.isNaN })
    #expect(sparseSoftmaxCrossEntropy(logits: row, label: 0).isNaN)
    #expect(sparseSoftmaxCrossEntropyGradient(logits: row, label: 0).allSatisfy { $0.isNaN })
    #expect(logSumExp(row).isNaN == row.contains { $0.isNaN })
    for k in row.indices { #expect(!softmaxIsRational(row, at: k)) }
  }

  @Test(arguments: [0, 5, -Double.greatestFiniteMagnitude, -.infinity, .infinity])
  func oneClassIsCertain(logit: Double) {
    #expect(softmax([logit]) == [1])
    #expect(logSoftmax([logit]) == [0])
    #expect(logSumExp([logit]) == logit)
    #expect(sparseSoftmaxCrossEntropyGradient(logits: [logit], label: 0) == [0])
    #expect(softmaxIsRational([logit], at: 0))
  }

  @Test func equalClassesShareEqually() {
    let row = [Float](repeating: .greatestFiniteMagnitude, count: 1000)
    #expect(softmax(row).allSatisfy { $0 == 0.001 })
    #expect(sparseSoftmaxCrossEntropy(logits: row, label: 7) == 6.9077554)
  }

  @Test func aFractionOfAnOverflowingCostIsFinite() {
    let most = Double.greatestFiniteMagnitude
    #expect(softmaxCrossEntropy(logits: [most, -most], labels: [0.75, 0.25]) == most / 2)
    #expect(sparseSoftmaxCrossEntropy(logits: [most, -most], label: 1) == .infinity)
  }

  @Test func aHugeWeightKeepsTheDigitsOfAnUnderflow() {
    let loss = weightedCrossEntropy(logit: 800.0, label: 1, posWeight: 0x1p1000)
    // exp(-800) 2^1000 to 60 decimal digits, rounded.
    #expect(loss == 0x1.cb83c52522378p-155)
  }

  @Test func aRationalProbabilityIsKnown() {
    let infinity = Double.infinity
    #expect(softmaxIsRational([2, 2, -infinity, 2.0], at: 0))
    #expect(softmaxIsRational([2, 1, -infinity], at: 2))
    #expect(softmaxIsRational([2, infinity], at: 0) && softmaxIsRational([2, infinity], at: 1))
    #expect(!softmaxIsRational([0.0, -800], at: 0) && !softmaxIsRational([0.0, -800], at: 1))
    #expect(sigmoidIsRational(0.0) && sigmoidIsRational(-infinity))
    #expect(!sigmoidIsRational(800.0) && !sigmoidIsRational(Double.nan))
  }

  @Test func aWrongShapeIsRefused() async {
    await #expect(processExitsWith: .failure) { _ = softmax([Double]()) }
    await #expect(processExitsWith: .failure) {
      _ = softmaxCrossEntropyGradient(logits: [1.0, 2], labels: [1])
    }
    await #expect(processExitsWith: .failure) {
      _ = sparseSoftmaxCrossEntropy(logits: [1.0, 2], label: 2)
    }
  }
}
