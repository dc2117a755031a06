import LogitBench
import LogitSession
import LogitStudies

/// What holds for a file that is opened, whatever is in it: it is refused in words, or it is a
/// bench that can be evaluated, written and read back as itself.
func checkScenario(_ bytes: some Collection<UInt8>) throws(Violation) {
  let bench: Bench
  do throws(ScenarioError) { bench = try Bench(scenario: Array(bytes)) } catch {
    return try hold(!"\(error)".isEmpty, "refused without a word")
  }
  try hold(bench.rows > 0 && bench.classes > 0, "an empty bench")
  try hold(bench.logits.indices.contains(bench.row), "row \(bench.row) of \(bench.rows)")
  try hold(bench.loss.takesIndices == bench.hasIndexLabels, "labels that do not fit the loss")
  let model = Model(bench)
  try hold(!model.report.isEmpty, "no report")
  let again: Bench
  do throws(ScenarioError) { again = try Bench(scenario: Array(bench.scenario.utf8)) } catch {
    throw Violation("what was written is refused: \(error)\n\(bench.scenario)")
  }
  try hold(again == bench, "another bench was read back:\n\(bench.scenario)")
}

extension Bench {
  fileprivate var hasIndexLabels: Bool {
    if case .indices = labels { true } else { false }
  }
}
