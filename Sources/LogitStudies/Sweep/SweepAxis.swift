import LogitBench
import LogitExact
import LogitText

extension SweepRequest {
  /// The numbers of so many columns, the ends among them, rounded to the format.
  ///
  /// Each is a decimal as short as a thousandth of a step allows, and one of them is 0 where the
  /// range goes through it.
  func columns(_ count: Int, in format: Format) -> [Double] {
    guard count > 1 else { return [format.rounded(bounds.low)] }
    let last = count - 1
    var xs = (0...last).map { column in
      let part = Double(column) / Double(last)
      let x = number(at: part)
      guard column > 0, column < last else { return x }
      return x.inDecimals(ofStep: x - number(at: part - 1 / Double(last)))
    }
    let middle = (1..<max(1, last)).min { xs[$0].magnitude < xs[$1].magnitude }
    if bounds.low < 0, bounds.high > 0, let middle,
      xs[middle].magnitude <= Swift.min(bounds.low.magnitude, bounds.high)
    {
      xs[middle] = 0
    }
    return xs.map { format.rounded($0) }
  }

  var bounds: (low: Double, high: Double) {
    (from.value(in: .float64), to.value(in: .float64))
  }

  /// Below this symlog is about linear.
  var linear: Double {
    let reach = Swift.max(bounds.low.magnitude, bounds.high.magnitude)
    return Swift.min(1, reach / 100)
  }

  /// The number at a part 0 … 1 of the axis.
  package func number(at part: Double) -> Double {
    let (low, high) = bounds
    switch scale {
    case .linear: return low * (1 - part) + high * part
    case .symlog:
      let (a, b) = (bent(low), bent(high))
      // The ends are what was asked for.
      if part == 0 || part == 1 { return part == 0 ? low : high }
      return straightened(a + (b - a) * part)
    }
  }

  /// The part of the axis at which a number stands, beyond 0 … 1 where it lies outside.
  package func part(of x: Double) -> Double {
    let (low, high) = bounds
    switch scale {
    case .linear: return (x / 2 - low / 2) / (high / 2 - low / 2)
    case .symlog: return (bent(x) - bent(low)) / (bent(high) - bent(low))
    }
  }
}

extension Double {
  /// Rounded to the decimals that tell a thousandth of a step apart.
  fileprivate func inDecimals(ofStep step: Double) -> Double {
    guard isFinite, step.isFinite, self != 0, step != 0 else { return self }
    let digits = magnitude.decade - step.magnitude.decade + 4
    if digits > 16 { return self }
    return digits < 1 ? 0 : Double(significant(digits)) ?? self
  }
}
