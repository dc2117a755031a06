import LogitExact
import LogitLosses

extension Bench {
  /// With logits that are exactly what they say: what else they may be takes its time to find.
  package var asKnown: Bench {
    var bench = self
    bench.uncertainty = nil
    return bench
  }

  /// The chosen row as a function gets it that knows of no temperature, smoothing or weight: these
  /// are worked into its logits and labels, each rounded to the format. What formulas are about.
  package var bare: Bench {
    var bench = self
    let isSpread = isSmoothed || isWeighted
    if isSpread { bench.loss = bareLoss }
    bench.logits = [isTempered ? temperedLogits(ofRow: row).map(number) : logits[row]]
    switch labels {
    case .indices(let all) where !isSpread: bench.labels = .indices([all[row]])
    case .dense(let all) where !isSpread: bench.labels = .dense([all[row]])
    case .indices, .dense: bench.labels = .dense([targets(ofRow: row).map(number)])
    }
    bench.row = 0
    for rule in Self.workedIn { bench[rule] = rule.usualNumbers }
    bench.framework = .none
    if let label = index(ofRow: row), (0..<classes).contains(label) { bench[.ignoreIndex] = [] }
    return bench
  }

  /// The rules that logits and labels have in them then.
  static let workedIn: [Rule] = [.temperature, .labelSmoothing, .classWeight, .sampleWeight]

  /// Why no formula can be asked about the chosen row: it is ignored by a label that names no class,
  /// and any class in its place would be another question; nil where it can.
  package var nothingToCompare: CommandError? {
    guard isIgnored(row), let label = index(ofRow: row), !(0..<classes).contains(label) else {
      return nil
    }
    return CommandError(
      "row \(row) is ignored: its label \(label) names no class, so there is nothing to compare")
  }

  /// What the loss of a bare bench is exactly, and its gradients, as steps.
  package func truth(_ subjects: [ClassNumber], ofClass index: Int) -> Program {
    var rows = BenchRows(self, after: nil)
    return rows.program(
      self, row: row, of: subjects.map { ($0.part(under: loss), index) })
  }

  /// What a formula is given other than the numbers of the table; nil for nothing.
  package var bareRemark: String? {
    var parts: [String] = []
    if isIgnored(row) { parts.append("as if row \(row) counted") }
    if isTempered { parts.append("of logits over \(temperature)") }
    if isSmoothed { parts.append("of smoothed labels") }
    if isWeighted { parts.append("of labels times class_weight") }
    if weight(ofRow: row).text != "1" { parts.append("without sample_weight") }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// The loss that such formulas are of: labels that were spread are one value a class.
  package var bareLoss: Loss { isSmoothed || isWeighted ? loss.dense : loss }

  private func number(_ value: Double) -> Number {
    let text = dtype.shortest(dtype.rounded(value))
    return Number(text) ?? Number(value)
  }
}
