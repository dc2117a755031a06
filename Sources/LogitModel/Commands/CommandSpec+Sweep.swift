/// What formulas make of a whole range of numbers, and what frameworks make of these.
extension CommandSpec {
  static let sweep = CommandSpec(
    name: "sweep",
    usage: "sweep logit|p|target|pos_weight [<class>] <from> <to> [symlog] [<formula> ...] [--json]"
      + " | sweep <formula> <name> <from> <to> ...",
    summary: "Move one input over a range: what formulas make of it, and where each one fails.",
    example: "sweep log(1+exp(x)) x 80 100",
    parse: { args throws(CommandError) in
      let (text, column) = args.remainder()
      return .sweep(try SweepRequest(parsing: text, startingAt: column))
    })
}

extension CommandSpec {
  static let frameworks = CommandSpec(
    name: "frameworks", usage: "frameworks [<class>] [--json]",
    summary: "Print what frameworks answer here by their rules and their arithmetic.",
    example: "frameworks",
    parse: { args throws(CommandError) in
      var isJSON = args.takes("--json")
      let index = args.isAtEnd ? nil : try args.classReference("a class")
      if !isJSON { isJSON = args.takes("--json") }
      return .frameworks(index, json: isJSON)
    })
}
