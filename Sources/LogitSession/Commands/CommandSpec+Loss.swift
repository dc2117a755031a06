import LogitBench
import LogitLosses
import LogitStudies

/// What a loss is told besides logits and labels.
extension CommandSpec {
  /// The command of a rule.
  init(_ rule: Rule) {
    self.init(
      name: rule.name, usage: rule.usage, summary: rule.summary, example: rule.example,
      operand: rule.shape == .perClass || rule.shape == .perRow ? .list : .words,
      choices: { place, _ in
        place == 2 ? rule.off.map { [Choice(word: "off", summary: $0)] } ?? [] : []
      },
      parse: { args throws(CommandError) in
        if rule.off != nil, args.takes("off") { return .edit(.rule(rule, rule.usualNumbers)) }
        let values =
          switch rule.shape {
          case .one: [try args.number("a number")]
          case .perClass, .perRow: try args.weights()
          case .label: [Number(Double(try args.whole("a label")))]
          }
        return .edit(.rule(rule, values))
      })
  }

  static let stopGradient = CommandSpec(
    name: "stop_gradient", usage: "stop_gradient on|off",
    summary: "Keep the gradient out of the labels, or show it: dloss/dy.",
    example: "stop_gradient off",
    choices: { place, _ in
      guard place == 2 else { return [] }
      return [
        Choice(word: "on", summary: "no gradient goes into the labels"),
        Choice(word: "off", summary: "dloss/dy is shown"),
      ]
    },
    parse: { args throws(CommandError) in
      .edit(.stopGradient(try args.choice(of: Switch.allCases, "switch") == .on))
    })

  static let framework = CommandSpec(
    name: "as", usage: "as tf|keras|torch|optax|none",
    summary: "Take a framework's defaults, denominators and clipping; the header shows its call.",
    example: "as torch",
    choices: { place, _ in
      place == 2 ? Framework.allCases.map { Choice(word: $0.name, summary: $0.summary) } : []
    },
    parse: { args throws(CommandError) in
      // As people call them.
      for (word, framework) in [("tensorflow", Framework.tensorFlow), ("pytorch", .torch)]
      where args.takes(word) { return .edit(.framework(framework)) }
      return .edit(.framework(try args.choice(of: Framework.allCases, "framework")))
    })

  private enum Switch: String, CaseIterable {
    case on, off
  }
}
