import LogitBench
import LogitSession
import LogitStudies
import LogitText

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
      let remark = PasteRemark(edit.string, readAs: value)
      let requests = try run(
        .edit(interface.edit(setting: value, in: model.bench)), remarks: remark.map { [$0] } ?? [])
      interface.edit = nil
      return requests
    } catch {
      interface.message = .init(text: "\(error)", isError: true)
      interface.transcript.add(.error, "\(error)")
      return []
    }
  }

  // MARK: - The prompt

  mutating func handleInPrompt(_ key: Key) -> [Request] {
    // The next command does not begin with the one that was refused, which 'up' brings back.
    if let prompt = interface.prompt, prompt.error != nil, key == Key(.character(":")) {
      interface.history.append(prompt.line.string)
      interface.prompt = Prompt()
      return []
    }
    // In place: a copy a key would take the square of a line pasted by a terminal that brackets
    // no paste.
    interface.prompt?.error = nil
    let history = interface.history
    if let search = interface.prompt?.search, handleInSearch(key, search) { return [] }
    if interface.prompt?.handleInList(key) == true { return [] }
    let wasListing = interface.prompt?.list != nil
    if key.code != .tab { interface.prompt?.list = nil }
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
        return [.list(FolderNames.parted(path).folder)]
      }
      let bench = model.bench
      interface.prompt?.complete(on: bench)
    case (.character("r"), .control): interface.prompt?.searchOlder(history)
    case (.character("z"), .control): return [.suspend]
    default:
      if interface.prompt?.line.handle(key) == true {
        interface.prompt?.recalled = nil
        let (bench, listing) = (model.bench, interface.listing)
        if wasListing { interface.prompt?.listAnew(on: bench, listing: listing) }
      }
    }
    return []
  }

  /// Takes in the names of a folder that Tab asked for.
  package mutating func listed(_ listing: FolderNames) {
    interface.listing = listing
    let bench = model.bench
    interface.prompt?.complete(on: bench, listing: listing)
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
}
