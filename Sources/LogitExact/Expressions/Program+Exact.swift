extension Program {
  /// Every step by balls of a width.
  func balls<let width: Int>(_: Ball<width>.Type = Ball<width>.self) -> [Ball<width>] {
    var values = [Ball<width>](repeating: .unknown, count: operations.count)
    var states = [SoftmaxBalls<width>?](repeating: nil, count: rows.count)
    for place in operations.indices {
      switch operations[place] {
      case .quantity(let index): values[place] = quantities[index].ball()
      case .negate(let a): values[place] = -values[a]
      case .binary(.add, let a, let b): values[place] = values[a] + values[b]
      case .binary(.subtract, let a, let b): values[place] = values[a] - values[b]
      case .binary(.multiply, let a, let b): values[place] = values[a] * values[b]
      case .binary(.divide, let a, let b): values[place] = values[a] / values[b]
      case .apply(let function, let a): values[place] = function.applied(values[a])
      case .power(let a, let n): values[place] = values[a].power(Int128(n))
      case .larger(let a, let b): values[place] = .max(values[a], values[b])
      case .smaller(let a, let b): values[place] = .min(values[a], values[b])
      case .times(let a, let b):
        values[place] = values[a].isExactZero && !values[b].isNaN ? .zero : values[a] * values[b]
      case .sum(let all):
        values[place] = all.dropFirst().reduce(values[all[0]]) { $0 + values[$1] }
      case .logSumExp(let row), .softmax(let row, _), .logSoftmax(let row, _):
        if states[row] == nil { states[row] = SoftmaxBalls(rows[row].map { values[$0] }) }
        guard let state = states[row] else { continue }
        switch operations[place] {
        case .softmax(_, let index): values[place] = state.softmax(index)
        case .logSoftmax(_, let index): values[place] = state.logSoftmax(index)
        default: values[place] = state.logSumExp
        }
      }
    }
    return values
  }
}

extension Function {
  /// An elementwise function of one argument.
  ///
  /// - Precondition: it is one.
  func applied<let width: Int>(_ x: Ball<width>) -> Ball<width> {
    switch self {
    case .exp: .exp(x)
    case .log: .log(x)
    case .log1p: .log1p(x)
    case .expm1: .expm1(x)
    case .sqrt: .sqrt(x)
    case .abs: .abs(x)
    case .sigmoid: .sigmoid(x)
    case .softplus: .softplus(x)
    case .logSigmoid: .logSigmoid(x)
    case .max, .min, .clip, .times, .sum, .mean, .logsumexp, .argmax, .softmax, .logSoftmax,
      .others:
      preconditionFailure("\(name) is no function of one number")
    }
  }
}

/// What softmax, its logarithm and the logarithm of its sum share over one row.
///
/// - Derivation: with any class k, `lse = z_k + ln(1 + Σ_{j≠k} e^(z_j − z_k))`. The largest logit is
///   chosen by its midpoint: a wrong choice among near ones costs nothing. Nothing cancels.
/// - Special values: the limits. A single +∞ is one-hot, two have none but a logarithm of their sum
///   of +∞; of a row of −∞ only that of one class has a softmax, which is always 1.
struct SoftmaxBalls<let width: Int> {
  private let logits: [Ball<width>]
  private let top: Int
  /// `e^(z_j − z_k)`, 1 for k itself.
  private let powers: [Ball<width>]
  /// The sum of the powers of the others.
  private let others: Ball<width>
  private let isOpen: Bool
  private let hasLimit: Bool

  init(_ logits: [Ball<width>]) {
    self.logits = logits
    var best = 0
    for index in logits.indices.dropFirst() where logits[best].isLessAtMidpoint(than: logits[index])
    {
      best = index
    }
    top = best
    let ties = logits.count { $0.kind == .infinite && $0.isNegative == logits[best].isNegative }
    let isInfinite = !logits.isEmpty && logits[best].kind == .infinite
    let hasLimit = !logits.isEmpty && !logits.contains(where: \.isNaN) && !(isInfinite && ties > 1)
    let isOpen = logits.contains { $0.kind == .unknown }
    (self.hasLimit, self.isOpen) = (hasLimit, isOpen)
    guard hasLimit, !isOpen else {
      (powers, others) = ([], .unknown)
      return
    }
    let k = best
    let powers = logits.indices.map { $0 == k ? .one : Ball.exp(logits[$0] - logits[k]) }
    others = powers.indices.reduce(.zero) { $1 == k ? $0 : $0 + powers[$1] }
    self.powers = powers
  }

  var logSumExp: Ball<width> {
    if logits.contains(where: \.isNaN) { return .nan }
    if logits.isEmpty { return .infinity(isNegative: true) }
    if isOpen { return .unknown }
    if logits[top].kind == .infinite { return logits[top] }
    return logits[top] + .log1p(others)
  }

  func softmax(_ index: Int) -> Ball<width> {
    if !hasLimit { return .nan }
    return isOpen ? .unknown : powers[index] / (.one + others)
  }

  func logSoftmax(_ index: Int) -> Ball<width> {
    if !hasLimit { return .nan }
    if isOpen { return .unknown }
    let gap = index == top ? .zero : logits[index] - logits[top]
    return gap - .log1p(others)
  }
}

extension Ball {
  /// A guess of the order.
  fileprivate func isLessAtMidpoint(than other: Self) -> Bool {
    if kind == .unknown || kind == .nan || other.kind == .unknown || other.kind == .nan {
      return false
    }
    if kind == .number, other.kind == .number {
      let difference = midpoint - other.midpoint
      return difference.isNegative && !difference.limbs.isZero
    }
    func rank(_ ball: Self) -> Int {
      let size = ball.kind == .infinite ? 2 : ball.kind == .huge ? 1 : 0
      return ball.isNegative ? -size : size
    }
    return rank(self) < rank(other)
  }
}
