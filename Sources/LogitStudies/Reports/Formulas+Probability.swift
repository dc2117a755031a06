import LogitBench
import LogitLosses
import LogitText

/// The losses whose inputs are probabilities, by the rules of a framework.
extension Formulas {
  private var input: Double { bench.logits[bench.row][index].value(in: bench.dtype) }
  private var inputs: [Double] { bench.logits[bench.row].map { $0.value(in: bench.dtype) } }

  /// How many classes a row's loss is the mean of.
  private var share: Int? {
    bench.form.over == .mean && bench.classes > 1 ? bench.classes : nil
  }

  /// What every derivative is multiplied by; nil for 1.
  var factor: String? {
    var parts: [String] = []
    if weight.text != "1" { parts.append(weight.text) }
    let divided = [share.map { "\($0)" }, bench.isTempered ? bench.temperature.text : nil]
      .compactMap(\.self)
    if parts.isEmpty, divided.isEmpty { return nil }
    return (parts.isEmpty ? "1" : parts.joined()) + divided.map { " / \($0)" }.joined()
  }

  /// `2 (p - y)`, `1 / 3 (p - y) = …` with the factor before each side that is spelled.
  static func scaled(_ body: String, by factor: String) -> String {
    let sides = body.components(partedBy: " = ")
    return sides.map { "\(factor) * (\($0))" }.joined(separator: " = ")
  }

  /// A row with a weight: whatever the loss is, times it.
  var weightedSpellings: [String] {
    let isOwn = bench.loss.isElementwise
    let value = isOwn ? result.terms[index] : result.loss
    return [
      heading("loss", isOwn ? index : nil)
        + "sample_weight * loss of the row's numbers, \(weight) * it = \(full(value))"
    ]
  }

  /// The probability as the loss takes it, in words: clipped, or as it is.
  private var taken: String { bench.isClipped ? "clip(p)" : "p" }

  /// `-ln(clip(p)) = -ln(0.9999999)`.
  var probabilityLossSpellings: [String] {
    let isOwn = bench.loss.isElementwise
    let value = isOwn ? result.terms[index] : result.loss
    let tail = " = \(full(value)) nats\(rounded)"
    let head = heading("loss", isOwn ? index : nil)
    let body: (text: String, number: String?)
    if isOwn { body = binaryBody } else { body = categoricalBody }
    let divided = share.map { " / \($0)" } ?? ""
    let short = "\(head)\(body.text)\(divided)\(tail)"
    return [body.number.map { "\(head)\(body.text)\(divided) = \($0)\(divided)\(tail)" }, short]
      .compactMap(\.self)
  }

  private var binaryBody: (text: String, number: String?) {
    let clip = bench.clip
    let kept = min(max(input, clip.lo), clip.hi)
    let isClamped = bench.form == .clampedBinaryCrossEntropy
    let y = labels[index]
    if y == 1 {
      return isClamped
        ? ("min(100, -ln p)", "min(100, -ln \(held(input)))")
        : ("-ln \(taken)", "-ln \(held(kept))")
    }
    if y == 0 {
      return isClamped
        ? ("min(100, -ln(1-p))", "min(100, -ln(1 - \(held(input))))")
        : ("-ln(1 - \(taken))", "-ln(1 - \(held(kept)))")
    }
    return ("-y ln \(taken) - (1-y) ln(1 - \(taken))", nil)
  }

  private var categoricalBody: (text: String, number: String?) {
    let clip = bench.clip
    if bench.loss.takesIndices {
      let kept = inputs.map { min(max($0, clip.lo), clip.hi) }
      guard let label = bench.index(ofRow: bench.row), kept.indices.contains(label) else {
        return ("ln(sum of \(taken)) - ln \(taken)[label]", nil)
      }
      return (
        "ln(sum of \(taken)) - ln \(taken)[\(label)]",
        "ln \(brief(kept.reduce(0, +))) - ln \(held(kept[label]))"
      )
    }
    let share = bench.isClipped ? "clip(p / sum of p)" : "(p / sum of p)"
    return ("-sum of y ln \(share)", nil)
  }

  /// A probability as the format holds it, with a digit more than the results of it have.
  private func held(_ p: Double) -> String {
    p.significant(bench.dtype == .float64 ? 17 : 8)
  }

  /// Said in place of a derivative, which is 0 whatever it is multiplied by.
  private var flat: String {
    "0: the clip is flat outside \(bench.clip.lo.significant(8)) ... \(bench.clip.hi.significant(8))"
  }

  /// What the loss loses with the probability.
  var slopesInProbability: [String] {
    let clip = bench.clip
    let isFlat = input < clip.lo || input > clip.hi
    if bench.loss.isElementwise {
      if bench.form == .clampedBinaryCrossEntropy {
        return ["(p - y) / max(p (1-p), 1e-12)"]
      }
      if isFlat { return [flat] }
      if labels[index] == 1 { return ["-1 / p = -1 / \(held(input))", "-1 / p"] }
      if labels[index] == 0 { return ["1 / (1-p) = 1 / (1 - \(held(input)))", "1 / (1-p)"] }
      return ["(p - y) / (p (1-p))"]
    }
    if isFlat, bench.loss.takesIndices {
      return [flat]
    }
    return bench.loss.takesIndices
      ? ["1 / sum of \(taken) - y / \(taken)"] : ["through p / sum of p"]
  }
}

extension String {
  fileprivate func components(partedBy mark: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: mark) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
