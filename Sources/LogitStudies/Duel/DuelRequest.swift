import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// Every formula of the loss beside the exact value.
package struct DuelRequest: Question {
  /// The class; nil for the one that matters.
  package var index: ClassReference?
  /// nil for that of the bench.
  package var format: Format?

  package static let spec = Spec(
    name: "duel", usage: "duel [<class>] [<dtype>] [--json]",
    summary: "Print every formula of the loss beside the exact value, wrong digits behind a '!'.",
    example: "duel",
    choices: { place, bench in
      switch place {
      case 2: Choice.classes(of: bench) + Choice.formats
      case 3: Choice.formats
      default: []
      }
    })

  package init(ofClass index: Int, in format: Format?) {
    (self.index, self.format) = (.index(index), format)
  }

  package init(parsing args: inout Arguments) throws(CommandError) {
    (_, index, format, _) = try args.roundingWords(takesFormula: false)
  }

  package var words: String {
    [index?.description, format?.name].compactMap(\.self).joined(separator: " ")
  }

  package var readsLabels: Bool { true }

  package func pointed(at index: Int) -> DuelRequest {
    var request = self
    request.index = self.index ?? .index(index)
    return request
  }

  package func answer(on model: Model) throws(CommandError) -> DuelReply {
    if let refusal = model.bench.nothingToCompare { throw refusal }
    let index = try model.bench.index(of: index)
    return DuelReply(model: model, duel: model.duel(ofClass: index, in: format))
  }
}

/// The steps of a formula.
package struct TraceRequest: Question {
  /// nil for the first that loses its digits.
  package var formula: String?
  /// The class; nil for the one that matters.
  package var index: ClassReference?
  /// nil for that of the bench.
  package var format: Format?
  /// Whether what each step hands back is asked for too.
  package var isBackward = false

  package static let spec = Spec(
    name: "trace", usage: "trace [<formula>] [<class>] [<dtype>] [--backward] [--json]",
    summary: "Print the steps of a formula, and where it loses the result or its gradient.",
    example: "trace naive float16 --backward",
    choices: { place, bench in
      switch place {
      case 2: Choice.formulas(of: bench) + Choice.formats
      case 3, 4: Choice.formats + [Choice(word: "--backward", summary: "what each hands back")]
      default: []
      }
    })

  package init(of formula: String? = nil, ofClass index: Int, in format: Format?) {
    (self.formula, self.index, self.format) = (formula, .index(index), format)
  }

  package init(parsing args: inout Arguments) throws(CommandError) {
    (formula, index, format, isBackward) = try args.roundingWords(takesFormula: true)
  }

  package var words: String {
    [formula, index?.description, format?.name, isBackward ? "--backward" : nil]
      .compactMap(\.self).joined(separator: " ")
  }

  package var readsLabels: Bool { true }

  package func pointed(at index: Int) -> TraceRequest {
    var request = self
    request.index = self.index ?? .index(index)
    return request
  }

  package func answer(on model: Model) throws(CommandError) -> TraceReply {
    if let refusal = model.bench.nothingToCompare { throw refusal }
    let index = try model.bench.index(of: index)
    let chosen =
      if let formula { try model.formula(named: formula) } else {
        model.duel(ofClass: index, in: format, digits: 1).notable
      }
    let trace = model.trace(of: chosen, ofClass: index, in: format, backward: isBackward)
    let isRight = trace.result?.isRight ?? (chosen.name == Catalogue.kernelName)
    return TraceReply(
      classIndex: index, trace: trace,
      promise: isRight ? nil : model.promise(of: chosen, ofClass: index, in: format))
  }
}

/// The formulas of the loss, or one of them.
package struct FormulaRequest: Question {
  package static let tellsNumbers = false
  /// nil for all.
  package var name: String?

  package static let spec = Spec(
    name: "formula", usage: "formula [<name> [= <formula>]]",
    summary: "List the formulas, show one, or give one of yours a name, to stand in the duel.",
    example: "formula mine = log(1 + exp(-z))",
    choices: { place, bench in place == 2 ? Choice.formulas(of: bench) : [] })

  package init(parsing args: inout Arguments) throws(CommandError) {
    let (text, column) = args.remainder()
    guard text.contains(where: { !$0.isWhitespace }) else { return }
    name = try Formula.name(parsing: text, startingAt: column)
  }

  package var words: String { name ?? "" }

  package func answer(on model: Model) throws(CommandError) -> FormulaReply {
    guard let name else { return FormulaReply(formulas: model.formulas, isAlone: false) }
    return FormulaReply(formulas: [try model.formula(named: name)], isAlone: true)
  }
}

extension Arguments {
  fileprivate mutating func roundingWords(
    takesFormula: Bool
  ) throws(CommandError) -> (
    formula: String?, index: ClassReference?, format: Format?, isBackward: Bool
  ) {
    var isBackward = false
    var formula: String?
    var index: ClassReference?
    var format: Format?
    while !isAtEnd {
      var ahead = self
      let word = try ahead.word("a class")
      if takesFormula, !isBackward, word == "--backward" {
        isBackward = true
        self = ahead
      } else if format == nil, let known = Format(spelling: word) {
        format = known
        self = ahead
      } else if takesFormula, formula == nil, Formula.isName(word) {
        formula = word
        self = ahead
      } else {
        guard index == nil else { break }
        index = try classReference("a class")
      }
    }
    return (formula, index, format, isBackward)
  }
}
