import LogitBench
import LogitText

/// One row of the table of what can be said at the bench, which the parser, `help`, completion and the
/// README's reference all read.
package struct Spec: Sendable {
  package let name: String
  /// Other words for it, such as `quit` for `q`.
  package let aliases: [String]
  package let usage: String
  package let summary: String
  package let example: String
  package let operand: Operand
  /// All that may stand at one place of the line, the name being at 1.
  package let choices: @Sendable (_ place: Int, Bench) -> [Choice]

  /// What stands behind the name.
  package enum Operand: Sendable {
    case words
    /// Numbers one after the other, which may be pasted in several lines.
    case list
    /// The same, a line being a row.
    case rows
    /// A path: all behind the name.
    case path
    /// A formula, whose words may follow a sign as well as a blank.
    case formula
  }

  package init(
    name: String, aliases: [String] = [], usage: String, summary: String, example: String,
    operand: Operand = .words,
    choices: @escaping @Sendable (_ place: Int, Bench) -> [Choice] = { _, _ in [] }
  ) {
    self.name = name
    self.aliases = aliases
    self.usage = usage
    self.summary = summary
    self.example = example
    self.operand = operand
    self.choices = choices
  }
}

/// A word that may stand at the cursor of the prompt.
package struct Choice: Equatable, Sendable {
  package let word: String
  /// What it means, in a few words.
  package let summary: String

  package init(word: String, summary: String) {
    self.word = word
    self.summary = summary
  }
}

extension Choice {
  static func json(_ summary: String) -> Choice { Choice(word: "--json", summary: summary) }

  /// The classes by their names; a name with a blank stands in quotes.
  package static func classes(of bench: Bench) -> [Choice] {
    (0..<min(bench.classes, 100)).map { index in
      let name = bench.className(index)
      let word = bench.names[index] == nil ? "\(index)" : name
      let logit = bench.logits[bench.row][index].text
      return Choice(
        word: word.contains(" ") ? "\"\(word)\"" : word,
        summary: "class \(index), logit \(logit), label \(bench.label(of: index).text)")
    }
  }
}
