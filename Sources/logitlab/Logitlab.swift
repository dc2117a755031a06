import ArgumentParser
import LogitBench
import LogitSession
import LogitStudies

@main
struct Logitlab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logitlab",
    abstract: "A terminal laboratory for cross-entropy losses.",
    discussion: """
      On a terminal it opens the screen; ? there lists the keys and commands. With a file, with -e \
      or with commands on standard input it carries them out, one a line, and prints what they ask \
      for; the command 'help' lists them all. 'samples' lists the worked examples it has inside, \
      'sample NAME' opens one; 'lesson' and 'lesson NAME' do the same with lessons. A file of such a \
      name is ./samples. With a file of logits, as .npy, it lists their rows: see 'logitlab list --help'.
      """,
    subcommands: Tools.all)

  @Argument(
    help: ArgumentHelp(
      "A bench to open, NAME.json, or a script of commands, one a line; or 'samples', or 'sample'"
        + " and a name.",
      valueName: "file"))
  var words: [String] = []

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

  @OptionGroup var look: AppearanceOptions

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    // A file comes first here, so that the parser would take a subcommand's name for one.
    let isTool =
      arguments.first.map(Tools.names.contains) ?? false && !opensLesson(arguments)
    if isTool {
      run(Tools.self, arguments)
    } else if namesDump(arguments) {
      run(Tools.self, [ListDump._commandName] + arguments)
    } else {
      run(Logitlab.self, arguments)
    }
  }

  /// Whether a word is a file of logits; what stands behind `-e` is a command.
  private static func namesDump(_ arguments: [String]) -> Bool {
    zip([""] + arguments, arguments).contains { $0 != "-e" && isDump($1) }
  }

  /// Of `lesson` the parser of tools knows `lesson check` alone.
  private static func opensLesson(_ arguments: [String]) -> Bool {
    arguments.first == "lesson" && !arguments.dropFirst().starts(with: ["check"])
  }

  /// As ArgumentParser's own, but wrong usage ends with the status the README promises.
  private static func run<Root: ParsableCommand>(_ root: Root.Type, _ arguments: [String]) {
    do {
      var command = try root.parseAsRoot(Exact.protected(arguments))
      try command.run()
    } catch {
      let status = root.exitCode(for: error)
      guard status == .validationFailure else { root.exit(withError: error) }
      Output.tell(root.fullMessage(for: error))
      root.exit(withError: ExitCode(Status.usage))
    }
  }

  func validate() throws { _ = try start }

  private var start: Session.Start {
    get throws {
      switch (words.first, words.count) {
      case (nil, _): return .articles
      case ("samples", 1): return .samples
      case ("sample", 2): return .sample(words[1])
      case ("lesson", 1), ("lessons", 1): return .lessons
      case ("lesson", 2): return .lesson(words[1])
      case ("tour", 1): return .lesson(LessonText.tour)
      case ("sample", 1): throw ValidationError("the name of a sample is missing: sample <name>")
      case (let file?, 1): return .file(file)
      case (let first?, _):
        let extra = words[["sample", "lesson"].contains(first) ? 2 : 1]
        throw ValidationError("'\(extra)' is one word too many")
      }
    }
  }

  mutating func run() throws {
    let status = Session(
      start: try start, commands: execute, plain: plain, interactive: interactive,
      isPrivate: isPrivate, appearance: look.appearance
    ).run()
    if status != 0 { throw ExitCode(status) }
  }
}

/// The subcommands, under the program's name.
private struct Tools: ParsableCommand {
  static let all: [any ParsableCommand.Type] =
    [
      Exact.self, Evaluate.self, ListDump.self, CheckDump.self, DiffDumps.self, MergeParts.self,
      ToleranceOfDump.self, TradeoffsOfDump.self, CalibrationOfDump.self, LessonTool.self,
      ClassTool.self, KernelBench.self,
    ]
    + QuestionTools.all
  static let configuration = CommandConfiguration(commandName: "logitlab", subcommands: all)
  static var names: [String] { all.map { $0._commandName } }
}
