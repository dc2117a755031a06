import LogitText

/// What the doctor has found in a dump.
package struct Finding: Sendable, Equatable {
  /// The rule, in a word that a program can ask for.
  package let rule: String
  /// Where: a row and a class, or how many rows.
  package let place: String
  /// What was found there.
  package let words: String
  /// Why it matters.
  package let why: String
  /// What helps.
  package let fix: String
  /// The command that shows it.
  package let command: String
  /// Whether it is worth knowing and no fault.
  package let isNote: Bool

  package var lines: [String] {
    [
      "\(isNote ? "note   " : "finding")  \(rule): \(words)", "  where  \(place)",
      "  why    \(why)",
    ]
      + (fix.isEmpty ? [] : ["  fix    \(fix)"]) + ["  show   \(command)"]
  }

  package var json: JSONValue {
    .fields([
      "rule": .text(rule), "place": .text(place), "finding": .text(words), "why": .text(why),
      "fix": .text(fix), "command": .text(command),
    ])
  }
}
