import LogitModel

/// What stands under the table: the curves, or what a letter opened in their place.
///
/// Each answers a question about the cell under the cursor, follows every edit, closes with the
/// letter that opened it or with Esc, and can be printed by the same command in a pipe.
package enum LowerPane: Equatable, Sendable {
  case curves
  case sweep(SweepPane)
  case frameworks(FrameworksPane)

  /// The same pane whatever is chosen within it.
  func isSame(as other: LowerPane) -> Bool {
    switch (self, other) {
    case (.curves, .curves), (.sweep, .sweep), (.frameworks, .frameworks): true
    case (.curves, _), (.sweep, _), (.frameworks, _): false
    }
  }

  /// What a command opens on a screen, where a pipe prints it; nil for one that opens nothing.
  init?(opening command: Command) {
    switch command {
    case .frameworks(json: false): self = .frameworks(FrameworksPane())
    default: return nil
    }
  }

  /// How long until it moves by itself; nil while it rests.
  var pace: Duration? {
    switch self {
    case .curves, .frameworks: nil
    // While something is left to compute; what that is, the desk knows.
    case .sweep(let pane): pane.isStopped ? nil : .milliseconds(1)
    }
  }
}

extension Desk {
  /// Opens a pane under the table and gives it the keys, or closes it where it is open.
  mutating func toggle(_ pane: LowerPane) {
    if interface.lower.isSame(as: pane) { return closeLower() }
    interface.lower = pane
    interface.overlay = nil
    interface.pane = .lower
  }

  mutating func closeLower() {
    interface.lower = .curves
    if interface.pane == .lower { interface.pane = .table }
  }

  /// What a key does in the pane under the table, which has the focus.
  ///
  /// - Returns: nil where the key means there what it means everywhere.
  mutating func handleInLower(_ key: Key) -> [Request]? {
    switch interface.lower {
    case .curves: return nil
    case .sweep(let pane): return handleInSweep(key, pane)
    case .frameworks(let pane): return handleInFrameworks(key, pane)
    }
  }

  package var pace: Duration? {
    if case .sweep = interface.lower, sweep?.isDone ?? true { return nil }
    return interface.overlay == nil ? interface.lower.pace : nil
  }

  package mutating func advance(by elapsed: Duration) {
    switch interface.lower {
    case .curves, .frameworks: break
    case .sweep: sweep?.advance()
    }
  }
}

extension Screen {
  /// Draws what stands under the table, its rule above it.
  mutating func drawLower(_ scene: Scene, rule: Rect, in area: Rect) {
    switch scene.interface.lower {
    case .curves: drawCurves(scene, rule: rule, in: area)
    case .sweep(let pane): drawSweep(scene, pane, rule: rule, in: area)
    case .frameworks(let pane): drawFrameworks(scene, pane, rule: rule, in: area)
    }
  }
}

extension Scene {
  /// What the line of keys offers while the pane under the table has the focus.
  var lowerHints: [KeyHint] {
    switch interface.lower {
    case .curves: [KeyHint("left right", "slide"), KeyHint("up down", "class")]
    case .sweep(let pane):
      sweep?.isDone == false && !pane.isStopped
        ? [KeyHint("Esc", "stop")]
        : [
          KeyHint("left right", "read"), KeyHint("Enter", "put it there"), KeyHint("s", "scale"),
          KeyHint("w", "close"),
        ]
    case .frameworks:
      [KeyHint("up down", "class"), KeyHint("left right", "which"), KeyHint("F", "close")]
    }
  }
}
