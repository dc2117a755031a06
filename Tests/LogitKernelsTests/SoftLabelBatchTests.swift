import LogitExact
import LogitKernels
import LogitLosses
import TestSupport
import Testing

/// Softmax cross entropy with one label a class has the bits of the bench.
@Suite struct SoftLabelBatchTests {
  static let instructions = InstructionSet.allCases.filter(\.isAvailable)

  private func expectTheBench<Scalar: BatchScalar>(
    _ logits: [Scalar], _ labels: [Scalar], _ shape: BatchShape, _ kernels: BatchKernels
  ) {
    var losses = [Scalar](repeating: -7, count: shape.rows)
    var slopes = [Scalar](repeating: -7, count: shape.rows * shape.classes)
    let sum = losses.withUnsafeMutableBufferPointer { losses in
      slopes.withUnsafeMutableBufferPointer { slopes in
        logits.withUnsafeBufferPointer { logits in
          labels.withUnsafeBufferPointer { labels in
            Scalar.softmax(kernels, logits, labels, shape, losses, slopes)
          }
        }
      }
    }
    #expect(sum.count == shape.rows)
    for row in 0..<shape.rows {
      let place = row * shape.stride..<row * shape.stride + shape.classes
      let (x, y) = (Array(logits[place]), Array(labels[place]))
      let found = Array(slopes[row * shape.classes..<(row + 1) * shape.classes])
      let loss = softmaxCrossEntropy(logits: x, labels: y)
      let gradient = softmaxCrossEntropyGradient(logits: x, labels: y)
      #expect([losses[row]].bits == [loss].bits, "\(x) \(y)")
      // What underflows has a sign that the bench does not always prove.
      #expect(
        found.map { $0 == 0 ? 0 : $0 }.bits == gradient.map { $0 == 0 ? 0 : $0 }.bits, "\(x) \(y)")
    }
  }

  private func labels<Scalar: BatchScalar>(
    _ kind: Int, _ classes: Int, _ random: inout SplitMix64
  ) -> [Scalar] {
    let own = Int.random(in: 0..<classes, using: &random)
    switch kind {
    case 0: return (0..<classes).map { _ in Scalar(Double.random(in: 0...1, using: &random)) }
    case 1: return (0..<classes).map { $0 == own ? 1 : 0 }
    case 2: return (0..<classes).map { Scalar($0 == own ? 0.9 : 0) + Scalar(0.1 / Double(classes)) }
    case 3: return Array(repeating: 0, count: classes)
    default: return (0..<classes).map { _ in Scalar(Double.random(in: -1...1, using: &random)) }
    }
  }

  private func expectTheBench<Scalar: BatchScalar>(
    _: Scalar.Type, _ kernels: BatchKernels, _ shapes: [(Int, Int)], _ random: inout SplitMix64
  ) {
    for (rows, classes) in shapes {
      let shape = BatchShape(rows: rows, classes: classes, stride: classes + 1)
      for scale in [0, 1.0, 9, 60, 400] {
        let logits = (0..<rows * (classes + 1)).map { _ in
          Scalar(Double.random(in: -scale...scale, using: &random))
        }
        let targets: [Scalar] = (0..<rows).flatMap { labels($0 % 5, classes, &random) + [7] }
        expectTheBench(logits, targets, shape, kernels)
      }
    }
  }

  @Test(arguments: instructions)
  func rowsHaveTheBitsOfTheBench(_ instructions: InstructionSet) {
    var random = SplitMix64(seed: 71)
    let kernels = BatchKernels(instructions: instructions, threads: 1)
    expectTheBench(
      Float.self, kernels, [(10, 1), (20, 2), (20, 3), (10, 10), (5, 70), (5, 600)], &random)
    expectTheBench(Double.self, kernels, [(5, 1), (5, 2), (5, 9), (5, 33)], &random)
  }

  private func expectTheBenchOfOddNumbers<Scalar: BatchScalar>(
    _: Scalar.Type, _ random: inout SplitMix64
  ) {
    let odd: [Scalar] = [.nan, .infinity, -.infinity, -.infinity, -1e9, -400, 400, 3e38, 0x1p-140]
    let kernels = BatchKernels(threads: 2)
    for classes in [1, 2, 5, 12] {
      let shape = BatchShape(rows: 20, classes: classes)
      var logits = (0..<shape.count).map { _ in Scalar(Double.random(in: -5...5, using: &random)) }
      var targets: [Scalar] = (0..<20).flatMap { labels($0 % 5, classes, &random) }
      for row in 0..<20 where row % 3 != 0 {
        let place = row * classes + Int.random(in: 0..<classes, using: &random)
        logits[place] = odd.randomElement(using: &random) ?? 0
        if row % 4 == 1 { targets[place] = odd.randomElement(using: &random) ?? 0 }
        if row % 4 == 3 { targets[place] = 0 }
      }
      expectTheBench(logits, targets, shape, kernels)
    }
  }

  @Test func oddNumbersAnswerAsTheBenchDoes() {
    var random = SplitMix64(seed: 72)
    for _ in 0..<3 {
      expectTheBenchOfOddNumbers(Float.self, &random)
      expectTheBenchOfOddNumbers(Double.self, &random)
    }
  }
}
