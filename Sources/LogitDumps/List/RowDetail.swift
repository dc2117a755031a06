import Glibc
import LogitExact
import LogitText

/// What one row says: its likeliest classes, its label among them, and what a sampler leaves of it.
package struct RowDetail: Sendable {
  package struct Line: Sendable {
    package let name: String
    package let logit: String
    package let probability: String
    /// From 0 to 1.
    package let share: Double
    package let isLabel: Bool
    package let isKept: Bool
  }

  package let lines: [Line]
  /// How many classes are not among the lines, and what they say together.
  package let rest: (count: Int, probability: String)?
  /// What the dials come to; empty while they are off.
  package let words: String
  /// The mass that is left of the row where the dials cut, and what it costs, −ln of it.
  package private(set) var mass: String?
  package private(set) var cost: String?

  /// - Parameter most: How many lines there may be.
  package init(
    _ dump: Dump, row: ListRow, _ dials: Dials, most: Int
  ) throws(DumpError) {
    let logits = try dump.rows.numbers(row.index..<row.index + 1)
    let format = dump.format
    func name(_ k: Int) -> String { dump.className(k, ofRow: row.index) }
    let shown = Self.likeliest(logits, most: most, with: row.labels)
    guard dump.head == .softmax else {
      lines = shown.map { k in
        let p = Near(1 / (1 + exp(-logits[k])), 8)
        return Line(
          name: name(k), logit: format.shortest(logits[k]), probability: p.text(in: format),
          share: p.value, isLabel: row.labels.contains(k), isKept: true)
      }
      (rest, words) = (nil, dials.isOff ? "" : "the dials are those of a softmax")
      return
    }
    let top = logits.max() ?? 0
    let weights = logits.map { exp(($0 - top) / dials.temperature) }
    let isNumber = top.isFinite && !logits.contains { $0.isNaN }
    let kept = isNumber ? dials.kept(weights) : logits.map { _ in true }
    let whole = weights.reduce(0, +)
    // A sum of K terms, each within four steps, over another.
    let steps = 2 * Double(logits.count) + 16
    func text(_ share: Double, more: Double = 0, isWhole: Bool = false) -> String {
      guard isNumber else { return "nan" }
      return isWhole ? "1" : Near(share, steps + more).text(in: format)
    }
    lines = shown.map { k in
      let others = weights.indices.contains { $0 != k && logits[$0] > -.infinity }
      return Line(
        name: name(k), logit: format.shortest(logits[k]),
        probability: logits[k] == -.infinity
          ? "0"
          // Of an exponent the steps are those of the power.
          : text(
            weights[k] / whole, more: 2 * (top - logits[k]) / dials.temperature, isWhole: !others),
        share: isNumber ? weights[k] / whole : .nan, isLabel: row.labels.contains(k),
        isKept: kept[k])
    }
    let left = Set(shown)
    let mass = weights.indices.reduce(0) { left.contains($1) ? $0 : $0 + weights[$1] }
    rest =
      left.count < logits.count
      ? (logits.count - left.count, mass == 0 && isNumber ? "0~" : text(mass / whole)) : nil
    guard !dials.isOff, isNumber else {
      words = dials.isOff ? "" : "no dial turns what is no number"
      return
    }
    var parts = [dials.text]
    let cut = weights.indices.reduce(0) { kept[$1] ? $0 : $0 + weights[$1] }
    let stay = weights.indices.reduce(0) { kept[$1] ? $0 + weights[$1] : $0 }
    let minusLog = log1p(cut / stay)
    if !dials.cutsNothing {
      let count = kept.count { $0 }
      let isAll = cut == 0
      let (mass, cost) = (
        text(stay / whole, isWhole: isAll), isAll ? "0" : Near(minusLog, steps).text(in: .float64)
      )
      (self.mass, self.cost) = (mass, cost)
      parts += ["keeps \(count) of \(logits.count)", "S \(mass)", "-ln S \(cost)"]
    }
    if let label = row.labels.first, row.labels.count == 1, weights.indices.contains(label) {
      let loss = (top - logits[label]) / dials.temperature + log(whole) - minusLog
      let text = Near(max(0, loss), steps * (1 + 1 / max(loss, 1e-3))).text(in: .float64)
      parts.append(kept[label] ? "-ln p \(text)" : "the label is cut: -ln p inf")
    }
    words = parts.joined(separator: "   ")
  }

  /// The likeliest classes, the last ones of them labels where those are not among them.
  static func likeliest(_ logits: [Double], most: Int, with labels: [Int]) -> [Int] {
    guard most > 0 else { return [] }
    var top: [Int] = []
    for (k, z) in logits.enumerated() {
      guard top.count < most || z > logits[top[top.count - 1]] || z.isNaN else { continue }
      let place = top.firstIndex { z > logits[$0] || z.isNaN && !logits[$0].isNaN } ?? top.count
      top.insert(k, at: place)
      if top.count > most { top.removeLast() }
    }
    let missing = labels.filter { logits.indices.contains($0) && !top.contains($0) }.prefix(
      most / 2)
    return Array(top.prefix(most - missing.count)) + missing
  }
}

/// A double and how many of its steps it may be off.
struct Near {
  let value: Double
  private let ends: [Double]

  init(_ value: Double, _ steps: Double) {
    self.value = value
    ends = [value - steps * value.ulp, value + steps * value.ulp]
  }

  /// Its digits where they are sure, else the first ones and a `~`.
  func text(in format: Format) -> String {
    let texts = ends.map { Reading(format.rounded($0)).text }
    if texts[0] == texts[1] { return texts[0] }
    let few = Reading(format.rounded(value)).text
    return few.hasSuffix("~") ? few : few + "~"
  }
}
