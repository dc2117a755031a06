import LogitBench
import LogitSession
import LogitStudies

/// What is opened under the table, by a letter or by a question, and what moves there.
extension Desk {
  /// What a pane is told, outside of a frame.
  var context: PaneContext {
    Present(model, interface).context(interface, width: size.width)
  }

  /// Shows an answer: in the pane of its question, with the answer in hand, or among the answers,
  /// where its text is made when it is looked at.
  mutating func open(_ answered: Answered, to command: Command) {
    if answered.isJSON || (answered.reply as? any Growing)?.isDone != false {
      interface.transcript.add(answered)
    } else {
      interface.message = .init(text: "\(command)")
    }
    guard case .ask(let asked) = command else {
      show(.answers)
      return
    }
    if let help = asked.question as? HelpRequest, help.name == nil {
      show(.help)
    } else if let formulas = asked.question as? FormulaRequest, formulas.name == nil {
      show(.formulas)
    } else if asked.question is SamplesRequest {
      show(.samples)
    } else if asked.question is LessonsRequest {
      show(.lessons)
    } else if !asked.isJSON, openPane(by: asked.question, answered.reply) {
      interface.focus = .pane
      interface.list = nil
    } else {
      show(.answers)
    }
  }

  /// - Returns: Whether a pane asks such questions.
  private mutating func openPane(by question: any Question, _ reply: any Reply) -> Bool {
    let index = interface.index
    // What it is about comes under the cursor.
    if let named = try? model.bench.index(of: question.index), question.index != nil {
      interface.index = named
    }
    for kind in Panes.all {
      guard let pane = OpenPane.opened(kind, by: question, reply, context, &answers) else {
        continue
      }
      interface.opened = pane
      return true
    }
    interface.index = index
    return false
  }

  /// Opens a pane under the table and gives it the keys, or closes it where it is open.
  mutating func toggle(_ letter: Character) {
    if interface.opened?.letter == letter { return closePane() }
    guard let kind = Panes.named(letter) else { return }
    interface.opened = OpenPane(kind, context, after: interface.pane)
    interface.list = nil
    interface.focus = .pane
    if let greeting = kind.greeting { interface.message = .hint(greeting) }
  }

  mutating func closePane() {
    interface.opened = nil
    if interface.focus == .pane { interface.focus = .table }
  }

  /// What a key does in the pane under the table, which has the focus.
  ///
  /// - Returns: nil where the key means there what it means everywhere.
  mutating func handleInPane(_ key: Key) -> [Request]? {
    guard var pane = interface.opened else { return nil }
    let effect = pane.handle(key, context, &answers)
    interface.opened = pane
    return carryOut(effect)
  }

  /// - Returns: nil where the key means what it means everywhere.
  mutating func carryOut(_ effect: PaneEffect) -> [Request]? {
    switch effect {
    case .none: break
    case .pass: return nil
    case .edit(let edit, let nudging): return runKey(.edit(edit), nudging: nudging)
    case .edits(let edits): make(edits)
    case .prompt(let line): interface.prompt = Prompt(line)
    case .hint(let text): interface.message = .hint(text)
    case .open(let pane): interface.opened = OpenPane(pane)
    }
    return []
  }

  package var pace: Duration? {
    guard interface.list == nil else { return nil }
    if interface.stepping.isPlaying { return Stepping.pace }
    guard let pane = interface.opened else { return nil }
    return pane.pace({ context }, answers)
  }

  package mutating func advance(by elapsed: Duration) {
    if interface.stepping.isPlaying { _ = takeStep() }
    guard var pane = interface.opened else { return }
    pane.advance(by: elapsed, context, &answers)
    interface.opened = pane
  }
}
