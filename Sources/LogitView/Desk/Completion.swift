import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// What may stand at the cursor of the prompt.
package struct Completion: Equatable, Sendable {
  package let choices: [Choice]
  /// The part of the word that stands there.
  package let typed: String

  /// Nothing to choose begins further right than this: the rest of a pasted line is not read.
  static let reach = 200

  /// - Parameter listing: What the world holds in the folder that the line names.
  package init(_ line: LineEditor, on bench: Bench, listing: FolderNames? = nil) {
    guard line.place <= Self.reach else {
      choices = []
      typed = ""
      return
    }
    if let path = Self.path(in: line) {
      let (folder, name) = FolderNames.parted(path)
      typed = name
      let names = listing.flatMap { $0.folder == folder ? $0.names : nil } ?? []
      choices = names.filter {
        $0.hasPrefix(name) && (name.hasPrefix(".") || !$0.hasPrefix("."))
      }.map { Choice(word: $0, summary: $0.hasSuffix("/") ? "folder" : "") }
      return
    }
    let words = line.before.split(separator: " ", omittingEmptySubsequences: false)
    let spec = CommandSpec.named(String(words[0]))?.spec
    if words.count > 1, spec?.operand == .formula || words.contains("=") && spec?.name == "formula"
    {
      // A word of a formula may follow a sign as well as a blank.
      let letters = line.before.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      let typed = String(letters.reversed())
      self.typed = typed
      choices = FormulaWords.all.filter { $0.text.hasPrefix(typed) }
        .map { Choice(word: $0.text, summary: $0.summary) }
      return
    }
    let typed = String(words.last ?? "")
    self.typed = typed
    let all = words.count > 1 ? spec?.choices(words.count, bench) ?? [] : CommandSpec.choices
    choices = all.filter { $0.word.hasPrefix(typed) }
  }

  /// The path that stands at the cursor, where the command takes one: all behind its name.
  static func path(in line: LineEditor) -> String? {
    guard line.place <= reach else { return nil }
    let words = line.before.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard words.count == 2, CommandSpec.named(String(words[0]))?.spec.operand == .path else {
      return nil
    }
    return String(words[1])
  }

  /// The choices as a list; nil where there is nothing to choose.
  var list: ItemList? {
    guard choices.count > 1 else { return nil }
    let items = choices.map { choice in
      let isOpen = choice.word.hasSuffix("(") || choice.word.hasSuffix("/")
      return ListItem(
        [.init(choice.word, .key), .init(choice.summary)],
        pick: .prompt(choice.word.dropFirst(typed.count) + (isOpen ? "" : " ")))
    }
    return ItemList("choices", .choices(ranked: false), items, hint: "Tab or Down chooses")
  }

  /// What all choices go on with behind the part that stands there.
  package var common: String {
    guard var common = choices.first?.word else { return "" }
    for choice in choices {
      common = String(zip(common, choice.word).prefix { $0 == $1 }.map(\.0))
    }
    return String(common.dropFirst(typed.count))
  }
}

/// The names in a folder, as far as the world has told them.
package struct FolderNames: Equatable, Sendable {
  /// As it was typed, up to its last slash; empty for the folder of the program.
  package let folder: String
  /// In order; those of folders end with a slash.
  package let names: [String]

  package init(folder: String, names: [String]) {
    self.folder = folder
    self.names = names
  }

  /// A typed path as its folder and the beginning of a name in it.
  static func parted(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[...slash]), String(path[path.index(after: slash)...]))
  }
}

extension Prompt {
  /// Writes on as far as all choices agree, and lists them where they part.
  package mutating func complete(on bench: Bench, listing: FolderNames? = nil) {
    let isPath = Completion.path(in: line) != nil
    let completion = Completion(line, on: bench, listing: listing)
    line.insert(completion.common)
    // A path may go on, with a name in its folder or with a blank of its own.
    // So may a function, with what it takes.
    let isOpen = isPath || completion.choices.first?.word.hasSuffix("(") == true
    if completion.choices.count == 1, !isOpen { line.insert(" ") }
    (list, isChoosing) = (completion.list, false)
  }

  /// Lists what may stand at the cursor now.
  mutating func listAnew(on bench: Bench, listing: FolderNames?) {
    (list, isChoosing) = (Completion(line, on: bench, listing: listing).list, false)
  }

  /// What a key does while choices are listed.
  ///
  /// - Returns: Whether it was one that chooses.
  mutating func handleInList(_ key: Key) -> Bool {
    guard let page = list?.page else { return false }
    switch (key.code, key.modifiers) {
    case (.down, []), (.tab, []): choose(by: isChoosing ? 1 : 0)
    case (.up, []), (.backTab, []): choose(by: -1)
    case (.pageDown, []): choose(by: page)
    case (.pageUp, []): choose(by: -page)
    case (.enter, _) where isChoosing: takeChosen()
    default: return false
    }
    return true
  }

  mutating func choose(by step: Int) {
    isChoosing = true
    list?.move(by: step)
  }

  /// Chooses a place of the list, or takes what is chosen there already.
  mutating func choose(_ place: Int) {
    if isChoosing, list?.chosen == place { return takeChosen() }
    isChoosing = true
    list?.choose(place)
  }

  /// Writes the chosen word in the place of its beginning.
  private mutating func takeChosen() {
    guard case .prompt(let rest)? = list?.item?.pick else { return }
    line.insert(rest)
    (list, isChoosing) = (nil, false)
  }

  /// How the command being typed is used, or what could be typed.
  package func hint(on bench: Bench) -> String {
    // The rest of a pasted line is not read.
    let before = String(line.text.prefix(min(line.place, Completion.reach)))
    let word = before.prefix { $0 != " " }
    let choices = Completion(line, on: bench).choices
    if let spec = CommandSpec.named(String(word)), before.contains(" ") || choices.count == 1 {
      if before.contains(" "), choices.count == 1 {
        return "\(choices[0].word)   \(choices[0].summary)"
      }
      return "\(spec.usage)   \(spec.summary)"
    }
    if choices.isEmpty { return "no command begins so; Esc closes the prompt, ? lists them all" }
    return choices.map(\.word).joined(separator: "  ")
  }
}
