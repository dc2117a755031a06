import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// What the two heads mean for a row, in sentences, loudest first.
package struct HeadsText: Equatable, Sendable {
  /// Which head the labels call for.
  package let verdict: String
  /// What goes wrong with the other, the bridge between both, and softmax twice; each with its
  /// longest spelling first.
  private let spellings: [[String]]

  init(_ heads: Heads, _ bench: Bench, ofClass index: Int) {
    let classes = bench.classes
    verdict = Self.verdict(heads.labels, classes: classes)
    var spellings = [Self.other(heads, bench)]
    if let bridge = Self.bridge(bench, index) { spellings.append(bridge) }
    if let twice = heads.twice {
      let floor = Self.floor(twice, heads.labels, classes: classes)
      if Self.lookLikeProbabilities(bench) {
        spellings.insert(
          [
            "softmax twice? these logits sum to 1 as probabilities do\(floor.long.map { ": \($0)" } ?? "")",
            "softmax twice? logits sum to 1\(floor.short.map { ": loss \($0)" } ?? "")",
          ], at: 0)
      } else {
        let loss = "softmax twice: loss \(Reading(twice.loss).text)"
        let gradient =
          "gradient on \(bench.className(twice.classIndex)) \(Reading(twice.gradient).text),"
          + " once \(Reading(twice.once).text)"
        spellings.append([
          "\(loss)\(floor.long.map { ", \($0)" } ?? ""); \(gradient)",
          "\(loss)\(floor.short.map { ", \($0)" } ?? ""); \(gradient)",
        ])
      }
    }
    self.spellings = spellings
  }

  /// What a softmax twice cannot fall below, at length and shortly; nothing where there is no least.
  private static func floor(
    _ twice: DoubleSoftmax, _ labels: LabelShape, classes: Int
  ) -> (long: String?, short: String?) {
    guard let floor = twice.floor, floor > 0 else { return (nil, nil) }
    let text = Reading(floor).text
    let long =
      labels == .one
      ? "for one true class never below ln(1 + \(classes - 1)/e) = \(text)"
      : "for these labels never below \(text)"
    return (long, "never below \(text)")
  }

  /// What is to be said besides the verdict, a sentence each, in spellings that fit where one does.
  package func remarks(width: Int) -> [String] {
    spellings.compactMap { spellings in
      spellings.first { displayWidth(of: $0) <= width } ?? spellings.last
    }
  }

  /// Whether the logits of the row may have been through a softmax already.
  private static func lookLikeProbabilities(_ bench: Bench) -> Bool {
    let logits = bench.logits[bench.row].map { $0.value(in: bench.dtype) }
    guard logits.allSatisfy({ 0...1 ~= $0 }), !logits.allSatisfy({ $0 == 0 || $0 == 1 }) else {
      return false
    }
    return (logits.reduce(0, +) - 1).magnitude < 1e-3
  }

  private static func verdict(_ labels: LabelShape, classes: Int) -> String {
    if classes == 1 { return "one output: sigmoid" }
    switch labels {
    case .one: return "one class is true: softmax"
    case .shares: return "the labels share 1: softmax"
    case .several(0): return "no class is true: sigmoid"
    case .several(let count): return "\(count) classes are true at once: sigmoid"
    case .own: return "each label is its own probability: sigmoid"
    case .ignored: return "this row is ignored: its label says nothing"
    case .none: return "a label outside 0 to 1 is no probability: neither"
    }
  }

  /// What goes wrong with the head that the labels do not call for.
  private static func other(_ heads: Heads, _ bench: Bench) -> [String] {
    guard bench.classes > 1 else {
      return ["softmax of one class is always 1: its loss is 0 and it learns nothing"]
    }
    let sum = heads.sigmoid.sum.text
    let loss = heads.softmax.total.text
    switch heads.labels {
    case .one, .shares:
      return [
        "sigmoid judges each class alone: the p add up to \(sum), not 1",
        "sigmoid: each class alone, the p add up to \(sum), not 1",
      ]
    case .several(0):
      return ["softmax: its loss is 0 whatever the logits are: it learns nothing"]
    case .several(let count):
      let least = Reading(leastLoss(bench)).text
      return [
        "softmax makes \(count) true classes share 1: its loss \(loss) cannot fall below"
          + " \(count) ln \(count) = \(least)",
        "softmax: \(count) share 1: loss \(loss), at least \(least)",
      ]
    case .own(let total):
      let labels = "labels of \(Reading(total).text) in all"
      let least = Reading(leastLoss(bench)).text
      return [
        "softmax makes \(labels) share 1: its loss \(loss) cannot fall below \(least)",
        "softmax: \(Reading(total).text) shared as 1: loss \(loss), at least \(least)",
      ]
    case .ignored:
      let row = "row \(bench.row) is ignored"
      guard let label = bench.index(ofRow: bench.row), !(0..<bench.classes).contains(label) else {
        return ["\(row): what it would cost"]
      }
      return [
        "\(row), and its label \(label) is no class: the losses are those of labels that are all 0",
        "\(row), label \(label) is no class: labels of 0",
      ]
    case .none: return ["the losses are those of the formulas, and may be negative"]
    }
  }

  /// The softmax cross entropy at its best logits: `Σ y ln(Σy / y)`.
  private static func leastLoss(_ bench: Bench) -> Double {
    let labels = bench.labelValues(ofRow: bench.row).map { $0.value(in: bench.dtype) }
    let sum = labels.reduce(0, +)
    return labels.filter { $0 > 0 }.reduce(0) { $0 + $1 * negLog($1 / sum) }
  }

  /// `softmax of [z, 0] is sigmoid(z)`, with this class's numbers.
  private static func bridge(_ bench: Bench, _ index: Int) -> [String]? {
    let dtype = bench.dtype
    // Over a temperature they are rounded again, so that they can be printed.
    let logits = bench.headLogits.map { dtype.rounded($0) }
    var others = logits
    others.remove(at: index)
    let rule = "softmax of [z, 0] is sigmoid(z)"
    guard let other = others.first, logits[index].isFinite else { return nil }
    let rest = logSumExp(others)
    guard rest.isFinite else { return nil }
    let p = Reading(dtype.rounded(sigmoid(logits[index] - rest))).text
    func spelled(_ z: Double) -> String { z < 0 ? "(\(dtype.shortest(z)))" : dtype.shortest(z) }
    if others.count == 1 {
      let x = "\(dtype.shortest(logits[index])) - \(spelled(other))"
      return ["\(rule): softmax p[\(index)] = sigmoid(\(x)) = \(p)"]
    }
    let gap = Reading(rest).text
    let x = "\(dtype.shortest(logits[index])) - \(rest < 0 ? "(\(gap))" : gap)"
    let equation = "p[\(index)] = sigmoid(\(x)) = \(p)"
    let whole = "\(rule): softmax \(equation)"
    return [
      "\(whole), minus the logsumexp of the others", whole, "\(rule): \(equation)",
    ]
  }
}
