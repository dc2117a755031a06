import ArgumentParser
import LogitBench
import LogitSession
import LogitStudies

/// A question as a subcommand: `logitlab duel FILE WORDS` asks it of a file's bench.
struct QuestionTool<Asks: Question>: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Asks.spec.name
    return CommandConfiguration(
      commandName: name, abstract: Asks.spec.summary,
      discussion: """
        logitlab \(name) batch.json
        logitlab \(name) batch.json --json

        What stands behind the file is that of the command '\(name)', which 'help \(name)' describes.
        """)
  }

  @Argument(help: "A bench, NAME.json, or a script of commands, one a line.")
  var file: String

  // Numbers begin with a minus, so nothing here is read as an option.
  @Argument(parsing: .captureForPassthrough, help: "As behind the command.")
  var words: [String] = []

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let words = words.map { word in
      word.contains { $0.isWhitespace } ? "\"\(word)\"" : word
    }
    let line = ([Asks.spec.name] + words + (json ? ["--json"] : [])).joined(separator: " ")
    let status = Session(
      start: .file(file), commands: [line], plain: false, interactive: false, isPrivate: true,
      appearance: Appearance()
    ).run()
    if status != Status.fine { throw ExitCode(status) }
  }
}

/// The questions that can be asked of a file without a command language around them.
enum QuestionTools {
  static var all: [any ParsableCommand.Type] { asked.map(tool) }

  private static let asked: [any Question.Type] = [
    DuelRequest.self, TraceRequest.self, HeadsRequest.self, CompareRequest.self,
    JacobianRequest.self, RaceRequest.self, SweepRequest.self, FrameworksRequest.self,
  ]

  private static func tool(_ question: any Question.Type) -> any ParsableCommand.Type {
    func of<Asks: Question>(_: Asks.Type) -> any ParsableCommand.Type { QuestionTool<Asks>.self }
    return of(question)
  }
}
