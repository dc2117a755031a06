import Glibc
import LogitExact

/// The logarithms of the softmax of one row and of its sum: quick doubles for a plot, and for a row
/// of any length.
///
/// - Shape: `logits` is `[K]`, `K ≥ 0`.
/// - Units: nats.
/// - Derivation: with `m` one of the largest logits, `excess = log1p(Σ exp(z_j − m))` over all classes
///   but that one: the sum is `m + excess`, and `−ln p_k = (m − z_k) + excess` is two terms `≥ 0`.
/// - Accuracy: within 1 step of the float64 kernels, `logSumExp` of the larger of its two terms,
///   `negLog` from ½ up: measured by `QuickTests`. Below, the most likely class has the digits of
///   the others' `z_j − m`, which a power magnifies.
/// - Special values: `logSumExp` is `−∞` for no classes or only `−∞`, `∞` where a logit is; NaN in,
///   NaN out.
/// - Source: Blanchard, Higham and Higham (2021), doi:10.1093/imanum/draa038.
package struct QuickRow: Sendable {
  private let logits: [Double]
  private let maximum: Double
  private let excess: Double

  package init(_ logits: [Double]) {
    self.logits = logits
    let maximum = logits.contains(where: \.isNaN) ? .nan : logits.max() ?? -.infinity
    self.maximum = maximum
    guard maximum.isFinite, let top = logits.firstIndex(of: maximum) else {
      excess = maximum.isNaN ? .nan : 0
      return
    }
    var others = logits.map { exp($0 - maximum) }
    others[top] = 0
    var sum = ExactSum()
    sum.add(contentsOf: others)
    excess = log1p(sum.rounded(to: .float64))
  }

  /// `ln Σ_j exp(z_j)`.
  package var logSumExp: Double { maximum + excess }

  /// `−ln p_k`.
  ///
  /// - Precondition: `k` is a class and the largest logit is finite.
  package func negLog(of k: Int) -> Double { (maximum - logits[k]) + excess }
}
