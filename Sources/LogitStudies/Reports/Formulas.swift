import Glibc
import LogitBench
import LogitExact
import LogitText

/// Where the numbers of one class come from, with the person's own numbers in the formulas: what a
/// teacher would write on the board.
package struct Formulas {
  let bench: Bench
  let evaluation: Evaluation
  let index: Int
  let curves: Curves
  let logits: [Double]
  /// As they weigh on the loss: smoothed, and times the weights of their classes.
  let labels: [Double]
  /// What the whole row is multiplied by.
  let weight: Number
  /// How many digits an exact value may have; nil for as many as fit.
  let digits: Int?

  init(_ model: Model, ofClass index: Int) {
    bench = model.bench
    evaluation = model.evaluation
    self.index = index
    digits = model.digits
    curves = model.curves(ofClass: index)
    logits = bench.temperedLogits(ofRow: bench.row)
    labels = bench.targets(ofRow: bench.row)
    weight = bench.weight(ofRow: bench.row)
  }

  /// The formulas of several numbers, one a line.
  ///
  /// - Parameter width: The longest spelling that fits is taken; the shortest may still be wider.
  package func lines(_ subjects: [ClassNumber], width: Int) -> [String] {
    let subjects = subjects.filter(isKnown)
    let candidates = subjects.map { subject in
      let spellings = spellings(of: subject)
      let shown = spellings.first { $0.utf8.count <= width } ?? spellings.last ?? ""
      // The exact loss is worth a shorter spelling; the others give way to the numbers in theirs.
      let shorter = spellings.filter { $0.utf8.count <= shown.utf8.count && $0 != shown }
      return candidate(
        subject, [shown] + shorter.prefix(subject == .loss ? 1 : 0), width: width)
    }
    return lines(candidates, width: width)
  }

  /// Whether a number comes from somewhere: a probability that was given does not, nor what a row
  /// costs that is ignored.
  private func isKnown(_ subject: ClassNumber) -> Bool {
    subject == .probability ? bench.loss.head != .given : !bench.isIgnored(bench.row)
  }

  private func spellings(of subject: ClassNumber) -> [String] {
    switch subject {
    case .probability: probabilitySpellings
    case .loss: weight.text == "1" ? lossSpellings : weightedSpellings
    case .gradient: gradientSpellings
    }
  }

  var result: RowResult { evaluation.chosen }
  var probability: Reading { result.probabilities(bench.loss)[index] }

  // MARK: - Spelling

  /// All digits that tell the number from its neighbours in the format; of a format of few bits those
  /// that the table shows, since a shorter text that reads back as it is another number to a person.
  func full(_ value: Double) -> String { bench.dtype.legible(value) }

  /// What says that a line's last number was rounded to less than the digits before it; nothing in a
  /// format that has as many.
  var rounded: String { bench.dtype.precision < 24 ? " in \(bench.dtype.name)" : "" }

  func full(_ reading: Reading) -> String {
    reading.isRounded ? reading.text : full(reading.value)
  }

  /// A number inside a formula: enough digits to follow it.
  func brief(_ value: Double) -> String {
    let digits = bench.dtype == .float64 ? 10 : 7
    return value.significant(digits)
  }

  /// `e^-6`.
  func power(_ exponent: Double) -> String { "e^\(exponent.significant(6))" }

  /// More terms than this no line can hold.
  static let mostTerms = 12

  /// The powers one by one, or the first of more than a line can hold.
  func spelled(_ exponents: [Double]) -> [String] {
    let most = Self.mostTerms
    let powers = exponents.prefix(most).map(power)
    return exponents.count > most ? powers + ["... \(exponents.count - most) more"] : powers
  }

  /// An input as it was typed, a negative one in brackets.
  func bracketed(_ value: Double) -> String {
    value < 0 ? "(\(full(value)))" : full(value)
  }

  /// A label as it weighs on the loss; one that smoothing or a weight made has no digits of its own.
  func label(_ index: Int) -> String {
    guard bench.isSmoothed || bench.isWeighted else { return bracketed(labels[index]) }
    return labels[index] < 0 ? "(\(brief(labels[index])))" : brief(labels[index])
  }

  /// `a - b` with so many digits of both that the difference of what is printed is the one printed.
  func difference(_ a: Double, _ b: Double) -> String {
    func spelled(_ text: String) -> String { text.hasPrefix("-") ? "(\(text))" : text }
    let shown = (full(a), full(b))
    let told = brief(a - b)
    let digits = (7...17).first { digits in
      let (left, right) = (Double(a.significant(digits)), Double(b.significant(digits)))
      return left.flatMap { left in right.map { brief(left - $0) } } == told
    }
    if let left = Double(shown.0), let right = Double(shown.1), brief(left - right) == told {
      return "\(shown.0) - \(spelled(shown.1))"
    }
    let enough = digits ?? 17
    return "\(a.significant(enough)) - \(spelled(b.significant(enough)))"
  }

  /// The name of a quantity of this class, so wide that the equals signs stand in a column.
  func heading(_ name: String, _ index: Int?) -> String {
    let subject = index.map { "\(name)[\($0)]" } ?? name
    return subject.padded(to: "dloss/dz[\(self.index)]".count) + " = "
  }

  // MARK: - Probability

  private var probabilitySpellings: [String] {
    let head = heading("p", index)
    let complement = Reading(
      bench.dtype.rounded(curves.complement), isExact: probability.isExact)
    let rest = "   1 - p = \(complement.spelledBriefly)"
    let tail = " = \(full(probability))\(rounded)"
    switch bench.loss.head {
    case .given: return []
    case .sigmoid:
      let body = "1 / (1 + \(power(-logits[index])))"
      return ["\(head)\(body)\(tail)\(rest)", "\(head)\(body)\(tail)"]
    case .softmax:
      // e^z itself as long as it is a number that people can read, else relative to the largest.
      let isLarge = logits.contains { $0.magnitude > 30 && $0.isFinite }
      let shift = isLarge && maximum.isFinite ? maximum : 0
      let exponents = logits.map { $0 - shift }
      let top = power(exponents[index])
      let sum = exponents.reduce(0) { $0 + exp($1) }
      let long = spelled(exponents).joined(separator: " + ")
      let short = "sum of \(counted(logits.count, "power"))"
      // Two numbers that print alike would explain nothing, and a bare 1 must be one.
      let sides = (top: brief(exp(exponents[index])), sum: brief(sum))
      let isTrue = sides.top != "0" && sum.isFinite && (sides.sum != "1" || sum == 1)
      let isTelling = isTrue && sides.top != sides.sum
      let values = isTelling ? " = \(sides.top) / \(sides.sum)" : ""
      if maximum == .infinity, logits.count(where: { $0 == .infinity }) == 1 {
        return [
          "\(head)limit of \(top) / (\(long))\(tail)\(rest)",
          "\(head)limit of \(top) / (\(long))\(tail)", "\(head)one logit is inf\(tail)",
        ]
      }
      return [
        "\(head)\(top) / (\(long))\(values)\(tail)\(rest)",
        "\(head)\(top) / (\(long))\(tail)\(rest)",
        "\(head)\(top) / (\(long))\(tail)",
        "\(head)\(top) / (\(short))\(values)\(tail)\(rest)",
        "\(head)\(top) / (\(short))\(tail)\(rest)",
        "\(head)\(top) / (\(short))\(tail)",
      ]
    }
  }

  var maximum: Double { logits.max() ?? 0 }

  // MARK: - Gradient

  private var gradientSpellings: [String] {
    let head = heading("dloss/d\(bench.loss.inputSymbol)", index)
    let own = result.gradient[index]
    let tail = " = \(full(own))\(rounded)"
    let p = full(probability)
    let y = label(index)
    var bodies: [String]
    switch (bench.loss.family, bench.loss.head) {
    case (.crossEntropy?, .softmax):
      let sum = labels.reduce(0, +)
      // Labels such as .2 .3 .5 add up to 1 only once they are rounded.
      let total = sum != 1 && bench.dtype.rounded(sum) == 1 ? "1~" : bracketed(sum)
      bodies =
        sum == 1
        ? ["p - y = \(p) - \(y)", "p - y"]
        : ["p sum(y) - y = \(p) * \(total) - \(y)", "p sum(y) - y"]
    case (.crossEntropy?, .sigmoid) where !bench.loss.takes(.posWeight):
      bodies = ["p - y = \(p) - \(y)", "p - y"]
    case (.crossEntropy?, .sigmoid):
      bodies = ["(1-y) p - q y (1-p)"]
      if labels[index] == 1 {
        bodies = ["q (p - 1) = \(bracketed(curves.q)) * (\(p) - 1)"] + bodies
      }
      if labels[index] == 0 { bodies = ["p"] + bodies }
    case (.squaredError?, .sigmoid):
      bodies = ["(p - y) p (1-p) = (\(p) - \(y)) * \(brief(curves.a * curves.complement))"]
      bodies.append("(p - y) p (1-p)")
    case (.squaredError?, .softmax):
      bodies = ["sum over j of (p_j - y_j) p_j ([j = \(index)] - p_\(index))"]
    case (.crossEntropy?, .given): bodies = slopesInProbability
    case (nil, _), (.squaredError?, .given): bodies = []
    }
    if let factor { bodies = bodies.map { $0.hasPrefix("0: ") ? $0 : Self.scaled($0, by: factor) } }
    let reduced = reducedGradient.map { "   \($0)" } ?? ""
    return bodies.map { "\(head)\($0)\(tail)\(reduced)" } + bodies.map { "\(head)\($0)\(tail)" }
      + (bodies.isEmpty ? ["\(head)\(full(own))\(reduced)"] : []) + ["\(head)\(full(own))"]
  }

  /// `of the mean: / 3 = -0.0030442`.
  private var reducedGradient: String? {
    let own = result.gradient[index]
    switch bench.reduction {
    case .none: return nil
    case .sum: return evaluation.count > 1 ? "of the sum: the same" : nil
    case .mean, .meanKept, .meanNonzero, .weightedMean:
      let divisor = evaluation.gradientDivisor(bench.reduction)
      guard divisor != 1, divisor.isFinite else { return nil }
      let value = Reading(
        bench.dtype.rounded(own.value / divisor), isExact: own.isExact && own.value == 0)
      return "of the mean: / \(brief(divisor)) = \(value.spelledBriefly)"
    }
  }
}

extension Reading {
  /// Five digits, for a number beside the point of a line.
  var spelledBriefly: String {
    value.magnitude >= 0.001 && value.magnitude < 1e5 && !isRounded ? value.significant(5) : text
  }
}

extension Model {
  package func formulas(ofClass index: Int) -> Formulas { Formulas(self, ofClass: index) }
}
