import Glibc

/// One logit `x` against the logit 0, in `Double`: what every sigmoid kernel is made of.
///
/// All forms go through `exp(−|x|)`, which is at most 1, so nothing overflows on the way.
@usableFromInline
struct BinaryLogit {
  let x: Double
  /// `exp(−|x|)`.
  let decay: Double

  @usableFromInline
  init(_ x: Double) {
    self.x = x
    decay = exp(-x.magnitude)
  }

  /// `σ(x)`.
  @usableFromInline var sigmoid: Double { (x < 0 ? decay : 1) / (1 + decay) }

  /// `1 − σ(x) = σ(−x)`.
  @usableFromInline var complement: Double { (x < 0 ? 1 : decay) / (1 + decay) }

  /// `σ(x)(1 − σ(x))`.
  @usableFromInline var slope: Double { decay / ((1 + decay) * (1 + decay)) }

  /// `ln(1 + exp(x)) = −ln(1 − σ(x))`.
  @usableFromInline var softplus: Double { (x < 0 ? 0 : x) + log1p(decay) }

  /// `ln(1 + exp(−x)) = −ln σ(x)`.
  @usableFromInline var softplusOfOpposite: Double { (x > 0 ? 0 : -x) + log1p(decay) }

  /// `factor · ln(1 + exp(−|x|))`, with the digits that the logarithm alone loses to underflow.
  private func log1pDecay(times factor: Double) -> Double {
    x.magnitude > 700 ? product(factor, exp: -x.magnitude) : product(factor, log1p(decay))
  }

  /// `factor · ln(1 + exp(x))`.
  private func softplus(times factor: Double) -> Double {
    x < 0 ? log1pDecay(times: factor) : product(factor, softplus)
  }

  /// `factor · ln(1 + exp(−x))`.
  @usableFromInline
  func softplusOfOpposite(times factor: Double) -> Double {
    x > 0 ? log1pDecay(times: factor) : product(factor, softplusOfOpposite)
  }

  /// `(1 − z) softplus(x) + q z softplus(−x)`.
  @usableFromInline
  func crossEntropy(label z: Double, posWeight q: Double) -> Double {
    softplus(times: 1 - z) + softplusOfOpposite(times: product(q, z))
  }

  /// `(1 − z) σ(x) − q z σ(−x)`, the derivative of the loss in `x`.
  @usableFromInline
  func gradient(label z: Double, posWeight q: Double) -> Double {
    let negative = 1 - z
    let positive = product(q, z)
    // Beyond 40 the sigmoid is 1 or exp(−|x|) to the last digit.
    if x > 40 { return negative - product(positive, exp: -x) }
    if x < -40 { return product(negative, exp: x) - positive }
    let lost = errorOfSum(1, -z, negative)
    guard x.magnitude < 1, q.isFinite, positive.isFinite else {
      let sides = x < 0 ? decay * negative - positive : negative - positive * decay
      return (sides + (x < 0 ? lost * decay : lost)) / (1 + decay)
    }
    // Near 0 the two sides almost cancel for z = 1/2; what remains is in exp(−|x|) − 1.
    let difference = negative - positive
    let residue =
      errorOfSum(negative, -positive, difference) + lost - (-positive).addingProduct(q, z)
    let bent = difference.addingProduct(expm1(-x.magnitude), x < 0 ? negative : -positive)
    return (bent + residue) / (1 + decay)
  }

  /// `q softplus(−x) − softplus(x)`, the derivative of the loss in the label.
  @usableFromInline
  func labelGradient(posWeight q: Double) -> Double {
    log1pDecay(times: q - 1) - (x > 0 ? x : product(q, x))
  }
}
