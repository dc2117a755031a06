import LogitBench
import LogitLosses
import LogitStudies
import LogitText

/// A command, and what a person must know of how it was written.
package struct ReadCommand: Equatable, Sendable {
  package let command: Command
  package let remarks: [PasteRemark]

  /// Where the word stands that only the bench knows to be at fault, counted from 1.
  package let column: Int?

  package init(command: Command, remarks: [PasteRemark], column: Int? = nil) {
    self.command = command
    self.remarks = remarks
    self.column = column
  }
}

extension Command {
  /// Reads one line of the command language.
  ///
  /// - Parameter line: One command; a colon before it and a comment from `#` on are allowed.
  /// - Returns: The command, or nil for an empty line.
  /// - Throws: `CommandError` with the column of the word at fault.
  package static func parse(_ line: String) throws(CommandError) -> Command? {
    try read(line)?.command
  }

  /// Reads one command, whose numbers may go over several lines; numbers alone are logits.
  ///
  /// - Returns: nil for an empty line.
  /// - Throws: `CommandError` with the column of the word at fault.
  package static func read(_ text: String) throws(CommandError) -> ReadCommand? {
    let code = withoutComment(text)
    let trimmed = code.drop { $0.isWhitespace || $0 == ":" }
    guard !trimmed.isEmpty else { return nil }
    let word = String(trimmed.prefix { !$0.isWhitespace })
    let found = CommandSpec.named(word)
    guard let spec = found ?? (RowReader.begins(trimmed) ? CommandSpec.named("logits") : nil) else {
      let column = code.distance(from: code.startIndex, to: trimmed.startIndex) + 1
      if let hint = CommandHints.hint(for: word, trimmed.dropFirst(word.count)) {
        throw CommandError("'\(word)' is no command: \(hint)", column: column)
      }
      if let edit = parameterEdit(word, trimmed.dropFirst(word.count)) {
        return ReadCommand(command: .edit(edit), remarks: [], column: column)
      }
      throw CommandError(CommandSpec.unknown(word), column: column)
    }
    let rest = found == nil ? trimmed : trimmed.dropFirst(word.count)
    var arguments = Arguments(rest, of: code, usage: spec.usage)
    let command = try spec.parse(&arguments)
    try arguments.end()
    guard case .edit(.recallLoss) = command else {
      return ReadCommand(command: command, remarks: arguments.remarks)
    }
    let name = rest.drop { $0.isWhitespace }
    return ReadCommand(
      command: command, remarks: arguments.remarks,
      column: code.distance(from: code.startIndex, to: name.startIndex) + 1)
  }

  /// `T 2`: a word that is no command, and one number, which a loss may have a name for.
  private static func parameterEdit(_ word: String, _ rest: Substring) -> Edit? {
    guard Formula.isName(word), !word.contains("-"), let number = Number(rest.trimmed) else {
      return nil
    }
    return .rule(Rule(parameter: word), [number])
  }
}
