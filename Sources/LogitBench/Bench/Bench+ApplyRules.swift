import LogitExact
import LogitLosses
import LogitText

/// What changes the rules of the loss.
extension Bench {
  mutating func set(_ rule: Rule, _ values: [Number]) throws(CommandError) -> [String] {
    guard !rule.isParameter || loss.takes(rule) else {
      let known = OwnWords.reserved.sorted() + Rule.ofBench.map(\.name) + parameters.keys.sorted()
      throw CommandError(
        .unknown(
          rule.name, "command", nearest: nearest(to: rule.name, among: known),
          remedy: "'help' lists them all"))
    }
    if let sentence = refusal(rule, values) { throw CommandError(sentence) }
    self[rule] = values
    return [idleRemark(rule, values), negativeRemark(rule, values)].compactMap(\.self)
  }

  private func refusal(_ rule: Rule, _ values: [Number]) -> String? {
    switch rule.shape {
    case .one:
      let bad = values.first { !rule.range.contains($0.value(in: .float64)) }
      return bad.map { bad in
        "\(rule.called) is \(rule.range.words), not \(bad)"
          + (rule.meaning.map { ": \($0)" } ?? "")
      }
    case .perClass, .perRow:
      let wants = rule.shape == .perRow ? rows : classes
      let isForAll = values.count == rule.usualNumbers.count
      guard values.count == wants || isForAll else {
        let (noun, isOptional) = (rule.shape == .perRow ? "row" : "class", rule.off != nil)
        return "\(rule.name) has \(counted(values.count, "value")), logits has"
          + " \(counted(wants, noun)): give one\(isOptional ? "" : " for all, or one") a \(noun)"
          + (isOptional ? ", or '\(rule.name) off'" : "")
      }
      return values.contains(where: \.isNaN)
        ? "\(rule.name) cannot be nan: it must be a number" : nil
    case .label:
      guard case .indices(let indices) = labels else { return nil }
      let ignored = values.first.flatMap { Int($0.text) }
      let row = indices.firstIndex { $0 != ignored && !(0..<classes).contains($0) }
      return row.map {
        "row \($0) has the label \(indices[$0]), which would be no class: set it first"
      }
    }
  }

  /// That a rule changes nothing here.
  private func idleRemark(_ rule: Rule, _ values: [Number]) -> String? {
    switch rule.idle {
    case .never: return nil
    case .ofProbabilities:
      return loss.head == .given ? "it counts only where logits become probabilities" : nil
    case .withoutIndices:
      guard let label = values.first, !loss.takesIndices else { return nil }
      return "it counts only under a loss that takes indices: no label is \(label)"
    case .unknown(let what):
      guard values.contains(where: { !$0.isZero }), !function.takes(rule) else { return nil }
      let owner = framework == .none ? "" : " of \(framework.title)"
      return "\(loss.name)\(owner) knows no \(what): nothing changes under it"
    case .elsewhere:
      guard !values.isEmpty, !function.takes(rule) else { return nil }
      let names = Loss.all.filter { $0.takes(rule) }.map(\.name)
      return "it counts only under \(names.joined(separator: " and "))"
    }
  }

  private func negativeRemark(_ rule: Rule, _ values: [Number]) -> String? {
    values.contains(where: \.isNegative) ? rule.negative : nil
  }

  /// Takes over what the framework's functions do where nothing is said.
  mutating func setFramework(_ new: Framework) -> [String] {
    framework = new
    var notices: [String] = []
    switch new {
    case .none, .tensorFlow, .optax: break
    case .keras:
      if reduction != .mean { notices.append("its losses divide by the batch: reduction mean") }
      reduction = .mean
    case .torch:
      if reduction != .mean { notices.append("its losses divide: reduction mean") }
      reduction = .mean
      if ignoreIndex == nil, loss.takesIndices {
        self[.ignoreIndex] = [Number(-100)]
        notices.append("rows with label -100 are ignored")
      }
    }
    if new != .none, call == nil {
      notices.append("\(new.title) has no loss of this kind: \(loss.name) stays itself")
    }
    return notices
  }
}
