import LogitBench
import LogitExact
import LogitText

/// Inputs as they are shown: rounding them to the format is the first thing that happens to them.
extension Number {
  /// What the format makes of the number, where that is another number to a reader: `36` for 36.1
  /// in bfloat16; nil where it stays.
  ///
  /// In the wide formats nearly every decimal is rounded, and only digits that are lost count; what
  /// a half format keeps is told in six digits.
  package func becomes(in format: Format) -> String? {
    let (typed, value) = (value(in: .float64), value(in: format))
    guard value != typed, !value.isNaN else { return nil }
    switch format {
    case .float64, .float32:
      let short = format.shortest(value)
      return Double(short) == typed ? nil : short
    case .float16, .bfloat16, .float8E5M2, .float8E4M3:
      let short = value.significant(6)
      return short == typed.significant(6) ? nil : short
    }
  }

  /// As typed, with the mark of rounding where the format changes it: `36.1~`.
  package func marked(in format: Format) -> String {
    becomes(in: format) == nil ? text : text + "~"
  }

  /// As typed, and what the format makes of it: `36.1 =36`.
  package func explained(in format: Format) -> String {
    becomes(in: format).map { "\(text) =\($0)" } ?? text
  }
}

extension Table {
  /// The input in a column; nil for a result.
  private func input(_ column: Column, _ index: Int) -> Number? {
    switch column {
    case .logit: bench.logits[bench.row][index]
    case .label: bench.label(of: index)
    case .posWeight: bench.posWeight(of: index)
    case .name, .softmax, .sigmoid, .negLog, .loss, .gradient, .labelGradient, .pinnedProbability,
      .pinnedLoss, .leastProbability, .mostProbability, .leastNegLog, .mostNegLog:
      nil
    }
  }

  /// The text of a cell with all that it has to say: of an input also what rounding made of it.
  package func detail(_ column: Column, _ index: Int) -> String {
    input(column, index)?.explained(in: bench.dtype) ?? text(column, index)
  }
}

extension Bench {
  /// What of the chosen row the format has no room for, wherever one looks: `c1: 70000 became inf in
  /// float16`; nil where it holds all.
  package var overflow: String? {
    let format = dtype
    func isLost(_ number: Number, _ divisor: Double) -> Bool {
      number.isFinite && format.rounded(number.value(in: format) / divisor).isInfinite
    }
    func text(_ name: String, _ number: Number, over divisor: Number? = nil) -> String? {
      let divided = divisor?.value(in: format) ?? 1
      guard isLost(number, divided) else { return nil }
      let seen = format.shortest(format.rounded(number.value(in: format) / divided))
      let quotient = divisor.map { divided == 1 ? "" : " / \($0)" } ?? ""
      return "\(name): \(number)\(quotient) became \(seen) in \(format.name)"
    }
    func first(_ numbers: [Number], over divisor: Number? = nil, _ name: (Int) -> String) -> String?
    {
      let divided = divisor?.value(in: format) ?? 1
      let lost = numbers.indices.filter { isLost(numbers[$0], divided) }
      guard let first = lost.first, let told = text(name(first), numbers[first], over: divisor)
      else { return nil }
      return lost.count == 1 ? told : "\(told), and \(lost.count - 1) more"
    }
    if let text = text("temperature", temperature) { return text }
    let divisor = isTempered ? temperature : nil
    if let text = first(logits[row], over: divisor, className) { return text }
    if case .dense(let values) = labels, let text = first(values[row], { "y of \(className($0))" })
    {
      return text
    }
    if loss.takes(.posWeight), let text = first(posWeight, { _ in "pos_weight" }) { return text }
    if isWeighted, let text = first(classWeight, { "class_weight of \(className($0))" }) {
      return text
    }
    return text("sample_weight", weight(ofRow: row))
  }
}
