import LogitExact
import LogitLosses
import LogitText

extension Arguments {
  /// A loss by its name, by a beginning that only one has, or as frameworks call it; a name with a
  /// formula behind a `=`; or a name that only the bench may know.
  package mutating func lossEdit() throws(CommandError) -> Edit {
    var ahead = self
    let (word, column) = try ahead.wordAndColumn("a loss")
    if let own = try ownLoss() { return own }
    if Recipe.named(word) != nil {
      self = ahead
      return .recallLoss(word)
    }
    let begun = Loss.all.filter { $0.name.hasPrefix(word) }
    let found =
      Loss.named(word).map { [$0] }
      ?? (begun.count == 1 ? begun : LossWords.losses(called: word))
    if let only = found.first, found.count == 1 {
      self = ahead
      return .loss(only)
    }
    let choices = found.isEmpty ? begun : found
    guard choices.isEmpty else {
      throw CommandError(
        "'\(word)' may be "
          + choices.map { "\($0.name) (\($0.distinction))" }.joined(separator: " or "),
        column: column)
    }
    guard Formula.isName(word) else {
      throw CommandError(
        .unknown(word, "loss", nearest: nil, remedy: "'help loss' lists them"), column: column)
    }
    self = ahead
    return .recallLoss(word)
  }

  /// `focal = -(1 - p[y])^g * log(p[y]) g=2`; nil where no formula stands behind the name.
  private mutating func ownLoss() throws(CommandError) -> Edit? {
    var ahead = self
    let (text, column) = ahead.remainder()
    guard let sign = text.firstIndex(of: "="), !text[text.index(after: sign)...].hasPrefix("=")
    else { return nil }
    let name = try Formula.name(parsing: text[..<sign], startingAt: column)
    let nameColumn = column + text.prefix { $0.isWhitespace }.count
    guard Loss.named(name) == nil, name.count == 1 || LossWords.losses(called: name).isEmpty
    else {
      throw CommandError(
        "'\(name)' is a loss of the program already", column: nameColumn)
    }
    let body = text[text.index(after: sign)...]
    let start = column + text.distance(from: text.startIndex, to: body.startIndex)
    var (own, indent) = try OwnWords.parted(body, startingAt: start)
    guard !own.text.isEmpty else {
      throw CommandError(.missing("a formula", usage: usage), column: column + text.count)
    }
    own.name = name
    do throws(OwnLossError) { _ = try Loss(own) } catch {
      throw CommandError("\(error)", column: start + indent + error.column - 1)
    }
    self = ahead
    return .ownLoss(own)
  }
}
