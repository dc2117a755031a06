import LogitText

/// The command line while it is open.
package struct Prompt: Equatable, Sendable {
  package var line = LineEditor()
  /// Why the line was refused; gone with the next key.
  package var error: String?
  /// Which line of the history is shown; nil for the one being typed.
  package var recalled: Int?
  /// What was typed before the history was entered.
  package var draft = ""
  /// A search through the history, backwards.
  package var search: Search?
  /// The choices at the cursor, which Tab asks for.
  var list: ItemList?
  /// Whether one of them is chosen already.
  var isChoosing = false

  package struct Search: Equatable, Sendable {
    package var query = ""
    /// The line that was found; nil where none holds the query.
    package var found: Int?
  }

  package init(_ text: String = "") {
    line = LineEditor(text)
  }

  /// Shows the line before or after this one that begins as the typed one does.
  package mutating func recall(_ history: [String], older: Bool) {
    if recalled == nil { draft = line.string }
    var at = recalled ?? history.count
    while true {
      at += older ? -1 : 1
      if at >= history.count {
        recalled = nil
        line = LineEditor(draft)
        return
      }
      guard at >= 0 else { return }
      if history[at].hasPrefix(draft), history[at] != line.string {
        recalled = at
        line = LineEditor(history[at])
        return
      }
    }
  }

  // MARK: - Search

  /// Begins a search, or goes on to the next older line that holds the query.
  package mutating func searchOlder(_ history: [String]) {
    guard let search else {
      draft = line.string
      self.search = Search()
      return
    }
    find(search.query, in: history, before: search.found ?? history.count)
  }

  /// Changes what is searched for, and looks again from the newest line on.
  package mutating func search(for query: String, in history: [String]) {
    find(query, in: history, before: history.count)
  }

  /// Ends the search with the found line, or with what was typed before it.
  package mutating func endSearch(keeping: Bool) {
    guard let search else { return }
    if !keeping || search.found == nil { line = LineEditor(draft) }
    self.search = nil
  }

  private mutating func find(_ query: String, in history: [String], before end: Int) {
    let found =
      query.isEmpty ? nil : history[..<end].lastIndex { $0.firstRange(of: query) != nil }
    // Past the oldest match the last one stays in sight.
    let kept = found ?? (query == search?.query ? search?.found : nil)
    search = Search(query: query, found: kept)
    line = LineEditor(kept.map { history[$0] } ?? "")
  }
}
