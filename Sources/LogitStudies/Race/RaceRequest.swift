import LogitBench
import LogitText

/// Which step of the race a person asks for.
package struct RaceRequest: Question {
  /// Its net is not the bench.
  package static let tellsNumbers = false
  /// nil for the start.
  package var step: Int?

  package static let spec = Spec(
    name: "race", usage: "race [step <n>] [--json] | race <word> [<numbers>]",
    summary: "Train a net of two layers by cross entropy and by squared error; or set its rate, x,"
      + " w1, b1, w2, b2 or label, take sigmoid or softmax, reset.",
    example: "race rate 0.3",
    choices: { place, _ in
      guard place == 2 else { return [] }
      return Net.Edit.words.map { Choice(word: $0, summary: Net.Edit.summary(of: $0)) }
        + [.json("every step, for programs")]
    })

  package init() {}

  package init(parsing args: inout Arguments) throws(CommandError) {
    if args.takes("step") { step = try Self.step(&args) }
  }

  package var words: String { step.map { "step \($0)" } ?? "" }

  package func answer(on model: Model) -> RaceReply {
    RaceReply(race: Race(model.bench.net), step: step ?? 0)
  }

  private static func step(_ args: inout Arguments) throws(CommandError) -> Int {
    let (word, column) = try args.wordAndColumn("a step")
    guard let number = Number(word), let step = Int(exactly: number.value(in: .float64)),
      (0...Race.mostSteps).contains(step)
    else {
      throw CommandError("steps are 0 to \(Race.mostSteps), not \(word.shortened)", column: column)
    }
    return step
  }
}

/// A race is known to the end of its usual picture when it is begun: what a later step takes besides
/// is done where somebody looks.
package struct RaceReply: JSONReply, Growing {
  package private(set) var race: Race
  package private(set) var step: Int
  /// The step that somebody looks at.
  package var seen = 0

  /// About what one slice may take, in steps of one output.
  private static let slice = 20_000

  package init(race: Race, step: Int) { (self.race, self.step) = (race, step) }

  /// The answer to a question that names no step.
  package var fromTheStart: RaceReply { RaceReply(race: race, step: 0) }

  /// Of the picture that holds both steps.
  private var end: Int { race.span(holding: max(step, seen)) }

  package var isDone: Bool { race.length >= end }

  package mutating func advance() {
    race.reach(min(end, race.length + Self.slice / race.net.w2.count))
  }

  package var text: String { finished.report(at: step) }

  var finished: Race {
    var race = race
    race.reach(end)
    return race
  }
}
