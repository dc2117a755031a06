import Glibc
import LogitKernels

/// Numbers that lie in one place as long as somebody has them.
final class Room<Element> {
  let all: UnsafeMutableBufferPointer<Element>

  init(_ count: Int, _ value: (Int) -> Element) {
    all = .allocate(capacity: count)
    for place in 0..<count { all.initializeElement(at: place, to: value(place)) }
  }

  deinit { all.deallocate() }

  var read: UnsafeBufferPointer<Element> { UnsafeBufferPointer(all) }
}

/// A batch of seeded numbers, and room for what comes of it.
final class BenchData {
  let shape: BatchShape
  let logits: Room<Float>
  let labels: Room<Int64>
  let losses: Room<Float>
  let slopes: Room<Float>
  /// One label a class.
  private(set) lazy var targets = Room(shape.count) { place in place % 5 == 0 ? Float(1) : 0 }
  /// The same as doubles, four times as much of them: for who asks.
  private(set) lazy var wideLogits = Room(shape.count) { [logits] in Double(logits.all[$0]) }
  private(set) lazy var wideLosses = Room(shape.rows) { _ in 0.0 }
  private(set) lazy var wideSlopes = Room(shape.count) { _ in 0.0 }

  init(rows: Int, classes: Int) {
    shape = BatchShape(rows: rows, classes: classes)
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    // Sums of four are nearly normal, with a deviation of 3.
    logits = Room(shape.count) { _ in
      Float((0..<4).reduce(0) { sum, _ in sum + random(10_001) - 5000 }) * (3 / 5774)
    }
    labels = Room(rows) { _ in Int64(random(classes)) }
    losses = Room(rows) { _ in 0 }
    slopes = Room(shape.count) { _ in 0 }
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
    let (logits, shape) = (data.logits.read, data.shape)
    let labels = BatchLabels.int64(data.labels.read)
    let rows = Double(shape.rows)
    switch operation {
    case .loss:
      kernels.softmaxCrossEntropy(
        logits: logits, labels: labels, shape: shape, losses: data.losses.all)
    case .gradient:
      kernels.softmaxCrossEntropy(
        logits: logits, labels: labels, shape: shape, divisor: rows, losses: data.losses.all,
        gradient: data.slopes.all)
    case .dense:
      kernels.softmaxCrossEntropy(
        logits: logits, labels: data.targets.read, shape: shape, divisor: rows,
        losses: data.losses.all, gradient: data.slopes.all)
    case .float64:
      kernels.softmaxCrossEntropy(
        logits: data.wideLogits.read, labels: labels, shape: shape, divisor: rows,
        losses: data.wideLosses.all, gradient: data.wideSlopes.all)
    case .sigmoid:
      kernels.sigmoidCrossEntropy(
        logits: logits, labels: data.targets.read, shape: shape, posWeight: 4,
        divisor: Double(shape.count), gradient: data.slopes.all)
    }
  }

  private func traffic(_ data: BenchData) -> MemoryTraffic {
    let logits = UnsafeRawBufferPointer(data.logits.read)
    return switch operation {
    case .loss: .read(logits)
    case .gradient: .copy(logits, UnsafeMutableRawBufferPointer(data.slopes.all))
    case .float64:
      .copy(
        UnsafeRawBufferPointer(data.wideLogits.read),
        UnsafeMutableRawBufferPointer(data.wideSlopes.all))
    case .dense, .sigmoid: .add(data.logits.read, data.targets.read, data.slopes.all)
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
