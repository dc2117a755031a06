import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// What the screen asks of the world after an event.
package enum Request: Equatable, Sendable {
  case quit
  case suspend
  /// Carry this out and hand back what came of it, to `finish`.
  case files(FileWork)
  /// Put this text into the terminal's clipboard.
  case copy(String)
  /// Tell the names in this folder, to `listed`.
  case list(String)
  /// Keep this line of the prompt for later sittings.
  case remember(String)
}

/// The bench with its screen: keys become commands, commands change the bench, and the bench and
/// the screen's own state become cells. It touches no terminal.
package struct Desk: ScreenProgram, Sendable {
  package private(set) var model: Model
  package var interface: Interface
  /// The table's columns in the last frame.
  var tableColumns: TableColumns?
  var notes = NotesMemory()
  var rounding = RoundingMemory()
  /// What the sweep under the table has come to.
  var sweep: SweepMemory?
  /// What frameworks answered about the class under the cursor.
  var frameworks: FrameworksMemory?
  /// The race as far as it was seen.
  var raceMemory: Race?
  /// How many lines of the help or the answers the last frame had room for.
  var page = 10

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
    case .mouse: return []
    }
  }

  private mutating func handle(_ key: Key) -> [Request] {
    if interface.prompt != nil { return handleInPrompt(key) }
    if interface.edit != nil { return handleInEdit(key) }
    if let overlay = interface.overlay { return handleInOverlay(key, overlay) }
    if interface.pane == .lower, let requests = handleInLower(key) { return requests }
    guard let action = KeyMap.action(for: key) else {
      interface.message = .hint("that key does nothing here; ? lists the keys")
      return []
    }
    return perform(action)
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
    let effects = try model.update(
      ReadCommand(command: command, remarks: remarks), nudging: nudging)
    if model.bench != old.bench { interface.before = old }
    if case .sample = command { interface.begin(model.bench) }
    interface.fit(model.bench)
    interface.transcript.add(.command, "\(command)")
    let wasAsked = interface.wasAskedToQuit
    interface.wasAskedToQuit = false
    var requests: [Request] = []
    for effect in effects {
      switch effect {
      case .say(let answer):
        interface.message = .init(text: answer.line)
        interface.transcript.add(.answer, answer.line)
      case .answer(let answered):
        if let isMet = answered.reply.isMet {
          let text = "\(command): \(answered.reply.text)"
          interface.message = .init(text: text, isError: !isMet)
          interface.transcript.add(isMet ? .answer : .error, text)
        } else {
          open(answered, to: command)
        }
      case .files(let work): requests.append(.files(work))
      case .quit: requests.append(.quit)
      case .confirmQuit:
        if wasAsked { return [.quit] }
        interface.wasAskedToQuit = true
        interface.message = .init(text: "the bench was changed: :q again leaves it, u undoes")
      }
    }
    return requests
  }

  package mutating func finish(_ outcome: FileOutcome) {
    do throws(CommandError) {
      let answer = try model.finish(outcome)
      if case .opened(let bench, _) = outcome { interface.begin(bench) }
      interface.message = .init(text: answer.line)
      interface.transcript.add(.answer, answer.line)
    } catch {
      interface.message = .init(text: "\(error)", isError: true)
      interface.transcript.add(.error, "\(error)")
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

  // MARK: - Keys on the bench

  mutating func perform(_ action: KeyAction) -> [Request] {
    let bench = model.bench
    switch action {
    case .up: interface.index = max(0, interface.index - 1)
    case .down: interface.index = min(bench.classes - 1, interface.index + 1)
    case .first: interface.index = 0
    case .last: interface.index = bench.classes - 1
    case .left: return moveSideways(-1)
    case .right: return moveSideways(1)
    case .edit: interface.edit = LineEditor(interface.value(in: bench).text)
    case .type(let character): interface.edit = LineEditor(String(character))
    case .nudge(let amount): return nudge(by: amount)
    case .label: return runKey(.edit(interface.labelEdit(in: bench)))
    case .nextRow: return chooseRow(bench.row + 1)
    case .previousRow: return chooseRow(bench.row - 1)
    case .nextPane: movePane(1)
    case .previousPane: movePane(-1)
    case .axis: interface.axis = interface.axis == .logit ? .probability : .logit
    case .heads: toggle(.heads)
    case .compare: toggle(.compare)
    case .race:
      toggle(.race(RacePane()))
      if interface.lower != .curves {
        interface.message = .hint(
          "Space plays, arrows step, a digit types the rate, e changes the net")
      }
    case .slopes: interface.quantity = interface.quantity == .slope ? .value : .slope
    case .duel: toggle(.duel(interface.lower.rounding))
    case .trace: toggle(.trace(interface.lower.rounding))
    case .sweep: toggle(.sweep(SweepPane(interface.sweepRequest(on: model.bench))))
    case .frameworks: toggle(.frameworks(FrameworksPane()))
    case .undo: return runKey(.undo)
    case .redo: return runKey(.redo)
    case .prompt:
      interface.prompt = Prompt()
    case .help: interface.overlay = .help(scroll: 0)
    case .answers: interface.overlay = .answers(scroll: 0)
    case .copyReport:
      interface.message = .init(text: "copied what 'show' prints")
      return [.copy(model.report)]
    case .copyCode:
      interface.message = .init(text: "copied the commands that build this bench")
      return [.copy(bench.script)]
    case .suspend: return [.suspend]
    case .back:
      guard interface.lower == .curves else {
        closeLower()
        break
      }
      interface.message = .hint(":q quits, ? lists the keys")
    case .interrupt: return runKey(.quit(force: false))
    }
    return []
  }

  private mutating func moveSideways(_ step: Int) -> [Request] {
    switch interface.pane {
    case .table:
      let fields = Interface.fields(model.bench)
      let at = (fields.firstIndex(of: interface.field) ?? 0) + step
      interface.field = fields[min(max(0, at), fields.count - 1)]
      return []
    case .batch: return chooseRow(model.bench.row + step)
    case .lower:
      interface.field = .logit
      return nudge(by: 0.1 * Double(step))
    }
  }

  private mutating func nudge(by amount: Double) -> [Request] {
    let value = interface.value(in: model.bench)
    let edit = interface.edit(setting: value.adding(amount), in: model.bench)
    return runKey(.edit(edit), nudging: true)
  }

  private mutating func chooseRow(_ row: Int) -> [Request] {
    guard model.bench.logits.indices.contains(row) else {
      let last = model.bench.rows - 1
      interface.message = .init(
        text: last == 0 ? "the batch has one row" : "the rows are 0 to \(last)")
      return []
    }
    return runKey(.edit(.row(row)), nudging: true)
  }

  private mutating func movePane(_ step: Int) {
    let panes = Interface.Pane.allCases.filter { $0 != .batch || model.bench.rows > 1 }
    let at = (panes.firstIndex(of: interface.pane) ?? 0) + step
    interface.pane = panes[(at + panes.count) % panes.count]
  }
}
