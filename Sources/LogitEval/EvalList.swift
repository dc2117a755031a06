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

  /// The functions, one JSON object a line.
  package static var list: [String] {
    EvalName.all.filter { !$0.name.contains(".") }.map { name in
      var names: [String] = []
      var inputs = ["x"]
      var parameters: [(String, String)] = []
      var outputs = ["value"]
      if case .rows(let function) = name.work {
        names = EvalName.all.filter { $0.name.contains(".") && $0.uses(function) }.map(\.name)
        inputs = [function.input]
        if function.labels != .none { inputs.append("labels") }
        if function.takes(.posWeight) { inputs.append("pos_weight") }
        parameters = function.parameters.filter { $0 != .posWeight }.map { ($0.name, $0.usual) }
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
      return other.name == function.name || other.name == function.name + "_rows"
    }
  }
}

extension RowFunction.Parameter {
  /// The default as JSON; null where without it nothing happens.
  fileprivate var usual: String {
    switch self {
    case .axis: "-1"
    case .labelSmoothing: "0"
    case .epsilon: "1e-7"
    case .upstream, .posWeight, .classWeight, .ignoreIndex, .lo, .hi: "null"
    }
  }
}
