import Glibc

/// A probability, what it leaves of 1 and both logarithms: quick doubles for a plot, which draws
/// thousands of them a frame. Results that are read as numbers come from the kernels.
///
/// - Units: a probability; nats.
/// - Derivation: of a logit all forms go through `exp(−|x|)`, at most 1, so nothing overflows, and a
///   softplus is two terms `≥ 0`: none cancels.
/// - Accuracy: within 2 steps of the float64 kernels; measured by `QuickTests`.
package struct QuickProbability: Equatable, Sendable {
  package let a: Double
  /// `1 − a`.
  package let complement: Double
  /// `−ln a`.
  package let negLog: Double
  /// `−ln(1 − a)`.
  package let negLog1m: Double

  /// - Special values: `∞` for a cost at 0 or 1, NaN beyond; NaN in, NaN out.
  package init(_ a: Double) {
    self.a = a
    complement = 1 - a
    negLog = 0 - log(a)
    negLog1m = 0 - log1p(-a)
  }

  /// The sigmoid of a logit.
  ///
  /// - Special values: the limits at `±∞`; NaN in, NaN out.
  package init(logit x: Double) {
    let decay = exp(-x.magnitude)
    let tail = log1p(decay)
    a = (x < 0 ? decay : 1) / (1 + decay)
    complement = (x > 0 ? decay : 1) / (1 + decay)
    negLog = (x > 0 ? 0 : -x) + tail
    negLog1m = (x < 0 ? 0 : x) + tail
  }
}
