import Glibc
import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// What the rules of a loss did to a row, and inputs that look like a mistake.
extension Explanations {
  var ignored: String? {
    guard bench.isIgnored(bench.row), let label = bench.ignoreIndex else { return nil }
    return "row \(bench.row) is ignored: its label is \(label), so it costs nothing"
  }

  /// What the framework answers under whose name the bench stands, where the right loss is another
  /// kind of number.
  var frameworkAnswer: String? {
    guard let difference = evaluation.difference(ofRow: bench.row) else { return nil }
    let place = bench.classes > 1 ? difference.index.map { " for \(bench.className($0))" } : nil
    return "\(difference.verdict)\(place ?? ""): \(difference.why)"
  }

  /// An input that should be a probability.
  var notAProbability: String? {
    guard bench.loss.head == .given else { return nil }
    let inputs = bench.logits[bench.row]
    let isBinary = bench.loss.isElementwise
    guard
      let bad = inputs.firstIndex(where: {
        let value = $0.value(in: bench.dtype)
        return value < 0 || isBinary && value > 1
      })
    else { return nil }
    let remedy = bench.loss.dense.ofLogits
    return "\(inputs[bad]) is no probability; are these logits? 'loss \(remedy.name)' takes them"
  }

  /// Why the loss of a certain, right probability is not 0, and that of a wrong one not infinite.
  var clipped: String? {
    guard bench.isClipped else { return nil }
    let input = bench.logits[bench.row][index].value(in: bench.dtype)
    let (lo, hi) = bench.clip
    let name = "\(bench.framework.title) clips p to"
    let format = bench.dtype
    if input > hi {
      return "\(name) 1 - 1e-7, in \(format.name) \(hi.significant(8)): its -ln is not 0"
    }
    if input < lo {
      return "\(name) 1e-7: \(format.shortest(input)) counts as that, and has no gradient"
    }
    return nil
  }

  /// A label that no class can have.
  var outsideLabel: String? {
    let values = bench.labelValues(ofRow: bench.row)
    guard !bench.loss.takesIndices, bench.loss.family == .crossEntropy,
      let bad = values.first(where: {
        let value = $0.value(in: bench.dtype)
        return value < 0 || value > 1
      })
    else { return nil }
    return "a label of \(bad) is no probability: the loss has no least value"
  }

  var posWeight: String? {
    guard bench.loss.takes(.posWeight), bench.posWeight(of: index).isNegative else { return nil }
    return "pos_weight \(bench.posWeight(of: index)) is negative: a wrong answer is rewarded"
  }

  /// What a pos_weight does to what is learned: the odds of the data are multiplied by it, so a sigmoid
  /// has q / (1 + q) where the data has ½.
  var weightedRest: String? {
    guard bench.loss.takes(.posWeight), bench.loss.family == .crossEntropy else { return nil }
    let q = bench.posWeight(of: index)
    let weight = q.value(in: bench.dtype)
    guard weight > 0, weight.isFinite, weight != 1 else { return nil }
    let shift = Glibc.log(weight)
    return "q \(q): rests at \(q) x the odds of the data (z \(shift < 0 ? "-" : "+")"
      + " \(shift.magnitude.decimals(4))): decide at p \((weight / (1 + weight)).decimals(4))"
  }

  /// Where smoothed labels let a logit rest: `ln(p / p′)` of what they make of a true class and of
  /// another.
  var smoothedRest: String? {
    guard bench.isSmoothed, bench.loss.family == .crossEntropy else { return nil }
    let isAlone = bench.loss.isElementwise
    let isHard = Labels.hardClass(bench.labelValues(ofRow: bench.row)) != nil
    guard isAlone || isHard && bench.classes > 1 else { return nil }
    let smoothing = bench[.labelSmoothing][0]
    let part = smoothing.value(in: bench.dtype)
    let share = part / (isAlone ? 2 : Double(bench.classes))
    let gap = Glibc.log((1 - part + share) / share) * bench.temperature.value(in: bench.dtype)
    guard gap.isFinite, gap > 0 else { return nil }
    // The entropy of what the labels become; a weight makes another loss of it.
    let others = isAlone ? 1 : bench.classes - 1
    let top = 1 - part + share
    let least = -(top * Glibc.log(top) + Double(others) * share * Glibc.log(share))
    let isPlain = !bench.isWeighted && bench.weight(ofRow: bench.row).text == "1"
    let floor = isPlain ? "least loss \(least.decimals(4))" : "rests"
    return isAlone
      ? "smoothing \(smoothing): \(floor) at z \(gap.decimals(3)) for a label of 1, -\(gap.decimals(3)) for 0"
      : "smoothing \(smoothing): \(floor) where the true z is \(gap.decimals(3)) above the others"
  }

  /// A row that prefers no class.
  var alike: String? {
    guard bench.loss.head == .softmax, bench.classes > 1, ignored == nil, logits[0].isFinite,
      logits.allSatisfy({ $0 == logits[0] })
    else { return nil }
    return "the logits are all alike: p is 1/\(bench.classes) each, and says nothing yet"
  }

  /// A constant on all logits, which a softmax does not see: one that is large beside what parts them.
  var shifted: String? {
    guard bench.loss.head == .softmax, bench.classes > 1, ignored == nil,
      let low = logits.min(), let high = logits.max(), low.isFinite, high.isFinite, low < high,
      let near = bench.logits[bench.row].min(by: {
        $0.value(in: bench.dtype).magnitude < $1.value(in: bench.dtype).magnitude
      })
    else { return nil }
    let least = min(low.magnitude, high.magnitude)
    guard (low < 0) == (high < 0), least >= 20, high - low <= least / 4 else { return nil }
    let change = low < 0 ? "\(near.text.drop { $0 == "-" }) more" : "\(near) less"
    return "a softmax sees only differences: \(change) on every logit gives the same p"
  }

  /// Logits that look like what a softmax gave.
  var doubleSoftmax: String? {
    guard bench.loss.head == .softmax, bench.classes > 1 else { return nil }
    let isEvery = bench.logits.allSatisfy { row in
      let values = row.map { $0.value(in: bench.dtype) }
      return values.allSatisfy { $0 >= 0 } && (values.reduce(0, +) - 1).magnitude < 1e-3
    }
    guard isEvery else { return nil }
    let isPlain =
      !bench.isWeighted && bench.loss.family == .crossEntropy
      && bench.weight(ofRow: bench.row).text == "1"
    guard isPlain, Labels.hardClass(bench.labelValues(ofRow: bench.row)) != nil else {
      return "logits look like probabilities: are they through a softmax already?"
    }
    let floor = Glibc.log(1 + Double(bench.classes - 1) / M_E).decimals(4)
    return "logits look like probabilities: softmax twice keeps the loss above \(floor)"
  }
}

extension Model {
  /// What the loss of the chosen row is to be measured by: that of a guess that knows nothing, and
  /// the least that its labels allow; empty where there is none.
  package var yardsticks: [String] {
    guard !hidesLoss, !bench.isIgnored(bench.row), bench.loss.family == .crossEntropy,
      bench.loss.head == .softmax,
      bench.classes > 1
    else { return [] }
    let count = bench.classes
    let uniform = "uniform over \(count): ln \(count) = \(Glibc.log(Double(count)).decimals(4))"
    let sum = bench.targets(ofRow: bench.row).reduce(0, +)
    let result = evaluation.chosen
    guard let entropy = result.entropy, let divergence = result.divergence, entropy.value > 0,
      (sum - 1).magnitude < 1e-6
    else { return [uniform] }
    let isHard = Labels.hardClass(bench.labelValues(ofRow: bench.row)) != nil
    let floor = isHard ? "floor by smoothing" : "entropy of the labels"
    return [uniform, "loss = \(floor) \(entropy.text) + KL \(divergence.text)"]
  }
}
