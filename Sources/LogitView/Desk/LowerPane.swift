import LogitModel

/// What stands under the table: the curves, or what a letter opened in their place.
///
/// Each answers a question about the cell under the cursor, follows every edit, closes with the
/// letter that opened it or with Esc, and can be printed by the same command in a pipe.
package enum LowerPane: Equatable, Sendable {
  case curves
  /// The row through both heads; its gradients by both losses; the derivatives of its softmax.
  case heads
  case compare
  case jacobian
  case race(RacePane)

  /// The same pane whatever is chosen within it.
  func isSame(as other: LowerPane) -> Bool {
    switch (self, other) {
    case (.curves, .curves), (.heads, .heads), (.compare, .compare), (.jacobian, .jacobian),
      (.race, .race):
      true
    case (.curves, _), (.heads, _), (.compare, _), (.jacobian, _), (.race, _): false
    }
  }

  /// What a command opens on a screen, where a pipe prints it; nil for one that opens nothing.
  init?(opening command: Command) {
    if case .heads(json: false) = command {
      self = .heads
    } else if case .compare(json: false) = command {
      self = .compare
    } else if case .jacobian(json: false) = command {
      self = .jacobian
    } else if case .race(.show(let step, json: false)) = command {
      self = .race(RacePane(at: step ?? 0))
    } else {
      return nil
    }
  }

  /// How long until it moves by itself; nil while it rests.
  var pace: Duration? {
    switch self {
    case .race(let pane): pane.pace
    case .curves, .heads, .compare, .jacobian: nil
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
    case .race(let pane): return handleInRace(key, pane)
    case .curves, .heads, .compare, .jacobian: return nil
    }
  }

  package var pace: Duration? { interface.overlay == nil ? interface.lower.pace : nil }

  package mutating func advance(by elapsed: Duration) {
    switch interface.lower {
    case .race(var pane):
      pane.advance(by: elapsed, in: race(holding: pane.step))
      interface.lower = .race(pane)
    case .curves, .heads, .compare, .jacobian: break
    }
  }
}

extension Screen {
  /// Draws what stands under the table, its rule above it.
  mutating func drawLower(_ scene: Scene, rule: Rect, in area: Rect) {
    switch scene.interface.lower {
    case .curves: drawCurves(scene, rule: rule, in: area)
    case .heads: drawHeads(scene, rule: rule, in: area)
    case .compare: drawComparison(scene, rule: rule, in: area)
    case .jacobian: drawJacobian(scene, rule: rule, in: area)
    // It is drawn over the table as well, by `Desk.render`.
    case .race: break
    }
  }
}

extension LowerPane {
  /// The keys that are as good in a pane with no curves; the race hides the panes that Tab goes to.
  var otherHints: [Scene.KeyHint] {
    let undo = Scene.KeyHint("u", "undo")
    if case .race = self { return [undo] }
    return [Scene.KeyHint("Tab", "pane"), undo]
  }
}

extension Scene {
  /// What the line of keys offers while the pane under the table has the focus.
  var lowerHints: [KeyHint] {
    switch interface.lower {
    case .curves: [KeyHint("left right", "slide"), KeyHint("up down", "class")]
    case .heads:
      [KeyHint("left right", "nudge"), KeyHint("up down", "class"), KeyHint("s", "close")]
    case .compare:
      [KeyHint("left right", "nudge"), KeyHint("up down", "class"), KeyHint("c", "close")]
    case .jacobian:
      [KeyHint("left right", "nudge"), KeyHint("up down", "class"), KeyHint("Esc", "close")]
    case .race(let pane):
      [
        KeyHint("Space", pane.isPlaying ? "pause" : "play"), KeyHint("left right", "step"),
        KeyHint("[ ]", "rate"), KeyHint("'", "curve"), KeyHint("r", "close"),
        KeyHint("e", "change the net"),
      ]
    }
  }
}
