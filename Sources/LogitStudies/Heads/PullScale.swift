import Glibc
import LogitBench
import LogitText

/// The axis on which gradients are compared: powers of ten, so that a hundredth is seen beside 1.
package struct PullScale: Equatable, Sendable {
  /// The powers of ten at its ends.
  package let low: Double
  package let high: Double

  /// Reaches from 1e-4 to 1, and beyond where a value does; each finite one but 0 lies above the low
  /// end.
  package init(_ values: [Double]) {
    let sizes = values.map(\.magnitude).filter { $0.isFinite && $0 > 0 }
    low = min(-4, ceil(log10(sizes.min() ?? 1)) - 1)
    high = max(0, ceil(log10(sizes.max() ?? 1)))
  }

  /// The part of the axis that a bar of this value takes: 0 for 0 alone, more than 1 for infinity.
  package func part(_ value: Double) -> Double {
    if value == 0 || value.isNaN { return value.magnitude }
    if value.isInfinite { return .infinity }
    return min(1, max(.leastNormalMagnitude, (log10(value.magnitude) - low) / (high - low)))
  }

  /// `1e-4`, `.01`, `1`, `100`.
  package static func label(ofPower power: Double) -> String {
    switch power {
    case -2: ".01"
    case -1: ".1"
    case 0: "1"
    case 1: "10"
    case 2: "100"
    default: "1e\(power.decimals(0))"
    }
  }
}

extension GradientPair {
  package var scale: PullScale {
    PullScale((crossEntropy.gradient + squaredError.gradient).map(\.value))
  }
}
