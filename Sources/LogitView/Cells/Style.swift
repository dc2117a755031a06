/// What a cell means, never a colour: the terminal chooses how each role looks.
package enum Style: UInt8, CaseIterable, Sendable {
  case plain
  /// The one number that is loudest on the screen.
  case loud
  /// The names at the top: title, loss, dtype, reduction.
  case title
  /// Rules between panes and the axes of a plot.
  case rule
  /// The rule of the pane that has the focus.
  case focus
  /// Column heads, units, words that explain.
  case faint
  /// The cell under the cursor.
  case cursor
  /// A cell being typed.
  case typing
  /// A printed number that the last edit changed.
  case changed
  /// The true class.
  case accent
  /// Values that stand for an input which cannot be read yet.
  case stale
  /// Digits that are wrong, and errors.
  case wrong
  /// A key in the line of keys.
  case key
  /// Bars and curves, each with a mark of its own.
  case bar
  case logCurve
  case log1mCurve
  case squareCurve
  case mixCurve
  /// The place on a curve where the bench is now.
  case here
  /// Where the bench was pinned, in a bar or on a curve.
  case ghost

  /// One letter for each role, so that tests can compare styles as text.
  package var letter: Character {
    switch self {
    case .plain: "."
    case .loud: "L"
    case .title: "T"
    case .rule: "-"
    case .focus: "F"
    case .faint: "f"
    case .cursor: "C"
    case .typing: "_"
    case .changed: "c"
    case .accent: "A"
    case .stale: "s"
    case .wrong: "!"
    case .key: "k"
    case .bar: "#"
    case .logCurve: "1"
    case .log1mCurve: "2"
    case .squareCurve: "3"
    case .mixCurve: "4"
    case .here: "@"
    case .ghost: ":"
    }
  }
}
