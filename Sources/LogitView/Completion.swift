import LogitModel

extension Prompt {
  /// Nothing to choose begins further right than this: the rest of a pasted line is not read.
  private static let reach = 200

  /// The words that may stand at the cursor.
  package var choices: [String] {
    guard line.place <= Self.reach else { return [] }
    let before = line.before
    let words = before.split(separator: " ", omittingEmptySubsequences: false)
    let typed = String(words.last ?? "")
    let all: [String]
    switch (words.count, words.first.map(String.init)) {
    case (0...1, _): all = CommandSpec.all.map(\.name)
    case (2, "loss"): all = Loss.allCases.map(\.name)
    case (2, "dtype"): all = CommandSpec.formatNames
    case (2, "reduction"): all = Reduction.allCases.map(\.name)
    case (2, "help"): all = CommandSpec.all.map(\.name)
    case (2, "show"): all = ["--json"]
    default: all = []
    }
    return all.filter { $0.hasPrefix(typed) }
  }

  /// Writes on as far as all choices agree.
  package mutating func complete() {
    let choices = choices
    guard let first = choices.first else { return }
    let typed = line.before.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
    var common = first
    for choice in choices { common = common.commonPrefix(with: choice) }
    line.insert(common.dropFirst(typed.count))
    if choices.count == 1 { line.insert(" ") }
  }

  /// How the command being typed is used, or what could be typed.
  package var hint: String {
    let text = String(line.text.prefix(Self.reach))
    let word = text.prefix { $0 != " " }
    if let spec = CommandSpec.named(String(word)), text.contains(" ") || choices.count == 1 {
      let choices = choices
      let isChoosing = text.contains(" ") && choices.count > 1
      return isChoosing ? choices.joined(separator: "  ") : "\(spec.usage)   \(spec.summary)"
    }
    let choices = choices
    if choices.isEmpty { return "no command begins so; Esc closes the prompt, ? lists them all" }
    return choices.joined(separator: "  ")
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
