import Glibc
import LogitBench
import LogitLosses

/// How the range of a loss and its gradients follow from those of the probabilities.
struct RangeTerms {
  private let bench: Bench
  private let row: Int
  private let probabilities: [Ranges.Ends?]
  private let negLogs: [Ranges.Ends?]
  private let logits: [Ranges.Ends?]
  private let targets: [Double]
  private let weight: Double

  init(
    _ bench: Bench, row: Int, probabilities: [Ranges.Ends?], negLogs: [Ranges.Ends?],
    logits: [Ranges.Ends?]
  ) {
    (self.bench, self.row) = (bench, row)
    (self.probabilities, self.negLogs, self.logits) = (probabilities, negLogs, logits)
    targets = bench.targets(ofRow: row)
    weight = bench.weight(ofRow: row).value(in: bench.dtype)
  }

  /// Whether there is nothing to lose: the row counts for nothing.
  private var isIgnored: Bool { bench.isIgnored(row) }

  /// The range of the row's loss, and whether its ends are attained; nil where no rule here says.
  var loss: (Ranges.Ends?, isTight: Bool) {
    guard !isIgnored else { return (0...0, true) }
    guard bench.loss.family == .crossEntropy, !bench.isClipped, weight >= 0,
      targets.allSatisfy({ $0 >= 0 })
    else { return (nil, false) }
    var (sum, isTight): (Ranges.Ends, Bool) = (0...0, true)
    var parts = 0
    for k in targets.indices {
      guard let (part, isPartTight) = term(k), let next = part.flatMap({ sum.adding($0) }) else {
        return (nil, false)
      }
      if targets[k] != 0 { parts += 1 }
      sum = next
      isTight = isTight && isPartTight
    }
    // Classes by themselves have logits of their own; those of a softmax share them.
    return (sum.times(weight), isTight && (bench.loss.isElementwise || parts < 2))
  }

  /// What a class adds: `−t ln p`, and under a sigmoid `−(1 − t) ln(1 − p)` as well.
  private func term(_ k: Int) -> (Ranges.Ends?, isTight: Bool)? {
    let target = targets[k]
    guard bench.loss.isElementwise else {
      guard target != 0 else { return (0...0, true) }
      return (negLogs[k].flatMap { $0.times(target) }, true)
    }
    guard bench.loss.head == .sigmoid, (0...1).contains(target), let x = logits[k] else {
      return nil
    }
    let positive = bench.loss.takes(.posWeight) ? bench.posWeight(of: k).value(in: bench.dtype) : 1
    guard positive >= 0 else { return nil }
    func value(_ x: Double) -> Double {
      let (a, b) = (positive * target, 1 - target)
      return (a == 0 ? 0 : a * softplus(-x)) + (b == 0 ? 0 : b * softplus(x))
    }
    let ends = [value(x.lowerBound), value(x.upperBound)]
    guard let high = ends.max(), var low = ends.min(), !high.isNaN else { return nil }
    // It is convex: where its slope vanishes inside, that is its least.
    let (a, b) = (positive * target, 1 - target)
    if a > 0, b > 0 {
      let bottom = log(a / b)
      if x.contains(bottom) { low = min(low, value(bottom)) }
    }
    return (low...high, true)
  }

  /// The ranges of the derivatives by the logits over a temperature of 1; nil where no rule says.
  var gradients: [Ranges.Ends?] {
    guard !isIgnored else { return targets.map { _ in 0...0 } }
    guard bench.loss.family == .crossEntropy, bench.loss.head != .given, weight >= 0,
      targets.allSatisfy({ $0 >= 0 })
    else { return targets.map { _ in nil } }
    let total = targets.reduce(0, +)
    return targets.indices.map { k in
      guard let p = probabilities[k] else { return nil }
      let target = targets[k]
      guard bench.loss.isElementwise else {
        return p.times(total)?.adding(-target...(-target))?.times(weight)
      }
      guard (0...1).contains(target) else { return nil }
      let positive =
        bench.loss.takes(.posWeight) ? bench.posWeight(of: k).value(in: bench.dtype) : 1
      guard positive >= 0 else { return nil }
      // `(1 − t) p − q t (1 − p)` rises with p.
      let slope = 1 - target + positive * target
      return p.times(slope)?.adding(-positive * target...(-positive * target))?.times(weight)
    }
  }
}
