import LogitModel

/// Where the race stands on the screen, and whether it plays: the net itself is on the bench.
package struct RacePane: Equatable, Sendable {
  /// In steps; between two while it plays.
  package var position = 0.0
  package var isPlaying = false
  /// The curve that a small screen shows, or the first of two.
  package var quantity = Race.Quantity.loss

  package init(at step: Int = 0) { position = Double(step) }

  /// The step that is shown.
  package var step: Int {
    columns((position / Double(Race.mostSteps)), of: Race.mostSteps)
  }

  /// Sixty frames a second while it plays; nothing wakes the program while it rests.
  var pace: Duration? { isPlaying ? .milliseconds(16) : nil }

  /// How long a race takes to play to the end of its picture.
  private static let seconds = 8.0

  /// Moves on by what has passed, and rests at the end of the picture.
  mutating func advance(by elapsed: Duration, in race: Race) {
    guard isPlaying else { return }
    let (whole, parts) = elapsed.components
    // After a pause of the whole program it goes on where it was.
    let seconds = min(0.25, Double(whole) + Double(parts) / 1e18)
    let end = Double(race.span(holding: step))
    position = min(end, position + seconds * end / Self.seconds)
    if position >= end { isPlaying = false }
  }

  mutating func move(by steps: Int) {
    isPlaying = false
    position = Double(min(max(0, step + steps), Race.mostSteps))
  }

  /// Plays, or rests; from the end it starts anew.
  mutating func switchPlaying(in race: Race) {
    if !isPlaying, step >= race.span(holding: step) { position = 0 }
    isPlaying.toggle()
  }

  mutating func showNextCurve(_ amount: Int = 1) {
    let all = Race.Quantity.allCases
    let at = all.firstIndex(of: quantity) ?? 0
    quantity = all[(at + amount) % all.count]
  }
}

extension Desk {
  /// The race of the bench's net, known as far as the screen shows it.
  mutating func race(holding step: Int) -> Race {
    let net = model.bench.net
    var race = raceMemory.flatMap { $0.net == net ? $0 : nil } ?? Race(net)
    race.reach(race.span(holding: step))
    raceMemory = race
    return race
  }

  /// What a key does in the race, which hides the table: what would change a cell unseen is for the
  /// rate instead.
  mutating func handleInRace(_ key: Key, _ pane: RacePane) -> [Request]? {
    var pane = pane
    defer {
      // A key that closed it, or opened another, has the last word.
      if case .race = interface.lower { interface.lower = .race(pane) }
    }
    switch (key.code, key.modifiers) {
    case (.character(" "), []): pane.switchPlaying(in: race(holding: pane.step))
    case (.left, _), (.character("h"), []): pane.move(by: -1)
    case (.right, _), (.character("l"), []): pane.move(by: 1)
    case (.up, _), (.character("k"), []): pane.move(by: -10)
    case (.down, _), (.character("j"), []): pane.move(by: 10)
    case (.pageUp, _): pane.move(by: -100)
    case (.pageDown, _): pane.move(by: 100)
    case (.home, _), (.character("g"), []): pane.move(by: -Race.mostSteps)
    case (.end, _), (.character("G"), []):
      pane.move(by: race(holding: pane.step).span(holding: pane.step) - pane.step)
    case (.tab, _), (.character("'"), []): pane.showNextCurve()
    case (.backTab, _): pane.showNextCurve(Race.Quantity.allCases.count - 1)
    case (.character("["), []): return nudgeRate(by: -0.05)
    case (.character("]"), []): return nudgeRate(by: 0.05)
    case (.character("{"), []): return nudgeRate(by: -0.5)
    case (.character("}"), []): return nudgeRate(by: 0.5)
    case (.enter, _), (.character("e"), []): interface.prompt = Prompt("race ")
    case (.character("z"), []):
      interface.message = .hint("that key does nothing in the race; r closes it")
    case (.character(let character), []) where "0123456789-.+".contains(character):
      interface.prompt = Prompt("race rate \(character)")
    default: return nil
    }
    return []
  }

  private mutating func nudgeRate(by amount: Double) -> [Request] {
    runKey(.edit(.net(.set(.rate, [model.bench.net.rate.adding(amount)]))), nudging: true)
  }
}
