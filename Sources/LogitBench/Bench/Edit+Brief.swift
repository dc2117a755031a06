import LogitLosses

/// What an answer and the history ask of an edit.
extension Edit {
  /// Whether it says something about the numbers and changes none.
  var isCaption: Bool {
    if case .title = self { return true }
    if case .note = self { return true }
    return false
  }

  /// What a nudge of this edit moves.
  var cell: ClassReference? {
    if case .logit(let index, _) = self { return index }
    if case .target(let index, _) = self { return .name("target \(index)") }
    if case .rule(let rule, _) = self { return .name(rule.name) }
    if case .row = self { return .name("row") }
    if case .net(.set(.rate, _)) = self { return .name("race rate") }
    return nil
  }

  /// The edit as the answer names it: a whole batch would fill the line.
  package var brief: String {
    if case .logits(let rows) = self { return "logits \(rows.count)x\(rows[0].count)" }
    if case .labels(let rows) = self { return "labels \(rows.count)x\(rows[0].count)" }
    if case .note(let text) = self, text.count > 40 { return "note of \(text.count) letters" }
    if case .label(let labels) = self, labels.count > 8 { return "label of \(labels.count) rows" }
    if case .rule(let rule, let values) = self, values.count > 8 {
      return "\(rule.name) of \(values.count) \(rule.shape == .perRow ? "rows" : "classes")"
    }
    return description
  }
}
