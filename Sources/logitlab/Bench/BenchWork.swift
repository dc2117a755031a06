import Glibc
import LogitKernels

/// A batch of seeded numbers, and room for what comes of it.
final class BenchData {
  let shape: BatchShape
  let logits: UnsafeMutableBufferPointer<Float>
  let labels: UnsafeMutableBufferPointer<Int64>
  let targets: UnsafeMutableBufferPointer<Float>
  let losses: UnsafeMutableBufferPointer<Float>
  let slopes: UnsafeMutableBufferPointer<Float>
  let wideLogits: UnsafeMutableBufferPointer<Double>
  let wideLosses: UnsafeMutableBufferPointer<Double>
  let wideSlopes: UnsafeMutableBufferPointer<Double>

  init(rows: Int, classes: Int) {
    func room<Element>(_ count: Int, _ value: Element) -> UnsafeMutableBufferPointer<Element> {
      let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: count)
      buffer.initialize(repeating: value)
      return buffer
    }
    shape = BatchShape(rows: rows, classes: classes)
    (logits, targets) = (room(shape.count, 0), room(shape.count, 0))
    (losses, slopes, labels) = (room(rows, 0), room(shape.count, 0), room(rows, 0))
    (wideLosses, wideLogits) = (room(rows, 0), room(shape.count, 0))
    wideSlopes = room(shape.count, 0)
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for place in logits.indices {
      // Sums of four are nearly normal, with a deviation of 3.
      let sum = (0..<4).reduce(0) { sum, _ in sum + random(10_001) - 5000 }
      logits[place] = Float(sum) * (3 / 5774)
      wideLogits[place] = Double(logits[place])
      targets[place] = random(5) == 0 ? 1 : 0
    }
    for row in labels.indices { labels[row] = Int64(random(classes)) }
  }

  deinit {
    logits.deallocate()
    labels.deallocate()
    targets.deallocate()
    losses.deallocate()
    slopes.deallocate()
    wideLogits.deallocate()
    wideLosses.deallocate()
    wideSlopes.deallocate()
  }
}

/// One loss in one way, and the memory that it cannot do without.
struct BenchWork {
  enum Operation: String, CaseIterable {
    /// Softmax cross entropy of float32 with index labels: losses alone, and gradients too.
    case loss, gradient
    /// The same with one label a class, and of float64.
    case dense, float64
    /// Sigmoid cross entropy with pos_weight: gradients and the sum of the losses.
    case sigmoid

    var words: String {
      switch self {
      case .loss: "softmax loss"
      case .gradient: "softmax loss, gradient"
      case .dense: "the same, dense labels"
      case .float64: "the same, float64"
      case .sigmoid: "sigmoid sum, gradient"
      }
    }
  }

  let operation: Operation
  let kernels: BatchKernels
  var name: String { "\(operation.words), \(kernels.mode), \(kernels.threads)" }

  static func all(_ instructions: InstructionSet, threads: Int) -> [Self] {
    func work(_ operation: Operation, _ mode: BatchKernels.Mode = .rounded) -> Self {
      Self(
        operation: operation,
        kernels: BatchKernels(mode: mode, instructions: instructions, threads: threads))
    }
    return [
      work(.loss), work(.loss, .fast), work(.gradient), work(.gradient, .fast), work(.dense),
      work(.float64), work(.sigmoid),
    ]
  }

  private func run(_ data: BenchData) {
    let labels = BatchLabels.int64(UnsafeBufferPointer(data.labels))
    let logits = UnsafeBufferPointer(data.logits)
    let rows = Double(data.shape.rows)
    switch operation {
    case .loss:
      kernels.softmaxCrossEntropy(
        logits: logits, labels: labels, shape: data.shape, losses: data.losses)
    case .gradient:
      kernels.softmaxCrossEntropy(
        logits: logits, labels: labels, shape: data.shape, divisor: rows, losses: data.losses,
        gradient: data.slopes)
    case .dense:
      kernels.softmaxCrossEntropy(
        logits: logits, labels: UnsafeBufferPointer(data.targets), shape: data.shape, divisor: rows,
        losses: data.losses, gradient: data.slopes)
    case .float64:
      kernels.softmaxCrossEntropy(
        logits: UnsafeBufferPointer(data.wideLogits), labels: labels, shape: data.shape,
        divisor: rows, losses: data.wideLosses, gradient: data.wideSlopes)
    case .sigmoid:
      kernels.sigmoidCrossEntropy(
        logits: logits, labels: UnsafeBufferPointer(data.targets), shape: data.shape, posWeight: 4,
        divisor: Double(data.shape.count), gradient: data.slopes)
    }
  }

  private func traffic(_ data: BenchData) -> MemoryTraffic {
    switch operation {
    case .loss: .read(UnsafeRawBufferPointer(data.logits))
    case .gradient:
      .copy(UnsafeRawBufferPointer(data.logits), UnsafeMutableRawBufferPointer(data.slopes))
    case .float64:
      .copy(UnsafeRawBufferPointer(data.wideLogits), UnsafeMutableRawBufferPointer(data.wideSlopes))
    case .dense, .sigmoid:
      .add(UnsafeBufferPointer(data.logits), UnsafeBufferPointer(data.targets), data.slopes)
    }
  }

  /// Bytes that are read and written for each number.
  private var bytes: Double {
    switch operation {
    case .loss: 4
    case .gradient: 8
    case .float64: 16
    case .dense, .sigmoid: 12
    }
  }

  /// Medians of pairs, loss and memory in turns, for so long at least.
  func timing(_ data: BenchData, seconds: Double) -> Timing {
    let traffic = traffic(data)
    // So often that it takes two milliseconds, which a clock can tell.
    let first = Self.nanoseconds { run(data) }
    let times = max(1, Int(min(2e6 / max(first, 1), 1e4)))
    traffic.run(kernels)
    var own: [Double] = []
    var memory: [Double] = []
    let start = Self.now
    repeat {
      own.append(Self.nanoseconds { for _ in 0..<times { run(data) } })
      memory.append(Self.nanoseconds { for _ in 0..<times { traffic.run(kernels) } })
    } while own.count < 5 || Self.now - start < seconds * 1e9
    let count = Double(times * data.shape.count)
    return Timing(
      shape: data.shape, operation: operation, mode: kernels.mode,
      threads: kernels.threads,
      nanoseconds: Self.median(own) / count, memory: Self.median(memory) / count,
      ratio: Self.median(zip(own, memory).map { $0 / $1 }), bytes: bytes)
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  private static func nanoseconds(_ body: () -> Void) -> Double {
    let start = now
    body()
    return now - start
  }

  private static func median(_ times: [Double]) -> Double {
    let sorted = times.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
