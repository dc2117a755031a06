import Glibc
import LogitExact

/// What a row of logits shows at once: its likeliest class, what is no number in it, and quickly its
/// loss under a softmax, with a bound of its error.
///
/// - Derivation: with `m` the largest logit and `s = Σ exp(z_j − m)` over the others, the loss is
///   `(m − z_y) + log1p(s)`, two terms `≥ 0`. With `u = 2^−53`, a term of `s` is off by at most
///   `(|d| + 4) u e^d`, `|d| e^d ≤ .37`, given a C library within 2 ulp; so is a sum of K terms in four
///   parts by `(K/4 + 3) u s`.
/// - Accuracy: the error is a bound: `QuickLossTests`.
struct QuickLoss {
  var top = 0
  /// The largest logit besides the one at the label, or besides the top where there is none.
  var runnerUp = -Double.infinity
  var maximum = -Double.infinity
  var nanAt: Int?
  var infinityAt: Int?
  var minusInfinityCount = 0
  var firstMinusInfinity: Int?
  /// NaN where only the engine can tell.
  var loss = Double.nan
  var error = Double.infinity
  /// `Σ exp(z_j − m)` over all but the top.
  var others = Double.nan

  /// - Parameter label: nil where the loss is not asked for.
  init(_ logits: UnsafeBufferPointer<Double>, label: Int?) {
    for (k, z) in logits.enumerated() {
      if z > maximum { (maximum, top) = (z, k) }
      if !z.isFinite { note(z, at: k) }
    }
    let besides = label ?? top
    for (k, z) in logits.enumerated() where k != besides && z > runnerUp { runnerUp = z }
    guard nanAt == nil, maximum.isFinite else { return }
    others = Self.sum(logits, besides: top, maximum)
    guard let label else { return }
    let gap = maximum - logits[label]
    let tail = log1p(others)
    loss = gap + tail
    let u = 0x1p-53
    let count = Double(logits.count)
    let ofSum = u * (0.37 * count + (count / 4 + 8) * others)
    error = ofSum / (1 + others) + 8 * u * loss
    // Of a loss that small the terms may have been rounded to nothing.
    if loss < 1e-280 { error = .infinity }
    if loss == .infinity { error = 0 }
  }

  private mutating func note(_ z: Double, at k: Int) {
    if z.isNaN {
      nanAt = nanAt ?? k
    } else if z > 0 {
      infinityAt = infinityAt ?? k
    } else {
      minusInfinityCount += 1
      firstMinusInfinity = firstMinusInfinity ?? k
    }
  }

  private static func sum(
    _ logits: UnsafeBufferPointer<Double>, besides top: Int, _ maximum: Double
  ) -> Double {
    var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
    func add(_ range: Range<Int>) {
      var k = range.lowerBound
      while k + 4 <= range.upperBound {
        a += exp(logits[k] - maximum)
        b += exp(logits[k + 1] - maximum)
        c += exp(logits[k + 2] - maximum)
        d += exp(logits[k + 3] - maximum)
        k += 4
      }
      while k < range.upperBound {
        a += exp(logits[k] - maximum)
        k += 1
      }
    }
    add(0..<top)
    add(top + 1..<logits.count)
    return (a + b) + (c + d)
  }
}
