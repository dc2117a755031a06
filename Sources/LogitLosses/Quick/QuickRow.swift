import Glibc
import LogitExact

/// The softmax of one row, its logarithms and its sum: quick doubles for a plot, for the race and for
/// a row of any length.
///
/// - Shape: `logits` is `[K]`, `K ≥ 0`.
/// - Units: nats.
/// - Derivation: with `m` one of the largest logits, `excess = log1p(Σ exp(z_j − m))` over all classes
///   but that one: the sum is `m + excess`, and `−ln p_k = (m − z_k) + excess` is two terms `≥ 0`.
/// - Accuracy: within 1 step of the float64 kernels, `logSumExp` of the larger of its two terms,
///   `negLog` from ½ up: measured by `QuickTests`. Below, the most likely class has the digits of
///   the others' `z_j − m`, which a power magnifies; so do `probability` and `complement`, within
///   4e-16 times 1 plus the gap.
/// - Special values: `logSumExp` is `−∞` for no classes or only `−∞`, `∞` where a logit is; NaN in,
///   NaN out.
/// - Source: Blanchard, Higham and Higham (2021), doi:10.1093/imanum/draa038.
package struct QuickRow: Sendable {
  private let logits: [Double]
  private let maximum: Double
  private let excess: Double
  /// `exp(z_j − m)`, and their sum over all classes but the one split off.
  private let powers: [Double]
  private let others: Double
  private let top: Int?

  package init(_ logits: [Double]) {
    self.logits = logits
    let maximum = logits.contains(where: \.isNaN) ? .nan : logits.max() ?? -.infinity
    self.maximum = maximum
    let top = logits.firstIndex(of: maximum)
    self.top = top
    guard maximum.isFinite, let top else {
      excess = maximum.isNaN ? .nan : 0
      // One infinite logit, or a class that is alone, is certain; for others there is no limit.
      let isCertain = logits.count { $0 == maximum } == 1 && (maximum > 0 || logits.count == 1)
      powers = logits.map { isCertain ? ($0 == maximum ? 1 : 0) : .nan }
      others = isCertain ? 0 : .nan
      return
    }
    let powers = logits.map { exp($0 - maximum) }
    self.powers = powers
    var sum = ExactSum()
    for (index, power) in powers.enumerated() where index != top { sum.add(power) }
    others = sum.rounded(to: .float64)
    excess = log1p(others)
  }

  /// `p_k`.
  package func probability(_ k: Int) -> Double { powers[k] / (1 + others) }

  /// `1 − p_k`, of the class split off without a subtraction from 1.
  package func complement(_ k: Int) -> Double {
    k == top ? others / (1 + others) : ((1 - powers[k]) + others) / (1 + others)
  }

  package var probabilities: [Double] { logits.indices.map(probability) }

  /// `ln Σ_j exp(z_j)`.
  package var logSumExp: Double { maximum + excess }

  /// `−ln p_k`.
  ///
  /// - Precondition: `k` is a class and the largest logit is finite.
  package func negLog(of k: Int) -> Double { (maximum - logits[k]) + excess }
}
