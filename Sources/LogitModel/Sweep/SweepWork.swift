import LogitExact

/// A sweep in the making: its columns, then the places where formulas fail, a slice at a time.
package struct SweepWork: Sendable {
  package private(set) var sweep: Sweep
  private let sampler: SweepSampler
  /// The failures whose edges are yet to be found exactly.
  private var searches: [Search] = []
  private var hasSearches = false

  /// Columns at which a formula fails, one beside the other.
  private struct Search: Sendable {
    let line: Int
    let columns: ClosedRange<Int>
  }

  /// About what one slice may take: 200 columns of four formulas of three classes.
  package static let slice = 40_000

  init(_ sampler: SweepSampler, _ sweep: Sweep) {
    self.sampler = sampler
    self.sweep = sweep
  }

  package var isDone: Bool { hasSearches && searches.isEmpty }

  /// From 0 to 1.
  package var progress: Double {
    isDone ? 1 : 0.95 * Double(sweep.exact.count) / Double(Swift.max(1, sweep.xs.count))
  }

  /// The command that puts the bench at a number of the sweep; nil where a formula is swept.
  package func command(at x: Double) -> Command? { sampler.command(at: x) }

  /// What the step that fails does at a number, for the formulas that fail there.
  package func cause(ofLine line: Int, at x: Double) -> String? {
    SweepCause(steps: sampler.steps(line, at: x), format: sampler.format).text
  }

  /// Does about so many steps of formulas, at least one column or one search.
  package mutating func advance(steps: Int = SweepWork.slice) {
    var left = steps
    let cost = Swift.max(1, sampler.stepCount)
    repeat {
      if sweep.exact.count < sweep.xs.count {
        sampleColumn()
        left -= cost
      } else if !hasSearches {
        beginSearches()
      } else if !searches.isEmpty {
        finishSearch()
        // A bisection takes as many columns as the format has bits.
        left -= cost * sampler.format.bitWidth
      }
    } while left > 0 && !isDone
  }

  package mutating func finish() {
    while !isDone { advance() }
  }

  private mutating func sampleColumn() {
    let x = sweep.xs[sweep.exact.count]
    let (exact, points) = sampler.sample(at: x)
    sweep.exact.append(exact)
    for (line, point) in points.enumerated() { sweep.lines[line].points.append(point) }
  }

  /// Of each formula so many failures are told.
  private static let mostSearches = 3
  /// Failures no further apart are one: where digits go little by little the edge is ragged.
  private static let gap = 3

  private mutating func beginSearches() {
    hasSearches = true
    for (index, line) in sweep.lines.enumerated() {
      var runs: [ClosedRange<Int>] = []
      for (column, point) in line.points.enumerated() where point.isFailed {
        if let last = runs.last, column - last.upperBound <= Self.gap {
          runs[runs.count - 1] = last.lowerBound...column
        } else {
          runs.append(column...column)
        }
      }
      searches += runs.prefix(Self.mostSearches).map { Search(line: index, columns: $0) }
    }
  }

  private mutating func finishSearch() {
    let search = searches.removeFirst()
    let (first, last) = (search.columns.lowerBound, search.columns.upperBound)
    var edges: [Sweep.Failure.Edge] = []
    if first > 0 { edges.append(edge(ofLine: search.line, good: first - 1, bad: first)) }
    if last + 1 < sweep.xs.count {
      edges.append(edge(ofLine: search.line, good: last + 1, bad: last))
    }
    let place = edges.first?.firstBad ?? sweep.xs[first]
    sweep.failures.append(
      Sweep.Failure(
        line: search.line, edges: edges, cause: cause(ofLine: search.line, at: place) ?? "fails"))
  }

  /// By bisection over the numbers of the format.
  private func edge(ofLine line: Int, good: Int, bad: Int) -> Sweep.Failure.Edge {
    let format = sampler.format
    var (good, bad) = (format.place(of: sweep.xs[good]), format.place(of: sweep.xs[bad]))
    while (good - bad).magnitude > 1 {
      let middle = good / 2 + bad / 2 + (good % 2 + bad % 2) / 2
      if sampler.isFailed(line, at: format.number(at: middle)) {
        bad = middle
      } else {
        good = middle
      }
    }
    return .init(lastGood: format.number(at: good), firstBad: format.number(at: bad))
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
