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
}

extension Double: LaneScalar {
  static func scale(
    _ high: UnsafePointer<Double>, _ low: UnsafePointer<Double>, _ count: Int, _ factor: Pair,
    _ error: Double, _ lanes: Lanes, into scaled: UnsafeMutablePointer<Self>
  ) -> Bool { lanes.scale_pairs(high, low, count, factor, error, scaled) == 0 }
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
