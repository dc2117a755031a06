import Glibc
import LogitBench

extension SweepRequest {
  /// A number on the axis of a symlog: `±ln(1 + |x|/s)`.
  func bent(_ x: Double) -> Double {
    Double(signOf: x, magnitudeOf: log1p(x.magnitude / linear))
  }

  func straightened(_ y: Double) -> Double {
    Double(signOf: y, magnitudeOf: expm1(y.magnitude) * linear)
  }

  /// Round numbers that may be named on the axis.
  package var ticks: [Double] {
    let (low, high) = (from.value(in: .float64), to.value(in: .float64))
    switch scale {
    case .linear: return (0...4).map { number(at: Double($0) / 4) }
    case .symlog:
      var ticks: [Double] = [0]
      let top = Swift.max(low.magnitude, high.magnitude)
      let decades = Swift.max(1, (log10(top / linear) / 4).rounded(.up))
      var exponent = log10(linear).rounded(.up)
      while exponent <= log10(top) {
        let tick = pow(10, exponent)
        ticks += [-tick, tick]
        exponent += decades
      }
      return (ticks + [low, high]).filter { $0 >= low && $0 <= high }.sorted()
    }
  }
}

extension SweepRequest {
  /// A number of the axis, with as many digits as tell a hundredth of a linear one apart.
  ///
  /// - Parameter digits: That it has at least.
  package func text(of x: Double, digits: Int = 3) -> String {
    let (low, high) = bounds
    guard scale == .linear, x != 0, x.isFinite, high > low else { return x.significant(digits) }
    let needed = x.magnitude.decade - ((high - low) / 100).decade + 1
    return x.significant(Swift.min(17, Swift.max(digits, needed)))
  }
}

extension Double {
  /// The power of ten of a positive number, to the last but one digit.
  var decade: Int { Int(log10(self).rounded(.down)) }
}

extension Sweep.Point {
  /// The power of ten of the error in ulps, -1 for a tenth of one and less; infinite and NaN as the
  /// error.
  package var decades: Double {
    ulps.isNaN ? .nan : Swift.max(-1, log10(ulps))
  }
}

extension Sweep {
  /// Where the powers of ten of the errors end: above all digits there is nothing to tell apart.
  package var decades: ClosedRange<Double> {
    let all = (Double(format.precision) * log10(2)).rounded(.up) + 1
    let largest = lines.lazy.flatMap(\.points).map(\.decades).filter(\.isFinite).max() ?? 0
    return -1...Swift.max(2, Swift.min(all, largest.rounded(.up)))
  }

  /// The values that the curves show: those of the exact one, to round numbers.
  package var range: ClosedRange<Double> {
    let known = exact.filter(\.isFinite)
    guard let low = known.min(), let high = known.max() else { return 0...1 }
    let span = high - low
    guard span > 0, span.isFinite else { return low - 1...low + 1 }
    let power = pow(10, log10(span).rounded(.down))
    let unit = [0.1, 0.2, 0.5, 1].first { span / power / $0 <= 12 } ?? 1
    let step = unit * power
    return (low / step).rounded(.down) * step...(high / step).rounded(.up) * step
  }
}
