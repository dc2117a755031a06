import LogitBench
import LogitStudies

/// Where the race stands on the screen, and whether it plays: the net itself is on the bench.
struct RacePane: Pane {
  static let name = "race"
  static let letter: Character? = "r"
  static let brief = "race of both losses"
  static let summary =
    "the race of both losses: Space plays, left and right step, [ ] the rate; or back"
  static let greeting: String? =
    "Space plays, arrows step, a digit types the rate, e changes the net"
  static let isWhole = true
  static let takesModified = true

  /// In steps; between two while it plays.
  var position = 0.0
  var isPlaying = false
  /// The curve that a small screen shows, or the first of two.
  var quantity = Race.Quantity.loss
  /// How many steps the axis had before the net was changed: it gets no shorter, so that before and
  /// after can be compared.
  private var axis = 0

  init(_ context: PaneContext, after other: any Pane) {}
  init(asking question: RaceRequest) { position = Double(question.step ?? 0) }

  func question(_ context: PaneContext) -> RaceRequest { RaceRequest() }

  func adopted(_ answer: RaceReply) -> RaceReply? { answer.fromTheStart }

  /// The race as far as the picture shows it.
  func picture(
    _ context: PaneContext, _ answers: inout Answers
  ) throws(CommandError) -> RaceReply {
    let question = question(context)
    let reply = try answers.ask(question, of: context.model)
    let seen = max(step, axis)
    guard reply.seen != seen else { return reply }
    answers.change(question, of: context.model) { $0.seen = seen }
    answers.advance(question, of: context.model)
    return try answers.ask(question, of: context.model)
  }

  func draw(
    _ reply: RaceReply, _ context: PaneContext, on screen: inout Screen, in area: Rect
  ) {
    screen.drawRace(reply.race, self, context.plotStyle, in: area)
  }

  func pasted(_ number: Number) -> PaneEffect? { .prompt("race rate \(number)") }

  /// The step that is shown.
  var step: Int {
    columns((position / Double(Race.mostSteps)), of: Race.mostSteps)
  }

  /// How many steps the picture spans.
  func span(of race: Race) -> Int { max(axis, race.span(holding: step)) }

  /// Sixty frames a second while it plays; nothing wakes the program while it rests.
  var pace: Duration? { isPlaying ? .milliseconds(16) : nil }

  /// How long a race takes to play to the end of its picture.
  private static let seconds = 8.0

  /// Moves on by what has passed, and rests at the end of the picture.
  mutating func advance(by elapsed: Duration, in reply: RaceReply) {
    guard isPlaying else { return }
    let (whole, parts) = elapsed.components
    // After a pause of the whole program it goes on where it was.
    let seconds = min(0.25, Double(whole) + Double(parts) / 1e18)
    let end = Double(span(of: reply.race))
    position = min(end, position + seconds * end / Self.seconds)
    if position >= end { isPlaying = false }
  }

  mutating func move(by steps: Int) {
    isPlaying = false
    position = Double(min(max(0, step + steps), Race.mostSteps))
  }

  /// Plays, or rests; from the end it starts anew.
  mutating func switchPlaying(in race: Race) {
    if !isPlaying, step >= span(of: race) { position = 0 }
    isPlaying.toggle()
  }

  mutating func showNextCurve(_ amount: Int = 1) {
    let all = Race.Quantity.allCases
    let at = all.firstIndex(of: quantity) ?? 0
    quantity = all[(at + amount) % all.count]
  }
}

/// The race hides the table: what would change a cell unseen is for the rate instead.
extension RacePane {
  static let keys: [PaneKey<RacePane>] = [
    PaneKey(
      [(.letter(" "), 0)], "Space", "play, or pause",
      hints: { pane, _, _ in [KeyHint("Space", pane.isPlaying ? "pause" : "play")] },
      act: { pane, reply, _, _ in
        pane.switchPlaying(in: reply.race)
        return .none
      }),
    PaneKey(
      Key.sideways + Key.listing.map { ($0, $1 * 10) }, "arrows",
      "a step; up and down 10 steps", hint: ("left right", "step"), act: step),
    PaneKey([(Key(.pageUp), -100), (Key(.pageDown), 100)], "PgUp PgDn", "100 steps", act: step),
    PaneKey(Key.ends, "g G", "the start, the end of the picture") { pane, reply, _, side in
      pane.move(by: side < 0 ? -Race.mostSteps : pane.span(of: reply.race) - pane.step)
      return .none
    },
    PaneKey(
      [(.letter("["), -5), (.letter("]"), 5), (.letter("{"), -50), (.letter("}"), 50)],
      "[ ] { }", "the rate by .05, by .5", hint: ("[ ]", "rate")
    ) { pane, reply, context, hundredths in
      let rate = context.bench.net.rate.adding(Double(hundredths) / 100)
      guard !rate.isNegative else {
        return .hint("a rate below 0 climbs the loss; ':race rate \(rate)' takes it")
      }
      pane.axis = pane.span(of: reply.race)
      return .edit(.net(.set(.rate, [rate])), nudging: true)
    },
    PaneKey(
      [(.letter("'"), 1), (Key(.tab), 1), (Key(.backTab), -1)], "' Tab", "the next curve",
      hint: ("'", "curve")
    ) { pane, _, _, side in
      let count = Race.Quantity.allCases.count
      pane.showNextCurve((side + count) % count)
      return .none
    },
    .closing,
    PaneKey(
      [(.letter("e"), 0), (Key(.enter), 0)], "e Enter", "change the net at the prompt",
      hint: ("e", "change the net")
    ) { pane, reply, _, _ in
      pane.axis = pane.span(of: reply.race)
      return .prompt("race ")
    },
    .silent([(.letter("z"), 0)]) { _, _, _, _ in
      .hint("that key does nothing in the race; r closes it")
    },
    .silent(digits.enumerated().map { (.letter($1), $0) }) { pane, reply, _, place in
      pane.axis = pane.span(of: reply.race)
      return .prompt("race rate \(digits[place])")
    },
  ]

  @Sendable private static func step(
    _ pane: inout RacePane, _: RaceReply, _: PaneContext, by steps: Int
  ) -> PaneEffect {
    pane.move(by: steps)
    return .none
  }

  private static let digits = Array("0123456789-.+")
}
