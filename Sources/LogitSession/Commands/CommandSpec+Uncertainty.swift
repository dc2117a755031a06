import LogitBench
import LogitLosses
import LogitStudies

extension CommandSpec {
  static let from = CommandSpec(
    name: "from", usage: "from bfloat16|float16|float8_e4m3fn|float8_e5m2|float32|off",
    summary:
      "Say that the logits were rounded to a format once; 'ranges' shows what that leaves open.",
    example: "from bfloat16",
    choices: { place, _ in
      guard place == 2 else { return [] }
      return Margin.formats.map {
        Choice(word: $0.name, summary: "each logit is known to half a step of it")
      } + [Choice(word: "off", summary: "the logits are known exactly")]
    },
    parse: { args throws(CommandError) in
      if args.takes("off") { return .edit(.uncertainty(nil)) }
      return .edit(.uncertainty(.rounded(try args.dtype(of: Margin.formats))))
    })

  static let uncertain = CommandSpec(
    name: "uncertain", usage: "uncertain <number>|off",
    summary: "Say how far each logit may be off; 'ranges' shows what that leaves open.",
    example: "uncertain 0.01",
    parse: { args throws(CommandError) in
      if args.takes("off") { return .edit(.uncertainty(nil)) }
      var ahead = args
      let number = try args.number("a number")
      guard number.isFinite, !number.isNegative else {
        throw CommandError(
          "a margin is 0 or more and finite, not \(number)",
          column: try ahead.wordAndColumn("a number").column)
      }
      return .edit(.uncertainty(.within(number)))
    })
}
