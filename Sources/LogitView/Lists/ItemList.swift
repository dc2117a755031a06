import LogitText

/// Items of which one is chosen, or a text of many lines: what samples, losses, keys, commands, help,
/// answers and completions are looked through with.
///
/// It is a value of what is chosen and what was typed, and changes nothing else: whoever opened it carries
/// out what was picked, and closes it onto what was there before.
struct ItemList: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    /// What is typed leaves those that match, in their order or the likeliest first.
    case choices(ranked: Bool)
    /// What is typed is found; nothing is left out.
    case text
  }

  /// What a key came to.
  enum Outcome: Equatable {
    case done
    case closed
    case picked(ListItem.Pick)
    /// The key means nothing here.
    case unused
  }

  let title: String
  /// What its rule says of the keys.
  let hint: String
  let kind: Kind
  let groups: [String]
  let items: [ListItem]
  /// How wide each column is at most.
  let columnWidths: [Int]

  /// What was typed.
  private(set) var filter = ""
  /// Whether letters go there.
  private(set) var isTyping = false
  /// The places of the items that match.
  private(set) var matches: [Int]
  /// The place of the chosen one among those that match; in a text that of the first line shown.
  private(set) var chosen = 0
  /// How many columns a wide text is moved to the left.
  private(set) var shift = 0
  /// How many lines the last frame had room for.
  var page = 10

  /// No name is as long.
  private static let longest = 100
  private static let stride = 16

  init(
    _ title: String, _ kind: Kind, _ items: [ListItem], groups: [String] = [],
    hint: String? = nil
  ) {
    (self.title, self.kind, self.items, self.groups) = (title, kind, items, groups)
    self.hint = hint ?? (kind == .text ? "/ searches" : "type or / to narrow")
    matches = Array(items.indices)
    var widths: [Int] = []
    if kind != .text {
      for part in items.flatMap({ $0.parts.enumerated() }) {
        while widths.count <= part.offset { widths.append(0) }
        widths[part.offset] = max(widths[part.offset], displayWidth(of: part.element.text))
      }
    }
    columnWidths = widths
  }

  var isText: Bool { kind == .text }

  /// The item that Enter picks; nil where nothing matches.
  var item: ListItem? {
    isText || !matches.indices.contains(chosen) ? nil : items[matches[chosen]]
  }

  /// The places among `matches` that are shown: of groups only the one of the chosen item, as long as
  /// nothing was typed.
  var shown: Range<Int> {
    guard !isText, filter.isEmpty, !groups.isEmpty, let group = item?.group else {
      return isText ? items.indices : matches.indices
    }
    let first = matches.firstIndex { items[$0].group == group } ?? 0
    let count = matches[first...].prefix { items[$0].group == group }.count
    return first..<first + count
  }

  // MARK: - Moving

  mutating func move(by step: Int) { choose(chosen + step) }

  mutating func choose(_ place: Int) {
    chosen = min(max(0, place), max(0, isText ? items.count - page : matches.count - 1))
  }

  /// A text opens at its end.
  mutating func showEnd() { chosen = items.count }

  /// The first item of the next group that has any.
  mutating func moveGroup(by step: Int) {
    guard let group = item?.group else { return }
    let others = groups.indices.filter { place in matches.contains { items[$0].group == place } }
    guard let at = others.firstIndex(of: group), others.indices.contains(at + step) else { return }
    choose(matches.firstIndex { items[$0].group == others[at + step] } ?? chosen)
  }

  mutating func choose(group: Int) {
    if let place = matches.firstIndex(where: { items[$0].group == group }) { choose(place) }
  }

  /// The next line of a text that holds what was typed.
  private mutating func findNext(_ step: Int) {
    let next =
      step > 0 ? matches.first { $0 > chosen } : matches.last { $0 < chosen }
    if !filter.isEmpty, let next { choose(next) }
  }

  // MARK: - Typing

  mutating func startTyping() { isTyping = true }

  mutating func type(_ text: String) {
    isTyping = true
    setFilter(String((filter + text).prefix(Self.longest)))
  }

  private mutating func setFilter(_ text: String) {
    let item = item
    filter = text
    let words = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
    switch kind {
    case .text:
      let line = text.lowercased()
      matches = items.indices.filter { text.isEmpty || items[$0].distance(from: [line]) ?? 5 < 5 }
      if !text.isEmpty, let first = matches.first(where: { $0 >= chosen }) ?? matches.first {
        choose(first)
      }
      return
    case .choices(let isRanked):
      let found = items.indices.compactMap { place in
        items[place].distance(from: words).map { (place, $0) }
      }
      // What was typed itself stands before what only has its letters.
      let isLoose = found.allSatisfy { $0.1 >= 5 }
      let kept = isLoose ? found : found.filter { $0.1 < 5 * max(1, words.count) }
      matches =
        (isRanked && !text.isEmpty
        ? kept.sorted { ($0.1, items[$0.0].length) < ($1.1, items[$1.0].length) } : kept).map(\.0)
      let isKept = isRanked && !text.isEmpty
      chosen = isKept ? 0 : matches.firstIndex { items[$0] == item } ?? 0
    }
  }

  // MARK: - Keys

  mutating func handle(_ key: Key) -> Outcome {
    if isTyping, let outcome = handleWhileTyping(key) { return outcome }
    switch (key.code, key.modifiers) {
    case (.up, []): move(by: -1)
    case (.down, []): move(by: 1)
    case (.pageUp, []): move(by: -page)
    case (.pageDown, []): move(by: page)
    case (.home, []): choose(isText ? 0 : shown.lowerBound)
    case (.end, []): choose(isText ? items.count : shown.upperBound - 1)
    case (.left, []), (.right, []): moveSideways(key.code == .left ? -1 : 1)
    case (.enter, []):
      guard let pick = item?.pick else { return isText ? .unused : .done }
      return .picked(pick)
    case (.escape, []), (.character("c"), .control):
      guard key.code == .escape, !filter.isEmpty else { return .closed }
      isTyping = false
      setFilter("")
    case (.character(let character), []) where !isTyping: return walk(character)
    default: return .unused
    }
    return .done
  }

  private mutating func moveSideways(_ step: Int) {
    if isText { shift = max(0, shift + step * Self.stride) } else { moveGroup(by: step) }
  }

  /// A letter while none is typed.
  private mutating func walk(_ letter: Character) -> Outcome {
    switch letter {
    case "k": move(by: -1)
    case "j": move(by: 1)
    case " ": move(by: page)
    case "g": choose(0)
    case "G": choose(isText ? items.count : matches.count - 1)
    case "n", "N":
      let step = letter == "n" ? 1 : -1
      if isText { findNext(step) } else { move(by: step) }
    case "/":
      setFilter("")
      isTyping = true
    case "q": return .closed
    case "h" where isText: moveSideways(-1)
    case "l" where isText: moveSideways(1)
    case ":", "?": return .unused
    default:
      guard !isText else { return .unused }
      type(String(letter))
    }
    return .done
  }

  /// - Returns: nil for a key that means the same as ever.
  private mutating func handleWhileTyping(_ key: Key) -> Outcome? {
    switch (key.code, key.modifiers) {
    case (.character(let character), []), (.character(let character), .shift):
      type(String(character))
    case (.backspace, []), (.character("h"), .control):
      if filter.isEmpty { isTyping = false } else { setFilter(String(filter.dropLast())) }
    case (.character("u"), .control): setFilter("")
    case (.character("w"), .control):
      setFilter(String(filter.trimmedEnd.reversed().drop { !$0.isWhitespace }.reversed()))
    case (.enter, []) where isText: isTyping = false
    default: return nil
    }
    return .done
  }

  /// Keeps the shift within the lines.
  mutating func settle(longest: Int, width: Int) {
    // `..` stands where the beginning is out of view.
    shift = longest > width ? min(shift, longest - width + 2) : 0
  }

  /// The same with other items, which the same keys were pressed on.
  func with(_ other: ItemList) -> ItemList {
    var list = other
    list.isTyping = isTyping
    (list.page, list.shift) = (page, shift)
    if !filter.isEmpty { list.setFilter(filter) }
    // The next drawing finds the end of a text, whose page may be another.
    if isText { list.chosen = chosen } else { list.choose(chosen) }
    return list
  }
}
