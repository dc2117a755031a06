import LogitText

/// The part of a text being typed that a cell has room for, with its cursor always in sight.
struct EditWindow: Equatable {
  /// From the bracket to the blank that the cursor has behind the last character.
  let text: String
  /// Where the cursor stands in `text`.
  let cursor: Int

  /// - Parameter room: For characters, the cursor's own place behind the last left out.
  init(_ edit: LineEditor, room: Int) {
    let characters = edit.text
    guard characters.count > room else {
      text = "[ " + String(characters) + " "
      cursor = 2 + edit.place
      return
    }
    // `..` stands for a head or a tail that is hidden: a number without it would be another one.
    let start = max(0, min(edit.place - Self.mark.count, characters.count - room))
    var shown = Array(characters[start..<min(characters.count, start + room)])
    if start + room < characters.count {
      shown.replaceSubrange(max(0, room - Self.mark.count)..., with: Self.mark)
    }
    // The blank behind the bracket holds half of the mark.
    let head = start > 0 ? Self.mark + shown.dropFirst() : [" "] + shown
    text = "[" + String(head) + " "
    cursor = 2 + edit.place - start
  }

  private static let mark = Array("..")
}
