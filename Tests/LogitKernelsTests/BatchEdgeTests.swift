import LogitExact
import LogitKernels
import LogitLosses
import TestSupport
import Testing

/// Infinities, NaN, empty batches, strides and labels that count for nothing.
@Suite struct BatchEdgeTests {
  private let kernels = BatchKernels(threads: 1)

  private func expectTheBench<Scalar: BatchScalar>(_ batch: Batch<Scalar>) {
    let answer = batch.answer(kernels)
    for row in batch.labels.indices { #expect(batch.difference(row, answer) == nil) }
  }

  private func expectTheBenchOfOddNumbers<Scalar: BatchScalar>(
    _: Scalar.Type, _ classes: Int, turns: Int, _ random: inout SplitMix64
  ) {
    let odd: [Scalar] = [
      .nan, .infinity, -.infinity, -.infinity, -1e9, -1e4, -301, -299, -150, 88, 299, 301, 700,
      3e38,
      -3e38, 0, -0.0, 0x1p-140, .leastNonzeroMagnitude,
    ]
    for _ in 0..<turns {
      var batch = Batch<Scalar>(rows: 20, classes: classes, scale: 5, stride: classes + 3, &random)
      for row in 0..<20 {
        for _ in 0..<Int.random(in: 0...min(classes, 4), using: &random) {
          let place = Int.random(in: 0..<classes, using: &random)
          batch.logits[row * (classes + 3) + place] = odd.randomElement(using: &random) ?? 0
        }
        if row % 5 == 0 {
          let value = odd.randomElement(using: &random) ?? 0
          for place in 0..<classes { batch.logits[row * (classes + 3) + place] = value }
        }
      }
      expectTheBench(batch)
    }
  }

  @Test(arguments: [1, 2, 3, 9, 70])
  func numbersThatAreNoneAnswerAsTheBenchDoes(classes: Int) {
    var random = SplitMix64(seed: 42)
    expectTheBenchOfOddNumbers(Float.self, classes, turns: 12, &random)
    expectTheBenchOfOddNumbers(Double.self, classes, turns: classes < 70 ? 4 : 1, &random)
  }

  @Test func ignoredRowsCostNothingAndAreNotCounted() {
    var random = SplitMix64(seed: 44)
    func expectIt<Scalar: BatchScalar>(_: Scalar.Type, _ classes: Int) {
      var batch = Batch<Scalar>(rows: 9, classes: classes, scale: 4, &random)
      let all = batch.answer(kernels)
      #expect(all.sum.count == 9)
      batch.labels[4] = -100
      batch.logits[4 * classes] = .nan
      let kept = batch.answer(kernels, ignoring: -100)
      #expect(kept.sum.count == 8 && kept.losses[4] == 0)
      for row in all.losses.indices {
        let place = row * classes..<(row + 1) * classes
        let isSame = kept.losses[row] == all.losses[row] && kept.slopes[place] == all.slopes[place]
        #expect(row == 4 ? kept.slopes[place].allSatisfy { $0 == 0 } : isSame)
      }
    }
    for classes in [3, 80] {
      expectIt(Float.self, classes)
      expectIt(Double.self, classes)
    }
  }

  @Test func aBatchWithoutRowsOrClassesIsEmpty() {
    for (rows, classes) in [(0, 5), (0, 0), (3, 0)] {
      let shape = BatchShape(rows: rows, classes: classes)
      let labels = [Int32](repeating: 7, count: rows)
      var losses = [Float](repeating: 3, count: rows)
      let sum = labels.withUnsafeBufferPointer { labels in
        losses.withUnsafeMutableBufferPointer {
          kernels.softmaxCrossEntropy(
            logits: UnsafeBufferPointer(start: nil, count: 0), labels: .int32(labels), shape: shape,
            ignoreIndex: 7, losses: $0)
        }
      }
      #expect(sum.sum == 0 && sum.count == 0 && losses == Array(repeating: 0, count: rows))
    }
  }

  @Test func aDivisorIsPartOfTheOneRounding() {
    var random = SplitMix64(seed: 45)
    for classes in [4, 70] {
      let batch = Batch<Float>(rows: 6, classes: classes, scale: 3, &random)
      let slopes = batch.answer(kernels, divisor: 7).slopes
      for row in 0..<6 {
        let exact = sparseSoftmaxCrossEntropyGradient(
          logits: batch.row(row).map(Double.init), label: Int(batch.labels[row]))
        #expect(
          Array(slopes[row * classes..<(row + 1) * classes]) == exact.map { Float($0 / 7) })
      }
    }
  }

  @Test func gapsOfTheGradientAreLeftAlone() {
    var random = SplitMix64(seed: 46)
    for classes in [3, 9, 65] {
      let batch = Batch<Float>(rows: 5, classes: classes, scale: 3, &random)
      let expected = batch.answer(kernels).slopes
      let slopes = batch.answer(kernels, stride: classes + 2).slopes
      for row in 0..<5 {
        let start = row * (classes + 2)
        #expect(
          slopes[start..<start + classes].elementsEqual(
            expected[row * classes..<(row + 1) * classes]))
        #expect(slopes[start + classes] == -7 && slopes[start + classes + 1] == -7)
      }
    }
  }

  @Test func threadsChangeNoBit() {
    var random = SplitMix64(seed: 47)
    for (rows, classes) in [(40_000, 3), (700, 200)] {
      let batch = Batch<Float>(rows: rows, classes: classes, scale: 8, &random)
      let one = batch.answer(kernels)
      for threads in [2, 5] {
        let many = batch.answer(BatchKernels(threads: threads))
        #expect(one.losses == many.losses && one.slopes == many.slopes && one.sum == many.sum)
      }
    }
  }

  @Test func theSumOfTheLossesIsWithinItsBound() {
    var random = SplitMix64(seed: 48)
    let batch = Batch<Float>(rows: 200, classes: 5, scale: 8, &random)
    let sum = batch.answer(kernels).sum
    let exact = (0..<200).map {
      sparseSoftmaxCrossEntropy(
        logits: batch.row($0).map(Double.init), label: Int(batch.labels[$0]))
    }
    #expect((sum.sum - exact.reduce(0, +)).magnitude <= sum.error + 200 * 0x1p-44)
    #expect(sum.error < sum.sum * 0x1p-45)
  }

  @Test func whatIsNoLabelEndsTheProgramWithASentence() async throws {
    let ended = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let labels: [Int32] = [0, 3]
      let logits: [Float] = [1, 2, 3, 4, 5, 6]
      logits.withUnsafeBufferPointer { logits in
        _ = labels.withUnsafeBufferPointer {
          BatchKernels(threads: 1).softmaxCrossEntropy(
            logits: logits, labels: .int32($0), shape: BatchShape(rows: 2, classes: 3))
        }
      }
    }
    let told = String(decoding: try #require(ended).standardErrorContent, as: UTF8.self)
    #expect(told.contains("label 3 of row 1 outside 0 ..< 3"))
  }
}
