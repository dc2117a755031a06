import LogitExact
import LogitLosses
import LogitText

/// One row of the table of commands, which the parser, `help`, completion and the README's
/// reference all read.
package struct CommandSpec: Sendable {
  package let name: String
  /// Other words for it, such as `quit` for `q`.
  package var aliases: [String] = []
  package let usage: String
  package let summary: String
  package let example: String
  /// What numbers it takes, which may be pasted in several lines.
  var numbers = Numbers.none
  /// What it means for it to be `off`; nil where it cannot be.
  package var off: String?
  package let parse: @Sendable (inout Arguments) throws(CommandError) -> Command

  enum Numbers {
    case none
    /// One after the other.
    case list
    /// A line is a row.
    case rows
  }

  package static let all: [CommandSpec] = inputs + Rule.ofBench.map { CommandSpec($0) } + others

  private static let inputs: [CommandSpec] = [
    CommandSpec(
      name: "logits", usage: "logits <numbers>[; <numbers> ...]",
      summary: "Set the whole batch, rows parted by ';'; also as pasted from a framework.",
      example: "logits 1 2 7; 4 7 9; 8 3 4", numbers: .rows,
      parse: { args throws(CommandError) in .edit(.logits(try args.rows("a row of numbers"))) }),
    CommandSpec(
      name: "labels", usage: "labels <numbers>[; <numbers> ...]",
      summary: "Set the labels, one value a class; the sparse loss gives way to the dense one.",
      example: "labels .2 .3 .5; 0 1 0; 1 0 0", numbers: .rows,
      parse: { args throws(CommandError) in .edit(.labels(try args.rows("a row of numbers"))) }),
    CommandSpec(
      name: "label", usage: "label <class> [<class> ...]",
      summary: "Set the class of every row, or with one class that of the chosen row.",
      example: "label 2 2 0", numbers: .list,
      parse: { args throws(CommandError) in .edit(.label(try args.classReferences("a class"))) }),
    CommandSpec(
      name: "logit", usage: "logit <class> <number>",
      summary: "Set one logit of the chosen row.",
      example: "logit 2 6.5",
      parse: { args throws(CommandError) in
        .edit(.logit(try args.classReference("a class"), try args.number("a number")))
      }),
    CommandSpec(
      name: "target", usage: "target <class> <number>",
      summary: "Set the label of one class in the chosen row.",
      example: "target 1 0.5",
      parse: { args throws(CommandError) in
        .edit(.target(try args.classReference("a class"), try args.number("a number")))
      }),
  ]

  private static let others: [CommandSpec] = [
    stopGradient,
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
      name: "loss", usage: "loss <name>",
      summary: "Choose the loss; logits and labels stay where that makes sense.",
      example: "loss sigmoid_cross_entropy",
      parse: { args throws(CommandError) in .edit(.loss(try args.loss())) }),
    CommandSpec(
      name: "dtype", usage: "dtype float32|float64|float16|bfloat16",
      summary: "Choose the format that inputs and results are rounded to.",
      example: "dtype float64",
      parse: { args throws(CommandError) in .edit(.dtype(try args.dtype())) }),
    CommandSpec(
      name: "reduction", usage: "reduction none|sum|mean|mean_kept|mean_nonzero|weighted_mean",
      summary: "Choose how the losses of the batch become one number.",
      example: "reduction sum",
      parse: { args throws(CommandError) in
        .edit(.reduction(try args.choice(of: Reduction.allCases, "reduction")))
      }),
    framework,
    CommandSpec(
      name: "show", usage: "show [--json]",
      summary: "Print the chosen row and the batch, or all of it as JSON.",
      example: "show",
      parse: { args throws(CommandError) in .show(json: args.takes("--json")) }),
    CommandSpec(
      name: "curves", usage: "curves [<class>] [a|z]",
      summary: "Print the three curves and their slopes over the probability a or the logit z.",
      example: "curves 2 z",
      parse: { args throws(CommandError) in
        // A class may be called a or z: only the last word can be the axis.
        var axis = Curves.Axis.probability
        var index: ClassReference?
        while !args.isAtEnd {
          if args.takes("z") {
            axis = .logit
          } else if !args.takes("a") {
            guard index == nil else { break }
            index = try args.classReference("a class")
          }
        }
        return .curves(index, axis)
      }),
    heads, compare, jacobian, race, exact, digits, duel, trace, formula, sweep, frameworks, step,
    pin, expect,
    title, note, write, overwrite, open, sample, samples, log,
    overwriteLog,
    CommandSpec(
      name: "undo", usage: "undo", summary: "Take back the last change.", example: "undo",
      parse: { _ throws(CommandError) in .undo }),
    CommandSpec(
      name: "redo", usage: "redo", summary: "Make the change again that was taken back.",
      example: "redo",
      parse: { _ throws(CommandError) in .redo }),
    CommandSpec(
      name: "help", usage: "help [<command>]",
      summary: "List the commands, or say how one is used.",
      example: "help logits",
      parse: { args throws(CommandError) in
        .help(args.isAtEnd ? nil : try args.word("a command"))
      }),
    CommandSpec(
      name: "q", aliases: ["quit", "exit"], usage: "q",
      summary: "Quit; asks once when the bench was changed.", example: "q",
      parse: { _ throws(CommandError) in .quit(force: false) }),
    CommandSpec(
      name: "q!", aliases: ["quit!"], usage: "q!", summary: "Quit without asking.", example: "q!",
      parse: { _ throws(CommandError) in .quit(force: true) }),
  ]

  /// What `dtype` takes, each with a word on it.
  package static var formats: [(name: String, summary: String)] {
    Bench.dtypes.map { format in
      (format.name, "\(format.precision) binary digits, about \(format.printedDigits) decimal ones")
    }
  }

  /// What `loss` takes, each with a word on it.
  package static var losses: [(name: String, summary: String)] {
    Loss.all.map { ($0.name, $0.summary) }
  }

  package static func named(_ word: String) -> CommandSpec? {
    all.first { $0.name == word || $0.aliases.contains(word) }
  }

  /// The name or alias nearest to a mistyped word; nil where none is near.
  package static func nearest(to word: String) -> String? {
    LogitText.nearest(to: word, among: all.flatMap { [$0.name] + $0.aliases })
  }
}
