import LogitExact
import LogitKernels
import LogitLosses
import TestSupport

/// What batches are made of, in tests that hold for both formats.
protocol BatchScalar: LogitScalar, BinaryFloatingPoint {
  associatedtype Bits: FixedWidthInteger
  var bitPattern: Bits { get }

  static func softmax(
    _ kernels: BatchKernels, _ logits: UnsafeBufferPointer<Self>, _ labels: BatchLabels,
    _ shape: BatchShape, _ ignored: Int?, _ divisor: Double,
    _ losses: UnsafeMutableBufferPointer<Self>, _ slopes: UnsafeMutableBufferPointer<Self>,
    _ stride: Int?
  ) -> BatchLoss

  static func softmax(
    _ kernels: BatchKernels, _ logits: UnsafeBufferPointer<Self>,
    _ labels: UnsafeBufferPointer<Self>, _ shape: BatchShape,
    _ losses: UnsafeMutableBufferPointer<Self>, _ slopes: UnsafeMutableBufferPointer<Self>
  ) -> BatchLoss

  static func sigmoid(
    _ kernels: BatchKernels, _ logits: UnsafeBufferPointer<Self>,
    _ labels: UnsafeBufferPointer<Self>, _ shape: BatchShape, _ weight: Double, _ divisor: Double,
    _ losses: UnsafeMutableBufferPointer<Self>?, _ slopes: UnsafeMutableBufferPointer<Self>?
  ) -> BatchLoss
}

extension Float: BatchScalar {
  static func softmax(
    _ kernels: BatchKernels, _ logits: UnsafeBufferPointer<Self>, _ labels: BatchLabels,
    _ shape: BatchShape, _ ignored: Int?, _ divisor: Double,
    _ losses: UnsafeMutableBufferPointer<Self>, _ slopes: UnsafeMutableBufferPointer<Self>,
    _ stride: Int?
  ) -> BatchLoss {
    kernels.softmaxCrossEntropy(
      logits: logits, labels: labels, shape: shape, ignoreIndex: ignored, divisor: divisor,
      losses: losses, gradient: slopes, gradientStride: stride)
  }

  static func softmax(
    _ kernels: BatchKernels, _ logits: UnsafeBufferPointer<Self>,
    _ labels: UnsafeBufferPointer<Self>, _ shape: BatchShape,
    _ losses: UnsafeMutableBufferPointer<Self>, _ slopes: UnsafeMutableBufferPointer<Self>
  ) -> BatchLoss {
    kernels.softmaxCrossEntropy(
      logits: logits, labels: labels, shape: shape, losses: losses, gradient: slopes)
  }

  static func sigmoid(
    _ kernels: BatchKernels, _ logits: UnsafeBufferPointer<Self>,
    _ labels: UnsafeBufferPointer<Self>, _ shape: BatchShape, _ weight: Double, _ divisor: Double,
    _ losses: UnsafeMutableBufferPointer<Self>?, _ slopes: UnsafeMutableBufferPointer<Self>?
  ) -> BatchLoss {
    kernels.sigmoidCrossEntropy(
      logits: logits, labels: labels, shape: shape, posWeight: weight, divisor: divisor,
      losses: losses, gradient: slopes)
  }
}

extension Double: BatchScalar {
  static func softmax(
    _ kernels: BatchKernels, _ logits: UnsafeBufferPointer<Self>, _ labels: BatchLabels,
    _ shape: BatchShape, _ ignored: Int?, _ divisor: Double,
    _ losses: UnsafeMutableBufferPointer<Self>, _ slopes: UnsafeMutableBufferPointer<Self>,
    _ stride: Int?
  ) -> BatchLoss {
    kernels.softmaxCrossEntropy(
      logits: logits, labels: labels, shape: shape, ignoreIndex: ignored, divisor: divisor,
      losses: losses, gradient: slopes, gradientStride: stride)
  }

  static func softmax(
    _ kernels: BatchKernels, _ logits: UnsafeBufferPointer<Self>,
    _ labels: UnsafeBufferPointer<Self>, _ shape: BatchShape,
    _ losses: UnsafeMutableBufferPointer<Self>, _ slopes: UnsafeMutableBufferPointer<Self>
  ) -> BatchLoss {
    kernels.softmaxCrossEntropy(
      logits: logits, labels: labels, shape: shape, losses: losses, gradient: slopes)
  }

  static func sigmoid(
    _ kernels: BatchKernels, _ logits: UnsafeBufferPointer<Self>,
    _ labels: UnsafeBufferPointer<Self>, _ shape: BatchShape, _ weight: Double, _ divisor: Double,
    _ losses: UnsafeMutableBufferPointer<Self>?, _ slopes: UnsafeMutableBufferPointer<Self>?
  ) -> BatchLoss {
    kernels.sigmoidCrossEntropy(
      logits: logits, labels: labels, shape: shape, posWeight: weight, divisor: divisor,
      losses: losses, gradient: slopes)
  }
}

/// A batch of seeded numbers, and what the bench makes of each of its rows.
struct Batch<Scalar: BatchScalar> {
  var logits: [Scalar]
  var labels: [Int64]
  let shape: BatchShape

  init(rows: Int, classes: Int, scale: Double, stride: Int? = nil, _ random: inout SplitMix64) {
    shape = BatchShape(rows: rows, classes: classes, stride: stride)
    logits = (0..<shape.count).map { _ in Scalar(Double.random(in: -scale...scale, using: &random))
    }
    labels = (0..<rows).map { _ in Int64.random(in: 0..<Int64(classes), using: &random) }
  }

  struct Answer {
    let losses: [Scalar]
    let slopes: [Scalar]
    let sum: BatchLoss
  }

  /// Losses and slopes as the kernels give them, rows of slopes `stride` apart.
  func answer(
    _ kernels: BatchKernels, ignoring ignored: Int? = nil, divisor: Double = 1, stride: Int? = nil
  ) -> Answer {
    var losses = [Scalar](repeating: -7, count: shape.rows)
    var slopes = [Scalar](repeating: -7, count: shape.rows * (stride ?? shape.classes))
    let sum = losses.withUnsafeMutableBufferPointer { losses in
      slopes.withUnsafeMutableBufferPointer { slopes in
        logits.withUnsafeBufferPointer { logits in
          labels.withUnsafeBufferPointer { labels in
            Scalar.softmax(
              kernels, logits, .int64(labels), shape, ignored, divisor, losses, slopes, stride)
          }
        }
      }
    }
    return Answer(losses: losses, slopes: slopes, sum: sum)
  }

  /// How the numbers of a row differ from the bench's; nil where bit for bit they do not.
  func difference(_ row: Int, _ answer: Answer) -> String? {
    let (logits, label, classes) = (self.row(row), Int(labels[row]), shape.classes)
    let loss = answer.losses[row]
    var slopes = Array(answer.slopes[row * classes..<(row + 1) * classes])
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

  func row(_ row: Int) -> [Scalar] {
    Array(logits[row * shape.stride..<row * shape.stride + shape.classes])
  }
}

extension Array where Element: BatchScalar {
  /// The bits, all NaN alike.
  var bits: [Element.Bits] { map { $0.isNaN ? Element.nan.bitPattern : $0.bitPattern } }
}
