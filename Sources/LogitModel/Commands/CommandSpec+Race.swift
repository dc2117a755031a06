/// What compares heads and losses: the pictures of the class.
extension CommandSpec {
  static let heads = CommandSpec(
    name: "heads", usage: "heads [--json]",
    summary:
      "Put the chosen row through a sigmoid and a softmax, and say which its labels call for.",
    example: "heads",
    parse: { args throws(CommandError) in .heads(json: args.takes("--json")) })

  static let compare = CommandSpec(
    name: "compare", usage: "compare [--json]",
    summary: "Compare the gradients of cross entropy and of the squared error, class by class.",
    example: "compare",
    parse: { args throws(CommandError) in .compare(json: args.takes("--json")) })

  static let jacobian = CommandSpec(
    name: "jacobian", usage: "jacobian [--json]",
    summary: "Print the derivatives of the softmax, dp[i]/dz[j], of a row of up to 50 classes.",
    example: "jacobian",
    parse: { args throws(CommandError) in .jacobian(json: args.takes("--json")) })

  static let race = CommandSpec(
    name: "race", usage: "race [step <n>] [--json] | race <word> [<numbers>]",
    summary: "Train a net of two layers by cross entropy and by squared error; or set its rate, x,"
      + " w1, b1, w2, b2 or label, take sigmoid or softmax, reset.",
    example: "race rate 0.3",
    parse: { args throws(CommandError) in
      if let request = try RaceRequest(&args) { return .race(request) }
      return .edit(.net(try Net.Edit(&args)))
    })
}
