import Glibc
import LogitBench
import LogitLosses
import LogitText

extension Model {
  /// What a person should know about a result of one class that four decimals cannot say, in
  /// sentences; most urgent first, empty for an everyday row.
  package func explanations(ofClass index: Int) -> [String] {
    // They tell what is covered, or that it is out of the ordinary.
    isCovered ? [] : Explanations(self, index).lines
  }
}

struct Explanations {
  let bench: Bench
  let result: RowResult
  let evaluation: Evaluation
  let index: Int
  let logits: [Double]

  init(_ model: Model, _ index: Int) {
    bench = model.bench
    result = model.evaluation.chosen
    self.index = index
    logits = model.bench.temperedLogits(ofRow: model.bench.row)
    evaluation = model.evaluation
  }

  var lines: [String] {
    [
      bench.overflow, known, ignored, frameworkAnswer, notANumber, notAProbability, clipped,
      infiniteLoss,
      vanished,
      saturated, labelSum, posWeight, doubleSoftmax, alike, shifted, weightedRest, smoothedRest,
    ].compactMap { $0 }
  }

  /// What inexact logits leave open.
  private var known: String? {
    guard let uncertainty = bench.uncertainty else { return nil }
    guard let ends = evaluation.ranges?.loss else {
      return "\(uncertainty.words): 'ranges' shows what that leaves open"
    }
    return "\(uncertainty.words): the loss is from \(Reading(ends.lowerBound).text) to"
      + " \(Reading(ends.upperBound).text)"
  }

  private func name(_ index: Int) -> String { bench.className(index) }

  private var notANumber: String? {
    let row = "row \(bench.row)"
    if let bad = logits.firstIndex(where: \.isNaN) {
      let cause = "\(row) is nan because logit \(name(bad)) is nan"
      return bench.loss.head == .softmax
        ? "\(cause): a softmax spreads it to every class"
        : "\(cause): a sigmoid leaves the other classes as they are"
    }
    guard bench.loss.head == .softmax, result.loss.value.isNaN else { return nil }
    if let own = bench.loss.own, bench.logits[bench.row].allSatisfy(\.isFinite) {
      return "\(row) is nan: \(own.name) has no value there"
    }
    let infinite = logits.count { $0 == .infinity }
    if infinite > 1 {
      return "\(row) is nan because \(infinite == 2 ? "two" : "\(infinite)") logits are inf:"
        + " which share each gets has no limit"
    }
    if logits.allSatisfy({ $0 == -.infinity }) {
      return "\(row) is nan because every logit is -inf: 0 / 0, each class is masked"
    }
    return "\(row) is nan: its terms are inf and -inf"
  }

  private var infiniteLoss: String? {
    guard result.loss.value == .infinity else { return nil }
    if bench.loss.own != nil {
      return result.loss.isRounded
        ? "the loss is beyond \(bench.dtype.name): shown as inf~" : "the loss is inf"
    }
    guard let culprit = result.terms.firstIndex(where: { $0.value == .infinity }) else {
      return "the loss is beyond \(bench.dtype.name)"
    }
    if result.terms[culprit].isRounded {
      return "the loss of \(name(culprit)) is beyond \(bench.dtype.name): shown as inf~"
    }
    return "the loss is inf: \(name(culprit)) has a label and a probability that excludes it"
  }

  /// `p[1] is 5.0760e-435, too small for float32`.
  private var vanished: String? {
    let p = result.probabilities(bench.loss)[index]
    guard p.value == 0, p.isRounded else { return nil }
    return "p[\(index)] is \(power(-negLog)), too small for \(bench.dtype.name):"
      + " shown as 0~ (a bare 0 is exact)"
  }

  private var saturated: String? {
    let p = result.probabilities(bench.loss)[index]
    guard p.value == 1, p.isRounded else { return nil }
    let rest = bench.dtype.rounded(Curves(bench, ofClass: index).complement)
    guard rest > 0 else { return "p[\(index)] rounds to 1, and 1 - p to 0: shown as 1~" }
    return "p[\(index)] rounds to 1 in \(bench.dtype.name): 1 - p = \(bench.dtype.shortest(rest))"
  }

  private var labelSum: String? {
    guard bench.loss.family == .crossEntropy, !bench.loss.isElementwise, !bench.loss.takesIndices
    else { return outsideLabel }
    let values = bench.labelValues(ofRow: bench.row).map { $0.value(in: bench.dtype) }
    let sum = bench.dtype.rounded(values.reduce(0, +))
    guard (sum - 1).magnitude > 1e-6 else { return nil }
    let slope = bench.loss.head == .softmax ? ", so the gradient is p sum(y) - y" : ""
    return "the labels sum to \(sum.significant(6)), not 1: no distribution\(slope)"
  }

  /// `−ln p` of this class, of which five digits of its power of ten are shown.
  private var negLog: Double {
    switch bench.loss.head {
    case .given: QuickProbability(logits[index]).negLog
    case .sigmoid: QuickProbability(logit: logits[index]).negLog
    case .softmax: QuickRow(logits).negLog(of: index)
    }
  }

  /// e to a power far outside every format, in decimal: `5.0760e-435`.
  private func power(_ exponent: Double) -> String {
    // Beyond this the exponent's own rounding reaches the five digits.
    guard exponent.magnitude < 1e9 else { return "about e^\(exponent.scientific(4))" }
    let decimal = exponent / log(10)
    let whole = floor(decimal)
    var digits = pow(10, decimal - whole).decimals(4)
    var tens = whole
    if digits == "10.0000" {
      digits = "1.0000"
      tens += 1
    }
    return "\(digits)e\(tens.decimals(0))"
  }
}
