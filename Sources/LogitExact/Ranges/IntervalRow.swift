import Glibc

/// What softmax, its logarithm and the logarithm of its sum can be over a row of ranges.
///
/// - Derivation: a probability rises with its own logit and falls with every other one, so its extremes
///   lie in two corners of the box; both are `sigmoid` and `−softplus` of the odds against a class,
///   `ln Σ e^z_j, j ≠ k, − z_k`. The sums of the others are taken from both sides of a class: no
///   difference loses what it hides.
/// - Accuracy: the ends are attained but for rounding, which moves each by no more than the number of
///   classes in ulp of what the others come to.
/// - Special values: those of `SoftmaxRow`.
struct IntervalRow: RowOfEnclosures {
  private let logits: [Interval]
  /// The logarithm of the odds against each class; empty where no class has any.
  private let odds: [Interval]
  private let whole: Interval
  /// What a class is where there are no odds.
  private let missing: Interval

  init(_ logits: [Interval]) {
    self.logits = logits
    let infinities = logits.count { $0.isInfinite && !$0.isNegative }
    let isNowhere = logits.count > 1 && logits.allSatisfy { $0.isInfinite && $0.isNegative }
    let hasNaN = logits.contains(where: \.isNaN)
    guard !hasNaN, !logits.contains(where: \.isUnknown) else {
      odds = []
      missing = hasNaN ? .nan : .unknown
      whole = missing
      return
    }
    let (low, high) = (OtherSums(logits.map(\.low)), OtherSums(logits.map(\.high)))
    whole = Interval(low.whole(isUpper: false), high.whole(isUpper: true))
    guard infinities < 2, !isNowhere else {
      odds = []
      missing = .nan
      return
    }
    missing = .unknown
    odds = logits.indices.map { k in
      let others = Interval(low[k, isUpper: false], high[k, isUpper: true])
      // No logit stands against a single class.
      return logits.count == 1 ? .infinity(isNegative: true) : others - logits[k]
    }
  }

  func logSumExp() -> Interval { whole }

  func softmax(_ index: Int) -> Interval {
    odds.isEmpty ? missing : .sigmoid(-odds[index])
  }

  func logSoftmax(_ index: Int) -> Interval {
    odds.isEmpty ? missing : -.softplus(odds[index])
  }

  /// The logarithm of the odds against a class.
  func logOdds(against index: Int) -> Interval { odds.isEmpty ? missing : odds[index] }
}

/// `ln Σ e^z_j, j ≠ k` of every class k of one corner.
private struct OtherSums {
  private let logits: [Double]
  private let top: Int
  /// The largest, and of all but that.
  private let (first, second): (Double, Double)
  /// `Σ e^(z_j − first)` below and above each class.
  private var before: [Double]
  /// The same of all but the largest class, over the second.
  private let rest: Double

  init(_ logits: [Double]) {
    self.logits = logits
    let top = logits.indices.max { logits[$0] < logits[$1] } ?? 0
    self.top = top
    let first = logits.isEmpty ? -.infinity : logits[top]
    let second = logits.indices.reduce(-Double.infinity) { $1 == top ? $0 : max($0, logits[$1]) }
    (self.first, self.second) = (first, second)
    let powers = logits.map { first.isFinite ? exp($0 - first) : 0 }
    var sums = [Double](repeating: 0, count: logits.count)
    var sum = 0.0
    for k in logits.indices {
      sums[k] = sum
      sum += powers[k]
    }
    sum = 0
    for k in logits.indices.reversed() {
      sums[k] += sum
      sum += powers[k]
    }
    before = sums
    rest = logits.indices.reduce(0) {
      $1 == top || !second.isFinite ? $0 : $0 + exp(logits[$1] - second)
    }
  }

  subscript(k: Int, isUpper isUpper: Bool) -> Double {
    k == top
      ? logarithm(rest, over: second, isUpper) : logarithm(before[k], over: first, isUpper)
  }

  func whole(isUpper: Bool) -> Double {
    guard first.isFinite else { return first }
    return logarithm(before[top] + 1, over: first, isUpper)
  }

  /// Moved outward by what the sum may be off.
  private func logarithm(_ sum: Double, over top: Double, _ isUpper: Bool) -> Double {
    guard top.isFinite else { return top }
    let value = top + log(sum)
    let step = Double(logits.count + 4) * 0x1p-52 + 2 * value.ulp
    return isUpper ? value + step : value - step
  }
}
