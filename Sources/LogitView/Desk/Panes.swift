import LogitStudies

/// The panes that there are.
enum Panes {
  typealias Kind = any Pane.Type

  /// In the order of the line of keys and of the help.
  static let all: [any Pane.Type] = [
    HeadsPane.self, ComparePane.self, RacePane.self, DuelPane.self, TracePane.self, SweepPane.self,
    FrameworksPane.self, BatchPane.self, OrderPane.self, RangesPane.self, JacobianPane.self,
    GotPane.self,
  ]

  /// The pane that a letter opens.
  static func named(_ letter: Character) -> (any Pane.Type)? { all.first { $0.letter == letter } }

  /// `s heads  c compare  r race`: the panes in the line of keys.
  static let hints = all.compactMap { pane in pane.letter.map { KeyHint("\($0)", pane.name) } }

  static var bindings: [KeyBinding] {
    all.compactMap { pane in
      pane.letter.map {
        KeyBinding(
          keys: [.letter($0)], label: "\($0)", summary: pane.summary, action: .pane($0))
      }
    }
  }

  /// A row of the help about the keys within a pane.
  struct HelpRow {
    let pane: Character
    let keys: [Key]
    let label: String
    let summary: String
  }

  static let heading = "in a pane"

  static var help: [HelpRow] { all.flatMap { help(of: $0) } }

  private static func help<Of: Pane>(of pane: Of.Type) -> [HelpRow] {
    pane.keys.compactMap { row in
      guard let label = row.label, let letter = pane.letter else { return nil }
      return HelpRow(
        pane: letter, keys: row.keys.map(\.key), label: "\(pane.name): \(label)",
        summary: row.summary)
    }
  }
}
