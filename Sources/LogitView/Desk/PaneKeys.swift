/// The keys that mean something else, or something at all, within a pane: what they do, and how the
/// line of keys, the help and the README say it, in one row.
struct PaneKeys: Sendable {
  /// Opens the pane and closes it; nil for one that no letter opens.
  var letter: Character?
  let name: String
  /// Whether a key that is no letter is the same with Shift, Alt or Control.
  var takesModified = false
  let rows: [Row]

  struct Row: Sendable {
    /// What each key stands for, such as a step to either side.
    let keys: [(key: Key, value: Int)]
    /// How keys are written; nil for those that go without saying.
    let label: String?
    let summary: String
    let hints: @Sendable (Scene) -> [Scene.KeyHint]
    /// - Returns: nil where the key means there what it means everywhere.
    let act: @Sendable (inout Desk, Int) -> [Request]?
  }

  /// A row of the help.
  struct HelpRow {
    let pane: Character
    let keys: [Key]
    let label: String
    let summary: String
  }

  static let heading = "in a pane"

  static var help: [HelpRow] {
    [duel, trace, sweep, frameworks, race].flatMap { pane in
      pane.rows.compactMap { row in
        guard let label = row.label, let letter = pane.letter else { return nil }
        return HelpRow(
          pane: letter, keys: row.keys.map(\.key), label: "\(pane.name): \(label)",
          summary: row.summary)
      }
    }
  }

  func act(on desk: inout Desk, _ key: Key) -> [Request]? {
    var plain = key
    if takesModified {
      if case .character = key.code {} else { plain.modifiers = [] }
    }
    for row in rows {
      if let found = row.keys.first(where: { $0.key == plain }) {
        return row.act(&desk, found.value)
      }
    }
    return nil
  }

  func hints(_ scene: Scene) -> [Scene.KeyHint] { rows.flatMap { $0.hints(scene) } }

  static let heads = PaneKeys(letter: "s", name: "heads", rows: nudging + [closing("s")])
  static let compare = PaneKeys(letter: "c", name: "compare", rows: nudging + [closing("c")])
  static let jacobian = PaneKeys(name: "jacobian", rows: nudging + [closing("Esc")])
  static let curves = PaneKeys(
    name: "curves", rows: [.said("left right", "slide"), .said("up down", "class")])

  private static let nudging: [Row] = [.said("left right", "nudge"), .said("up down", "class")]

  static func closing(_ letter: String) -> Row { .said(letter, "close") }
}

extension PaneKeys.Row {
  typealias Act = @Sendable (inout Desk, Int) -> [Request]?
  typealias Hints = @Sendable (Scene) -> [Scene.KeyHint]

  init(
    _ keys: [(Key, Int)], _ label: String, _ summary: String, hints: @escaping Hints,
    act: @escaping Act
  ) {
    self.init(keys: keys.map { ($0, $1) }, label: label, summary: summary, hints: hints, act: act)
  }

  /// - Parameter hint: The keys as the line of keys writes them, and a word; nil where it leaves
  ///   them out.
  init(
    _ keys: [(Key, Int)], _ label: String, _ summary: String, hint: (String, String)? = nil,
    act: @escaping Act
  ) {
    self.init(
      keys, label, summary, hints: { _ in hint.map { [.init($0.0, $0.1)] } ?? [] }, act: act)
  }

  /// Keys that go without saying.
  static func silent(_ keys: [(Key, Int)], act: @escaping Act) -> Self {
    Self(keys: keys.map { ($0, $1) }, label: nil, summary: "", hints: { _ in [] }, act: act)
  }

  /// What the line of keys says of a key that means the same everywhere.
  static func said(
    _ keys: String, _ word: String,
    where isSaid: @escaping @Sendable (Scene) -> Bool = { _ in true }
  ) -> Self {
    Self(
      keys: [], label: nil, summary: "", hints: { isSaid($0) ? [.init(keys, word)] : [] },
      act: { _, _ in nil })
  }
}

extension Key {
  static func letter(_ character: Character) -> Key { Key(.character(character)) }

  /// Those that go down a list by 1, and up.
  static let listing: [(Key, Int)] = [
    (Key(.down), 1), (.letter("j"), 1), (Key(.up), -1), (.letter("k"), -1),
  ]
  static let sideways: [(Key, Int)] = [
    (Key(.left), -1), (.letter("h"), -1), (Key(.right), 1), (.letter("l"), 1),
  ]
  /// The start, -1, and the end.
  static let ends: [(Key, Int)] = [
    (Key(.home), -1), (.letter("g"), -1), (Key(.end), 1), (.letter("G"), 1),
  ]
}
