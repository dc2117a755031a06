import CKernels
import LogitLosses

/// The formats of batches.
protocol LaneScalar: LogitScalar {
  static var infinity: Self { get }
  static var nan: Self { get }
  static var zero: Self { get }
  static prefix func - (number: Self) -> Self

  /// `numbers` times a factor, each rounded once; false where a relative error leaves one open.
  static func scale(
    _ high: UnsafePointer<Double>, _ low: UnsafePointer<Double>, _ count: Int, _ factor: Pair,
    _ error: Double, _ lanes: Lanes, into scaled: UnsafeMutablePointer<Self>
  ) -> Bool

  /// Losses and slopes of sigmoid cross entropy, slopes times `share`; false where one is open.
  static func sigmoid(
    _ block: SigmoidBlock<Self>, _ weight: Double, _ share: Pair, _ lanes: Lanes,
    _ sum: inout Double
  ) -> Bool
}

/// Some neighbours of a batch, and where their losses and slopes go.
struct SigmoidBlock<Scalar> {
  let logits: UnsafePointer<Scalar>
  let labels: UnsafePointer<Scalar>
  let losses: UnsafeMutablePointer<Scalar>?
  let slopes: UnsafeMutablePointer<Scalar>?
  let count: Int

  /// Those from `index` on.
  func part(_ index: Int, _ count: Int) -> Self {
    Self(
      logits: logits + index, labels: labels + index, losses: losses.map { $0 + index },
      slopes: slopes.map { $0 + index }, count: count)
  }
}

extension Double: LaneScalar {
  static func scale(
    _ high: UnsafePointer<Double>, _ low: UnsafePointer<Double>, _ count: Int, _ factor: Pair,
    _ error: Double, _ lanes: Lanes, into scaled: UnsafeMutablePointer<Self>
  ) -> Bool { lanes.scale_pairs(high, low, count, factor, error, scaled) == 0 }

  static func sigmoid(
    _ block: SigmoidBlock<Self>, _ weight: Double, _ share: Pair, _ lanes: Lanes,
    _ sum: inout Double
  ) -> Bool {
    lanes.sigmoid_f64(
      block.logits, block.labels, block.count, weight, share, block.losses, block.slopes, &sum) == 0
  }
}

extension Float: LaneScalar {
  static func scale(
    _ high: UnsafePointer<Double>, _ low: UnsafePointer<Double>, _ count: Int, _ factor: Pair,
    _ error: Double, _ lanes: Lanes, into scaled: UnsafeMutablePointer<Self>
  ) -> Bool {
    for k in 0..<count {
      let number = Pair(high[k], low[k]) * factor
      guard let rounded = number.rounded(within: error, to: Float.self) else { return false }
      scaled[k] = rounded
    }
    return true
  }

  static func sigmoid(
    _ block: SigmoidBlock<Self>, _ weight: Double, _ share: Pair, _ lanes: Lanes,
    _ sum: inout Double
  ) -> Bool {
    lanes.sigmoid_f32(
      block.logits, block.labels, block.count, weight, share.high, block.losses, block.slopes, &sum)
      == 0
  }
}

/// Room that one thread's rows need, for as long as they do.
final class Scratch<Element> {
  let start: UnsafeMutablePointer<Element>

  init(_ count: Int, _ value: Element) {
    start = .allocate(capacity: count)
    start.initialize(repeating: value, count: count)
  }

  deinit { start.deallocate() }
}
