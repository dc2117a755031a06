import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// What lies over the bench: it is looked through, and only what is picked changes anything.
extension Desk {
  mutating func show(_ kind: ListKind) {
    var list = content(of: kind)
    if kind == .answers { list.showEnd() }
    if kind == .palette { list.startTyping() }
    interface.list = OpenList(kind, list, width: size.width)
  }

  mutating func handleInList(_ key: Key) -> [Request] {
    guard var open = interface.list else { return [] }
    let action = KeyMap.action(for: key)
    if case .list(let kind)? = action, opens(kind, over: open, key) {
      if kind == open.kind { interface.list = nil } else { show(kind) }
      return []
    }
    let outcome = open.list.handle(key)
    interface.list = open
    switch outcome {
    case .done: break
    case .closed: interface.list = nil
    case .picked(let pick):
      interface.list = nil
      return carryOut(pick)
    case .unused:
      switch action {
      case .prompt: interface.prompt = Prompt()
      case .suspend: return [.suspend]
      case .repaint: return [.repaint]
      default: interface.message = .hint(open.hint)
      }
    }
    return []
  }

  /// Whether a key opens another list, or closes this one: a letter may be the beginning of a word.
  private func opens(_ kind: ListKind, over open: OpenList, _ key: Key) -> Bool {
    guard case .character(let letter) = key.code, key.modifiers == [] else { return true }
    if open.list.isTyping { return false }
    return open.list.isText || kind == open.kind || letter == "?"
  }

  mutating func carryOut(_ pick: ListItem.Pick) -> [Request] {
    switch pick {
    case .run(let line):
      do throws(CommandError) {
        return try Command.read(line).map { read throws(CommandError) in
          try run(read.command, remarks: read.remarks)
        } ?? []
      } catch {
        interface.message = .init(text: "\(error)", isError: true)
        interface.transcript.add(.error, "\(error)")
        return []
      }
    case .prompt(let line):
      interface.prompt = Prompt(line)
      return []
    case .key(let key):
      interface.focus = .pane
      return handle(.key(key))
    case .binding(let place):
      let action = KeyBinding.all[place].action
      // What is open already stays so.
      if case .pane(let letter) = action, interface.opened?.letter == letter { return [] }
      return perform(action)
    }
  }
}
