import Glibc
import LogitBench
import LogitSession
import LogitStudies

/// The command language on a terminal without the screen: one line in, its answer out. For screen
/// readers, for Emacs, and for terminals that cannot place a cursor.
struct PlainPrompt {
  private var session: LineSession

  init(_ model: Model, _ files: Files) {
    session = LineSession(model, files, isTalkative: true)
  }

  consuming func run() -> Int32 {
    Output.tell("logitlab: one command a line; 'show' prints the bench, 'help' lists the commands")
    var lines = InputLines(STDIN_FILENO, name: "stdin")
    var commands = CommandLines()
    while !session.hasQuit {
      Output.prompt(commands.isOpen ? "| " : "> ")
      do {
        guard let line = try lines.next() else {
          Output.prompt("\n")
          if let last = commands.finish() { carryOut(last) }
          break
        }
        for entry in commands.take(line) { carryOut(entry) }
        // Rows that were pasted arrive together; what is typed is answered line by line.
        if !commands.isOpen, !lines.hasMore, let entry = commands.finish() { carryOut(entry) }
      } catch {
        Output.tell("logitlab: \(error)")
        return Status.unreadable
      }
    }
    return Status.fine
  }

  private mutating func carryOut(_ entry: CommandLines.Entry) {
    guard !session.hasQuit else { return }
    do { try session.carryOut(entry) } catch { Output.tell("\(error)") }
  }
}
