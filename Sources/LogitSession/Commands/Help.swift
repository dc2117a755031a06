import LogitBench
import LogitExact
import LogitLosses
import LogitStudies
import LogitText

/// The list of commands, or how one is used.
package struct HelpRequest: Question {
  package let name: String?

  package static let spec = Spec(
    name: "help", usage: "help [<command>]",
    summary: "List the commands, or say how one is used.",
    example: "help logits",
    choices: { place, _ in place == 2 ? CommandSpec.choices : [] })

  package static let tellsNumbers = false

  package init(parsing args: inout Arguments) throws(CommandError) {
    name = args.isAtEnd ? nil : try args.word("a command")
  }

  package var words: String { name ?? "" }

  package func answer(on model: Model) throws(CommandError) -> Page {
    Page(text: try CommandSpec.help(name))
  }
}

extension CommandSpec {
  /// The names of all.
  package static var choices: [Choice] { all.map { Choice(word: $0.name, summary: $0.summary) } }

  /// As wide as a terminal is at least.
  private static let helpWidth = 80

  /// The list of commands, or how one is used.
  ///
  /// - Throws: `CommandError` for a name that no command has.
  fileprivate static func help(_ name: String?) throws(CommandError) -> String {
    guard let name else {
      return all.flatMap { rows($0.usage, $0.summary, keyWidth: 26) }.joined(separator: "\n")
    }
    guard let spec = named(name) else {
      throw CommandError(unknown(name))
    }
    var lines = spec.usage.words(inLinesOf: helpWidth, indent: 2)
    lines += spec.summary.words(inLinesOf: helpWidth) + ["for example: \(spec.example)"]
    if !spec.aliases.isEmpty { lines.append("also: \(spec.aliases.joined(separator: ", "))") }
    if spec.name == "loss" {
      let width = LossWords.names.map(\.count).max() ?? 0
      let all =
        Loss.all.map { ($0.name, $0.summary) } + Recipe.all.map { ($0.name, $0.own.summary) }
      lines += all.flatMap { rows("  " + $0, $1, keyWidth: width + 2) }
    }
    return lines.joined(separator: "\n")
  }

  /// A key, and beside it what it is, which goes on below.
  private static func rows(_ key: String, _ summary: String, keyWidth: Int) -> [String] {
    let indent = String(repeating: " ", count: keyWidth + 2)
    let parts = summary.words(inLinesOf: helpWidth - indent.count)
    guard key.count > keyWidth else {
      return parts.enumerated().map { at, part in
        (at == 0 ? key.padded(to: keyWidth) + "  " : indent) + part
      }
    }
    return key.words(inLinesOf: helpWidth, indent: 2) + parts.map { indent + $0 }
  }
}

extension String {
  /// Its words in lines of a width; all but the first begin with `indent` blanks.
  fileprivate func words(inLinesOf width: Int, indent: Int = 0) -> [String] {
    var lines: [String] = []
    var line = String(prefix { $0 == " " })
    var isEmpty = true
    for word in split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = String(repeating: " ", count: indent)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}
