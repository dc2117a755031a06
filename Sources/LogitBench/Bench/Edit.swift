import LogitExact
import LogitLosses
import LogitText

/// One change of the bench, in full: it says the state it wants, not the step to it, so that any log
/// of edits rebuilds the same bench.
package enum Edit: Equatable, Sendable {
  case logits([[Number]])
  case labels([[Number]])
  /// One index a row, or one alone for the chosen row.
  case label([ClassReference])
  case logit(ClassReference, Number)
  case target(ClassReference, Number)
  /// None turns it off.
  case rule(Rule, [Number])
  case stopGradient(Bool)
  /// nil for logits that are known exactly.
  case uncertainty(Uncertainty?)
  case row(Int)
  case name(Int, String)
  case loss(Loss)
  /// A loss of one's own.
  case ownLoss(OwnLoss)
  /// One of the person's formulas or a recipe, by its name.
  case recallLoss(String)
  case dtype(Format)
  case reduction(Reduction)
  case framework(Framework)
  /// A gradient step on the logits of the chosen row, at this rate.
  case step(Number)
  case title(String)
  case note(String)
  case formula(FormulaEdit)
  case net(Net.Edit)
}

extension Edit: CustomStringConvertible {
  /// The line that parses to this edit.
  package var description: String {
    switch self {
    case .logits(let rows): "logits \(Self.line(of: rows))"
    case .labels(let rows): "labels \(Self.line(of: rows))"
    case .label(let labels): "label \(labels.map(\.description).joined(separator: " "))"
    case .logit(let index, let value): "logit \(index) \(value)"
    case .target(let index, let value): "target \(index) \(value)"
    case .rule(let rule, let values):
      "\(rule.name) \(values.isEmpty ? "off" : Self.line(of: [values]))"
    case .uncertainty(.within(let number)?): "uncertain \(number)"
    case .uncertainty(let uncertainty): "from \(uncertainty?.text ?? "off")"
    case .stopGradient(let isOn): "stop_gradient \(isOn ? "on" : "off")"
    case .framework(let framework): "as \(framework.name)"
    case .row(let row): "row \(row)"
    case .name(let index, let name): "class \(index) \(Self.quoted(name))"
    case .loss(let loss): "loss \(loss.name)"
    case .ownLoss(let own): "loss \(own)"
    case .recallLoss(let name): "loss \(name)"
    case .dtype(let format): "dtype \(format.name)"
    case .reduction(let reduction): "reduction \(reduction.name)"
    case .step(let rate): "step \(rate)"
    case .title(let text): "title \(text.quotedAsJSON)"
    case .note(let text): "note \(text.quotedAsJSON)"
    case .formula(let edit): "formula \(edit)"
    case .net(let edit): "race \(edit)"
    }
  }

  /// A name as one argument: what it holds of spaces, commas or `#` means nothing else in quotes.
  private static func quoted(_ name: String) -> String {
    name.contains { $0.isWhitespace || "#,".contains($0) } ? "\"\(name)\"" : name
  }

  private static func line(of rows: [[Number]]) -> String {
    rows.map { $0.map(\.text).joined(separator: " ") }.joined(separator: "; ")
  }
}
