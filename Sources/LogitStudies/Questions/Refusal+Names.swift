import LogitBench
import LogitLosses
import LogitText

extension Refusal {
  static func unknownFormula(_ name: String, among all: [Formula], of loss: Loss) -> Self {
    let nearest = nearest(to: name, among: all.map(\.name))
    let kind = nearest == nil ? "formula of \(loss.name)" : "formula"
    return .unknown(name, kind, nearest: nearest, remedy: "'formula' lists them")
  }

  static func notSwept(_ word: String) -> Self {
    Self(
      "'\(word)' is no input: sweep logit, target, pos_weight, a parameter of the loss or the name of"
        + " a formula, as in 'sweep log(1+exp(z)) z 80 100'")
  }

  /// A name in a formula that has no value.
  static func unknownName(_ name: String, known: [String]) -> Self {
    let given = "'\(name)=1' behind the formula gives it one"
    guard let nearest = nearest(to: name, among: known) else {
      return Self("'\(name)' has no value: \(given); \(known.joined(separator: " ")) have one")
    }
    return Self("'\(name)' has no value; did you mean '\(nearest)'? \(given)")
  }
}
