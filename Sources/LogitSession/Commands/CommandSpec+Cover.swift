import LogitBench
import LogitStudies

/// What hides numbers until somebody says what they are.
extension CommandSpec {
  static let cover = CommandSpec(
    name: "cover", usage: "cover loss|p|gradient|sigmoid|<class> [...] | off",
    summary: "Hide numbers behind ? until they are guessed; an edit hides them again.",
    example: "cover loss",
    choices: { place, bench in
      if place == 2 { return subjects + [off] + Choice.classes(of: bench) }
      return place > 2 ? subjects : []
    },
    parse: { args throws(CommandError) in .cover(try args.covered()) })

  static let guess = CommandSpec(
    name: "guess", usage: "guess [loss|p|gradient|sigmoid [<class>]] <number>",
    summary: "Say what a covered number is: it opens, with how far off that was.",
    example: "guess 0.42",
    choices: { place, _ in place == 2 ? subjects : [] },
    parse: { args throws(CommandError) in .guess(try args.guess()) })

  private static let subjects = [
    Choice(word: "loss", summary: "of the row and of the batch"),
    Choice(word: "p", summary: "the probabilities of the loss"),
    Choice(word: "gradient", summary: "the slopes by the logits"),
    Choice(word: "sigmoid", summary: "the sigmoid of each logit"),
  ]
  private static let off = Choice(word: "off", summary: "show all")
}
