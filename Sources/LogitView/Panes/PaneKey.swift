/// The keys of a pane that do one thing: what that is, and how the line of keys, the help and the
/// README say it, in one row.
struct PaneKey<Of: Pane>: Sendable {
  /// - Parameters:
  ///   - value: What the key stands for, such as a step to either side.
  typealias Act =
    @Sendable (_ pane: inout Of, Of.Picture, PaneContext, _ value: Int) -> PaneEffect
  typealias Hints = @Sendable (Of, Of.Picture?, PaneContext) -> [KeyHint]

  let keys: [(key: Key, value: Int)]
  /// How keys are written; nil for those that go without saying.
  let label: String?
  let summary: String
  let hints: Hints
  let act: Act

  init(
    _ keys: [(Key, Int)], _ label: String?, _ summary: String = "", hints: @escaping Hints,
    act: @escaping Act
  ) {
    self.keys = keys.map { ($0, $1) }
    (self.label, self.summary, self.hints, self.act) = (label, summary, hints, act)
  }

  /// - Parameter hint: The keys as the line of keys writes them, and a word; nil where it leaves
  ///   them out.
  init(
    _ keys: [(Key, Int)], _ label: String?, _ summary: String = "", hint: (String, String)? = nil,
    act: @escaping Act
  ) {
    self.init(
      keys, label, summary, hints: { _, _, _ in hint.map { [KeyHint($0.0, $0.1)] } ?? [] },
      act: act)
  }

  /// Keys that go without saying.
  static func silent(_ keys: [(Key, Int)], act: @escaping Act) -> Self { Self(keys, nil, act: act) }

  /// What the line of keys says of a key that means the same everywhere.
  static func said(
    _ keys: String, _ word: String,
    where isSaid: @escaping @Sendable (Of, Of.Picture?, PaneContext) -> Bool = { _, _, _ in true }
  ) -> Self {
    Self(
      [], nil,
      hints: { isSaid($0, $1, $2) ? [KeyHint(keys, word)] : [] }, act: { _, _, _, _ in .pass })
  }

  static var closing: Self { .said(Of.letter.map { "\($0)" } ?? "Esc", "close") }

  /// Beside a table whose cells are edited as ever.
  static var nudging: [Self] { [.said("[ ]", "slide"), .said("up down", "class")] }
}

/// A few words of the line of keys.
struct KeyHint: Equatable, Sendable {
  let keys: String
  let word: String

  init(_ keys: String, _ word: String) {
    self.keys = keys
    self.word = word
  }
}
