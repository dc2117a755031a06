import LogitExact
import LogitKernels
import LogitLosses
import TestSupport

/// A batch of seeded numbers, and what the bench makes of each of its rows.
struct Batch {
  var logits: [Float]
  var labels: [Int64]
  let shape: BatchShape

  init(rows: Int, classes: Int, scale: Float, stride: Int? = nil, _ random: inout SplitMix64) {
    shape = BatchShape(rows: rows, classes: classes, stride: stride)
    logits = (0..<shape.count).map { _ in Float.random(in: -scale...scale, using: &random) }
    labels = (0..<rows).map { _ in Int64.random(in: 0..<Int64(classes), using: &random) }
  }

  /// Losses and slopes as the kernels give them.
  func answer(
    _ kernels: BatchKernels, ignoring ignored: Int? = nil, divisor: Double = 1
  ) -> (losses: [Float], slopes: [Float], sum: BatchLoss) {
    var losses = [Float](repeating: -7, count: shape.rows)
    var slopes = [Float](repeating: -7, count: shape.rows * shape.classes)
    let sum = losses.withUnsafeMutableBufferPointer { losses in
      slopes.withUnsafeMutableBufferPointer { slopes in
        logits.withUnsafeBufferPointer { logits in
          labels.withUnsafeBufferPointer { labels in
            kernels.softmaxCrossEntropy(
              logits: logits, labels: .int64(labels), shape: shape, ignoreIndex: ignored,
              divisor: divisor, losses: losses, gradient: slopes)
          }
        }
      }
    }
    return (losses, slopes, sum)
  }

  /// Whether a loss and slopes are those of the bench, bit for bit; nil, else what they should be.
  func difference(_ row: Int, _ loss: Float, _ slopes: some Sequence<Float>) -> String? {
    let (logits, label) = (self.row(row), Int(labels[row]))
    var slopes = Array(slopes)
    let exactLoss = sparseSoftmaxCrossEntropy(logits: logits, label: label)
    var exact = sparseSoftmaxCrossEntropyGradient(logits: logits, label: label)
    // What underflows there has a sign that the bench does not always prove.
    if slopes[label] == 0 { slopes[label] = 0 }
    if exact[label] == 0 { exact[label] = 0 }
    guard [loss].bits == [exactLoss].bits, slopes.bits == exact.bits else {
      return "\(loss) \(slopes), not \(exactLoss) \(exact) of \(logits), label \(label)"
    }
    return nil
  }

  func row(_ row: Int) -> [Float] {
    Array(logits[row * shape.stride..<row * shape.stride + shape.classes])
  }
}

extension Array where Element == Float {
  /// The bits, all NaN alike.
  var bits: [UInt32] { map { $0.isNaN ? Float.nan.bitPattern : $0.bitPattern } }
}
