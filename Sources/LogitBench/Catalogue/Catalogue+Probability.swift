import LogitExact
import LogitLosses

/// The binary cross entropy of a probability `p` that was computed before, as functions take it that
/// are not given logits.
extension Catalogue {
  /// The names of these formulas: `p` and the label `y`.
  package static let probabilityScope = Scope(names: ["p": .scalar, "y": .scalar])

  private static func formula(
    _ name: String, _ text: String, slope: String, by source: Formula.Source, breaks: String,
    at example: [String]
  ) -> Formula {
    // What p is rounded to when it comes from a logit is no part of these formulas.
    Formula(
      name, text, slope: slope, by: source, breaks: breaks, at: example, twin: "log1p",
      isOther: true, scope: probabilityScope)
  }

  private static let clipped = "clip(p, 1e-7, 1 - 1e-7)"

  /// Formulas over `p` and `y`; their slopes are those by `p`.
  package static let ofProbability: [Formula] = [
    formula(
      "keras-1",
      "max(log(\(clipped) / (1 - \(clipped))), 0) - log(\(clipped) / (1 - \(clipped))) * y"
        + " + log1p(exp(-abs(log(\(clipped) / (1 - \(clipped))))))",
      slope: "\(inside("p")) * ((\(clipped) - y) / (\(clipped) * (1 - \(clipped))))", by: .keras,
      breaks:
        "the older path, back to a logit through a clip: no loss below 1.19e-07 or above 16.12",
      at: at("-100", "1")),
    formula(
      "keras-2",
      "-(y * log(\(clipped) + 1e-7) + (1 - y) * log(1 - \(clipped) + 1e-7))",
      slope: "\(inside("p")) * ((1 - y) / (1 - \(clipped) + 1e-7) - y / (\(clipped) + 1e-7))",
      by: .keras,
      breaks: "two epsilons: the loss of a wrong answer stops at 15.42, and its gradient is 0",
      at: at("-100", "1")),
    formula(
      "keras-3", "-(y * log(\(clipped)) + (1 - y) * log(1 - \(clipped)))",
      slope: "\(inside("p")) * ((\(clipped) - y) / (\(clipped) * (1 - \(clipped))))", by: .keras,
      breaks: "a clip: the loss of a wrong answer stops at 16.12 or 15.94, and its gradient is 0",
      at: at("-100", "1")),
    formula(
      "pytorch-bce", "-(y * max(log(p), -100) + (1 - y) * max(log1p(-p), -100))",
      slope: "(p - y) / max(p * (1 - p), 1e-12)", by: .pyTorch,
      breaks: "the logarithm is clamped at -100, where p is rounded to 1 from z = 17 on",
      at: at("17", "0")),
    formula(
      "plus-epsilon", "-(y * log(p + 1e-8) + (1 - y) * log(1 - p + 1e-8))",
      slope: "(1 - y) / (1 - p + 1e-8) - y / (p + 1e-8)", by: .folklore,
      breaks: "no loss exceeds 18.42, and a sure answer gets one below 0",
      at: at("-40", "1")),
  ]
}

extension Catalogue {
  /// Of a probability on the bench, which gets it as it is.
  static let binary: [Formula] = ofProbability.map(\.ofInput)

  private static let categoricalClip = "clip(p / sum(p), 1e-7, 1 - 1e-7)"
  private static let rowScope = Scope(names: ["p": .vector(2), "labels": .vector(2)])

  /// Of the probabilities of a row on the bench.
  static let categorical: [Formula] = [
    Formula(
      "keras", "-sum(labels * log(\(categoricalClip)))", by: .keras,
      breaks: "a clip: the loss of a wrong answer stops at 16.12, and its gradient is 0",
      at: ["logits 1e-30 1 0", "labels 1 0 0"], twin: kernelName, isOther: true,
      scope: rowScope),
    Formula(
      "nll-of-log", "-sum(labels * log(p))", by: .pyTorch,
      breaks: "probabilities that do not sum to 1 are taken as they are",
      at: ["logits .2 .2 .2", "labels 1 0 0"], twin: kernelName, isOther: true,
      scope: rowScope),
  ]
}

extension Formula {
  /// The same beside the loss of the probability itself.
  fileprivate var ofInput: Formula {
    Formula(
      name, text, slope: gradient, by: source, breaks: breaks,
      at: example.isEmpty ? [] : ["logits 1e-44", "labels 1"], twin: Catalogue.kernelName,
      isOther: isOther, scope: Catalogue.probabilityScope)
  }

  /// The same with the probability computed from the logit: a derivative by the logit is that by `p`
  /// times `p(1 − p)`.
  ///
  /// - Parameter head: What gives `p`, as a formula of the logit.
  func through(_ head: String) -> Formula {
    let slope = gradient.map { "(\($0)) * (p * (1 - p))".replacing(words: ["p": head]) }
    return Formula(
      name, text.replacing(words: ["p": head]), slope: slope, by: source, breaks: breaks,
      at: example, twin: twin, isOther: isOther)
  }
}
