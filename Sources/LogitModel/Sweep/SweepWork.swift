import LogitExact

/// A sweep in the making: its columns, then the places where formulas fail, a slice at a time.
package struct SweepWork: Sendable {
  package private(set) var sweep: Sweep
  private let sampler: SweepSampler
  /// Changes from right to wrong, or back, between neighbouring columns, yet to be found exactly.
  private var searches: [Search] = []
  private var hasSearches = false

  private struct Search: Sendable {
    let line: Int
    var good: Double
    var bad: Double
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

  /// Of each formula so many places are looked for.
  private static let mostSearches = 3

  private mutating func beginSearches() {
    hasSearches = true
    for (index, line) in sweep.lines.enumerated() {
      let isFailed = line.points.map { Sweep.isFailed($0, in: sampler.format) }
      guard isFailed.contains(true) else { continue }
      guard isFailed.contains(false) else {
        let cause = cause(ofLine: index, at: sweep.xs[0]) ?? "it fails"
        sweep.failures.append(Sweep.Failure(line: index, edge: nil, cause: cause))
        continue
      }
      let edges = isFailed.indices.dropLast().filter { isFailed[$0] != isFailed[$0 + 1] }
      // What grows worse outward is told from the middle on; a ragged edge is told once a side.
      var known: Set<Bool> = []
      for edge in edges where known.insert(isFailed[edge]).inserted || edges.count < 4 {
        guard searches.count(where: { $0.line == index }) < Self.mostSearches else { break }
        let (here, next) = (sweep.xs[edge], sweep.xs[edge + 1])
        searches.append(
          isFailed[edge]
            ? Search(line: index, good: next, bad: here)
            : Search(line: index, good: here, bad: next))
      }
    }
  }

  private mutating func finishSearch() {
    var search = searches.removeFirst()
    let format = sampler.format
    var (good, bad) = (format.place(of: search.good), format.place(of: search.bad))
    while (good - bad).magnitude > 1 {
      let middle = good / 2 + bad / 2 + (good % 2 + bad % 2) / 2
      if sampler.isFailed(search.line, at: format.number(at: middle)) {
        bad = middle
      } else {
        good = middle
      }
    }
    (search.good, search.bad) = (format.number(at: good), format.number(at: bad))
    let cause = cause(ofLine: search.line, at: search.bad) ?? "it fails"
    sweep.failures.append(
      Sweep.Failure(
        line: search.line, edge: .init(lastGood: search.good, firstBad: search.bad), cause: cause))
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
