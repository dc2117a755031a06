import Glibc
import LogitBench
import LogitExact
import LogitLosses

/// What the numbers of one row can be where its logits are known to a margin.
///
/// - Derivation: a probability rises with its own logit and falls with every other one, so its
///   extremes lie in two corners of the box of logits; what is monotone in one probability follows.
///   A cross entropy of several labels is a sum of such terms, and its range here is the sum of theirs:
///   never too narrow, but `isTight` says that it may be too wide.
/// - Accuracy: the ends are computed in doubles, sums of others without a difference: to 1e-12 of
///   themselves; `RangesTests` holds them to proven values of random points inside and of corners.
package struct Ranges: Sendable {
  /// The ends, and what the bench shows.
  package typealias Ends = ClosedRange<Double>

  /// A class; nil is what is not known.
  package struct Class: Sendable {
    package let logit: Ends?
    package let probability: Ends?
    package let negLog: Ends?
    package let gradient: Ends?
  }

  package let row: Int
  package let classes: [Class]
  package let loss: Ends?
  /// Whether the ends of the loss are attained.
  package let isTight: Bool
  /// Classes that may be the most probable, that which is first; of independent classes those that may
  /// be on either side of one half.
  package let winners: [Int]

  package init(_ bench: Bench, row: Int, under uncertainty: Uncertainty) {
    self.row = row
    let raw = bench.logits[row].map { $0.value(in: bench.dtype) }
    let temperature = bench.isTempered ? bench.temperature.value(in: bench.dtype) : 1
    let ends = raw.map { uncertainty.range(of: $0) }
    let box = zip(raw, ends).map { value, ends in
      let own = ends ?? (value.isNaN ? nil : value...value)
      return own.map { ($0.lowerBound / temperature)...($0.upperBound / temperature) }
    }
    let odds = bench.loss.head == .softmax ? Self.softmaxOdds(box) : box.map { $0?.flipped }
    let isGiven = bench.loss.head == .given
    let probabilities: [Ends?] =
      isGiven ? ends : odds.map { $0.map { sigmoid(-$0.upperBound)...sigmoid(-$0.lowerBound) } }
    let negLogs: [Ends?] =
      isGiven
      ? ends.map { $0.map { negLog($0.upperBound)...negLog($0.lowerBound) } }
      : odds.map { $0.map { softplus($0.lowerBound)...softplus($0.upperBound) } }
    let terms = RangeTerms(
      bench, row: row, probabilities: probabilities, negLogs: negLogs, logits: box)
    (loss, isTight) = terms.loss
    let gradients = terms.gradients.map { $0.map { $0.divided(by: temperature) } }
    classes = raw.indices.map { k in
      Class(
        logit: ends[k], probability: probabilities[k], negLog: negLogs[k], gradient: gradients[k])
    }
    winners =
      bench.loss.head == .softmax
      ? Self.winners(raw, box)
      : probabilities.indices.filter { k in
        probabilities[k].map { $0.lowerBound <= 0.5 && $0.upperBound >= 0.5 } ?? false
      }
  }

  /// The logarithm of the odds against each class: `ln Σ e^z_j, j ≠ k, − z_k`.
  private static func softmaxOdds(_ box: [Ends?]) -> [Ends?] {
    guard box.allSatisfy({ $0 != nil }) else { return box.map { _ in nil } }
    let others = [
      othersLogSum(box.map { $0?.lowerBound ?? .nan }),
      othersLogSum(box.map { $0?.upperBound ?? .nan }),
    ]
    return box.indices.map { k in
      guard let own = box[k] else { return nil }
      let (low, high) = (others[0][k] - own.upperBound, others[1][k] - own.lowerBound)
      return low <= high ? low...high : nil
    }
  }

  /// `ln Σ e^z_j, j ≠ k` of every class, from both sides: no difference loses what a class hides.
  private static func othersLogSum(_ logits: [Double]) -> [Double] {
    var before = logits
    var sum = -Double.infinity
    for k in logits.indices {
      before[k] = sum
      sum = logAdd(sum, logits[k])
    }
    sum = -Double.infinity
    for k in logits.indices.reversed() {
      before[k] = logAdd(before[k], sum)
      sum = logAdd(sum, logits[k])
    }
    return before
  }

  private static func winners(_ logits: [Double], _ box: [Ends?]) -> [Int] {
    guard !logits.contains(where: \.isNaN),
      let best = logits.indices.max(by: { logits[$0] < logits[$1] }),
      let least = box[best]?.lowerBound
    else { return [] }
    return [best]
      + logits.indices.filter { k in k != best && (box[k]?.upperBound ?? -.infinity) >= least }
  }
}

extension ClosedRange<Double> {
  var flipped: Self { -upperBound...(-lowerBound) }

  /// - Precondition: `factor` is no NaN.
  func times(_ factor: Double) -> Self? {
    let ends = [lowerBound, upperBound].map { $0 == 0 || factor == 0 ? 0 : $0 * factor }
    guard let low = ends.min(), let high = ends.max(), !low.isNaN, !high.isNaN else { return nil }
    return low...high
  }

  func divided(by factor: Double) -> Self { (lowerBound / factor)...(upperBound / factor) }

  func adding(_ other: Self) -> Self? {
    let (low, high) = (lowerBound + other.lowerBound, upperBound + other.upperBound)
    return low <= high ? low...high : nil
  }
}

/// `ln(e^a + e^b)`.
private func logAdd(_ a: Double, _ b: Double) -> Double {
  let (high, low) = (max(a, b), min(a, b))
  return low == -.infinity || high == .infinity ? high : high + log1p(exp(low - high))
}

/// `ln(1 + e^x)`.
func softplus(_ x: Double) -> Double { x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)) }
private func sigmoid(_ x: Double) -> Double { x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)) }
private func negLog(_ p: Double) -> Double { p <= 0 ? .infinity : -log(p) }
