import Glibc
import LogitExact
import LogitText

/// One thing that may have made one dump of another: what it makes of a row.
struct Suspect: Sendable {
  /// The cause, in a word that a program can ask for.
  let name: String
  /// What one side is of the other.
  let words: String
  let why: String
  let fix: String
  /// Whether nothing but the same bits will do.
  var isExact = false
  /// The row that it makes of one; nil where it makes none.
  ///
  /// - Parameters:
  ///   - index: Which row.
  ///   - x: The row of one side.
  ///   - y: The row that it is to become, for what only that tells, as a constant.
  let made: @Sendable (_ index: Int, _ x: [Double], _ y: [Double]) -> [Double]?
}

/// Rows of two dumps that belong together, as many as are looked at closely.
struct Pairing: Sendable {
  let x: [[Double]]
  let y: [[Double]]
  let formats: (x: Format, y: Format)

  var turned: Pairing { Pairing(x: y, y: x, formats: (formats.y, formats.x)) }

  /// How far apart two numbers may be that arithmetic in the formats of both tells not apart.
  func slack(_ value: Double, top: Double) -> Double {
    let coarse = formats.x.precision < formats.y.precision ? formats.x : formats.y
    guard value.isFinite, top.isFinite else { return 0 }
    return 4 * coarse.ulp(of: max(value.magnitude, top.magnitude)) + 1e-12
  }

  /// How many rows a suspect explains.
  func explained(by suspect: Suspect) -> Int {
    x.indices.count { index in
      guard let made = suspect.made(index, x[index], y[index]) else { return false }
      return agrees(made, y[index], isExact: suspect.isExact)
    }
  }

  func agrees(_ made: [Double], _ y: [Double], isExact: Bool = false) -> Bool {
    let top = y.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    return made.count == y.count
      && zip(made, y).allSatisfy { a, b in
        if a == b || a.isNaN && b.isNaN { return true }
        return !isExact && (a - b).magnitude <= slack(b, top: top)
      }
  }
}

extension [Double] {
  var top: Int { indices.max { self[$0] < self[$1] || self[$0].isNaN } ?? 0 }
  var logSumExp: Double { Hypothesis.nll(self, 0) }
}
