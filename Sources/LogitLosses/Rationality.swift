/// Whether `softmax(logits)[k]` is a rational number, so that a printed 0, 1 or 0.25 may be exact.
///
/// Where it is not, a result that prints as 0 or 1 has been made so by rounding.
///
/// - Shape: `logits` is `[K]`, `K ≥ 1`; `k` is one of `0 ..< K`.
/// - Derivation: `1 / p_k = Σ_j exp(z_j − z_k)` with algebraic exponents. By Lindemann–Weierstrass
///   powers of distinct algebraic numbers are linearly independent over the rationals, so the sum
///   is rational only if no exponent but 0 occurs: all logits that are not `−∞` are equal.
/// - Special values: true for a logit of `−∞` beside a larger one, for a single `∞`, for one class;
///   false where the softmax is NaN.
/// - Precondition: `k` is an index of `logits`.
/// - Source: Baker, *Transcendental Number Theory* (1975), chapter 1.
public func softmaxIsRational<Scalar: LogitScalar>(_ logits: [Scalar], at k: Int) -> Bool {
  softmaxIsRational(logits.map { $0.double }, at: k)
}

/// The same of doubles, without asking each for its type.
package func softmaxIsRational(_ values: [Double], at k: Int) -> Bool {
  precondition(values.indices.contains(k), "class \(k) outside 0 ..< \(values.count)")
  let logit = values[k]
  var (maximum, infinities) = (-Double.infinity, 0)
  for value in values {
    if value.isNaN { return false }
    if value == .infinity { infinities += 1 }
    maximum = max(maximum, value)
  }
  let isMasked = values.count > 1 && maximum == -.infinity
  guard infinities <= 1, !isMasked else { return false }
  return logit == -.infinity || infinities == 1
    || values.allSatisfy { $0 == -.infinity || $0 == maximum }
}

/// Whether `σ(x)` is a rational number: only ½, 0 and 1 are, at 0 and `±∞`.
///
/// - Shape: elementwise.
/// - Derivation: `1 / σ(x) − 1 = exp(−x)`, transcendental for every algebraic `x ≠ 0`
///   (Lindemann–Weierstrass).
/// - Special values: false for NaN.
/// - Source: Baker, *Transcendental Number Theory* (1975), chapter 1.
public func sigmoidIsRational<Scalar: LogitScalar>(_ x: Scalar) -> Bool {
  x.double == 0 || x.double.isInfinite
}
