import ArgumentParser
import LogitModel

/// `logitlab sweep`: one input of a file's bench over a range.
struct SweepTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "One input over a range: what formulas make of it, and where each one fails.",
    discussion: """
      logitlab sweep batch.json logit 0 -100 100 symlog
      logitlab sweep batch.json 'log(1 + exp(x))' x 80 100 --json

      What stands behind the file is that of the command 'sweep', which 'help sweep' describes.
      """)

  @Argument(help: "A bench, NAME.json, or a script of commands, one a line.")
  var file: String

  // Numbers begin with a minus, so nothing here is read as an option.
  @Argument(parsing: .captureForPassthrough, help: "As behind the command.")
  var words: [String] = []

  func run() throws {
    let quoted = words.map { word in
      word.contains { $0.isWhitespace } ? "\"\(word)\"" : word
    }
    try runOnFile(file, (["sweep"] + quoted).joined(separator: " "))
  }
}

/// `logitlab frameworks`: what frameworks answer on a file's bench.
struct FrameworksTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frameworks",
    abstract: "What frameworks answer by their rules and their arithmetic.",
    discussion: "logitlab frameworks batch.json --json")

  @Argument(help: "A bench, NAME.json, or a script of commands, one a line.")
  var file: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws { try runOnFile(file, json ? "frameworks --json" : "frameworks") }
}

/// Carries out one command on the bench of a file and prints what it answers.
private func runOnFile(_ file: String, _ command: String) throws {
  let status = Session(
    start: .file(file), commands: [command], plain: false, interactive: false, isPrivate: true,
    appearance: Appearance(charset: nil, color: .auto)
  ).run()
  if status != Status.fine { throw ExitCode(status) }
}
