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
  precondition(logits.indices.contains(k), "class \(k) outside 0 ..< \(logits.count)")
  return SoftmaxRationality(logits).isRational(logits[k])
}

/// What `softmaxIsRational` asks of a row, read once for all of its classes.
public struct SoftmaxRationality: Sendable {
  /// False where the softmax is NaN.
  private let isDefined: Bool
  /// Whether every class has a rational probability, not only those at `−∞`.
  private let isWhole: Bool

  /// - Precondition: `logits` is not empty.
  public init<Scalar: LogitScalar>(_ logits: [Scalar]) {
    precondition(!logits.isEmpty, "a row needs at least one logit")
    var maximum = -Double.infinity
    var infinities = 0
    var hasNaN = false
    for logit in logits {
      let z = logit.double
      if z.isNaN { hasNaN = true }
      if z == .infinity { infinities += 1 }
      if z > maximum { maximum = z }
    }
    let isMasked = logits.count > 1 && maximum == -.infinity
    isDefined = !hasNaN && infinities <= 1 && !isMasked
    isWhole =
      infinities == 1
      || logits.allSatisfy { $0.double == -.infinity || $0.double == maximum }
  }

  /// Whether a class with this logit, one of the row's, has a rational probability.
  public func isRational<Scalar: LogitScalar>(_ logit: Scalar) -> Bool {
    isDefined && (isWhole || logit.double == -.infinity)
  }
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
