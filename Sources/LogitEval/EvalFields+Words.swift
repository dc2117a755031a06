import LogitLosses
import LogitText

extension EvalFields {
  func reduction(_ name: EvalName, hasIndices: Bool) throws(EvalRefusal) -> Reduction {
    let path = "reduction"
    guard let value = self[path] else {
      return name.reduction(name.reduction.rawValue, hasIndices: hasIndices) ?? name.reduction
    }
    let words = Reduction.allCases.map(\.rawValue) + name.words.keys.sorted()
    guard case .text(let word) = value else {
      throw EvalRefusal(
        .unknownReduction, "found \(value.kind), needs one of \(words.listed)", at: path)
    }
    guard let reduction = name.reduction(word, hasIndices: hasIndices) else {
      throw .unknown(.unknownReduction, word, "reduction", among: words, at: path)
    }
    return reduction
  }

  /// The number of a rule, or the usual one.
  func number(of rule: Rule) throws(EvalRefusal) -> Double {
    guard let number = try number(rule.name) else {
      return rule.usual.flatMap { Double($0) } ?? .nan
    }
    guard !rule.range.contains(number) else { return number }
    let text = format.shortest(number)
    if rule == .labelSmoothing {
      throw EvalRefusal(
        .smoothingOutOfRange, "\(text) is outside 0 ... 1; it is the share of the uniform labels",
        at: rule.name)
    }
    throw EvalRefusal(.ruleOutOfRange, "found \(text), needs \(rule.range.words)", at: rule.name)
  }

  /// What probabilities are clipped to: `lo` and `hi`, or `epsilon` and `1 − epsilon`.
  func bounds() throws(EvalRefusal) -> (lo: Double, hi: Double) {
    let usual = format.rounded(1e-7)
    let epsilon = try number("epsilon") ?? usual
    let lo = try number("lo")
    let hi = try number("hi")
    return (lo ?? epsilon, hi ?? format.rounded(1 - epsilon))
  }

  /// The names that `outputs` asks for; nil for the usual ones.
  func outputs(of function: RowFunction) throws(EvalRefusal) -> Set<String>? {
    try outputs(among: function.outputs.map(\.name))
  }

  func outputs(among names: [String]) throws(EvalRefusal) -> Set<String>? {
    guard let value = self["outputs"] else { return nil }
    guard case .list(let items) = value else {
      throw EvalRefusal(
        .unknownOutput, "found \(value.kind), needs a list of \(names.listed)", at: "outputs")
    }
    var wanted: Set<String> = []
    for (place, item) in items.enumerated() {
      let path = "outputs[\(place)]"
      guard case .text(let name) = item else {
        throw EvalRefusal(
          .unknownOutput, "found \(item.kind), needs one of \(names.listed)", at: path)
      }
      guard names.contains(name) else {
        throw .unknown(.unknownOutput, name, "output", among: names, at: path)
      }
      wanted.insert(name)
    }
    return wanted
  }
}
