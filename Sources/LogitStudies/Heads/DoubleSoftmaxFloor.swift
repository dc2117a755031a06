import Glibc
import LogitBench

/// The least that a softmax cross entropy of probabilities can be: `min −Σ y ln softmax(p)` over all
/// distributions p.
///
/// - Derivation: `f(p) = S ln Σ e^p − Σ y p` with `S = Σ y` is convex, so its one stationary point on
///   the simplex is the least. There `S softmax(p)_k = y_k + λ` where `p_k > 0`, and not less where it
///   is 0, so with one number u `p_k = max(0, ln((y_k + λ) u))` and `Σ e^p = S u`. For a λ the first
///   classes by their labels have a p, as many as leave u consistent with `Σ p = 1`; λ is found by
///   bisection between where a single label counts and where none does.
struct DoubleSoftmaxFloor {
  let value: Double

  /// - Returns: nil for a label below 0 or one that is no number: then there is no least.
  init?(_ labels: [Double]) {
    let sum = labels.reduce(0, +)
    guard labels.allSatisfy({ $0 >= 0 }), sum.isFinite, let most = labels.max() else { return nil }
    guard sum > 0 else {
      value = 0
      return
    }
    let sorted = labels.sorted(by: >)
    // In powers of e above −most: from where only the largest labels count to where all are alike.
    var (low, high) = (log(most) - 40, log(most) + 40)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      let point = Self.point(sorted, exp(middle) - most)
      if point.powers > sum * point.scale { high = middle } else { low = middle }
    }
    let p = Self.point(sorted, exp((low + high) / 2) - most).probabilities
    let cost = zip(sorted, p).reduce(0) { $0 + $1.0 * $1.1 }
    value = sum * log(p.reduce(0) { $0 + exp($1) }) - cost
  }

  /// The distribution of a λ, `Σ e^p` of it, and u.
  private static func point(
    _ sorted: [Double], _ lambda: Double
  ) -> (probabilities: [Double], powers: Double, scale: Double) {
    var logs = 0.0
    var scale = 0.0
    var count = 0
    for label in sorted {
      guard label + lambda > 0 else { break }
      let own = log(label + lambda)
      // A class whose p would be below 0 has none, nor has any behind it.
      guard count == 0 || scale + own > 0 else { break }
      count += 1
      logs += own
      scale = (1 - logs) / Double(count)
    }
    let p = sorted.enumerated().map { index, label in
      index < count ? max(0, scale + log(label + lambda)) : 0
    }
    return (p, p.reduce(0) { $0 + exp($1) }, exp(scale))
  }
}
