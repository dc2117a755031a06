import LogitModel

/// The command language line by line: scripts, pipes and the plain prompt.
struct LineSession {
  var model: Model
  var files: Files
  /// Whether every answer is told; a script only tells what a person must know.
  let isTalkative: Bool
  private(set) var hasQuit = false
  /// Whether the person was asked and the next `q` means it.
  private var wasAsked = false

  init(_ model: Model = Model(), _ files: Files = Files(), isTalkative: Bool) {
    self.model = model
    self.files = files
    self.isTalkative = isTalkative
  }

  /// Carries out one line and prints what it asks for.
  ///
  /// - Throws: `CommandError`, and then the bench is as it was.
  mutating func carryOut(_ line: String) throws(CommandError) {
    guard let command = try Command.parse(line) else { return }
    let asked = wasAsked
    wasAsked = false
    for effect in try model.update(command) {
      switch effect {
      case .print(let text): Output.print(text)
      case .say(let answer): tell(answer, to: command)
      case .files(let work): tell(try model.finish(files.carryOut(work)), to: command)
      case .quit: hasQuit = true
      case .confirmQuit:
        // Nobody is there to answer a script.
        hasQuit = asked || !isTalkative
        wasAsked = true
        if !hasQuit { Output.tell("the bench was changed; q again leaves it, q! never asks") }
      }
    }
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
