import LogitExact

/// One input moved over a range: what formulas make of it in the format of the bench, beside what is
/// exact, and where each of them stops being right.
package struct Sweep: Equatable, Sendable {
  /// What a formula makes of one number.
  package struct Point: Equatable, Sendable {
    package let value: Double
    /// How far that is from the exact value, without a sign; infinite where one of both is no finite
    /// number and they differ, NaN where the exact value is not known.
    package let ulps: Double
    /// Whether half of the digits are gone, or there is no number where there should be one.
    package let isFailed: Bool
  }

  /// A formula and what it gave, one point a column.
  package struct Line: Equatable, Sendable {
    package let name: String
    package let mark: Character
    package internal(set) var points: [Point] = []
  }

  /// Where a formula stops being right.
  package struct Failure: Equatable, Sendable {
    /// Which formula.
    package let line: Int
    /// The last numbers that work and their neighbours, the first that do not: none where no number
    /// of the range works, two around a failure inside of it.
    package let edges: [Edge]
    /// Which step does it, and how: `exp(x) overflows`.
    package let cause: String

    package struct Edge: Equatable, Sendable {
      package let lastGood: Double
      package let firstBad: Double
    }
  }

  package let request: SweepRequest
  package let format: Format
  /// What is swept, as a person calls it: `logit c0`.
  package let subject: String
  /// What the exact value is of.
  package let truth: String
  /// Where the bench stands on it; nil for a name of a formula.
  package let here: Double?
  /// The number of each column, in the format.
  package let xs: [Double]
  /// The exact value of each column that is known so far, rounded to the format.
  package internal(set) var exact: [Double] = []
  package internal(set) var lines: [Line]
  package internal(set) var failures: [Failure] = []
}

extension Sweep {
  /// Whether half of the digits are gone, or there is no number where there should be one.
  ///
  /// - Derivation: half of the digits is a relative error of 2^(-precision/2). Among subnormal
  ///   numbers an ulp is more than that, so less than one of them is never a failure.
  static func isFailed(_ value: Double, _ proof: Proof, off ulps: Double?, in format: Format)
    -> Bool
  {
    if case .undecided = proof.verdict { return false }
    let exact = proof.value
    guard let ulps = ulps?.magnitude else {
      if value.isFinite, exact.isFinite { return false }
      return !(value == exact || value.isNaN && exact.isNaN)
    }
    var share = 1.0
    for _ in 0..<format.precision / 2 { share /= 2 }
    return ulps > Swift.max(1, exact.magnitude / format.ulp(of: exact) * share)
  }
}

extension Sweep.Point {
  /// - Parameter comparison: Of `value` with the exact one.
  init(_ value: Double, _ comparison: Comparison, in format: Format) {
    self.value = value
    isFailed = Sweep.isFailed(value, comparison.exact, off: comparison.ulps, in: format)
    if case .undecided = comparison.exact.verdict {
      ulps = .nan
      return
    }
    let exact = comparison.exact.value
    if let distance = comparison.ulps {
      ulps = distance.magnitude
    } else if value.isFinite, exact.isFinite {
      ulps = .nan
    } else {
      ulps = value == exact || value.isNaN && exact.isNaN ? 0 : .infinity
    }
  }

  /// A number beside which nothing exact is known.
  init(unknown value: Double) {
    self.value = value
    ulps = .nan
    isFailed = false
  }
}

extension Sweep.Failure {
  /// `exp(x) overflows above 88.7228`, `the sum absorbs exp(x) between 5.2 and 17`.
  package func text(in format: Format) -> String {
    guard let edge = edges.first else { return "\(cause) throughout" }
    let bounds = edges.map { $0.lastGood.significant(6) }
    if bounds.count == 2 { return "\(cause) between \(bounds[0]) and \(bounds[1])" }
    return "\(cause) \(edge.firstBad > edge.lastGood ? "above" : "below") \(bounds[0])"
  }
}

extension SweepRequest {
  /// The numbers of so many columns, the ends among them, rounded to the format.
  func columns(_ count: Int, in format: Format) -> [Double] {
    (0..<count).map { column in
      let part = count > 1 ? Double(column) / Double(count - 1) : 0
      return format.rounded(number(at: part))
    }
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
