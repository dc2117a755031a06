import LogitLosses
import TestSupport
import Testing

/// What holds for any row, over seeded random rows.
@Suite struct PropertyTests {
  func expectNear(_ a: Double, _ b: Double, within tolerance: Double = 1e-14) {
    #expect((a - b).magnitude <= tolerance * max(a.magnitude, b.magnitude))
  }

  @Test(arguments: [1, 2, 5, 1000])
  func probabilitiesSumToOneAndTheGradientToZero(classes: Int) {
    var random = SplitMix64(seed: 3)
    let x = random.row(classes, scale: 20)
    let y = random.labels(classes)
    expectNear(sum(softmax(x)), 1)
    let gradient = softmaxCrossEntropyGradient(logits: x, labels: y)
    #expect(sum(gradient).magnitude <= 1e-15 * sum(y))
    #expect(sum(halfSquaredErrorSoftmaxGradient(logits: x, labels: y)).magnitude <= 1e-15)
    #expect(sum(sparseSoftmaxCrossEntropyGradient(logits: x, label: 0)).magnitude <= 1e-15)
  }

  @Test func aShiftWithoutRoundingChangesNothing() {
    // Multiples of 2^-10 below 2^4, shifted by one below 2^40: every sum is exact.
    var random = SplitMix64(seed: 4)
    for shift in [1.0, -0x1p39, 0x1.8p30] {
      let x = (0..<9).map { _ in Double(Int.random(in: -16384...16384, using: &random)) * 0x1p-10 }
      let shifted = x.map { $0 + shift }
      #expect(softmax(shifted) == softmax(x))
      #expect(logSoftmax(shifted) == logSoftmax(x))
      for label in x.indices {
        #expect(
          sparseSoftmaxCrossEntropyGradient(logits: shifted, label: label)
            == sparseSoftmaxCrossEntropyGradient(logits: x, label: label))
      }
    }
  }

  @Test func aPermutationOfTheClassesPermutesTheResults() {
    var random = SplitMix64(seed: 5)
    let x = random.row(30, scale: 9)
    let y = random.labels(30)
    let order = Array(x.indices).shuffled(using: &random)
    let p = softmax(x)
    let q = softmax(order.map { x[$0] })
    for (place, k) in order.enumerated() { #expect(q[place] == p[k]) }
    #expect(
      softmaxCrossEntropy(logits: order.map { x[$0] }, labels: order.map { y[$0] })
        == softmaxCrossEntropy(logits: x, labels: y))
  }

  @Test func twoClassesAreASigmoid() {
    var random = SplitMix64(seed: 6)
    for x in random.row(200, scale: 60) {
      #expect(softmax([x, 0]) == [sigmoid(x), oneMinusSigmoid(x)])
      #expect(logSumExp([x, 0]) == softplus(x))
      #expect(
        sparseSoftmaxCrossEntropy(logits: [x, 0], label: 0)
          == sigmoidCrossEntropy(logit: x, label: 1))
      #expect(
        sparseSoftmaxCrossEntropyGradient(logits: [x, 0], label: 0)[0]
          == sigmoidCrossEntropyGradient(logit: x, label: 1))
    }
  }

  @Test func anIndexIsAOneHotLabel() {
    var random = SplitMix64(seed: 7)
    let x = random.row(12, scale: 50)
    for label in x.indices {
      let oneHot = x.indices.map { $0 == label ? 1.0 : 0 }
      #expect(
        softmaxCrossEntropy(logits: x, labels: oneHot)
          == sparseSoftmaxCrossEntropy(logits: x, label: label))
      #expect(
        softmaxCrossEntropyGradient(logits: x, labels: oneHot)
          == sparseSoftmaxCrossEntropyGradient(logits: x, label: label))
    }
  }

  @Test func aPositiveWeightCountsCopies() {
    var random = SplitMix64(seed: 8)
    for x in random.row(100, scale: 30) {
      let once = sigmoidCrossEntropy(logit: x, label: 1)
      expectNear(
        weightedCrossEntropy(logit: x, label: 1, posWeight: 3), sum([once, once, once]))
      #expect(weightedCrossEntropy(logit: x, label: 1, posWeight: 1) == once)
      #expect(
        weightedCrossEntropy(logit: x, label: 0, posWeight: 3)
          == sigmoidCrossEntropy(logit: x, label: 0))
    }
  }

  @Test func termsAddUpToTheirLoss() {
    var random = SplitMix64(seed: 9)
    let x = random.row(40, scale: 12)
    let y = random.labels(40)
    expectNear(
      sum(softmaxCrossEntropyTerms(logits: x, labels: y)),
      softmaxCrossEntropy(logits: x, labels: y))
    expectNear(
      sum(halfSquaredErrorSoftmaxTerms(logits: x, labels: y)),
      halfSquaredErrorSoftmax(logits: x, labels: y))
  }

  @Test func floatIsDoubleRoundedOnce() {
    var random = SplitMix64(seed: 10)
    let x = random.row(25, scale: 40)
    let y = random.labels(25)
    let (fx, fy) = (x.map { Float($0) }, y.map { Float($0) })
    #expect(softmax(fx) == softmax(x).map { Float($0) })
    #expect(logSoftmax(fx) == logSoftmax(x).map { Float($0) })
    #expect(
      softmaxCrossEntropyGradient(logits: fx, labels: fy)
        == softmaxCrossEntropyGradient(logits: x, labels: y).map { Float($0) })
    for (x, z) in zip(x, y) {
      #expect(
        sigmoidCrossEntropy(logit: Float(x), label: Float(z))
          == Float(sigmoidCrossEntropy(logit: x, label: z)))
    }
  }
}
