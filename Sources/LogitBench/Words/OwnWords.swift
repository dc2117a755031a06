import LogitExact
import LogitLosses
import LogitText

/// What stands behind the `=` of a formula of one's own.
package enum OwnWords {
  /// A formula, and the numbers that it has names for: those given behind it as `g=2`, and 1 for the
  /// others.
  ///
  /// - Parameter column: Of the first character of `text` in its line, from 1.
  /// - Returns: Also how many blanks stand before the formula.
  /// - Throws: `CommandError` for a number that is none, a name that means something else, and a name
  ///   so near to a known one that it may have been meant.
  static func parted(
    _ text: some StringProtocol, startingAt column: Int
  ) throws(CommandError) -> (own: OwnLoss, indent: Int) {
    let indent = text.prefix { $0.isWhitespace }.count
    var rest = String(text)[...].trimmedEnd
    var given: [OwnLoss.Parameter] = []
    while let word = rest.lastAssignment {
      let parts = word.split(separator: "=", omittingEmptySubsequences: false)
      let place = column + rest.count - word.count
      guard let number = Number(parts[1]) else {
        throw CommandError(.notANumber(String(parts[1])), column: place + parts[0].count + 1)
      }
      guard !number.isNaN else {
        throw CommandError("\(parts[0]) cannot be nan: it must be a number", column: place)
      }
      given.insert(OwnLoss.Parameter(String(parts[0]), number.text), at: 0)
      rest = String(rest.dropLast(word.count))[...].trimmedEnd
    }
    let isOld = !given.contains { $0.name == "x" }
    let old = isOld ? OldLetters.translated(rest.trimmed) : nil
    let formula = old ?? rest.trimmed
    let names: [String]
    do throws(ExpressionError) {
      names = formula.isEmpty ? [] : try LossNames.others(in: formula)
    } catch {
      throw CommandError("\(error)", column: column + indent + error.column - 1)
    }
    for name in names {
      let place = column + indent + (formula.column(ofWord: name) ?? 1) - 1
      if given.contains(where: { $0.name == name }) {
        guard !reserved.contains(name) else {
          throw CommandError(taken(name), column: place)
        }
        continue
      }
      let near = LogitText.nearest(to: name, among: LossNames.words)
      guard near == nil, !reserved.contains(name) else {
        throw CommandError(
          near.map { "there is no name '\(name)'; did you mean '\($0)'?" } ?? taken(name),
          column: place)
      }
      given.append(OwnLoss.Parameter(name, "1"))
    }
    var own = OwnLoss("", formula, given)
    own.isOfOldLetters = old != nil
    return (own, indent)
  }

  private static func taken(_ name: String) -> String {
    "'\(name)' is a command, by which no parameter can be set: give it another name"
  }

  /// Commands, which no parameter can be set by: `CommandTests` holds this to their table.
  package static let reserved: Set<String> = [
    "as", "axes", "batch", "class", "class_weight", "close", "compare", "cover", "curves", "digits",
    "dtype", "duel", "exact", "exit", "expect", "formula", "frameworks", "from", "got", "goto",
    "guess", "heads", "help",
    "ignore_index", "jacobian", "label", "label_smoothing", "labels", "lesson", "lessons", "log",
    "logit", "logits", "loss", "mouse", "note", "o", "open", "order", "pin", "pos_weight",
    "present", "q", "quit", "race", "ranges", "redo", "reduction", "reset", "row", "sample",
    "sample_weight", "samples", "save", "show", "step", "stop_gradient", "sweep", "target",
    "temperature", "title", "tolerance", "top", "tour", "trace", "uncertain", "undo", "units", "w",
    "write",
  ]
}

extension StringProtocol {
  /// `g=2` at the end, behind a blank.
  fileprivate var lastAssignment: String? {
    let word = String(reversed().prefix { !$0.isWhitespace }.reversed())
    guard word.count < count, word.first?.isLetter == true, word.last != "=" else { return nil }
    let parts = word.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
      return nil
    }
    return word
  }
}
