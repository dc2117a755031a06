import ArgumentParser
import LogitModel

/// `logitlab duel`: every formula of a file's loss beside the exact value.
struct DuelTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duel",
    abstract: "Every formula of a loss beside the exact value.",
    discussion: """
      logitlab duel batch.json
      logitlab duel batch.json 2 float16 --json

      What stands behind the file is that of the command 'duel', which 'help duel' describes.
      """)

  @OptionGroup var subject: RoundingSubject

  func run() throws { try subject.run("duel") }
}

/// `logitlab trace`: the steps of a formula, and where it loses the result.
struct TraceTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "The steps of a formula, and where it loses the result.",
    discussion: """
      logitlab trace batch.json naive
      logitlab trace batch.json naive float16 --json

      What stands behind the file is that of the command 'trace', which 'help trace' describes.
      """)

  @OptionGroup var subject: RoundingSubject

  func run() throws { try subject.run("trace") }
}

/// A bench or a script, and what is asked about it.
struct RoundingSubject: ParsableArguments {
  @Argument(help: "A bench, NAME.json, or a script of commands, one a line.")
  var file: String

  @Argument(help: "As behind the command: a formula, a class, a dtype.")
  var words: [String] = []

  @Flag(help: "Print one JSON object.")
  var json = false

  func run(_ command: String) throws {
    let line = ([command] + words + (json ? ["--json"] : [])).joined(separator: " ")
    let status = Session(
      start: .file(file), commands: [line], plain: false, interactive: false, isPrivate: true,
      appearance: Appearance(charset: nil, color: .auto)
    ).run()
    if status != Status.fine { throw ExitCode(status) }
  }
}
