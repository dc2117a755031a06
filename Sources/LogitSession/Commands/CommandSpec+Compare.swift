import LogitBench
import LogitStudies

/// What shows before beside after.
extension CommandSpec {
  static let step = CommandSpec(
    name: "step", usage: "step <rate>",
    summary: "Take one gradient step on the logits of the chosen row.", example: "step 0.5",
    parse: { args throws(CommandError) in .edit(.step(try args.number("a rate"))) })

  static let pin = CommandSpec(
    name: "pin", usage: "pin [off]",
    summary: "Hold the present numbers beside those to come, or let them go.", example: "pin",
    choices: { place, _ in
      place == 2 ? [Choice(word: "off", summary: "let the held numbers go")] : []
    },
    parse: { args throws(CommandError) in .pin(!args.takes("off")) })
}
