import ArgumentParser
import LogitModel

@main
struct Logitlab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logitlab",
    abstract: "A terminal laboratory for cross-entropy losses.",
    discussion: """
      On a terminal it opens the screen; ? there lists the keys and commands. With a file, with -e \
      or with commands on standard input it carries them out, one a line, and prints what they ask \
      for; the command 'help' lists them all.
      """)

  @Argument(
    help: ArgumentHelp(
      "A bench to open, NAME.json, or a script of commands, one a line.", valueName: "file"))
  var file: String?

  @Option(
    name: .short,
    help: ArgumentHelp("Carry out one command; may be given several times.", valueName: "command"))
  var execute: [String] = []

  @Flag(help: "The command language line by line, without the screen.")
  var plain = false

  @Flag(name: .shortAndLong, help: "Open the screen after the script or the -e commands.")
  var interactive = false

  @Flag(name: .customLong("private"), help: "Keep no line of the prompt for later sittings.")
  var isPrivate = false

  @Flag var charset: Appearance.Charset?

  @Option(help: ArgumentHelp("Colours on the screen.", valueName: "auto|always|never"))
  var color = Appearance.Color.auto

  /// As ArgumentParser's own, but wrong usage ends with the status the README promises.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let status = exitCode(for: error)
      guard status == .validationFailure else { exit(withError: error) }
      Output.tell(fullMessage(for: error))
      exit(withError: ExitCode(Session.Status.usage))
    }
  }

  mutating func run() throws {
    let status = Session(
      file: file, commands: execute, plain: plain, interactive: interactive, isPrivate: isPrivate,
      appearance: Appearance(charset: charset, color: color)
    ).run()
    if status != 0 { throw ExitCode(status) }
  }
}
