import LogitExact
import LogitLosses
import LogitText

extension Dump {
  /// What a test that compares these losses with another program's may allow, with the logits known to
  /// a margin; nil for exactly.
  ///
  /// - Parameter reduction: What the losses become; nil for each row by itself.
  /// - Throws: `DumpError` where a row cannot be read, or there are no labels.
  package func tolerance(
    under margin: Margin?, reduction: Reduction?, named name: String? = nil,
    _ progress: Progress = Progress()
  ) throws(DumpError) -> Tolerance {
    guard labels.areGiven else {
      throw .usage(self.name, "a tolerance is one of losses, which need labels: --labels FILE")
    }
    let facts = try RowFacts(self, progress)
    let divisor = reduction.map { facts.sum.denominator($0, losses: lossesPerRow) } ?? 1
    var tolerance = Tolerance(rows: count, reduction: reduction.map { name ?? $0.name })
    if let margin {
      tolerance.add(
        logits: try gaps(facts.losses, under: margin, progress), over: divisor, known: margin.words)
    }
    let reduced = reduction.flatMap { _ in facts.sum.reading(over: divisor, in: format) }
    tolerance.add(resultOf: facts.losses, reduced: reduced?.value, in: format)
    return tolerance
  }

  private func gaps(
    _ losses: [Double], under margin: Margin, _ progress: Progress
  ) throws(DumpError) -> [Tolerance.Gap] {
    progress.begin(count, "bounding losses")
    return try inParts(ofNumbers: 1 << 12) { range throws(DumpError) in
      try self.gaps(range, losses, under: margin, progress)
    }.flatMap { $0 }
  }

  private func gaps(
    _ range: Range<Int>, _ losses: [Double], under margin: Margin, _ progress: Progress
  ) throws(DumpError) -> [Tolerance.Gap] {
    var engine = RowEngine(self)
    var gaps: [Tolerance.Gap] = []
    for row in range {
      try progress.advance(by: 1)
      let logits = try rows.numbers(row..<row + 1)
      var (label, targets) = (0, [Double]())
      switch labels {
      case .none: break
      case .indices(let all): label = all[row]
      case .values(let values): targets = try values.numbers(row..<row + 1)
      }
      let counts = label != ignoreIndex || !targets.isEmpty
      // A label that is no class has no loss, whatever its logits.
      guard counts, (0..<classCount).contains(label) else {
        gaps.append(counts ? .unknown : .nothing)
        continue
      }
      let ranges = engine.ranges(logits[...], label: label, targets: targets[...], under: margin)
      gaps.append(Tolerance.Gap(ranges, from: losses[row]))
    }
    return gaps
  }
}
