import Glibc
import LogitModel

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
    while !session.hasQuit {
      Output.prompt("> ")
      do {
        guard let line = try lines.next() else {
          Output.prompt("\n")
          break
        }
        do { try session.carryOut(line) } catch { Output.tell("\(error)") }
      } catch {
        Output.tell("logitlab: \(error)")
        return Session.Status.unreadable
      }
    }
    return Session.Status.fine
  }
}
