import LogitExact
import LogitLosses
import LogitText

/// What becomes of the person's own formulas.
package enum FormulaEdit: Equatable, Sendable {
  case set(Formula)
  case remove(String)
}

extension FormulaEdit: CustomStringConvertible {
  package var description: String {
    switch self {
    case .set(let formula): OwnLoss(formula.name, formula.text, formula.parameters).description
    case .remove(let name): "\(name) ="
    }
  }
}

extension FormulaEdit {
  /// Reads what stands behind `formula`: a name, and behind a `=` what it stands for.
  ///
  /// - Parameter column: Of the first character of `text` in its line, from 1.
  package init(parsing text: String, startingAt column: Int) throws(CommandError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = try Formula.name(parsing: parts[0], startingAt: column)
    let body = parts.count > 1 ? parts[1] : ""
    guard !body.allSatisfy(\.isWhitespace) else {
      self = .remove(name)
      return
    }
    let isTaken = Loss.all.contains { Catalogue.formula(named: name, of: $0) != nil }
    guard !isTaken else {
      throw CommandError(
        "'\(name)' is a formula of the program already",
        column: column + parts[0].prefix { $0.isWhitespace }.count)
    }
    let (own, indent) = try OwnWords.parted(body, startingAt: column + parts[0].count + 1)
    let start = column + parts[0].count + 1 + indent
    var formula: Formula
    do throws(ExpressionError) { formula = try Formula(own: name, own.text, own.parameters) } catch
    {
      throw CommandError("\(error)", column: start + error.column - 1)
    }
    guard !formula.isVector else {
      throw CommandError(
        "this gives one number a class; sum(...) or ...[k] gives one", column: start)
    }
    formula.isOfOldLetters = own.isOfOldLetters
    self = .set(formula)
  }
}

extension Formula {
  /// Reads what must be a name.
  ///
  /// - Parameter column: Of the first character of `text` in its line, from 1.
  package static func name(
    parsing text: some StringProtocol, startingAt column: Int
  ) throws(CommandError) -> String {
    let name = text.trimmed
    guard isName(name) else {
      let start = column + text.prefix { $0.isWhitespace }.count
      throw CommandError(.notAFormulaName(name), column: start)
    }
    return name
  }
}

extension Bench {
  /// Gives a formula a name among the person's own, or takes it away.
  ///
  /// - Returns: What is told of it.
  mutating func define(_ edit: FormulaEdit) throws(CommandError) -> [String] {
    switch edit {
    case .set(let formula):
      guard formula.name != loss.own?.name else {
        throw CommandError("'\(formula.name)' is the name of the loss")
      }
      if let place = formulas.firstIndex(where: { $0.name == formula.name }) {
        formulas[place] = formula
      } else {
        formulas.append(formula)
      }
      return formula.isOfOldLetters ? [OldLetters.remark] : []
    case .remove(let name):
      guard let place = formulas.firstIndex(where: { $0.name == name }) else {
        throw CommandError("'\(name)' is no formula of yours; 'formula' lists them")
      }
      formulas.remove(at: place)
      return []
    }
  }
}
