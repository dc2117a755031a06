import Glibc

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
