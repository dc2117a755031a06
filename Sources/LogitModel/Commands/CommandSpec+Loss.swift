import LogitLosses

/// What a loss is told besides logits and labels.
extension CommandSpec {
  static let classWeight = CommandSpec(
    name: "class_weight", usage: "class_weight <number> <number> ... | off",
    summary: "Weigh the losses by their class, one number a class.",
    example: "class_weight 2 4 6", numbers: .list,
    parse: { args throws(CommandError) in
      .edit(.classWeight(args.takes("off") ? [] : try args.weights()))
    })

  static let sampleWeight = CommandSpec(
    name: "sample_weight", usage: "sample_weight <number> <number> ... | off",
    summary: "Weigh the losses by their row, one number a row.",
    example: "sample_weight 1 2 0.5", numbers: .list,
    parse: { args throws(CommandError) in
      .edit(.sampleWeight(args.takes("off") ? [] : try args.weights()))
    })

  static let labelSmoothing = CommandSpec(
    name: "label_smoothing", usage: "label_smoothing <number> | off",
    summary: "Spread this share of each label over all classes, 0 to 1.",
    example: "label_smoothing 0.1",
    parse: { args throws(CommandError) in
      .edit(.labelSmoothing(args.takes("off") ? .zero : try args.number("a number")))
    })

  static let ignoreIndex = CommandSpec(
    name: "ignore_index", usage: "ignore_index <label> | off",
    summary: "Let rows with this label count for nothing.",
    example: "ignore_index -100",
    parse: { args throws(CommandError) in
      args.takes("off") ? .edit(.ignoreIndex(nil)) : .edit(.ignoreIndex(try args.whole("a label")))
    })

  static let temperature = CommandSpec(
    name: "temperature", usage: "temperature <number> | off",
    summary: "Divide every logit by it before the softmax or sigmoid.",
    example: "temperature 2",
    parse: { args throws(CommandError) in
      .edit(.temperature(args.takes("off") ? .one : try args.number("a number")))
    })

  static let stopGradient = CommandSpec(
    name: "stop_gradient", usage: "stop_gradient on|off",
    summary: "Keep the gradient out of the labels, or show it: dloss/dy.",
    example: "stop_gradient off",
    parse: { args throws(CommandError) in
      .edit(.stopGradient(try args.choice(of: Switch.allCases, "switch") == .on))
    })

  static let framework = CommandSpec(
    name: "as", usage: "as tf|keras|torch|optax|none",
    summary: "Take a framework's defaults, denominators and clipping; the header shows its call.",
    example: "as torch",
    parse: { args throws(CommandError) in
      // As people call them.
      for (word, framework) in [("tensorflow", Framework.tensorFlow), ("pytorch", .torch)]
      where args.takes(word) { return .edit(.framework(framework)) }
      return .edit(.framework(try args.choice(of: Framework.allCases, "framework")))
    })

  private enum Switch: String, CaseIterable {
    case on, off
  }
}
