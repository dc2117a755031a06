import LogitBench
import LogitExact
import LogitLosses
import LogitStudies
import LogitText

/// A row of the table, and how a line becomes a command by it.
package struct CommandSpec: Sendable {
  package let spec: Spec
  package let parse: @Sendable (inout Arguments) throws(CommandError) -> Command

  init(
    _ spec: Spec, parse: @escaping @Sendable (inout Arguments) throws(CommandError) -> Command
  ) {
    self.spec = spec
    self.parse = parse
  }

  init(
    name: String, aliases: [String] = [], usage: String, summary: String, example: String,
    operand: Spec.Operand = .words,
    choices: @escaping @Sendable (_ place: Int, Bench) -> [Choice] = { _, _ in [] },
    parse: @escaping @Sendable (inout Arguments) throws(CommandError) -> Command
  ) {
    self.init(
      Spec(
        name: name, aliases: aliases, usage: usage, summary: summary, example: example,
        operand: operand, choices: choices), parse: parse)
  }

  /// A question; `--json` is read here alone.
  init<Asks: Question>(_: Asks.Type) {
    self.init(Asks.spec) { args throws(CommandError) in .ask(try Asked(Asks.self, from: &args)) }
  }

  package var name: String { spec.name }
  package var aliases: [String] { spec.aliases }
  package var usage: String { spec.usage }
  package var summary: String { spec.summary }
  package var example: String { spec.example }

  package static let all: [CommandSpec] = inputs + Rule.ofBench.map { CommandSpec($0) } + others

  private static let inputs: [CommandSpec] = [
    CommandSpec(
      name: "logits", usage: "logits <numbers>[; <numbers> ...]",
      summary: "Set the whole batch, rows parted by ';'; also as pasted from a framework.",
      example: "logits 1 2 7; 4 7 9; 8 3 4", operand: .rows,
      parse: { args throws(CommandError) in .edit(.logits(try args.rows("a row of numbers"))) }),
    CommandSpec(
      name: "labels", usage: "labels <numbers>[; <numbers> ...]",
      summary: "Set the labels, one value a class; the sparse loss gives way to the dense one.",
      example: "labels .2 .3 .5; 0 1 0; 1 0 0", operand: .rows,
      parse: { args throws(CommandError) in .edit(.labels(try args.rows("a row of numbers"))) }),
    CommandSpec(
      name: "label", usage: "label <class> [<class> ...]",
      summary: "Set the class of every row, or with one class that of the chosen row.",
      example: "label 2 2 0", operand: .list,
      choices: { place, bench in place == 2 ? Choice.classes(of: bench) : [] },
      parse: { args throws(CommandError) in .edit(.label(try args.classReferences("a class"))) }),
    CommandSpec(
      name: "logit", usage: "logit <class> <number>",
      summary: "Set one logit of the chosen row.",
      example: "logit 2 6.5",
      choices: { place, bench in place == 2 ? Choice.classes(of: bench) : [] },
      parse: { args throws(CommandError) in
        .edit(.logit(try args.classReference("a class"), try args.number("a number")))
      }),
    CommandSpec(
      name: "target", usage: "target <class> <number>",
      summary: "Set the label of one class in the chosen row.",
      example: "target 1 0.5",
      choices: { place, bench in place == 2 ? Choice.classes(of: bench) : [] },
      parse: { args throws(CommandError) in
        .edit(.target(try args.classReference("a class"), try args.number("a number")))
      }),
  ]

  private static let others: [CommandSpec] = [
    stopGradient, from, uncertain,
    CommandSpec(
      name: "row", usage: "row <index>",
      summary: "Choose the row that the table shows.",
      example: "row 1",
      parse: { args throws(CommandError) in .edit(.row(try args.index("an index"))) }),
    CommandSpec(
      name: "class", usage: "class <index> <name>",
      summary: "Name a class; the name then also stands for it in commands.",
      example: "class 0 cat",
      parse: { args throws(CommandError) in
        .edit(.name(try args.index("an index"), try args.name("a name")))
      }),
    CommandSpec(
      name: "loss", usage: "loss <name> [= <formula> [<name>=<number> ...]]",
      summary:
        "Choose the loss, or write one of yours; logits and labels stay where that makes sense.",
      example: "loss focal = -(1 - p[y])^g * log(p[y]) g=2",
      choices: { place, bench in
        guard place == 2 else { return [] }
        return Loss.all.map { Choice(word: $0.name, summary: $0.summary) }
          + Recipe.all.map { Choice(word: $0.name, summary: $0.own.summary) }
          + bench.formulas.map { Choice(word: $0.name, summary: $0.text) }
      },
      parse: { args throws(CommandError) in .edit(try args.lossEdit()) }),
    CommandSpec(
      name: "dtype", usage: "dtype float32|float64|float16|bfloat16",
      summary: "Choose the format that inputs and results are rounded to.",
      example: "dtype float64",
      choices: { place, _ in place == 2 ? formats : [] },
      parse: { args throws(CommandError) in .edit(.dtype(try args.dtype(of: Bench.dtypes))) }),
    CommandSpec(
      name: "reduction", usage: "reduction none|sum|mean|mean_kept|mean_nonzero|weighted_mean",
      summary: "Choose how the losses of the batch become one number.",
      example: "reduction sum",
      choices: { place, _ in
        place == 2 ? Reduction.allCases.map { Choice(word: $0.name, summary: $0.summary) } : []
      },
      parse: { args throws(CommandError) in
        .edit(.reduction(try args.choice(of: Reduction.allCases, "reduction")))
      }),
    framework,
    CommandSpec(ShowRequest.self), CommandSpec(CurvesRequest.self), CommandSpec(HeadsRequest.self),
    CommandSpec(CompareRequest.self), CommandSpec(JacobianRequest.self), race,
    CommandSpec(ExactRequest.self), CommandSpec(CloseRequest.self), CommandSpec(AxesRequest.self),
    digits, top, goto, units, CommandSpec(DuelRequest.self), CommandSpec(TraceRequest.self),
    formula, CommandSpec(SweepRequest.self),
    CommandSpec(FrameworksRequest.self), CommandSpec(GotRequest.self),
    CommandSpec(BatchRequest.self), CommandSpec(RangesRequest.self),
    CommandSpec(ToleranceRequest.self),
    CommandSpec(OrderRequest.self), step, pin, cover, guess,
    CommandSpec(ExpectRequest.self),
    title, note, write, overwrite, open, sample, CommandSpec(SamplesRequest.self), log,
    overwriteLog, lesson, tour, resetLesson, present,
    CommandSpec(
      name: "undo", usage: "undo", summary: "Take back the last change.", example: "undo",
      parse: { _ throws(CommandError) in .undo }),
    CommandSpec(
      name: "redo", usage: "redo", summary: "Make the change again that was taken back.",
      example: "redo",
      parse: { _ throws(CommandError) in .redo }),
    CommandSpec(HelpRequest.self), mouse,
    CommandSpec(
      name: "q", aliases: ["quit", "exit"], usage: "q",
      summary: "Quit; asks once when the bench was changed.", example: "q",
      parse: { _ throws(CommandError) in .quit(force: false) }),
    CommandSpec(
      name: "q!", aliases: ["quit!"], usage: "q!", summary: "Quit without asking.", example: "q!",
      parse: { _ throws(CommandError) in .quit(force: true) }),
  ]

  /// What `dtype` takes, each with a word on it.
  private static var formats: [Choice] {
    Bench.dtypes.map { format in
      Choice(
        word: format.name,
        summary:
          "\(format.precision) binary digits, about \(format.printedDigits) decimal ones")
    }
  }

  package static func named(_ word: String) -> CommandSpec? {
    all.first { $0.name == word || $0.aliases.contains(word) }
  }

  /// A word that is no command, and the name or alias nearest to it.
  static func unknown(_ word: String) -> Refusal {
    let names = all.flatMap { [$0.name] + $0.aliases }
    return .unknown(
      word, "command", nearest: nearest(to: word, among: names), remedy: "'help' lists them all")
  }
}

extension Asked {
  /// Reads a question to the end of its line.
  init<Asks: Question>(_: Asks.Type, from args: inout Arguments) throws(CommandError) {
    args.readJSON(Asks.Answer.self is any JSONReply.Type)
    let question = try Asks(parsing: &args)
    try args.end()
    self.init(question, isJSON: args.isJSON ?? false)
  }
}
