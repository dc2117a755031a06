import Glibc
import LogitExact
import LogitLosses
import LogitText

/// Looks for what goes wrong with logits and labels before anybody sees it in a loss.
package struct Doctor: Sendable {
  package let dump: Dump
  package let facts: RowFacts
  package let summary: Summary
  /// Faults first, then what is worth knowing.
  package let findings: [Finding]
  package let notes: [Finding]

  /// - Parameters:
  ///   - arguments: What opens the dump again, as `logits.npy --labels labels.npy`.
  ///   - reported: The number that somebody was told.
  ///   - turned: The axis that the labels fit where they do not fit the one that was meant.
  package init(
    _ dump: Dump, arguments: String, reported: ReportedNumber? = nil, turned: Int? = nil,
    _ progress: Progress = Progress()
  ) throws(DumpError) {
    self.dump = dump
    let facts = try RowFacts(dump, progress)
    self.facts = facts
    summary = Summary(dump, facts)
    var ward = Ward(dump, facts, try Survey(dump, progress), arguments: arguments)
    if let turned { ward.findAxis(turned) }
    ward.lookAtNumbers()
    ward.lookAtLabels()
    ward.lookAtLoss()
    try ward.lookAtTransposed(progress)
    ward.lookAtPrecision()
    ward.lookAtGuessing()
    if let reported { try ward.explain(reported, summary, progress) }
    findings = ward.found.filter { !$0.isNote }
    notes = ward.found.filter(\.isNote)
  }

  /// As many findings as there are, or none.
  package var text: String {
    var lines = [dump.title] + dump.remarks.map { " \($0)" }
    if let mean = summary.reduced.first(where: { $0.reduction == .mean }) {
      lines.append(
        " mean \(mean.text)   uniform \(summary.uniform.decimals(4))"
          + (summary.right.map { "   right \($0) of \(summary.kept)" } ?? ""))
    }
    for finding in findings + notes { lines += [""] + finding.lines }
    lines += ["", findings.isEmpty ? "nothing found" : counted(findings.count, "finding")]
    return lines.joined(separator: "\n")
  }

  package var json: JSONValue {
    .fields([
      "file": .text(dump.name), "labels": dump.labelsName.map { .text($0) } ?? .null,
      "findings": .list(findings.map(\.json)), "notes": .list(notes.map(\.json)),
      "summary": summary.json(dump.format),
    ])
  }
}

/// A dump under examination, and what was found so far.
struct Ward {
  let dump: Dump
  let facts: RowFacts
  let survey: Survey
  let arguments: String
  private(set) var found: [Finding] = []

  init(_ dump: Dump, _ facts: RowFacts, _ survey: Survey, arguments: String) {
    (self.dump, self.facts, self.survey, self.arguments) = (dump, facts, survey, arguments)
  }

  var classes: Int { dump.classCount }

  /// - Parameter row: The one to look at, where there is one.
  mutating func find(
    _ rule: String, at place: String, _ words: String, why: String, fix: String, row: Int? = nil,
    command: String? = nil, isNote: Bool = false
  ) {
    let show = command ?? row.map { "logitlab \(arguments) --row \($0)" } ?? "logitlab \(arguments)"
    found.append(
      Finding(
        rule: rule, place: place, words: words, why: why, fix: fix, command: show, isNote: isNote))
  }

  func has(_ rule: String) -> Bool { found.contains { $0.rule == rule } }

  /// `row 3, class 2, the first of 17`.
  func place(_ sight: Survey.Sight, ofClass: Bool = false) -> String {
    "row \(sight.row)" + (ofClass ? ", class \(dump.className(sight.index, ofRow: sight.row))" : "")
      + (sight.count > 1 ? ", the first of \(sight.count)" : "")
  }

  /// `112 of 120 rows`.
  func share(_ count: Int, of whole: Int? = nil) -> String {
    "\(count) of \(counted(whole ?? dump.count, "row"))"
  }

  mutating func findAxis(_ axis: Int) {
    let shape = dump.rows.array.shape
    find(
      "axis", at: "\(dump.rows.array.name), \(shape.asShape)",
      "there are as many labels as rows along axis \(axis), not along the one that was read",
      why:
        "a softmax over the wrong axis compares rows with each other, and its loss is about ln of"
        + " their number whatever was learned",
      fix:
        "--axis \(axis), or transpose before saving: torch wants the classes on axis 1, TensorFlow"
        + " on the last", command: "logitlab \(arguments) --axis \(axis)")
  }
}
