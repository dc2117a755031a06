import LogitBench
import LogitSession
import LogitStudies

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
  case duel(RoundingPane)
  case trace(RoundingPane)
  case sweep(SweepPane)
  case frameworks(FrameworksPane)

  /// The same pane whatever is chosen within it.
  func isSame(as other: LowerPane) -> Bool {
    switch (self, other) {
    case (.curves, .curves), (.heads, .heads), (.compare, .compare), (.jacobian, .jacobian),
      (.race, .race), (.duel, .duel), (.trace, .trace), (.sweep, .sweep),
      (.frameworks, .frameworks):
      true
    case (.curves, _), (.heads, _), (.compare, _), (.jacobian, _), (.race, _), (.duel, _),
      (.trace, _), (.sweep, _), (.frameworks, _):
      false
    }
  }

  /// What a question opens on a screen, where a pipe prints the answer; nil for one that opens
  /// nothing.
  init?(opening asked: Asked) {
    guard !asked.isJSON else { return nil }
    switch asked.question {
    case is HeadsRequest: self = .heads
    case is CompareRequest: self = .compare
    case is JacobianRequest: self = .jacobian
    case let request as RaceRequest: self = .race(RacePane(at: request.step ?? 0))
    case let request as DuelRequest: self = .duel(RoundingPane(format: request.format))
    case let request as TraceRequest:
      self = .trace(RoundingPane(formula: request.formula, format: request.format))
    case let request as SweepRequest: self = .sweep(SweepPane(request))
    case let request as FrameworksRequest where request.index == nil:
      self = .frameworks(FrameworksPane())
    default: return nil
    }
  }

  /// How long until it moves by itself; nil while it rests.
  var pace: Duration? {
    switch self {
    case .race(let pane): pane.pace
    case .curves, .heads, .compare, .jacobian, .duel, .trace, .frameworks: nil
    // While something is left to compute; what that is, the desk knows.
    case .sweep(let pane): pane.isStopped ? nil : .milliseconds(1)
    }
  }
}

extension Desk {
  /// Shows an answer: in the pane of its question, with the answer in hand, or among the answers,
  /// where its text is made when it is looked at.
  mutating func open(_ answered: Answered, to command: Command) {
    if answered.isJSON || (answered.reply as? any Growing)?.isDone != false {
      interface.transcript.add(answered)
    } else {
      interface.message = .init(text: "\(command)")
    }
    guard case .ask(let asked) = command else {
      interface.overlay = .answers(scroll: 0)
      return
    }
    if let help = asked.question as? HelpRequest, help.name == nil {
      interface.overlay = .help(scroll: 0)
    } else if let pane = LowerPane(opening: asked) {
      interface.lower = pane
      interface.pane = .lower
      interface.overlay = nil
      keep(answered.reply)
    } else {
      interface.overlay = .answers(scroll: 0)
    }
  }

  /// Takes an answer for the one that its pane would ask for; the class that it is about comes under
  /// the cursor.
  private mutating func keep(_ reply: any Reply) {
    switch reply {
    case let reply as DuelReply:
      interface.index = reply.duel.classIndex
      rounding.keep(reply.duel, model, interface.index, interface.lower.rounding)
    case let reply as TraceReply:
      interface.index = reply.classIndex
      rounding.keep(reply.trace, model, interface.index, interface.lower.rounding)
    case let table as FrameworkTable where interface.index == model.bench.notableClass:
      frameworks = FrameworksMemory(table, model.bench, ofClass: interface.index)
    case let reply as RaceReply: raceMemory = reply.race
    default: break
    }
  }

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
    interface.lower.keys.act(on: &self, key)
  }

  package var pace: Duration? {
    if case .sweep = interface.lower, sweep?.isDone ?? true { return nil }
    return interface.overlay == nil ? interface.lower.pace : nil
  }

  package mutating func advance(by elapsed: Duration) {
    switch interface.lower {
    case .curves, .heads, .compare, .jacobian, .duel, .trace, .frameworks: break
    case .race(var pane):
      pane.advance(by: elapsed, in: race(holding: pane.step))
      interface.lower = .race(pane)
    case .sweep: sweep?.advance()
    }
  }
}

extension Screen {
  /// Draws what stands under the table, its rule above it.
  mutating func drawLower(
    _ scene: Scene, memory: inout RoundingMemory, rule: Rect, in area: Rect
  ) {
    switch scene.interface.lower {
    case .curves: drawCurves(scene, rule: rule, in: area)
    case .duel(let pane): drawDuel(scene, pane, memory: &memory, rule: rule, in: area)
    case .trace(let pane): drawTrace(scene, pane, memory: &memory, rule: rule, in: area)
    case .sweep(let pane): drawSweep(scene, pane, rule: rule, in: area)
    case .frameworks(let pane): drawFrameworks(scene, pane, rule: rule, in: area)
    case .heads: drawHeads(scene, rule: rule, in: area)
    case .compare: drawComparison(scene, rule: rule, in: area)
    case .jacobian: drawJacobian(scene, rule: rule, in: area)
    // It is drawn over the table as well, by `Desk.render`.
    case .race: break
    }
  }
}

extension LowerPane {
  /// What keys mean within it.
  var keys: PaneKeys {
    switch self {
    case .curves: .curves
    case .heads: .heads
    case .compare: .compare
    case .jacobian: .jacobian
    case .race: .race
    case .duel: .duel
    case .trace: .trace
    case .sweep: .sweep
    case .frameworks: .frameworks
    }
  }

  /// The keys that are as good in a pane with no curves; the race hides the panes that Tab goes to.
  var otherHints: [Scene.KeyHint] {
    let undo = Scene.KeyHint("u", "undo")
    if case .race = self { return [undo] }
    return [Scene.KeyHint("Tab", "pane"), undo]
  }
}
