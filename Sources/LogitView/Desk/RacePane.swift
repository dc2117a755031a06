import LogitBench
import LogitSession
import LogitStudies

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

  fileprivate mutating func changeRace(_ change: (inout RacePane, Race) -> Void) -> [Request] {
    guard case .race(var pane) = interface.lower else { return [] }
    change(&pane, race(holding: pane.step))
    interface.lower = .race(pane)
    return []
  }

  fileprivate mutating func moveRace(by steps: Int) -> [Request] {
    changeRace { pane, _ in pane.move(by: steps) }
  }

  fileprivate mutating func ask(_ line: String) -> [Request] {
    interface.prompt = Prompt(line)
    return []
  }
}

/// The race hides the table: what would change a cell unseen is for the rate instead.
extension PaneKeys {
  static let race = PaneKeys(
    letter: "r", name: "race", takesModified: true,
    rows: [
      Row(
        [(.letter(" "), 0)], "Space", "play, or pause",
        hints: { scene in
          guard case .race(let pane) = scene.interface.lower else { return [] }
          return [.init("Space", pane.isPlaying ? "pause" : "play")]
        },
        act: { desk, _ in desk.changeRace { $0.switchPlaying(in: $1) } }),
      Row(
        Key.sideways + Key.listing.map { ($0, $1 * 10) }, "arrows",
        "a step; up and down 10 steps", hint: ("left right", "step")
      ) { $0.moveRace(by: $1) },
      Row([(Key(.pageUp), -100), (Key(.pageDown), 100)], "PgUp PgDn", "100 steps") {
        $0.moveRace(by: $1)
      },
      Row(Key.ends, "g G", "the start, the end of the picture") { desk, side in
        desk.changeRace { pane, race in
          pane.move(by: side < 0 ? -Race.mostSteps : race.span(holding: pane.step) - pane.step)
        }
      },
      Row(
        [(.letter("["), -5), (.letter("]"), 5), (.letter("{"), -50), (.letter("}"), 50)],
        "[ ] { }", "the rate by .05, by .5", hint: ("[ ]", "rate")
      ) { desk, hundredths in
        let rate = desk.model.bench.net.rate.adding(Double(hundredths) / 100)
        return desk.runKey(.edit(.net(.set(.rate, [rate]))), nudging: true)
      },
      Row(
        [(.letter("'"), 1), (Key(.tab), 1), (Key(.backTab), -1)], "' Tab", "the next curve",
        hint: ("'", "curve")
      ) { desk, side in
        let count = Race.Quantity.allCases.count
        return desk.changeRace { pane, _ in pane.showNextCurve((side + count) % count) }
      },
      closing("r"),
      Row(
        [(.letter("e"), 0), (Key(.enter), 0)], "e Enter", "change the net at the prompt",
        hint: ("e", "change the net")
      ) { desk, _ in desk.ask("race ") },
      .silent([(.letter("z"), 0)]) { desk, _ in
        desk.interface.message = .hint("that key does nothing in the race; r closes it")
        return []
      },
      .silent(digits.enumerated().map { (.letter($1), $0) }) { $0.ask("race rate \(digits[$1])") },
    ])

  private static let digits = Array("0123456789-.+")
}
