import Glibc
import LogitBench
import LogitLosses
import LogitText

extension Formulas {
  /// The loss that the class adds to, longest spelling first.
  var lossSpellings: [String] {
    switch (bench.loss.family, bench.loss.head) {
    case (.crossEntropy?, .softmax):
      if let hard = Self.hardClass(labels) {
        return hardSpellings(label: hard)
      }
      return softSpellings
    case (.crossEntropy?, .sigmoid): return sigmoidSpellings
    case (.crossEntropy?, .given):
      return probabilityLossSpellings
    case (.squaredError?, .sigmoid):
      let p = brief(probability.value)
      return [
        heading("loss", index)
          + "(p - y)^2 / 2 = (\(p) - \(label(index)))^2 / 2"
          + " = \(full(result.terms[index]))\(rounded)",
        heading("loss", index) + "(p - y)^2 / 2 = \(full(result.terms[index]))\(rounded)",
      ]
    case (.squaredError?, .softmax):
      let head = heading("loss", nil) + "sum of (p - y)^2 / 2"
      let tail = " = \(full(result.loss))\(rounded)"
      guard result.terms.count <= Self.mostTerms else { return [head + tail] }
      let terms = result.terms.map { $0.spelledBriefly }.joined(separator: " + ")
      return ["\(head) = \(terms)\(tail)", head + tail]
    case (nil, _), (.squaredError?, .given):
      let isOwn = bench.loss.isElementwise
      let head = heading("loss", isOwn ? index : nil)
      let value = full(isOwn ? result.terms[index] : result.loss)
      let formula = bench.loss.own?.text ?? "\(ClassNumber.loss.formula(of: bench.loss))"
      return ["\(head)\(formula) = \(value)\(rounded)", head + value]
    }
  }

  /// The class whose target is 1 while the others are 0; nil where there is none.
  private static func hardClass(_ targets: [Double]) -> Int? {
    let named = targets.indices.filter { targets[$0] != 0 }
    return named.count == 1 && targets[named[0]] == 1 ? named[0] : nil
  }

  /// One true class: `−ln p` as the way up to the largest logit plus the log of the others' share.
  private func hardSpellings(label: Int) -> [String] {
    let head = heading("loss", label)
    let tail = " = \(full(result.loss)) nats\(rounded)"
    let m = maximum
    guard m.isFinite, let top = logits.firstIndex(of: m) else { return ["\(head)-ln p\(tail)"] }
    var gaps = logits.map { $0 - m }
    gaps.remove(at: top)
    let finite = gaps.filter { $0 > -.infinity }
    let others = finite.reduce(0) { $0 + exp($1) }
    let spelled = spelled(finite.count > Self.mostTerms ? finite : finite.sorted())
    let long = "ln(\((["1"] + spelled).joined(separator: " + ")))"
    let short = "ln(1 + sum of \(counted(finite.count, "power")))"
    if logits[label] == m {
      let log = others > 0 ? " = log1p(\(brief(others)))" : ""
      return ["\(head)\(long)\(log)\(tail)", "\(head)\(long)\(tail)", "\(head)\(short)\(tail)"]
        + ["\(head)-ln p\(tail)"]
    }
    let gap = "(\(difference(m, logits[label])))"
    let isLost = others == 0 && !finite.isEmpty
    let values = " = \(brief(m - logits[label])) + \(isLost ? "0~" : brief(log1p(others)))"
    return [
      "\(head)\(gap) + \(long)\(values)\(tail)",
      "\(head)\(gap) + \(long)\(tail)",
      "\(head)\(gap) + \(short)\(tail)",
      "\(head)-ln p\(tail)",
    ]
  }

  /// Labels between the classes: the mean of `−ln p`, weighed by them.
  private var softSpellings: [String] {
    let head = heading("loss", nil)
    let tail = " = \(full(result.loss)) nats\(rounded)"
    let labelled = labels.indices.filter { labels[$0] != 0 }
    if labelled.isEmpty { return ["\(head)sum of y (-ln p), and every y is 0\(tail)"] }
    guard labelled.count <= Self.mostTerms else { return ["\(head)sum of y (-ln p)\(tail)"] }
    let terms = labelled.map {
      "\(self.label($0))*\(result.negLog[$0].spelledBriefly)"
    }
    return [
      "\(head)sum of y (-ln p) = \(terms.joined(separator: " + "))\(tail)",
      "\(head)\(terms.joined(separator: " + "))\(tail)",
      "\(head)sum of y (-ln p)\(tail)",
    ]
  }

  /// `q y ln(1 + e^−z) + (1−y) ln(1 + e^z)`, with what is 0 or 1 left out.
  private var sigmoidSpellings: [String] {
    let head = heading("loss", index)
    let tail = " = \(full(result.terms[index])) nats\(rounded)"
    let z = logits[index]
    let y = labels[index]
    let positive = "ln(1 + \(power(-z)))"
    let negative = "ln(1 + \(power(z)))"
    let weighs = bench.loss.takes(.posWeight)
    let q = bracketed(curves.q)
    let sigmoid = QuickProbability(logit: z)
    if y == 1 {
      let value = brief(sigmoid.negLog)
      if weighs {
        return ["\(head)q \(positive) = \(q) * \(value)\(tail)", "\(head)q(-ln p)\(tail)"]
      }
      return ["\(head)\(positive)\(tail)"]
    }
    if y == 0 { return ["\(head)\(negative)\(tail)"] }
    let sides = (positive: brief(sigmoid.negLog), negative: brief(sigmoid.negLog1m))
    let factor = weighs ? "q y" : "y"
    let numbers = (weighs ? "\(q) * " : "") + "\(label(index)) * \(sides.positive)"
    let symbols = "\(factor) \(positive) + (1-y) \(negative)"
    let values = "\(numbers) + \(rest(of: y)) * \(sides.negative)"
    return [
      "\(head)\(symbols) = \(values)\(tail)", "\(head)\(values)\(tail)", "\(head)\(symbols)\(tail)",
    ]
  }

  /// What a label leaves to the other side.
  private func rest(of y: Double) -> String {
    let rest = brief(1 - y)
    return rest.hasPrefix("-") ? "(\(rest))" : rest
  }
}
