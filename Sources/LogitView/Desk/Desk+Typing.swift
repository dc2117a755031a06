import LogitModel

extension Desk {
  // MARK: - A value being typed

  mutating func handleInEdit(_ key: Key) -> [Request] {
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control):
      interface.edit = nil
      interface.message = .init(text: "\(interface.value(in: model.bench)) is back")
    case (.enter, _): return keepEdit()
    case (.up, []), (.down, []), (.tab, []):
      let requests = keepEdit()
      // A value that was refused keeps the cursor.
      guard interface.edit == nil else { return requests }
      return requests + handle(.key(key.code == .tab ? Key(.right) : key))
    case (.character("z"), .control): return [.suspend]
    default:
      _ = interface.edit?.handle(key)
    }
    return []
  }

  private mutating func keepEdit() -> [Request] {
    guard let edit = interface.edit else { return [] }
    guard let value = Number(edit.string) else {
      let old = interface.value(in: model.bench)
      interface.message = .init(
        text: "'\(edit.string)' is not a number; Esc brings \(old) back", isError: true)
      return []
    }
    do throws(CommandError) {
      let requests = try run(interface.command(setting: value, in: model.bench))
      interface.edit = nil
      return requests
    } catch {
      interface.message = .init(text: "\(error)", isError: true)
      return []
    }
  }

  // MARK: - The prompt

  mutating func handleInPrompt(_ key: Key) -> [Request] {
    // In place: a copy a key would take the square of a line pasted by a terminal that brackets
    // no paste.
    interface.prompt?.error = nil
    let history = interface.history
    if let search = interface.prompt?.search, handleInSearch(key, search) { return [] }
    if key.code != .tab { interface.prompt?.isListing = false }
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control), (.character("g"), .control):
      interface.prompt = nil
    case (.backspace, []) where interface.prompt?.line.isEmpty == true: interface.prompt = nil
    case (.enter, _): return enterPrompt()
    case (.up, []), (.character("p"), .control):
      interface.prompt?.recall(history, older: true)
    case (.down, []), (.character("n"), .control):
      interface.prompt?.recall(history, older: false)
    case (.tab, []):
      if let line = interface.prompt?.line, let path = Completion.path(in: line) {
        return [.list(Listing.parted(path).folder)]
      }
      interface.prompt?.complete(on: model.bench)
    case (.character("r"), .control): interface.prompt?.searchOlder(history)
    case (.character("z"), .control): return [.suspend]
    default:
      if interface.prompt?.line.handle(key) == true { interface.prompt?.recalled = nil }
    }
    return []
  }

  /// Takes in the names of a folder that Tab asked for.
  package mutating func listed(_ listing: Listing) {
    interface.listing = listing
    interface.prompt?.complete(on: model.bench, listing: listing)
  }

  /// - Returns: Whether the key belonged to the search; another ends it and is then obeyed.
  private mutating func handleInSearch(_ key: Key, _ search: Prompt.Search) -> Bool {
    let history = interface.history
    switch (key.code, key.modifiers) {
    case (.character("r"), .control): interface.prompt?.searchOlder(history)
    case (.character(let character), []):
      interface.prompt?.search(for: search.query + String(character), in: history)
    case (.backspace, []):
      interface.prompt?.search(for: String(search.query.dropLast()), in: history)
    case (.escape, _), (.character("g"), .control), (.character("c"), .control):
      interface.prompt?.endSearch(keeping: false)
    default:
      interface.prompt?.endSearch(keeping: true)
      return false
    }
    return true
  }

  private mutating func enterPrompt() -> [Request] {
    guard var prompt = interface.prompt else { return [] }
    let line = prompt.line.string
    do throws(CommandError) {
      guard let command = try Command.parse(line) else {
        interface.prompt = nil
        return []
      }
      let requests = try run(command)
      interface.prompt = nil
      return remember(line) + requests
    } catch {
      // The line stays, with the cursor on the word at fault.
      prompt.error = "\(error)"
      if let column = error.column { prompt.line.move(toColumn: column) }
      interface.prompt = prompt
      interface.transcript.add(.command, line)
      interface.transcript.add(.error, "\(error)")
      return []
    }
  }

  private mutating func remember(_ line: String) -> [Request] {
    guard interface.history.last != line else { return [] }
    interface.history.append(line)
    return [.remember(line)]
  }

  // MARK: - Pastes

  /// A pasted number, which may be laid out with blanks; nothing long is one.
  private static func number(_ line: String) -> Number? {
    line.utf8.count > 1000 ? nil : Number(line.filter { !$0.isWhitespace })
  }

  /// A paste goes where typing goes; rows of numbers on the bench open the prompt with them.
  mutating func paste(_ text: String) {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    if interface.prompt != nil {
      interface.prompt?.line.insert(line)
    } else if interface.edit != nil {
      interface.edit?.insert(line.filter { !$0.isWhitespace })
    } else if let overlay = interface.overlay, Self.number(line) != nil {
      interface.message = .hint(overlay.hint)
    } else if let number = Self.number(line), case .race = interface.lower {
      interface.prompt = Prompt("race rate \(number)")
    } else if let number = Self.number(line) {
      interface.edit = LineEditor(number.text)
    } else {
      let isCommand = CommandSpec.named(String(line.prefix { !$0.isWhitespace })) != nil
      interface.prompt = Prompt(isCommand ? line : "logits \(line)")
    }
  }
}
