import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// What is entered at the prompt, and what is pasted.
extension Desk {
  mutating func enterPrompt() -> [Request] {
    guard let prompt = interface.prompt else { return [] }
    return enter(prompt.line.string) ?? []
  }

  /// Carries out one line of the prompt.
  ///
  /// - Returns: nil where it was refused; then it stands in the prompt.
  private mutating func enter(_ line: String) -> [Request]? {
    do throws(CommandError) {
      guard let read = try Command.read(line) else {
        interface.prompt = nil
        return []
      }
      let requests = try run(read.command, remarks: read.remarks)
      interface.prompt = nil
      return remember(line) + requests
    } catch {
      // The line stays, with the cursor on the word at fault.
      var prompt = interface.prompt ?? Prompt()
      if prompt.line.string != line { prompt.line = LineEditor(line) }
      prompt.error = "\(error)"
      if let column = error.column { prompt.line.move(toColumn: column) }
      interface.prompt = prompt
      interface.transcript.add(.command, line)
      interface.transcript.add(.error, "\(error)")
      return nil
    }
  }

  private mutating func remember(_ line: String) -> [Request] {
    guard interface.history.last != line else { return [] }
    interface.history.append(line)
    return [.remember(line)]
  }

  // MARK: - Pastes

  /// A number that was pasted alone; nothing long is one.
  private static func number(_ text: String) -> Number? {
    text.utf8.count > 1000 ? nil : Number(text.trimmed)
  }

  /// A paste goes where typing goes; rows of numbers on the bench open the prompt with them, and
  /// several commands are carried out one after the other.
  mutating func paste(_ text: String) -> [Request] {
    if interface.edit != nil {
      interface.edit?.insert(CommandLines.onOneLine(text).trimmed)
      return []
    }
    if let prompt = interface.prompt {
      if text.contains(where: \.isNewline), prompt.search == nil,
        let requests = enterAll(prompt.line.before + text + prompt.line.after)
      {
        return requests
      }
      interface.prompt?.error = nil
      interface.prompt?.line.insert(CommandLines.onOneLine(text))
      return []
    }
    if let list = interface.list?.list, list.isTyping {
      interface.list?.list.type(String(CommandLines.onOneLine(text)))
    } else if let list = interface.list, Self.number(text) != nil {
      interface.message = .hint(list.hint)
    } else if let number = Self.number(text) {
      if let effect = interface.opened?.pasted(number) { return carryOut(effect) ?? [] }
      interface.edit = LineEditor(number.text)
    } else if let requests = enterAll(text) {
      return requests
    } else {
      let line = String(CommandLines.onOneLine(text).drop { $0 == ":" || $0.isWhitespace })
      let isCommand = CommandSpec.named(String(line.prefix { !$0.isWhitespace })) != nil
      interface.prompt = Prompt(isCommand ? line : "logits \(line)")
    }
    return []
  }

  /// Carries out the commands of a text, up to one that is refused.
  ///
  /// - Returns: nil where they are not several, or the first is none.
  private mutating func enterAll(_ text: String) -> [Request]? {
    let entries = CommandLines.entries(of: text).filter { $0.text.contains { !$0.isWhitespace } }
    guard entries.count > 1, (try? Command.read(entries[0].text)) != nil else { return nil }
    var requests: [Request] = []
    for (index, entry) in entries.enumerated() {
      let line = CommandLines.onOneLine(entry.text)
      guard let more = enter(String(line.drop { $0 == ":" || $0.isWhitespace })) else {
        let left = entries.count - index - 1
        if left > 0 {
          interface.prompt?.error?.append("; \(counted(left, "line")) after it: not carried out")
        }
        break
      }
      requests += more
      if requests.contains(.quit) { break }
    }
    return requests
  }
}
