import LogitExact
import LogitKernels
import LogitLosses
import TestSupport
import Testing

/// Sigmoid cross entropy of batches has the bits of the bench.
@Suite struct SigmoidBatchTests {
  static let instructions = InstructionSet.allCases.filter(\.isAvailable)

  private func expectTheBench<Scalar: BatchScalar>(
    _ logits: [Scalar], _ labels: [Scalar], _ weight: Scalar, _ kernels: BatchKernels
  ) {
    let count = logits.count
    var (losses, slopes) = (logits, logits)
    let sum = losses.withUnsafeMutableBufferPointer { losses in
      slopes.withUnsafeMutableBufferPointer { slopes in
        logits.withUnsafeBufferPointer { logits in
          labels.withUnsafeBufferPointer { labels in
            Scalar.sigmoid(
              kernels, logits, labels, BatchShape(rows: 1, classes: count), weight.double, 1,
              losses,
              slopes)
          }
        }
      }
    }
    var exact = 0.0
    for k in 0..<count {
      let loss = weightedCrossEntropy(logit: logits[k], label: labels[k], posWeight: weight)
      let slope = weightedCrossEntropyGradient(
        logit: logits[k], label: labels[k], posWeight: weight)
      #expect([losses[k]].bits == [loss].bits, "\(logits[k]) \(labels[k]) \(weight)")
      // What underflows has a sign that the bench does not always prove.
      let isZero = slopes[k] == 0 && slope == 0
      #expect(isZero || [slopes[k]].bits == [slope].bits, "\(logits[k]) \(labels[k]) \(weight)")
      exact += loss.double
    }
    let slack = exact.magnitude * (Scalar.self == Float.self ? 0x1p-23 : 0x1p-40)
    #expect(sum.count == count)
    #expect(!exact.isFinite || (sum.sum - exact).magnitude <= sum.error + slack)
  }

  private func expectTheBench<Scalar: BatchScalar>(
    _: Scalar.Type, _ kernels: BatchKernels, _ random: inout SplitMix64
  ) {
    for weight in [1.0, 4, 0.3, 0] {
      for scale in [1.0, 12, 200] {
        let logits = (0..<37).map { _ in Scalar(Double.random(in: -scale...scale, using: &random)) }
        let soft = logits.map { _ in Scalar(Double.random(in: 0...1, using: &random)) }
        let hard = logits.map { _ in Scalar(Int.random(in: 0...1, using: &random)) }
        expectTheBench(logits, soft, Scalar(weight), kernels)
        expectTheBench(logits, hard, Scalar(weight), kernels)
      }
    }
  }

  @Test(arguments: instructions)
  func numbersHaveTheBitsOfTheBench(_ instructions: InstructionSet) {
    var random = SplitMix64(seed: 61)
    let kernels = BatchKernels(instructions: instructions, threads: 1)
    expectTheBench(Float.self, kernels, &random)
    expectTheBench(Double.self, kernels, &random)
  }

  private func expectTheBenchOfOddNumbers<Scalar: BatchScalar>(_: Scalar.Type) {
    let odd: [Scalar] = [
      .nan, .infinity, -.infinity, 0, -0.0, 1e30, -1e30, 400, -400, 745, -745, -100, 104, 0x1p-140,
      .leastNonzeroMagnitude,
    ]
    let labels: [Scalar] = [0, 1, 0.5, 0x1p-100, 1.5, -1, .nan, .infinity]
    let logits = odd.flatMap { x in labels.map { _ in x } }
    let targets = odd.flatMap { _ in labels }
    for weight: Scalar in [1, 4, 0, -2, .infinity] {
      expectTheBench(logits, targets, weight, BatchKernels(threads: 1))
    }
  }

  @Test func oddNumbersAnswerAsTheBenchDoes() {
    expectTheBenchOfOddNumbers(Float.self)
    expectTheBenchOfOddNumbers(Double.self)
  }

  @Test func lossesAloneSumsAloneAndThreadsChangeNoBit() {
    var random = SplitMix64(seed: 62)
    let shape = BatchShape(rows: 3, classes: 70_001, stride: 70_010)
    let logits = (0..<shape.count).map { _ in Float.random(in: -9...9, using: &random) }
    let labels = logits.map { _ in Float.random(in: 0...1, using: &random) }
    func run(
      _ threads: Int, losses hasLosses: Bool, slopes hasSlopes: Bool
    ) -> (losses: [Float], slopes: [Float], sum: BatchLoss) {
      var losses = [Float](repeating: -7, count: shape.count)
      var slopes = losses
      let sum = losses.withUnsafeMutableBufferPointer { losses in
        slopes.withUnsafeMutableBufferPointer { slopes in
          logits.withUnsafeBufferPointer { logits in
            labels.withUnsafeBufferPointer {
              BatchKernels(threads: threads).sigmoidCrossEntropy(
                logits: logits, labels: $0, shape: shape, posWeight: 3, divisor: 5,
                losses: hasLosses ? losses : nil, gradient: hasSlopes ? slopes : nil)
            }
          }
        }
      }
      return (losses, slopes, sum)
    }
    let all = run(1, losses: true, slopes: true)
    let many = run(3, losses: true, slopes: true)
    #expect(many.losses == all.losses && many.slopes == all.slopes && many.sum == all.sum)
    #expect(all.losses[70_001..<70_010].allSatisfy { $0 == -7 } && all.losses[70_010] != -7)
    let slopes = run(1, losses: false, slopes: true)
    #expect(slopes.slopes == all.slopes)
    #expect((slopes.sum.sum - all.sum.sum).magnitude <= all.sum.error + slopes.sum.error)
    #expect(slopes.losses.allSatisfy { $0 == -7 })
    #expect(run(1, losses: true, slopes: false).losses == all.losses)
  }
}
