import LogitBench
import LogitText

/// Which step of the race a person asks for.
package struct RaceRequest: Question {
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

  package init(parsing args: inout Arguments) throws(CommandError) {
    if args.takes("step") { step = try Self.step(&args) }
  }

  package var words: String { step.map { "step \($0)" } ?? "" }

  package func answer(on model: Model) -> RaceReply {
    var race = Race(model.bench.net)
    race.reach(step ?? 0)
    return RaceReply(race: race, step: step ?? 0)
  }

  private static func step(_ args: inout Arguments) throws(CommandError) -> Int {
    let (word, column) = try args.wordAndColumn("a step")
    guard let number = Number(word), let step = Int(exactly: number.value(in: .float64)),
      (0...Race.mostSteps).contains(step)
    else { throw CommandError(.stepOutOfRange(word, most: Race.mostSteps), column: column) }
    return step
  }
}

package struct RaceReply: JSONReply {
  package let race: Race
  package let step: Int

  package var text: String { race.report(at: step) }
}
