import LogitBench
import LogitExact
import LogitText

/// Columns at which a formula fails in one way, one beside the other, whose edges are to be found.
struct SweepSearch: Sendable {
  let line: Int
  let kind: Sweep.Failure.Kind
  private var columns: ClosedRange<Int>

  /// Of each way so many are told.
  private static let most = 3
  /// Columns of lost digits no further apart are one failure: its edge is ragged.
  private static let gap = 3

  /// Those of a formula: first where there is no number, then where digits are lost.
  static func all(ofLine line: Int, in sweep: Sweep) -> [SweepSearch] {
    var none: [SweepSearch] = []
    var lossy: [SweepSearch] = []
    for (column, point) in sweep.lines[line].points.enumerated() {
      guard let kind = point.kind else { continue }
      let search = SweepSearch(line: line, kind: kind, columns: column...column)
      if kind == .digits {
        lossy.join(search, over: gap)
      } else {
        none.join(search, over: 1)
      }
    }
    return Array(none.prefix(most)) + lossy.prefix(most)
  }

  /// The failure, with its edges to the last number.
  ///
  /// - Parameter work: Has what the exact values took added to it, in units of `Budget`.
  func failure(
    in sweep: Sweep, _ sampler: SweepSampler, work: inout Double
  ) -> Sweep.Failure {
    var edges: [(edge: Sweep.Failure.Edge, isSound: Bool)] = []
    let (first, last) = (columns.lowerBound, columns.upperBound)
    for (good, bad) in [(first - 1, first), (last + 1, last)] where sweep.xs.indices.contains(good)
    {
      edges.append(
        (
          edge(good: sweep.xs[good], bad: sweep.xs[bad], sampler, work: &work),
          sweep.lines[line].points[good].kind == nil
        ))
    }
    // Where digits are lost up to where there is no number, that is told by the other failure.
    if kind == .digits, edges.contains(where: \.isSound) { edges.removeAll { !$0.isSound } }
    let place = edges.first?.edge.firstBad ?? sweep.xs[first]
    let steps = sampler.steps(line, at: place)
    let cause = Cause(of: steps, in: sampler.format)
    let clip = cause?.kind == .another ? clip(in: sweep) : nil
    let found = edges.map(\.edge)
    let isSharp = kind != .digits || cause?.kind == .sharp
    return Sweep.Failure(
      line: line, edges: found, cause: clip ?? cause?.text ?? "fails", result: kind.result,
      digits: isSharp ? Sweep.sharpDigits : Self.digits(found, within: sweep.request.bounds))
  }

  /// `clips: it is 16.118 whatever the input is,` where one value stands at most of the columns.
  private func clip(in sweep: Sweep) -> String? {
    let values = sweep.lines[line].points[columns].map(\.value)
    let middle = values[values.count / 2]
    let isMost = values.count { $0 == middle } * 2 > values.count
    guard values.count > 3, middle.isFinite, isMost else { return nil }
    return "clips: it is \(middle.significant(5)) whatever the input is,"
  }

  /// Two, or as many as keep edges apart and inside of the range.
  private static func digits(
    _ edges: [Sweep.Failure.Edge], within bounds: (low: Double, high: Double)
  ) -> Int {
    (2..<Sweep.sharpDigits).first { digits in
      let told = edges.map { $0.lastGood.significant(digits) }
      return Set(told).count == told.count
        && told.allSatisfy { text in
          Double(text).map { bounds.low < $0 && $0 < bounds.high } ?? true
        }
    } ?? Sweep.sharpDigits - 1
  }

  /// By bisection over the numbers of the format.
  private func edge(
    good: Double, bad: Double, _ sampler: SweepSampler, work: inout Double
  ) -> Sweep.Failure.Edge {
    let format = sampler.format
    var (good, bad) = (format.place(of: good), format.place(of: bad))
    while (good - bad).magnitude > 1 {
      let middle = good / 2 + bad / 2 + (good % 2 + bad % 2) / 2
      if sampler.kind(ofLine: line, at: format.number(at: middle), work: &work) == kind {
        bad = middle
      } else {
        good = middle
      }
    }
    return .init(lastGood: format.number(at: good), firstBad: format.number(at: bad))
  }
}

extension [SweepSearch] {
  /// Takes in one column more, into the last failure where that is near.
  fileprivate mutating func join(_ search: SweepSearch, over gap: Int) {
    if let last, last.kind == search.kind, last.isNear(search, gap) {
      self[count - 1] = last.joined(search)
    } else {
      append(search)
    }
  }
}

extension SweepSearch {
  fileprivate func isNear(_ next: SweepSearch, _ gap: Int) -> Bool {
    next.columns.lowerBound - columns.upperBound <= gap
  }

  fileprivate func joined(_ next: SweepSearch) -> SweepSearch {
    SweepSearch(line: line, kind: kind, columns: columns.lowerBound...next.columns.upperBound)
  }
}

extension Sweep.Failure {
  /// The ways to fail.
  enum Kind: Sendable {
    /// Half of them are gone.
    case digits
    /// There is no number where there should be one.
    case nan, infinity, minusInfinity

    var result: String? {
      switch self {
      case .digits: nil
      case .nan: "nan"
      case .infinity: "inf"
      case .minusInfinity: "-inf"
      }
    }
  }
}

extension Sweep.Point {
  /// How it has failed; nil where it has not.
  var kind: Sweep.Failure.Kind? {
    guard isFailed else { return nil }
    if value.isNaN { return .nan }
    if value.isFinite { return .digits }
    return value > 0 ? .infinity : .minusInfinity
  }
}

extension Format {
  /// Where a finite number stands among those of the format, 0 at 0.
  fileprivate func place(of value: Double) -> Int {
    let place = Int(clamping: bits(of: value.magnitude))
    return value < 0 ? -place : place
  }

  fileprivate func number(at place: Int) -> Double {
    let magnitude = value(ofBits: UInt64(place.magnitude))
    return place < 0 ? -magnitude : magnitude
  }
}
