import LogitLosses
import LogitText

/// What a scenario says of the loss besides logits and labels.
extension ScenarioReader {
  func readRules(into bench: inout Bench) throws(ScenarioError) {
    for rule in Rule.ofBench {
      guard let value = values[rule.name] else { continue }
      bench[rule] = try numbers(value, of: rule, on: bench)
    }
    if let value = values["stop_gradient"] {
      guard case .truth(let isOn) = value else {
        throw wrong(value, wants: "true or false", at: "stop_gradient")
      }
      bench.stopsGradient = isOn
    }
    if let value = values["known_to"] { bench.uncertainty = try uncertainty(value) }
  }

  /// A format by its name, or a number of 0 or more.
  private func uncertainty(_ value: JSONValue) throws(ScenarioError) -> Uncertainty {
    if case .text(let name) = value,
      let format = Margin.formats.first(where: { $0.name == name })
    {
      return .rounded(format)
    }
    let number = try number(value, at: "known_to")
    guard number.isFinite, !number.isNegative else {
      throw ScenarioError(
        .outOfRange(number.text, wants: "a format or a number of 0 or more"),
        at: .path("known_to"))
    }
    return .within(number)
  }

  private func numbers(
    _ value: JSONValue, of rule: Rule, on bench: Bench
  ) throws(ScenarioError) -> [Number] {
    switch rule.shape {
    case .label: return [Number(Double(try whole(value, at: rule.name)))]
    case .one:
      let number = try number(value, at: rule.name)
      guard rule.range.contains(number.value(in: .float64)) else {
        throw ScenarioError(
          .outOfRange(number.text, wants: rule.range.words), at: .path(rule.name))
      }
      return [number]
    case .perClass: return try weights(value, of: rule, bench.classes, "one a class")
    case .perRow: return try weights(value, of: rule, bench.rows, "one a row")
    }
  }

  /// One for each of `count`, or one for all where the rule has a usual one.
  private func weights(
    _ value: JSONValue, of rule: Rule, _ count: Int, _ what: String
  ) throws(ScenarioError) -> [Number] {
    let mayBeOne = rule.usual != nil
    let items =
      mayBeOne && !value.isList ? [value] : try list(value, of: "numbers, \(what)", at: rule.name)
    guard items.count == count || mayBeOne && items.count == 1 else {
      let wants = (mayBeOne ? "one for all, or " : "") + "\(what), \(count)"
      throw ScenarioError(
        .counts(has: counted(items.count, "value"), wants: wants), at: .path(rule.name))
    }
    var weights: [Number] = []
    for (index, item) in items.enumerated() {
      let path = mayBeOne && items.count == 1 ? rule.name : "\(rule.name)[\(index)]"
      let weight = try number(item, at: path)
      guard !weight.isNaN else {
        throw ScenarioError(
          mayBeOne ? .ruleIsNaN(rule.name) : .outOfRange("nan", wants: "a number"), at: .path(path))
      }
      weights.append(weight)
    }
    return weights
  }

  func whole(_ value: JSONValue, at path: String) throws(ScenarioError) -> Int {
    guard case .number(let text) = value, let whole = Int(text) else {
      throw wrong(value, wants: "a whole number", at: path)
    }
    return whole
  }
}
