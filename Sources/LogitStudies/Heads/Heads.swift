import Glibc
import LogitBench
import LogitExact
import LogitLosses
import LogitText

/// The chosen row through both heads: what a sigmoid and what a softmax make of the same logits.
package struct Heads: Equatable, Sendable {
  package let sigmoid: RowSide
  package let softmax: RowSide
  package let labels: LabelShape
  package let twice: DoubleSoftmax?

  /// - Parameter bench: Its loss says whether both are judged by cross entropy or by squared error.
  init(_ bench: Bench) {
    let squared = bench.loss.family == .squaredError
    let weighted = bench.loss.takes(.posWeight)
    sigmoid = RowSide(
      bench,
      under: squared
        ? .halfSquaredErrorSigmoid : weighted ? .weightedCrossEntropy : .sigmoidCrossEntropy)
    softmax = RowSide(bench, under: squared ? .halfSquaredErrorSoftmax : .softmaxCrossEntropy)
    labels = LabelShape(bench)
    twice = DoubleSoftmax(bench)
  }
}

/// The chosen row alone under one loss.
package struct RowSide: Equatable, Sendable {
  package let loss: Loss
  package let probabilities: [Reading]
  package let gradient: [Reading]
  /// What the probabilities add up to.
  package let sum: Reading
  /// The row's loss; under a sigmoid the sum of its classes.
  package let total: Reading
  /// Under a sigmoid over the classes; the loss itself under a softmax.
  package let mean: Reading

  init(_ bench: Bench, under loss: Loss) {
    let row = bench.chosenRow(under: loss)
    let evaluation = Evaluation(row.asKnown, within: .ofAFrame)
    self.loss = loss
    probabilities = evaluation.chosen.probabilities(loss)
    gradient = evaluation.chosen.gradient
    sum = loss.head == .softmax ? evaluation.chosen.softmaxSum : evaluation.chosen.sigmoidSum
    total = evaluation.chosen.loss
    mean = evaluation.mean
  }
}

extension Bench {
  /// The chosen row alone, its labels one value a class, under another loss that takes such.
  func chosenRow(under loss: Loss) -> Bench {
    var alone = self
    alone.labels = .dense([labelValues(ofRow: row)])
    alone.logits = [logits[row]]
    alone.row = 0
    alone.loss = loss
    // What counts here is the head: no rule of a framework, no weight, no smoothing.
    alone.framework = .none
    alone.reduction = .mean
    for rule in [Rule.classWeight, .sampleWeight, .labelSmoothing, .ignoreIndex] {
      alone[rule] = rule.usualNumbers
    }
    return alone
  }

  /// The logits of the chosen row as a head sees them: over the temperature.
  var headLogits: [Double] {
    let scale = temperature.value(in: dtype)
    return logits[row].map { $0.value(in: dtype) / scale }
  }
}

/// What the labels of a row say about its classes.
package enum LabelShape: Equatable, Sendable {
  /// One class is true, the others are not.
  case one
  /// A distribution: values that add up to 1.
  case shares
  /// So many classes are true, the others are not; 0 or at least 2.
  case several(Int)
  /// Each class has a probability of its own; their sum.
  case own(Double)
  /// A value that is no probability.
  case none
  /// The row counts for nothing.
  case ignored

  init(_ bench: Bench) {
    guard !bench.isIgnored(bench.row) else {
      self = .ignored
      return
    }
    let values = bench.labelValues(ofRow: bench.row).map { $0.value(in: bench.dtype) }
    guard values.allSatisfy({ 0...1 ~= $0 }) else {
      self = .none
      return
    }
    let sum = values.reduce(0, +)
    if values.allSatisfy({ $0 == 0 || $0 == 1 }) {
      let trues = values.count { $0 == 1 }
      self = trues == 1 ? .one : .several(trues)
    } else {
      // Labels such as .2 .3 .5 add up to 1 only once they are rounded.
      self = (sum - 1).magnitude <= 1e-3 ? .shares : .own(bench.dtype.rounded(sum))
    }
  }
}

/// The mistake of a softmax before the softmax: `−Σ y ln softmax(softmax(z))`.
package struct DoubleSoftmax: Equatable, Sendable {
  package let loss: Double
  /// What the loss of these labels cannot fall below: for one true class `ln(1 + (K−1)/e)`. nil for
  /// labels below 0, which have none.
  package let floor: Double?
  /// The class that is most wrongly favoured, which a single softmax would push down hardest.
  package let classIndex: Int
  /// What reaches it through both softmaxes, and what would through one.
  package let gradient: Double
  package let once: Double

  /// - Returns: nil for a row without a softmax, or of one class.
  init?(_ bench: Bench) {
    let dtype = bench.dtype
    let logits = bench.headLogits
    let scale = 1 / bench.temperature.value(in: dtype)
    let labels = bench.labelValues(ofRow: bench.row).map { $0.value(in: dtype) }
    guard logits.count > 1 else { return nil }
    let p = QuickRow(logits).probabilities
    guard p.allSatisfy(\.isFinite) else { return nil }
    let twice = QuickRow(p)
    let q = twice.probabilities
    let sum = labels.reduce(0, +)
    let single = p.indices.map { p[$0] * sum - labels[$0] }
    let index = single.indices.reduce(0) { single[$1] > single[$0] ? $1 : $0 }
    loss = p.indices.reduce(0) { $0 + (labels[$1] == 0 ? 0 : labels[$1] * twice.negLog(of: $1)) }
    floor = DoubleSoftmaxFloor(labels)?.value
    classIndex = index
    once = single[index] * scale
    // Σ_j g_j p_j (δ_ij − p_i), with the sum of p taken as 1 so that nothing cancels.
    gradient = p.indices.reduce(0) { total, j in
      let difference = (q[index] - q[j]) * sum - (labels[index] - labels[j])
      return total + p[index] * p[j] * difference * scale
    }
  }

  /// One class has a first probability of 1, the others 0.
  package static func floor(classes: Int) -> Double { log1p(Double(classes - 1) * exp(-1)) }
}

extension Model {
  /// The chosen row through both heads.
  package var heads: Heads { Heads(bench) }
}
