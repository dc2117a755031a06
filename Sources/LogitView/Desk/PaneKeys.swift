/// One row of the table of keys that mean something else, or something at all, within a pane: the
/// help and the README read it.
package struct PaneKeys: Sendable {
  /// The letter that opens the pane.
  package let pane: Character
  package let keys: [Key]
  /// How pane and keys are written.
  package let label: String
  package let summary: String

  package static let heading = "in a pane"

  package static let all: [PaneKeys] = [
    PaneKeys("d", "duel", [down, letter("j"), up, letter("k")], "j k", "the formula below, above"),
    PaneKeys("d", "duel", [Key(.enter)], "Enter", "its trace"),
    PaneKeys("d", "duel", formats, "f D", "the next format; how many digits"),
    PaneKeys(
      "t", "trace", [down, letter("j"), up, letter("k")], "j k", "the next step, the one before"),
    PaneKeys("t", "trace", [letter("J"), letter("K")], "J K", "the next formula, the one before"),
    PaneKeys("t", "trace", formats, "f D", "the next format; how many digits"),
    PaneKeys(
      "w", "sweep", [left, right, home, end], "left right Home End", "read the curves there"),
    PaneKeys("w", "sweep", [Key(.enter)], "Enter", "put the number there on the bench"),
    PaneKeys("w", "sweep", [letter("s")], "s", "an axis that is linear, or only around 0"),
    PaneKeys("w", "sweep", [Key(.escape)], "Esc", "stop a sweep that is being computed"),
    PaneKeys("F", "frameworks", [left, right], "left right", "which one is explained"),
    PaneKeys("r", "race", [letter(" ")], "Space", "play, or pause"),
    PaneKeys("r", "race", [left, right, up, down], "arrows", "a step; up and down 10 steps"),
    PaneKeys("r", "race", [Key(.pageUp), Key(.pageDown)], "PgUp PgDn", "100 steps"),
    PaneKeys(
      "r", "race", [letter("g"), letter("G")], "g G", "the start, the end of the picture"),
    PaneKeys(
      "r", "race", [letter("["), letter("]"), letter("{"), letter("}")], "[ ] { }",
      "the rate by .05, by .5"),
    PaneKeys("r", "race", [letter("'"), Key(.tab)], "' Tab", "the next curve"),
    PaneKeys("r", "race", [letter("e"), Key(.enter)], "e Enter", "change the net at the prompt"),
  ]

  private init(_ pane: Character, _ name: String, _ keys: [Key], _ label: String, _ summary: String)
  {
    self.pane = pane
    self.keys = keys
    self.label = "\(name): \(label)"
    self.summary = summary
  }

  private static let (up, down) = (Key(.up), Key(.down))
  private static let (left, right) = (Key(.left), Key(.right))
  private static let (home, end) = (Key(.home), Key(.end))
  private static let formats = [letter("f"), letter("D")]

  private static func letter(_ character: Character) -> Key { Key(.character(character)) }
}
