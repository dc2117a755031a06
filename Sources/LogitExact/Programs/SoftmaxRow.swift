/// What softmax, its logarithm and the logarithm of its sum share over one row.
///
/// - Derivation: with any class k, `lse = z_k + ln(1 + Σ_{j≠k} e^(z_j − z_k))`. The largest logit is
///   chosen by its midpoint: a wrong choice among near ones costs nothing. Nothing cancels.
/// - Special values: the limits. A single +∞ is one-hot, two have none but a logarithm of their sum
///   of +∞; of a row of −∞ only that of one class has a softmax, which is always 1.
struct SoftmaxRow<Number: Enclosure>: RowOfEnclosures {
  private let logits: [Number]
  private let top: Int
  /// `e^(z_j − z_k)`, 1 for k itself.
  private let powers: [Number]
  /// The sum of the powers of the others.
  private let others: Number
  private let isOpen: Bool
  private let hasLimit: Bool
  /// `log1p(others)`, once it was asked for.
  private var logOfOthers: Number?

  init(_ logits: [Number]) {
    self.logits = logits
    var best = 0
    for index in logits.indices.dropFirst() where logits[best].seemsLess(than: logits[index]) {
      best = index
    }
    top = best
    let isInfinite = !logits.isEmpty && logits[best].isInfinite
    let ties =
      isInfinite ? logits.count { $0.isInfinite && $0.isNegative == logits[best].isNegative } : 0
    let hasLimit = !logits.isEmpty && !logits.contains(where: \.isNaN) && ties <= 1
    let isOpen = logits.contains(where: \.isUnknown)
    (self.hasLimit, self.isOpen) = (hasLimit, isOpen)
    guard hasLimit, !isOpen else {
      (powers, others) = ([], .unknown)
      return
    }
    let k = best
    let powers = logits.indices.map { $0 == k ? .one : Number.exp(logits[$0] - logits[k]) }
    others = .sum(powers.indices.lazy.filter { $0 != k }.map { powers[$0] })
    self.powers = powers
  }

  private mutating func logPart() -> Number {
    let log = logOfOthers ?? .log1p(others)
    logOfOthers = log
    return log
  }

  mutating func logSumExp() -> Number {
    if logits.contains(where: \.isNaN) { return .nan }
    if logits.isEmpty { return .infinity(isNegative: true) }
    if isOpen { return .unknown }
    if logits[top].isInfinite { return logits[top] }
    return logits[top] + logPart()
  }

  func softmax(_ index: Int) -> Number {
    if !hasLimit { return .nan }
    if isOpen { return .unknown }
    // Only the largest can be near 1.
    return index == top ? .share(.one, besides: others) : powers[index] / (.one + others)
  }

  mutating func logSoftmax(_ index: Int) -> Number {
    if !hasLimit { return .nan }
    if isOpen { return .unknown }
    let gap = index == top ? .zero : logits[index] - logits[top]
    return gap - logPart()
  }
}
