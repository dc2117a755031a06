import LogitLosses
import LogitText

extension Eval {
  /// All names of functions.
  package static var names: [String] { EvalName.names }

  /// The function of rows that a name stands for; nil where it has none.
  package static func function(named name: String, fromLogits: Bool = false) -> RowFunction? {
    guard let name = EvalName.named(name), case .rows(let function) = name.work else { return nil }
    return fromLogits ? name.fromLogits ?? function : function
  }

  /// The defaults of parameters as JSON, where without them something happens.
  private static let defaults: [String: String] = {
    let numbers = Rule.all.filter { $0.shape == .one }.compactMap { rule in
      rule.usual.map { (rule.name, $0) }
    }
    return Dictionary(uniqueKeysWithValues: numbers + [("axis", "-1")])
  }()

  /// The functions, one JSON object a line.
  package static var list: [String] {
    let all = EvalName.all + EvalName.recipes
    return all.filter { !$0.name.contains(".") }.map { name in
      var names: [String] = []
      var inputs = ["x"]
      var parameters: [(String, String)] = []
      var outputs = ["value"]
      if case .rows(let function) = name.work {
        names = all.filter { $0.name.contains(".") && $0.uses(function) }.map(\.name)
        inputs = [function.input]
        if function.labels != .none { inputs.append("labels") }
        if function.takes(.posWeight) { inputs.append("pos_weight") }
        let own = Dictionary(
          uniqueKeysWithValues: function.parameters.compactMap { rule in
            rule.usual.map { (rule.name, $0) }
          })
        parameters = function.fields.filter { $0 != Rule.posWeight.name }.map {
          ($0, own[$0] ?? defaults[$0] ?? "null")
        }
        if function.isLoss {
          parameters += [("sample_weight", "null"), ("reduction", "\"none\"")]
        }
        outputs = function.outputs.map(\.name)
      }
      func list(_ words: [String]) -> String { "[\(words.map(\.quotedAsJSON).listed)]" }
      let usual = parameters.map { "\($0.quotedAsJSON): \($1)" }.listed
      return """
        {"name": \(name.name.quotedAsJSON), "inputs": \(list(inputs)), "parameters": {\(usual)}, \
        "outputs": \(list(outputs)), "names": \(list(names))}
        """
    }
  }
}

extension EvalName {
  fileprivate func uses(_ function: RowFunction) -> Bool {
    guard case .rows(let own) = work else { return false }
    return [own, fromLogits, forIndices, unweighted].contains { other in
      guard let other else { return false }
      return other == function || Loss.of(other)?.function == function
    }
  }
}
