import LogitBench
import LogitSession
import LogitStudies

/// The command language line by line: scripts, pipes and the plain prompt.
struct LineSession {
  var model: Model
  var files: Files
  /// Whether every answer is told; a script only tells what a person must know.
  let isTalkative: Bool
  private(set) var hasQuit = false
  /// Whether an expectation was not met.
  private(set) var hasFailed = false
  private var hasToldLabels = false
  /// Whether the person was asked and the next `q` means it.
  private var wasAsked = false

  init(_ model: Model = Model(), _ files: Files = Files(), isTalkative: Bool) {
    self.model = model
    self.files = files
    self.isTalkative = isTalkative
  }

  /// Carries out one command and prints what it asks for.
  ///
  /// - Throws: `CommandError`, and then the bench is as it was.
  mutating func carryOut(_ entry: CommandLines.Entry) throws(CommandError) {
    guard let read = try Command.read(entry.text) else { return }
    let command = read.command
    let asked = wasAsked
    wasAsked = false
    let effects = try model.update(read)
    tellLabels(to: command)
    for effect in effects {
      switch effect {
      case .answer(let answered):
        if let isMet = answered.reply.isMet {
          hasFailed = hasFailed || !isMet
          if isTalkative || !isMet { Output.tell("\(command): \(answered.reply.text)") }
        } else {
          Output.print(try answered.text())
        }
      case .say(let answer): tell(answer, to: command)
      case .files(let work): tell(try model.finish(files.carryOut(work)), to: command)
      case .lesson(let lesson): Output.print(lesson.text)
      case .resetLesson: throw CommandError(.noLesson)
      case .mouse: break
      case .goto(let index):
        throw CommandError("there is no cursor to move; 'exact \(index)' tells a class's numbers")
      case .present: throw CommandError("there is no screen to present on; on one P does it")
      case .quit: hasQuit = true
      case .confirmQuit:
        // Nobody is there to answer a script.
        hasQuit = asked || !isTalkative
        wasAsked = true
        if !hasQuit { Output.tell("the bench was changed; q again leaves it, q! never asks") }
      }
    }
  }

  /// Says once that an answer depends on labels that nobody gave.
  private mutating func tellLabels(to command: Command) {
    guard command.readsLabels, !hasToldLabels, let remark = model.labelRemark else { return }
    hasToldLabels = true
    Output.tell("\(command): \(remark)")
  }

  private func tell(_ answer: Model.Answer, to command: Command) {
    if isTalkative {
      Output.tell(answer.line)
    } else {
      // A batch of thousands of numbers would bury what is said of it.
      let spelling = "\(command)"
      let name = spelling.utf8.count <= 100 ? spelling : command.brief
      for notice in answer.notices { Output.tell("\(name): \(notice)") }
    }
  }
}
