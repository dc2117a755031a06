/// The lists that a key opens.
package enum ListKind: Equatable, Sendable {
  case help, answers, samples, lessons, losses, formulas, menu, palette
}

/// A list that lies over the bench or over a pane.
struct OpenList: Sendable {
  let kind: ListKind
  var list: ItemList
  /// What the lines of a text were made for.
  let width: Int
  /// What is said of the chosen item, known by its number.
  var detail: (place: Int, width: Int, lines: [String])?

  init(_ kind: ListKind, _ list: ItemList, width: Int) {
    (self.kind, self.list, self.width) = (kind, list, width)
  }

  /// Answers leave the bench in sight that they are about.
  var hidesBench: Bool { kind != .answers }

  /// What is said of a key that does nothing in it.
  var hint: String {
    switch kind {
    case .help: "that key does nothing over the help; Esc closes it"
    case .answers: "that key does nothing over the answers; Esc closes them"
    case .samples, .lessons, .losses, .formulas, .menu, .palette:
      "that key does nothing in the list; Esc closes it"
    }
  }
}
