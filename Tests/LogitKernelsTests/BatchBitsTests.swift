import FoundationEssentials
import LogitExact
import LogitKernels
import TestSupport
import Testing

/// The bits of batches are those of the bench.
@Suite struct BatchBitsTests {
  static let instructions = InstructionSet.allCases.filter(\.isAvailable)

  private func expectTheBench<Scalar: BatchScalar>(
    _: Scalar.Type, _ kernels: BatchKernels, _ shapes: [(Int, Int)], _ random: inout SplitMix64
  ) {
    for (rows, classes) in shapes {
      for scale in [1.0, 10, 90, 2000] {
        let batch = Batch<Scalar>(rows: rows, classes: classes, scale: scale, &random)
        let answer = batch.answer(kernels)
        for row in 0..<rows { #expect(batch.difference(row, answer) == nil) }
      }
    }
  }

  @Test(arguments: instructions)
  func softmaxRowsHaveTheBitsOfTheBench(_ instructions: InstructionSet) {
    var random = SplitMix64(seed: 41)
    let kernels = BatchKernels(instructions: instructions, threads: 1)
    expectTheBench(
      Float.self, kernels,
      [(40, 1), (40, 2), (30, 3), (20, 7), (20, 10), (9, 33), (7, 63), (5, 64), (3, 300)], &random)
    expectTheBench(Double.self, kernels, [(9, 1), (9, 2), (9, 3), (6, 10), (2, 65)], &random)
  }

  /// `LOGITLAB_OUTPUTS=10000000 swift test -c release …` is what CONTRIBUTING.md tells of.
  @Test func manyOutputsHaveTheBitsOfTheBench() {
    let asked = ProcessInfo.processInfo.environment["LOGITLAB_OUTPUTS"].flatMap(Int.init)
    var random = SplitMix64(seed: 43)
    let kernels = BatchKernels(threads: 1)
    var left = asked ?? 20_000
    while left > 0 {
      let classes = [2, 5, 10, 50, 100, 1000].randomElement(using: &random) ?? 10
      let scale = Double.random(in: 0.5...20, using: &random)
      let batch = Batch<Float>(
        rows: max(1, 2000 / classes), classes: classes, scale: scale, &random)
      let answer = batch.answer(kernels)
      for row in answer.losses.indices { #expect(batch.difference(row, answer) == nil) }
      left -= answer.losses.count + answer.slopes.count
    }
  }

  @Test(arguments: instructions)
  func fastRowsAreWithinTwoStepsAndThree(_ instructions: InstructionSet) {
    var random = SplitMix64(seed: 49)
    let kernels = BatchKernels(mode: .fast, instructions: instructions, threads: 1)
    var worst: (loss: Double, slope: Double) = (0, 0)
    for classes in [37, 64, 100, 1000] {
      for scale in [0.1, 3, 20, 59] {
        let batch = Batch<Float>(rows: 40, classes: classes, scale: scale, &random)
        let fast = batch.answer(kernels)
        var exact = Batch<Double>(rows: 40, classes: classes, scale: 0, &random)
        exact.logits = batch.logits.map(Double.init)
        exact.labels = batch.labels
        let truth = exact.answer(BatchKernels(threads: 1))
        for (a, b) in zip(fast.losses, truth.losses) {
          worst.loss = max(worst.loss, (Double(a) - b).magnitude / Double(Float(b).ulp))
        }
        for (a, b) in zip(fast.slopes, truth.slopes) where b.magnitude >= 1e-30 {
          worst.slope = max(worst.slope, (Double(a) - b).magnitude / Double(Float(b).ulp))
        }
      }
    }
    #expect(worst.loss <= 2 && worst.slope <= 3, "\(worst)")
    #expect(worst.slope > 0.6, "these are not the lanes of floats: \(worst)")
  }
}
