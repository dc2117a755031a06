import LogitBench
import LogitSession
import LogitStudies

/// What commands do to the bench, and what is told of it.
extension Desk {
  /// Carries out a command and tells what came of it.
  ///
  /// - Parameter remarks: What is to be said of how it was written.
  /// - Throws: `CommandError`, and then nothing has changed.
  package mutating func run(
    _ command: Command, nudging: Bool = false, remarks: [PasteRemark] = []
  ) throws(CommandError) -> [Request] {
    let old = model
    let command = command.pointed(at: interface.index)
    let effects = try update(ReadCommand(command: command, remarks: remarks), nudging: nudging)
    if model.bench != old.bench { interface.before = old }
    if case .sample = command { interface.begin(model.bench) }
    if case .edit(.step(let rate)) = command {
      (interface.stepping.rate, interface.stepping.isOpen) = (rate, true)
    }
    interface.fit(model.bench)
    interface.transcript.add(.command, "\(command)")
    let wasAsked = interface.wasAskedToQuit
    interface.wasAskedToQuit = false
    var requests: [Request] = []
    for effect in effects {
      switch effect {
      case .say(let answer):
        tell(answer)
      case .answer(let answered):
        if let isMet = answered.reply.isMet {
          let text = "\(command): \(answered.reply.text)"
          interface.message = .init(text: text, isError: !isMet)
          interface.transcript.add(isMet ? .answer : .error, text)
        } else {
          open(answered, to: command)
        }
      case .files(let work): requests.append(.files(work))
      case .lesson(let lesson): try open(lesson)
      case .resetLesson: try resetLesson()
      case .mouse(let isOn): requests.append(.mouse(isOn))
      case .goto(let index):
        (interface.index, interface.focus) = (index, .table)
        interface.message = .init(text: "\(command): \(model.bench.className(index))")
      case .present(let isOn): present(isOn)
      case .quit: requests.append(.quit)
      case .confirmQuit:
        if wasAsked { return [.quit] }
        interface.wasAskedToQuit = true
        interface.message = .init(text: "the bench was changed: :q again leaves it, u undoes")
      }
    }
    return requests
  }

  /// What a pane was answered already is not asked again.
  private mutating func update(
    _ read: ReadCommand, nudging: Bool
  ) throws(CommandError) -> [Model.Effect] {
    if case .ask(let asked) = read.command, read.remarks.isEmpty, !model.isCovered,
      let reply = answers.reply(to: asked.question, of: model)
    {
      return [.answer(Answered(reply, isJSON: asked.isJSON))]
    }
    return try model.update(read, nudging: nudging)
  }

  package mutating func finish(_ outcome: FileOutcome) {
    do throws(CommandError) {
      let answer = try model.finish(outcome)
      if case .opened(let bench, _) = outcome { interface.begin(bench) }
      tell(answer)
    } catch {
      interface.message = .init(text: "\(error)", isError: true)
      interface.transcript.add(.error, "\(error)")
    }
  }

  private mutating func tell(_ answer: Model.Answer) {
    interface.message = .init(text: answer.lineWithoutNote)
    interface.transcript.add(.answer, answer.line)
  }

  /// Makes several edits, which are one step to undo.
  mutating func make(_ edits: [Edit]) {
    let old = model
    do throws(CommandError) {
      let answer = try model.make(edits)
      if model.bench != old.bench { interface.before = old }
      interface.fit(model.bench)
      for edit in edits { interface.transcript.add(.command, "\(edit)") }
      tell(answer)
    } catch {
      interface.message = .init(text: "\(error)", isError: true)
    }
  }

  /// Carries out the command of a key; a refusal is told in the answer line.
  mutating func runKey(_ command: Command, nudging: Bool = false) -> [Request] {
    do throws(CommandError) {
      return try run(command, nudging: nudging)
    } catch {
      interface.message = .init(text: "\(error)", isError: true)
      interface.transcript.add(.error, "\(error)")
      return []
    }
  }
}
