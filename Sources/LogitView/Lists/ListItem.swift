import LogitText

/// One line of a list.
struct ListItem: Equatable, Sendable {
  /// What Enter does with it.
  enum Pick: Equatable, Sendable {
    /// Carries out a line of the prompt.
    case run(String)
    /// Opens the prompt with the beginning of a line.
    case prompt(String)
    /// Does what a key does in the open pane.
    case key(Key)
    /// Does what a row of the table of keys does.
    case binding(Int)
  }

  struct Part: Equatable, Sendable {
    let text: String
    var style = Style.plain

    init(_ text: String, _ style: Style = .plain) { (self.text, self.style) = (text, style) }
  }

  /// Its columns, or what stands one behind the other in a text.
  let parts: [Part]
  /// The place of its group.
  let group: Int
  /// What stands beneath the list while it is chosen.
  let detail: String
  let pick: Pick?
  /// What a filter looks for first.
  private let name: String
  private let words: String
  /// What else it is called.
  private let otherNames: [Substring]

  /// - Parameters:
  ///   - name: Which of the parts names it.
  ///   - words: What a filter finds besides what is seen.
  init(
    _ parts: [Part], named name: Int = 0, group: Int = 0, detail: String = "", words: String = "",
    pick: Pick? = nil
  ) {
    self.parts = parts
    self.group = group
    self.detail = detail
    self.pick = pick
    let given = parts.indices.contains(name) ? parts[name].text.lowercased() : ""
    self.name = String(given.drop { $0 == ":" })
    otherNames = words.lowercased().split(separator: " ")
    self.words = (parts.map(\.text) + [detail, words]).joined(separator: " ").lowercased()
  }

  /// Of two that hold the same words the shorter one is meant.
  var length: Int { name.count }

  /// How far it is from what was typed: 0 where its name begins so; nil where a word is not in it.
  ///
  /// - Parameter words: In lower case.
  func distance(from words: [String]) -> Int? {
    var sum = 0
    for word in words {
      guard let distance = distance(from: word) else { return nil }
      sum += distance
    }
    return sum
  }

  private func distance(from word: String) -> Int? {
    if name.hasPrefix(word) { return name == word ? 0 : 1 }
    if let found = name.firstRange(of: word) {
      let before = name[name.index(before: found.lowerBound)]
      return before.isLetter || before.isNumber ? 3 : 2
    }
    if otherNames.contains(Substring(word)) { return 2 }
    if words.contains(word) { return 4 }
    // Letters in their order with others between them: `kclip` for keras-clip.
    var rest = name[...]
    for letter in word {
      guard let place = rest.firstIndex(of: letter) else { return nil }
      rest = rest[rest.index(after: place)...]
    }
    return word.count > 1 ? 5 : nil
  }
}
