import FoundationEssentials
import LogitExact
import LogitKernels
import TestSupport
import Testing

/// The bits of batches are those of the bench.
@Suite struct BatchBitsTests {
  static let instructions = InstructionSet.allCases.filter(\.isAvailable)

  @Test(arguments: instructions)
  func softmaxRowsHaveTheBitsOfTheBench(_ instructions: InstructionSet) {
    var random = SplitMix64(seed: 41)
    let kernels = BatchKernels(instructions: instructions, threads: 1)
    for (rows, classes) in [
      (40, 1), (40, 2), (30, 3), (20, 7), (20, 10), (9, 33), (7, 63), (5, 64), (3, 300),
    ] {
      for scale: Float in [1, 10, 90, 2000] {
        let batch = Batch(rows: rows, classes: classes, scale: scale, &random)
        let (losses, slopes, _) = batch.answer(kernels)
        for row in 0..<rows {
          #expect(
            batch.difference(row, losses[row], slopes[row * classes..<(row + 1) * classes]) == nil)
        }
      }
    }
  }

  /// `LOGITLAB_OUTPUTS=10000000 swift test -c release …` is what CONTRIBUTING.md tells of.
  @Test func manyOutputsHaveTheBitsOfTheBench() {
    let asked = ProcessInfo.processInfo.environment["LOGITLAB_OUTPUTS"].flatMap(Int.init)
    var random = SplitMix64(seed: 43)
    let kernels = BatchKernels(threads: 1)
    var left = asked ?? 20_000
    while left > 0 {
      let classes = [2, 5, 10, 50, 100, 1000].randomElement(using: &random) ?? 10
      let scale = Float.random(in: 0.5...20, using: &random)
      let batch = Batch(rows: max(1, 2000 / classes), classes: classes, scale: scale, &random)
      let (losses, slopes, _) = batch.answer(kernels, divisor: 1)
      for row in losses.indices {
        #expect(
          batch.difference(row, losses[row], slopes[row * classes..<(row + 1) * classes]) == nil)
      }
      left -= losses.count + slopes.count
    }
  }
}
