import LogitLosses
import TestSupport
import Testing

/// Every derivative against the differences of what it is the derivative of.
@Suite struct GradientTests {
  /// The central difference at `x`, wrong by about 1e-9 of the third derivative.
  func difference(at x: Double, of f: (Double) -> Double) -> Double {
    let h = 0x1p-16
    return (f(x + h) - f(x - h)) / (2 * h)
  }

  func expect(_ gradient: Double, isTheSlopeAt x: Double, of f: (Double) -> Double) {
    let slope = difference(at: x, of: f)
    #expect((gradient - slope).magnitude <= 1e-8 * max(1, slope.magnitude), "at \(x)")
  }

  func expect(_ gradient: [Double], isTheSlopeAt x: [Double], of f: ([Double]) -> Double) {
    for k in x.indices {
      expect(gradient[k], isTheSlopeAt: x[k]) { moved in
        var row = x
        row[k] = moved
        return f(row)
      }
    }
  }

  @Test func derivativesOfSigmoidsAreTheirSlopes() {
    var random = SplitMix64(seed: 1)
    for x in random.row(50, scale: 8) {
      expect(sigmoidDerivative(x), isTheSlopeAt: x, of: { sigmoid($0) })
      expect(oneMinusSigmoid(x), isTheSlopeAt: x, of: { logSigmoid($0) })
      expect(sigmoid(x), isTheSlopeAt: x, of: { softplus($0) })
    }
  }

  @Test func derivativesOfACurveAreItsSlopes() {
    for a in [0.125, 0.3, 0.5, 0.8] {
      expect(negLogDerivative(a), isTheSlopeAt: a, of: { negLog($0) })
      expect(negLog1mDerivative(a), isTheSlopeAt: a, of: { negLog1m($0) })
      expect(halfSquaredErrorGradient(a, 0.7), isTheSlopeAt: a, of: { halfSquaredError($0, 0.7) })
    }
  }

  @Test func gradientsOfBinaryLossesAreTheirSlopes() {
    var random = SplitMix64(seed: 2)
    for x in random.row(50, scale: 6) {
      let z = Double.random(in: -0.5...1.5, using: &random)
      let q = Double.random(in: 0...4, using: &random)
      expect(sigmoidCrossEntropyGradient(logit: x, label: z), isTheSlopeAt: x) {
        sigmoidCrossEntropy(logit: $0, label: z)
      }
      expect(sigmoidCrossEntropyLabelGradient(logit: x), isTheSlopeAt: z) {
        sigmoidCrossEntropy(logit: x, label: $0)
      }
      expect(weightedCrossEntropyGradient(logit: x, label: z, posWeight: q), isTheSlopeAt: x) {
        weightedCrossEntropy(logit: $0, label: z, posWeight: q)
      }
      expect(weightedCrossEntropyLabelGradient(logit: x, posWeight: q), isTheSlopeAt: z) {
        weightedCrossEntropy(logit: x, label: $0, posWeight: q)
      }
      expect(weightedCrossEntropyPosWeightGradient(logit: x, label: z), isTheSlopeAt: q) {
        weightedCrossEntropy(logit: x, label: z, posWeight: $0)
      }
      expect(halfSquaredErrorSigmoidGradient(logit: x, label: z), isTheSlopeAt: x) {
        halfSquaredErrorSigmoid(logit: $0, label: z)
      }
      expect(halfSquaredErrorSigmoidLabelGradient(logit: x, label: z), isTheSlopeAt: z) {
        halfSquaredErrorSigmoid(logit: x, label: $0)
      }
    }
  }

  @Test(arguments: [1, 2, 3, 7, 40])
  func gradientsOfSoftmaxLossesAreTheirSlopes(classes: Int) {
    var random = SplitMix64(seed: UInt64(classes))
    for _ in 0..<5 {
      let x = random.row(classes, scale: 5)
      let y = random.labels(classes)
      let label = Int.random(in: 0..<classes, using: &random)
      expect(softmax(x), isTheSlopeAt: x, of: { logSumExp($0) })
      expect(sparseSoftmaxCrossEntropyGradient(logits: x, label: label), isTheSlopeAt: x) {
        sparseSoftmaxCrossEntropy(logits: $0, label: label)
      }
      expect(softmaxCrossEntropyGradient(logits: x, labels: y), isTheSlopeAt: x) {
        softmaxCrossEntropy(logits: $0, labels: y)
      }
      expect(softmaxCrossEntropyLabelGradient(logits: x), isTheSlopeAt: y) {
        softmaxCrossEntropy(logits: x, labels: $0)
      }
      expect(halfSquaredErrorSoftmaxGradient(logits: x, labels: y), isTheSlopeAt: x) {
        halfSquaredErrorSoftmax(logits: $0, labels: y)
      }
    }
  }
}
