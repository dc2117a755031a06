import LogitBench
import LogitExact
import LogitStudies
import LogitText

/// What is a question or an edit, by the words behind it.
extension CommandSpec {
  static let race = CommandSpec(
    RaceRequest.spec,
    parse: { args throws(CommandError) in
      guard args.changesNet else {
        return .ask(try Asked(RaceRequest.self, from: &args))
      }
      return .edit(.net(try Net.Edit(&args)))
    })

  static let formula = CommandSpec(
    FormulaRequest.spec,
    parse: { args throws(CommandError) in
      var ahead = args
      guard ahead.remainder().text.contains("=") else {
        return .ask(try Asked(FormulaRequest.self, from: &args))
      }
      let (text, column) = args.remainder()
      return .edit(.formula(try FormulaEdit(parsing: text, startingAt: column)))
    })

  static let digits = CommandSpec(
    name: "digits", usage: "digits [<count>]",
    summary: "Choose how many digits exact numbers show, up to 1000; alone: as is usual.",
    example: "digits 40",
    parse: { args throws(CommandError) in
      guard !args.isAtEnd else { return .digits(nil) }
      let most = DigitsProof.mostCount
      return .digits(try args.count(in: 1...most, "digits are 1 to \(most)"))
    })

  static let top = CommandSpec(
    name: "top", usage: "top [<count>]",
    summary: "Show so many of the most probable classes, the others together; alone: as is usual.",
    example: "top 20",
    parse: { args throws(CommandError) in
      guard !args.isAtEnd else { return .top(nil) }
      return .top(try args.count(in: 1...1000, "a list shows 1 to 1000 classes"))
    })

  static let goto = CommandSpec(
    name: "goto", usage: "goto <class>", summary: "Put the cursor on a class.", example: "goto 2",
    choices: { place, bench in place == 2 ? Choice.classes(of: bench) : [] },
    parse: { args throws(CommandError) in .goto(try args.classReference("a class")) })

  static let units = CommandSpec(
    name: "units", usage: "units nats|bits",
    summary: "Tell the mean loss in bits and as a perplexity beside nats, or in nats alone.",
    example: "units bits",
    choices: { place, _ in
      place == 2 ? Units.allCases.map { Choice(word: $0.rawValue, summary: $0.summary) } : []
    },
    parse: { args throws(CommandError) in .units(try args.choice(of: Units.allCases, "unit")) })
}

extension Arguments {
  /// Whether what stands behind `race` changes the net.
  fileprivate var changesNet: Bool {
    var ahead = self
    return !isAtEnd && !ahead.takes("step") && !ahead.takes("--json")
  }
}
