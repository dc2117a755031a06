import LogitBench
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
    /// Whether it is a right 0, 1 or infinity that rounding made.
    package let isRounded: Bool
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
    /// What stands in the place of a number: `nan`, `inf`, `-inf`; nil where digits are lost.
    package let result: String?
    /// How many digits of the edges are told. One behind which errors grow little by little depends
    /// on the columns that were looked at, so few of its digits mean anything.
    package let digits: Int

    package struct Edge: Equatable, Sendable {
      package let lastGood: Double
      package let firstBad: Double
    }
  }

  /// How many digits an edge has that one number more or less decides.
  package static let sharpDigits = 6

  package let request: SweepRequest
  package let format: Format
  /// What is swept, as a person calls it: `logit c0`.
  package let subject: String
  /// What the exact value is of.
  package let truth: String
  /// Where the bench stands on it; nil for a name of a formula.
  package let here: Double?
  /// The number of each column, in the format.
  package internal(set) var xs: [Double]
  /// The exact value of each column that is known so far, rounded to the format.
  package internal(set) var exact: [Double] = []
  /// Where the exact value is no 0, 1 or infinity though the number nearest to it is.
  var roundedColumns: Set<Int> = []
  /// An input that is no finite number and is not moved: `logit c0 is nan`.
  package let fault: String?
  package internal(set) var lines: [Line]
  package internal(set) var failures: [Failure] = []
  /// What is said of each formula that fails nowhere; empty until all columns are known.
  package internal(set) var soundness: [String] = []
}

extension Sweep.Point {
  /// - Parameter comparison: Of `value` with the exact one.
  init(_ value: Double, _ comparison: Comparison, in format: Format) {
    self.value = value
    isFailed = Outcome.isFailed(value, comparison.exact, off: comparison.ulps, in: format)
    let proof = comparison.exact
    isRounded = Outcome(value, comparison, in: format).isRight && proof.isRounded(as: value)
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
    isRounded = false
  }
}
