import LogitExact
import LogitLosses
import LogitText

/// A loss of one's own on the bench.
extension Bench {
  /// The own loss with the numbers that its parameters have here; nil under a loss of the program.
  package var ownLoss: OwnLoss? {
    loss.own.map { OwnLoss($0.name, $0.text, ownParameters) }
  }

  private var ownParameters: [OwnLoss.Parameter] {
    loss.parameters.map { OwnLoss.Parameter($0.name, self[$0].first?.text ?? "") }
  }

  /// The numbers that the formula of the loss has names for, by these.
  package var parameters: [String: Number] {
    Dictionary(uniqueKeysWithValues: parameterRules.map { ($0.name, self[$0][0]) })
  }

  /// The rules that give these their numbers, by name.
  package var parameterRules: [Rule] {
    loss.function.rules.filter { ($0.isParameter || $0 == .gamma) && !self[$0].isEmpty }
      .sorted { $0.name < $1.name }
  }

  /// The edit that gives a parameter of the loss another number.
  ///
  /// - Precondition: the loss has one of this name.
  package func settingParameter(_ name: String, to value: Number) -> Edit {
    guard let rule = parameterRules.first(where: { $0.name == name }) else {
      preconditionFailure("\(loss.name) has no parameter \(name)")
    }
    return .rule(rule, [value])
  }

  /// The loss as the header has it, its name and its parameters: `focal gamma 2`.
  package var lossTitle: String { lossWords.joined(separator: " ") }

  /// The name of the loss, then those of its parameters, each before its number.
  package var lossWords: [String] {
    [loss.name] + parameterRules.flatMap { [$0.name, self[$0][0].text] }
  }

  /// Makes a formula of a person's the loss, or a recipe.
  ///
  /// - Throws: `CommandError` for a name that nobody gave to either.
  mutating func recallLoss(_ name: String) throws(CommandError) -> [String] {
    if let formula = formulas.first(where: { $0.name == name }) {
      return try setOwn(OwnLoss(name, formula.text, formula.parameters))
    }
    if ownLoss?.name == name { return [] }
    guard let recipe = Recipe.named(name) else {
      let known = LossWords.names + formulas.map(\.name)
      throw CommandError(
        .unknown(
          name, "loss", nearest: nearest(to: name, among: known), remedy: "'help loss' lists them"))
    }
    return try setOwn(recipe.own, keepsGamma: true)
  }

  /// Makes one line of formula the loss.
  ///
  /// - Parameter keepsGamma: Whether the rule of this name stays what it is.
  mutating func setOwn(
    _ own: OwnLoss, keepsGamma: Bool = false
  ) throws(CommandError) -> [String] {
    let loss: Loss
    do throws(OwnLossError) { loss = try Loss(own) } catch {
      throw CommandError("\(error)")
    }
    let isTaken = Loss.all.contains { Catalogue.formula(named: own.name, of: $0) != nil }
    guard !isTaken else { throw CommandError("'\(own.name)' is a formula of the program already") }
    let notices = try setLoss(loss) + (own.isOfOldLetters ? [OldLetters.remark] : [])
    formulas.removeAll { $0.name == own.name }
    for parameter in own.parameters {
      let isGamma = parameter.name == Rule.gamma.name
      guard let number = Number(parameter.usual), !isGamma || !keepsGamma else { continue }
      let rule = isGamma ? Rule.gamma : Rule(parameter: parameter.name)
      _ = try set(rule, [number])
    }
    return notices
  }

  /// Leaves a formula of the person's among the others, with its numbers.
  mutating func keepOwnLoss() {
    guard let own = ownLoss else { return }
    if loss.recipe?.own != own, let formula = try? Formula(own: own.name, own.text, own.parameters)
    {
      formulas.append(formula)
    }
    for rule in loss.parameters { self[Rule(parameter: rule.name)] = [] }
  }

  /// That the loss has a value for rows of so many classes.
  ///
  /// - Throws: `CommandError` with the reason where it has none.
  package func checkLoss() throws(CommandError) {
    guard let own = loss.own else { return }
    let names = own.parameters.map(\.name)
    do {
      _ = try Expression(
        parsing: own.text, in: LossNames.scope(classes: classes, parameters: names))
      try BenchRows.check(self)
    } catch {
      throw CommandError("\(loss.name) has no value for \(counted(classes, "class")): \(error)")
    }
  }
}
