import LogitBench
import LogitStudies
import LogitText

extension Model {
  /// Carries out `command`: the only way a `Model` changes.
  ///
  /// - Parameter nudging: Whether this is one of several small steps of one cell, which are one
  ///   step to undo.
  /// - Returns: What the shell must do next, in order.
  /// - Throws: `CommandError`, and then the model is as it was.
  package mutating func update(
    _ command: Command, nudging: Bool = false
  ) throws(CommandError) -> [Effect] {
    switch command {
    case .edit(let edit): return [.say(try make(edit, nudging: nudging))]
    case .ask(let asked): return [.answer(try asked.answered(on: self))]
    case .undo: return [.say(try undo())]
    case .redo: return [.say(try redo())]
    case .pin(let isOn): return [.say(pin(isOn))]
    case .units(let units): return [.say(show(in: units))]
    case .cover(let words): return [.say(try cover(words))]
    case .guess(let request): return [.say(try guess(request))]
    case .digits(let count): return [.say(show(digits: count))]
    case .top(let count): return [.say(show(top: count))]
    case .goto(let reference): return [.goto(try bench.index(of: reference))]
    case .sample(let name): return [.say(open(try Sample.named(name)))]
    case .lesson(let name): return [.lesson(try LessonText.named(name))]
    case .resetLesson: return [.resetLesson]
    case .present(let isOn): return [.present(isOn)]
    case .note:
      guard !bench.note.isEmpty else {
        return [.say(Answer(text: "note: there is none; 'note TEXT' writes one"))]
      }
      let title = isNoteOlder ? "note (\(Self.olderNote)):\n" : ""
      return [.answer(Answered(Page(text: title + bench.note)))]
    case .save(let path, let force):
      guard let path = path ?? file else {
        throw CommandError("this bench has no file yet; 'w FILE' writes it to one")
      }
      return [.files(.save(bench, to: path, force: force))]
    case .open(let path): return [.files(.open(path))]
    case .log(let path, let force):
      return [.files(.log(log.joined(separator: "\n") + "\n", to: path, force: force))]
    case .mouse(let isOn):
      let words =
        isOn
        ? "mouse on: the screen takes it" : "mouse off: the terminal has it, to select text with"
      return [.say(Answer(text: words)), .mouse(isOn)]
    case .quit(let force): return [force || !isChanged ? .quit : .confirmQuit]
    }
  }
}
