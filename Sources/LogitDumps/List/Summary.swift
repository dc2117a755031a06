import Glibc
import LogitExact
import LogitLosses
import LogitText

/// What a dump comes to: its loss under every reduction, where the losses lie, and which classes are
/// taken for which.
package struct Summary: Sendable {
  /// A reduction, what it divides by and the loss; nil where its digits are not known.
  package struct Reduced: Sendable {
    package let reduction: Reduction
    package let denominator: Double
    package let loss: Reading?
  }

  /// So many losses from one bound to the next.
  package struct Bin: Sendable, Equatable {
    package let from: Double
    package let to: Double
    package let count: Int
  }

  /// Rows of one class that were taken for another.
  package struct Pair: Sendable, Equatable {
    package let label: Int
    package let prediction: Int
    package let count: Int
    package let meanLoss: Double
  }

  package let rows: Int
  package let kept: Int
  /// nil without labels.
  package let right: Int?
  package let reduced: [Reduced]
  package let bits: Reading?
  package let perplexity: Reading?
  /// The loss of equal logits: ln K, of sigmoids ln 2.
  package let uniform: Double
  package let histogram: [Bin]
  package let pairs: [Pair]

  /// Where one bin of losses ends and the next begins.
  private static let bounds = [0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, .infinity]

  package init(_ dump: Dump, _ facts: RowFacts) {
    let sum = facts.sum
    (rows, kept) = (facts.count, sum.kept)
    let hasLabels = dump.labels.areGiven
    let wrong = facts.flags.count { $0.contains(.wrong) || $0.contains(.noClass) }
    right = hasLabels ? kept - wrong : nil
    let losses = dump.lossesPerRow
    let isWeighted = dump.head == .softmax && !dump.request.classWeight.isEmpty
    var reductions: [Reduction] = [.sum, .mean]
    if kept != rows { reductions.append(.meanKept) }
    if isWeighted { reductions.append(.weightedMean) }
    reduced =
      !hasLabels
      ? []
      : reductions.map { reduction in
        let bottom = sum.denominator(reduction, losses: losses)
        return Reduced(
          reduction: reduction, denominator: bottom,
          loss: sum.reading(over: bottom, in: dump.format))
      }
    let bottom = sum.denominator(isWeighted ? .weightedMean : .meanKept, losses: losses)
    bits = hasLabels ? sum.bits(over: bottom, in: dump.format) : nil
    perplexity =
      hasLabels && dump.head == .softmax
      ? sum.reading(over: bottom, in: dump.format) { .call(.exp, [$0]) } : nil
    uniform = log(dump.head == .softmax ? Double(dump.classCount) : 2)
    let counted = facts.losses.indices.filter { !facts.flags[$0].contains(.ignored) && hasLabels }
    var counts = [Int](repeating: 0, count: Self.bounds.count)
    for row in counted {
      let loss = facts.losses[row]
      let bin = loss.isNaN ? nil : Self.bounds.lastIndex { $0 <= loss }
      counts[loss.isNaN ? Self.bounds.count - 1 : min(bin ?? 0, Self.bounds.count - 2)] += 1
    }
    histogram =
      (0..<Self.bounds.count - 1).map {
        Bin(from: Self.bounds[$0], to: Self.bounds[$0 + 1], count: counts[$0])
      }
      + (counts[Self.bounds.count - 1] > 0
        ? [Bin(from: .nan, to: .nan, count: counts[Self.bounds.count - 1])] : [])
    pairs = dump.head == .softmax ? Self.pairs(facts) : []
  }

  private static func pairs(_ facts: RowFacts) -> [Pair] {
    var sums: [SIMD2<Int32>: (count: Int, loss: Double)] = [:]
    for row in 0..<facts.count
    where facts.flags[row].contains(.wrong) && facts.predictions[row] >= 0 {
      let key = SIMD2(facts.labels[row], facts.predictions[row])
      guard key.x != key.y else { continue }
      let old = sums[key] ?? (0, 0)
      sums[key] = (old.count + 1, old.loss + facts.losses[row])
    }
    let all = sums.map { key, sum in
      Pair(
        label: Int(key.x), prediction: Int(key.y), count: sum.count,
        meanLoss: sum.loss / Double(sum.count))
    }
    return Array(
      all.sorted { a, b in
        (b.count, a.label, a.prediction) < (a.count, b.label, b.prediction)
      }.prefix(5))
  }
}
