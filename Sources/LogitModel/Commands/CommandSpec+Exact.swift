import LogitExact

/// What is true of the numbers, whatever a format makes of them.
extension CommandSpec {
  static let exact = CommandSpec(
    name: "exact", usage: "exact [<class>] | exact <formula> [<name>=<number> ...]",
    summary: "Print the exact numbers of a class, or of a formula, digit by digit proven.",
    example: "exact log(1 + exp(x)) x=-40",
    parse: { args throws(CommandError) in
      let (text, column) = args.remainder()
      return .exact(try ExactRequest(parsing: text, startingAt: column))
    })

  static let digits = CommandSpec(
    name: "digits", usage: "digits [<count>]",
    summary: "Choose how many digits exact numbers show, up to 1000; alone: as is usual.",
    example: "digits 40",
    parse: { args throws(CommandError) in
      guard !args.isAtEnd else { return .digits(nil) }
      let (word, column) = try args.wordAndColumn("a count")
      guard let count = Int(word), (1...DigitsProof.mostCount).contains(count) else {
        throw CommandError(.digitsOutOfRange(word, most: DigitsProof.mostCount), column: column)
      }
      return .digits(count)
    })
}
