import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// The bench with its screen: keys become commands, commands change the bench, and the bench and
/// the screen's own state become cells. It touches no terminal.
package struct Desk: ScreenProgram, Sendable {
  package private(set) var model: Model
  package var interface: Interface
  /// The table's columns in the last frame.
  var tableColumns: TableColumns?
  var notes = NotesMemory()
  /// What panes and commands were answered.
  var answers = Answers()
  /// Of the last frame.
  var size = Size(width: 80, height: 24)

  /// Whether the last frame had the curves beneath a pane.
  var showsCurvesBeneath = false

  /// How large the last frame was.
  var drawn = Size(width: 0, height: 0)

  /// - Parameter history: Lines that were entered at the prompt before, oldest first.
  package init(_ model: Model = Model(), history: [String] = []) {
    self.model = model
    interface = Interface(model)
    interface.history = history
  }

  package mutating func handle(_ event: Event) -> [Request] {
    switch event {
    case .key(let key): return handle(key)
    case .paste(let text): return paste(text)
    case .mouse(let mouse, let x, let y): return handle(mouse, at: Point(x: x, y: y))
    }
  }

  private mutating func handle(_ key: Key) -> [Request] {
    if interface.prompt != nil { return handleInPrompt(key) }
    if interface.edit != nil { return handleInEdit(key) }
    if let requests = handleInLesson(key) ?? handleInPresenting(key) { return requests }
    if interface.list != nil { return handleInList(key) }
    if let requests = handleInSteps(key) { return requests }
    if interface.focus == .pane, let requests = handleInPane(key) { return requests }
    guard let action = KeyMap.action(for: key) else {
      interface.message = .hint("that key does nothing here; ? lists the keys")
      return []
    }
    return perform(action)
  }

  /// Puts another bench on the desk, with nothing open.
  mutating func replace(by other: Model) {
    model = other
    (interface.opened, interface.list, interface.focus) = (nil, nil, .table)
    interface.curves = CurvesPane()
    interface.begin(model.bench)
  }

  // MARK: - Commands

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
