import LogitBench
import LogitExact
import LogitLosses
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

  package func answer(on model: Model) -> ToleranceReply { ToleranceReply(model) }
}

package struct ToleranceReply: JSONReply {
  private let tolerance: Tolerance

  package init(_ tolerance: Tolerance) { self.tolerance = tolerance }

  init(_ model: Model) {
    let (bench, evaluation) = (model.bench, model.evaluation)
    let isReduced = bench.reduction != .none && evaluation.count > 1
    let losses = evaluation.rowLosses.map(\.value)
    var tolerance = Tolerance(
      rows: bench.rows, reduction: isReduced ? bench.reduction.name : nil)
    if let uncertainty = bench.uncertainty {
      let ranges = bench.ranges(ofRows: bench.logits.indices, under: uncertainty.margin)
      tolerance.add(
        logits: zip(ranges, losses).map(Tolerance.Gap.init),
        over: bench.reduction.isMean ? evaluation.denominator.value : 1, known: uncertainty.words)
    }
    tolerance.add(
      resultOf: losses, reduced: evaluation.reduced(bench.reduction)?.value, in: bench.dtype)
    if let worst = model.frameworkError {
      tolerance.add(
        "a framework", gaps: [worst.gap], at: bench.row, reduced: nil,
        why: "\(worst.owner) rounds every step of the chosen row in \(bench.dtype.name)")
    }
    self.tolerance = tolerance
  }

  package var text: String { tolerance.text }
  package var document: any Encodable { tolerance.document }
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
