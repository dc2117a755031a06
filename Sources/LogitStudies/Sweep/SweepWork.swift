import LogitBench
import LogitExact
import LogitText

/// A sweep in the making: its columns, then the places where formulas fail, a slice at a time.
package struct SweepWork: Sendable {
  package private(set) var sweep: Sweep
  private let sampler: SweepSampler
  /// The same over columns that depend on no screen: in it failures are looked for, so that a limit is
  /// the same at every width.
  private var scan: Sweep
  /// The failures whose edges are yet to be found exactly.
  private var searches: [SweepSearch] = []
  private var hasSearches = false

  /// About what one slice may take: 200 columns of four formulas of three classes.
  private static let slice = 40_000
  /// How much of the work of exact values, in units of `Budget`, takes as long as a step.
  private static let workOfAStep = 500.0

  /// - Parameter scan: The numbers at which failures are looked for.
  init(_ sampler: SweepSampler, _ sweep: Sweep, scan xs: [Double]) {
    self.sampler = sampler
    self.sweep = sweep
    scan = sweep
    scan.xs = xs
  }

  package var isDone: Bool { hasSearches && searches.isEmpty }

  /// From 0 to 1.
  package var progress: Double {
    let done = Double(sweep.exact.count + scan.exact.count)
    return isDone ? 1 : 0.95 * done / Double(Swift.max(1, sweep.xs.count + scan.xs.count))
  }

  /// The edit that puts the bench at a number of the sweep; nil where a formula is swept.
  package func edit(at x: Double) -> Edit? { sampler.edit(at: x) }

  package mutating func advance() { advance(steps: Self.slice) }

  /// Does about so many steps of formulas, at least one column or one search.
  mutating func advance(steps: Int) {
    var left = steps
    let cost = Swift.max(1, sampler.stepCount)
    repeat {
      // Where no width of ball tells numbers apart, a column takes a hundred times as long.
      var work = 0.0
      defer { left -= Int(work / Self.workOfAStep) }
      if sweep.exact.count < sweep.xs.count {
        sample(&sweep, &work)
        left -= cost
      } else if scan.exact.count < scan.xs.count {
        if scan.xs == sweep.xs {
          scan = sweep
        } else {
          sample(&scan, &work)
          left -= cost
        }
      } else if !hasSearches {
        hasSearches = true
        searches = scan.lines.indices.flatMap { SweepSearch.all(ofLine: $0, in: scan) }
        sweep.soundness = scan.lines.indices.map { scan.soundness(ofLine: $0) }
      } else if !searches.isEmpty {
        sweep.failures.append(searches.removeFirst().failure(in: scan, sampler, work: &work))
        // A bisection takes as many columns as the format has bits.
        left -= cost * sampler.format.bitWidth
      }
    } while left > 0 && !isDone
  }

  package mutating func finish() {
    while !isDone { advance() }
  }

  private func sample(_ sweep: inout Sweep, _ work: inout Double) {
    let column = sweep.exact.count
    let sample = sampler.sample(at: sweep.xs[column], work: &work)
    sweep.exact.append(sample.exact)
    if sample.isRounded { sweep.roundedColumns.insert(column) }
    for (line, point) in sample.points.enumerated() { sweep.lines[line].points.append(point) }
  }
}
