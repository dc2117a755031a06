import LogitExact

/// What rounding did, formula by formula and step by step.
extension CommandSpec {
  static let duel = CommandSpec(
    name: "duel", usage: "duel [<class>] [<dtype>] [--json]",
    summary: "Print every formula of the loss beside the exact value, wrong digits behind a '!'.",
    example: "duel",
    parse: { args throws(CommandError) in .duel(try args.duelRequest(takesFormula: false)) })

  static let trace = CommandSpec(
    name: "trace", usage: "trace [<formula>] [<class>] [<dtype>] [--json]",
    summary: "Print the steps of a formula, and where it loses the result.",
    example: "trace naive float16",
    parse: { args throws(CommandError) in .trace(try args.duelRequest(takesFormula: true)) })

  static let formula = CommandSpec(
    name: "formula", usage: "formula [<name> [= <formula>]]",
    summary: "List the formulas, show one, or give one of yours a name, to stand in the duel.",
    example: "formula mine = log(1 + exp(-x))",
    parse: { args throws(CommandError) in
      let (text, column) = args.remainder()
      if text.contains("=") {
        return .edit(.formula(try FormulaEdit(parsing: text, startingAt: column)))
      }
      guard text.contains(where: { !$0.isWhitespace }) else { return .formula(nil) }
      return .formula(try Formula.name(parsing: text, startingAt: column))
    })
}

extension Arguments {
  fileprivate mutating func duelRequest(takesFormula: Bool) throws(CommandError) -> DuelRequest {
    var request = DuelRequest()
    while !isAtEnd {
      if takes("--json") {
        request.isJSON = true
        continue
      }
      var ahead = self
      let word = try ahead.word("a class")
      if request.format == nil, let format = Format(spelling: word) {
        request.format = format
        self = ahead
      } else if takesFormula, request.formula == nil, Formula.isName(word) {
        request.formula = word
        self = ahead
      } else {
        guard request.index == nil else { break }
        request.index = try classReference("a class")
      }
    }
    return request
  }
}
