import LogitBench
import LogitExact
import LogitText

/// What to write into a test that compares this batch with another program's.
package struct ToleranceRequest: Question {
  package static let spec = Spec(
    name: "tolerance", usage: "tolerance [--json]",
    summary: "Print which atol a test needs, for rows and for the mean, and why: rounding of the"
      + " logits as 'from' says, of the result, of frameworks' steps.",
    example: "tolerance", choices: { place, _ in place == 2 ? [.json("for programs")] : [] })

  package init() {}
  package init(parsing args: inout Arguments) throws(CommandError) {}

  package var readsLabels: Bool { true }

  package func answer(on model: Model) -> Tolerance { Tolerance(model) }
}

/// How far a right program may be from the numbers of a batch.
package struct Tolerance: JSONReply {
  /// A cause, and how far off it may be.
  struct Bound: Encodable {
    let cause: String
    /// Of a row's loss, and which row that is.
    let row: Double
    let at: Int
    /// Of the reduced loss; nil where nothing is reduced.
    let reduced: Double?
    let why: String
  }

  let bounds: [Bound]
  /// Rows whose most probable class is not certain.
  let flips: [Int]
  /// Rows whose loss no rule bounds.
  let unknown: [Int]
  let rows: Int
  let reduction: String

  init(_ model: Model) {
    let (bench, evaluation) = (model.bench, model.evaluation)
    rows = bench.rows
    reduction = bench.reduction.name
    let divisor = bench.reduction.isMean ? evaluation.denominator.value : 1
    let isReduced = bench.reduction != .none && evaluation.count > 1
    let losses = evaluation.rowLosses.map(\.value)
    var bounds: [Bound] = []
    var (flips, unknown): ([Int], [Int]) = ([], [])
    func bound(_ cause: String, _ gaps: [Double], _ reduced: Double, _ why: String) {
      guard let worst = gaps.indices.max(by: { gaps[$0] < gaps[$1] }) else { return }
      bounds.append(
        Bound(
          cause: cause, row: gaps[worst], at: worst, reduced: isReduced ? reduced : nil, why: why))
    }
    if let uncertainty = bench.uncertainty {
      let gaps = bench.logits.indices.map { row -> Double in
        let ranges = Ranges(bench, row: row, under: uncertainty)
        if ranges.winners.count > (bench.loss.head == .softmax ? 1 : 0) { flips.append(row) }
        guard let ends = ranges.loss, ends.lowerBound.isFinite, ends.upperBound.isFinite else {
          unknown.append(row)
          return 0
        }
        return max(ends.upperBound - losses[row], losses[row] - ends.lowerBound)
      }
      bound(
        "the logits", gaps, gaps.reduce(0, +) / divisor,
        "\(uncertainty.words): a loss may lie anywhere in its range, so <=, not <")
    }
    let steps = losses.map { $0.isFinite ? bench.dtype.ulp(of: $0) / 2 : 0 }
    let mean = evaluation.reduced(bench.reduction)?.value ?? 0
    bound(
      "the result", steps, mean.isFinite ? bench.dtype.ulp(of: mean) / 2 : 0,
      "half a step of \(bench.dtype.name): what rounding the right number once costs")
    if let worst = model.frameworkError {
      bounds.append(
        Bound(
          cause: "a framework", row: worst.gap, at: bench.row, reduced: nil,
          why: "\(worst.owner) rounds every step of the chosen row in \(bench.dtype.name)"))
    }
    (self.bounds, self.flips, self.unknown) = (bounds, flips, unknown)
  }

  package var text: String {
    let isReduced = bounds.contains { $0.reduced != nil }
    var cells = [
      ["from", "a row's loss", "of row"] + (isReduced ? ["the \(reduction)"] : []) + [""]
    ]
    for bound in bounds {
      let reduced = isReduced ? [bound.reduced.map { $0.significant(3) } ?? ""] : []
      cells.append([bound.cause, bound.row.significant(3), "\(bound.at)"] + reduced + [bound.why])
    }
    var lines = ["\(counted(rows, "row"))"] + aligned(cells).map { "  \($0)" }
    if unknown.isEmpty {
      let row = bounds.reduce(0) { $0 + $1.row }
      lines.append("write atol=\(Self.upward(row)) for a row's loss: the causes add up")
      if isReduced {
        let mean = bounds.reduce(0) { $0 + ($1.reduced ?? 0) }
        lines.append("write atol=\(Self.upward(mean)) for the \(reduction)")
      }
    }
    if !flips.isEmpty {
      lines.append("winners that can flip: \(Self.list(flips))")
    } else if bounds.first?.cause == "the logits" {
      lines.append("no winner can flip")
    }
    if !unknown.isEmpty {
      lines.append(
        "no atol: no rule says how far the logits move the loss of \(Self.list(unknown))")
    }
    return lines.joined(separator: "\n")
  }

  /// Three digits, never less than the number.
  private static func upward(_ value: Double) -> String {
    let text = value.significant(3)
    guard let shown = Double(text), shown < value, value.isFinite else { return text }
    return (value * 1.005).significant(3)
  }

  private static func list(_ rows: [Int]) -> String {
    let first = rows.prefix(10).map { "\($0)" }.joined(separator: ", ")
    return "\(rows.count == 1 ? "row" : "rows") \(first)"
      + (rows.count > 10 ? " and \(rows.count - 10) more" : "")
  }

  package var document: any Encodable {
    ToleranceDocument(rows: rows, bounds: bounds, flips: flips, unknown: unknown)
  }
}

private struct ToleranceDocument: Encodable {
  let rows: Int
  let bounds: [Tolerance.Bound]
  let flips: [Int]
  let unknown: [Int]
}

extension Model {
  /// The framework that is furthest from the right loss of the chosen row, by a finite number.
  fileprivate var frameworkError: (owner: String, gap: Double)? {
    guard let table = try? frameworks(ofClass: bench.notableClass) else { return nil }
    return table.rows.filter { $0.rule == nil }
      .map { (owner: $0.owner, gap: ($0.loss.value - table.loss.value).magnitude) }
      .filter { $0.gap.isFinite }.max { $0.gap < $1.gap }
  }
}
