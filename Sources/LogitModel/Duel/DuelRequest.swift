import LogitExact

/// What `duel` and `trace` are asked for.
package struct DuelRequest: Equatable, Sendable {
  /// The one to trace; nil for the first that loses its digits.
  package var formula: String?
  /// The class; nil for the one that matters.
  package var index: ClassReference?
  /// nil for that of the bench.
  package var format: Format?
  package var isJSON: Bool

  package init(
    formula: String? = nil, index: ClassReference? = nil, format: Format? = nil,
    isJSON: Bool = false
  ) {
    self.formula = formula
    self.index = index
    self.format = format
    self.isJSON = isJSON
  }

  func pointed(at index: Int) -> DuelRequest {
    var request = self
    request.index = self.index ?? .index(index)
    return request
  }
}

extension DuelRequest: CustomStringConvertible {
  /// What stands behind the command's name, a blank first.
  package var description: String {
    let words = [
      formula, index?.description, format?.name, isJSON ? "--json" : nil,
    ]
    return words.compactMap(\.self).map { " \($0)" }.joined()
  }
}

/// What `formula` is asked for.
package enum FormulaRequest: Equatable, Sendable {
  case list
  case show(String)
  case set(Formula)
  case remove(String)
}

extension FormulaRequest: CustomStringConvertible {
  package var description: String {
    switch self {
    case .list: ""
    case .show(let name): " \(name)"
    case .set(let formula): " \(formula.name) = \(formula.text)"
    case .remove(let name): " \(name) ="
    }
  }
}

extension FormulaRequest {
  /// Reads what stands behind `formula`.
  ///
  /// - Parameter column: Of the first character of `text` in its line, from 1.
  init(parsing text: String, startingAt column: Int) throws(CommandError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0].trimmed)
    let nameColumn = column + parts[0].prefix { $0.isWhitespace }.count
    guard parts.count > 1 || !name.isEmpty else {
      self = .list
      return
    }
    guard Formula.isName(name) else {
      throw CommandError(.notAFormulaName(name), column: nameColumn)
    }
    guard parts.count > 1 else {
      self = .show(name)
      return
    }
    let body = parts[1]
    let formula = String(body.trimmed)
    guard !formula.isEmpty else {
      self = .remove(name)
      return
    }
    let isTaken = Loss.allCases.contains { Catalogue.formula(named: name, of: $0) != nil }
    guard !isTaken else { throw CommandError(.formulaNameTaken(name), column: nameColumn) }
    let start = column + parts[0].count + 1 + body.prefix { $0.isWhitespace }.count
    do throws(ExpressionError) { self = .set(try Formula(own: name, formula)) } catch {
      throw CommandError(.formula("\(error)"), column: start + error.column - 1)
    }
    guard case .set(let own) = self, !own.isVector else {
      throw CommandError(
        .formula("this gives one number a class; sum(...) or ...[k] gives one"), column: start)
    }
  }
}

extension StringProtocol {
  fileprivate var trimmed: SubSequence {
    let start = drop { $0.isWhitespace }
    let end = start.lastIndex { !$0.isWhitespace }.map(index(after:)) ?? start.startIndex
    return self[start.startIndex..<end]
  }
}

extension Bench {
  /// Gives a formula a name among the person's own, or takes it away.
  mutating func define(_ request: FormulaRequest) throws(CommandError) {
    switch request {
    case .list, .show: break
    case .set(let formula):
      if let place = formulas.firstIndex(where: { $0.name == formula.name }) {
        formulas[place] = formula
      } else {
        formulas.append(formula)
      }
    case .remove(let name):
      guard let place = formulas.firstIndex(where: { $0.name == name }) else {
        throw CommandError(.unknownFormula(name, nearest: nil, loss: "yours"))
      }
      formulas.remove(at: place)
    }
  }
}
