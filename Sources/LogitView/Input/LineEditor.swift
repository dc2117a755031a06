/// One line being typed, and where in it.
package struct LineEditor: Equatable, Sendable {
  package private(set) var text: [Character]
  /// The place of the next character, 0 to the length.
  package private(set) var place: Int

  package init(_ text: String = "") {
    self.text = Array(text)
    place = self.text.count
  }

  package var string: String { String(text) }

  package var isEmpty: Bool { text.isEmpty }

  /// The text before the cursor.
  package var before: String { String(text[..<place]) }

  /// The text from the cursor on.
  package var after: String { String(text[place...]) }

  package mutating func insert(_ new: some Sequence<Character>) {
    let new = Array(new)
    text.insert(contentsOf: new, at: place)
    place += new.count
  }

  /// Puts the cursor at a column counted from 1.
  package mutating func move(toColumn column: Int) {
    place = min(max(0, column - 1), text.count)
  }

  /// Carries out an editing key.
  ///
  /// - Returns: Whether the key was one.
  package mutating func handle(_ key: Key) -> Bool {
    switch (key.code, key.modifiers) {
    case (.character(let character), []), (.character(let character), .shift):
      insert(CollectionOfOne(character))
    case (.left, []), (.character("b"), .control): place = max(0, place - 1)
    case (.right, []), (.character("f"), .control): place = min(text.count, place + 1)
    case (.home, []), (.character("a"), .control): place = 0
    case (.end, []), (.character("e"), .control): place = text.count
    case (.left, .control), (.left, .alt), (.character("b"), .alt): place = wordStart
    case (.right, .control), (.right, .alt), (.character("f"), .alt): place = wordEnd
    case (.backspace, []), (.character("h"), .control): delete(max(0, place - 1)..<place)
    case (.delete, []), (.character("d"), .control):
      delete(place..<min(text.count, place + 1))
    case (.character("w"), .control), (.backspace, .alt): delete(wordStart..<place)
    case (.character("d"), .alt): delete(place..<wordEnd)
    case (.character("u"), .control): delete(0..<place)
    case (.character("k"), .control): delete(place..<text.count)
    default: return false
    }
    return true
  }

  private mutating func delete(_ range: Range<Int>) {
    text.removeSubrange(range)
    place = range.lowerBound
  }

  private var wordStart: Int {
    var at = place
    while at > 0, text[at - 1].isWhitespace { at -= 1 }
    while at > 0, !text[at - 1].isWhitespace { at -= 1 }
    return at
  }

  private var wordEnd: Int {
    var at = place
    while at < text.count, text[at].isWhitespace { at += 1 }
    while at < text.count, !text[at].isWhitespace { at += 1 }
    return at
  }
}
