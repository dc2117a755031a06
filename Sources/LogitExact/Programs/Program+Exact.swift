extension Program {
  /// Every step, each an enclosure of its exact value.
  func enclosures<Number: Enclosure>(as _: Number.Type = Number.self) -> [Number] {
    enclosures { Number(quantities[$0]) }
  }

  /// The same, with the inputs and literals as `quantity` has them by their places.
  func enclosures<Number: Enclosure>(_ quantity: (Int) -> Number) -> [Number] {
    var values = [Number](repeating: .unknown, count: operations.count)
    // None is optional: to look into one would copy it.
    var states: [Number.Row] = []
    var stateOfRow = [Int](repeating: -1, count: rows.count)
    for place in operations.indices {
      switch operations[place] {
      case .quantity(let index): values[place] = quantity(index)
      case .logSumExp(let row), .softmax(let row, _), .logSoftmax(let row, _):
        if stateOfRow[row] < 0 {
          stateOfRow[row] = states.count
          states.append(Number.Row(rows[row].map { values[$0] }))
        }
        let state = stateOfRow[row]
        switch operations[place] {
        case .softmax(_, let index): values[place] = states[state].softmax(index)
        case .logSoftmax(_, let index): values[place] = states[state].logSoftmax(index)
        default: values[place] = states[state].logSumExp()
        }
      default: values[place] = operations[place].enclosure(values)
      }
    }
    return values
  }

  /// Every step by balls of a width, which remember the quotients and shares they are where there
  /// are some.
  func balls<let width: Int>(_: Ball<width>.Type = Ball<width>.self) -> [Ball<width>] {
    // Most answers are decided by the narrowest balls; what only a share tells is left to the next.
    hasQuotients || (width > 2 && hasShares)
      ? enclosures(as: Rational<width>.self).map(\.ball) : enclosures()
  }

  /// Whether a step may be a share of 1, and what it lacks smaller than a ball can tell.
  private var hasShares: Bool {
    operations.contains { operation in
      switch operation {
      case .apply(.sigmoid, _), .apply(.tanh, _): true
      default: false
      }
    }
  }

  /// Whether a step may be a quotient that does not end: by its operation or by how it is written.
  var hasQuotients: Bool {
    quantities.contains { !$0.isDouble }
      || operations.contains { operation in
        switch operation {
        case .binary(.divide, _, _), .softmax, .raise: true
        case .quantity, .negate, .binary, .apply, .larger, .smaller, .power, .choose, .times,
          .weigh, .sum, .logSumExp, .logSoftmax:
          false
        }
      }
  }
}

extension Program.Operation {
  /// The value of a step that needs those before it and nothing else. It stands apart from the walk over
  /// the steps, which the compiler writes anew for each place that numbers come from.
  fileprivate func enclosure<Number: Enclosure>(_ values: [Number]) -> Number {
    switch self {
    case .negate(let a): -values[a]
    case .binary(.add, let a, let b): values[a] + values[b]
    case .binary(.subtract, let a, let b): values[a] - values[b]
    case .binary(.multiply, let a, let b): values[a] * values[b]
    case .binary(.divide, let a, let b): values[a] / values[b]
    case .binary(let sign, let a, let b): .compare(sign, values[a], values[b])
    case .apply(let function, let a): .apply(function, to: values[a])
    case .power(let a, let n): values[a].power(n)
    case .raise(let a, let b): .pow(values[a], values[b])
    case .choose(let condition, let a, let b):
      .choose(values[condition], values[a], values[b])
    case .larger(let a, let b): .max(values[a], values[b])
    case .smaller(let a, let b): .min(values[a], values[b])
    case .times(let a, let b): .times(values[a], values[b])
    case .weigh(let a, let b): .weigh(values[a], values[b])
    case .sum(let all): .sum(all.lazy.map { values[$0] })
    case .quantity, .logSumExp, .softmax, .logSoftmax: .unknown
    }
  }
}
