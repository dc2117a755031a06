import LogitBench
import LogitExact
import LogitLosses
import LogitStudies
import LogitText

/// What to type in place of a word that is no command but means something here.
enum CommandHints {
  /// - Parameter rest: What follows the word.
  /// - Returns: nil where the word means nothing.
  static func hint(for word: String, _ rest: Substring) -> String? {
    // No word that is known is as long.
    guard word.utf8.count <= 60 else { return nil }
    let name = word.prefix { $0 != "(" }
    if let function = Function(rawValue: String(name)) ?? (name == "ln" ? .log : nil) {
      return hint(for: function, word, rest)
    }
    if let format = Format(spelling: word) {
      return Bench.dtypes.contains(format)
        ? "'dtype \(format.name)' takes it" : "'exact FORMULA --dtype \(format.name)' takes it"
    }
    if let framework = Framework.allCases.first(where: { $0.name == word && $0 != .none }) {
      return "'as \(framework.name)' takes its defaults"
    }
    let losses = LossWords.losses(called: word) + Loss.all.filter { $0.name == word }
    if !losses.isEmpty {
      return "it is a loss: " + losses.map { "'loss \($0.name)'" }.joined(separator: " or ")
    }
    if Sample.names.contains(word) { return "'sample \(word)' opens it" }
    return nil
  }

  private static func hint(for function: Function, _ word: String, _ rest: Substring) -> String {
    // Typed as a call it is a formula.
    if word.contains("(") { return "'exact \(word)\(rest)' gives its digits".shortenedHint }
    let numbers = rest.split { $0.isWhitespace || $0 == "," }.prefix(9)
    let isRead = !numbers.isEmpty && numbers.count <= 8 && numbers.allSatisfy { Number($0) != nil }
    let values = isRead ? numbers.map(String.init) : ["1", "2", "3"]
    switch function {
    case .softmax, .logSoftmax, .logsumexp, .sum, .mean, .argmax, .max, .min:
      let digits = "'exact \(function.name)(z) z=\(values.joined(separator: ","))' gives its digits"
      let isShown = function == .softmax
      return isShown
        ? "'logits \(values.joined(separator: " "))' shows it; \(digits)" : digits
    case .exp, .log, .log1p, .expm1, .sqrt, .abs, .exp2, .log2, .tanh, .erf, .sigmoid, .softplus,
      .logSigmoid, .stopGradient:
      return "'exact \(function.name)(\(isRead ? values[0] : "2"))' gives its digits"
    case .clip: return "'exact clip(z, 0, 1) z=2' gives its digits"
    case .times: return "'exact times(y, t) y=0 t=1' gives its digits"
    case .pow: return "'exact p^b p=0.5 b=2' gives its digits"
    case .choice: return "'exact where(p>0, log(p), 0) p=0.5' gives its digits"
    case .dot: return "'exact dot(y, t) y=0,1 t=2,3' gives its digits"
    case .grad, .condition:
      return "'exact \(function.name)(log(1+exp(z)),z) z=-40' gives its digits"
    case .insert: return "'exact insert(v, 1) v=1,2' gives its digits"
    case .indices: return "'exact indices(v) v=5,6,7' gives its digits"
    case .others: return "'exact others(z, 0) z=1,2,3' gives its digits"
    }
  }
}

extension String {
  /// A hint is for reading: what was pasted behind a word would bury it.
  fileprivate var shortenedHint: String { utf8.count <= 120 ? self : "'exact FORMULA' does that" }
}
