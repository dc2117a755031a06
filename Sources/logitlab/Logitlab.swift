import ArgumentParser
import LogitModel

@main
struct Logitlab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logitlab",
    abstract: "A terminal laboratory for cross-entropy losses.",
    discussion: """
      On a terminal it opens the screen; ? there lists the keys and commands. With a FILE, with -e
      or with commands on standard input it carries them out, one a line, and prints what they ask
      for. 'help' is the command that lists the commands.
      """)

  @Argument(help: ArgumentHelp("A script of commands, one a line.", valueName: "file"))
  var script: String?

  @Option(
    name: .short,
    help: ArgumentHelp("Carry out one command; may be given several times.", valueName: "command"))
  var execute: [String] = []

  @Flag(help: "The command language line by line, without the screen.")
  var plain = false

  @Flag(name: .shortAndLong, help: "Open the screen after the script or the -e commands.")
  var interactive = false

  mutating func run() throws {
    let status = Session(
      script: script, commands: execute, plain: plain, interactive: interactive
    ).run()
    if status != 0 { throw ExitCode(status) }
  }
}
