import LogitBench
import LogitExact
import LogitText

/// What came of an expectation.
package struct Verdict: Equatable, Reply {
  package let holds: Bool
  /// What was seen, beside what was expected where that is something else.
  package let text: String

  package var isMet: Bool? { holds }
}

extension Model {
  /// Holds the numbers of the bench to what a script counts on.
  ///
  /// - Throws: `CommandError` where the bench has no such number.
  func verdict(on request: ExpectRequest) throws(CommandError) -> Verdict {
    guard case .number(let subject, let typed, let tolerance) = request else {
      return finiteVerdict
    }
    let seen = try number(subject)
    let text = bench.dtype.shortest(seen)
    if isMet(seen, typed, tolerance) { return Verdict(holds: true, text: "seen \(text)") }
    let steps = bench.dtype.steps(from: typed.number.value(in: bench.dtype), to: seen)
    let gap = (seen - typed.number.value(in: .float64)).magnitude
    var off = gap.isFinite ? ", off by \(gap.significant(3))" : ""
    if gap.isFinite, let steps, case .ulps = tolerance { off += ", \(counted(steps, "ulp"))" }
    let allowed = tolerance.map { " within \($0)" } ?? ""
    return Verdict(
      holds: false, text: "seen \(text), expected \(typed.text)\(allowed)\(off)")
  }

  private func isMet(
    _ seen: Double, _ typed: TypedNumber, _ tolerance: ExpectRequest.Tolerance?
  ) -> Bool {
    let expected = typed.number.value(in: bench.dtype)
    if seen == expected || seen.isNaN && expected.isNaN { return true }
    // Written in full it is within any tolerance; an infinity is met by itself alone.
    let exact = typed.number.value(in: .float64)
    guard seen.isFinite, exact.isFinite else { return false }
    let gap = (seen - exact).magnitude
    switch tolerance {
    case nil: return gap <= typed.halfUnit
    case .within(let number): return gap <= number.value(in: .float64)
    case .ulps(let count): return (bench.dtype.steps(from: expected, to: seen) ?? .max) <= count
    }
  }

  private func number(_ subject: ExpectRequest.Subject) throws(CommandError) -> Double {
    let row = evaluation.chosen
    switch subject {
    case .loss: return row.loss.value
    case .reduced(let reduction):
      let own = bench.reduction
      guard reduction == .sum || reduction == own, let number = evaluation.reduced(reduction) else {
        throw CommandError("the reduction is \(own.name): 'reduction \(reduction.name)' first")
      }
      return number.value
    case .gradient(let index): return row.gradient[try bench.index(of: index)].value
    case .probability(let index):
      return row.probabilities(bench.loss)[try bench.index(of: index)].value
    }
  }

  private var finiteVerdict: Verdict {
    var seen: [String] = []
    for (row, loss) in evaluation.rowLosses.enumerated() where !loss.value.isFinite {
      seen.append("the loss of row \(row) is \(loss.text)")
    }
    let reduced = evaluation.reduced(bench.reduction)
    if let reduced, !reduced.value.isFinite {
      seen.append("the \(bench.reduction.name) is \(reduced.text)")
    }
    for (index, slope) in evaluation.chosen.gradient.enumerated() where !slope.value.isFinite {
      seen.append("dloss/d\(bench.loss.inputSymbol)[\(index)] is \(slope.text)")
    }
    guard !seen.isEmpty else { return Verdict(holds: true, text: "all finite") }
    let more = seen.count > 3 ? ", and \(seen.count - 3) more" : ""
    return Verdict(holds: false, text: seen.prefix(3).joined(separator: ", ") + more)
  }
}
