extension Program {
  /// What happened in one step.
  func events(at place: Int, _ steps: FormatSteps) -> [Step.Event] {
    let values = steps.values
    let result = values[place]
    func binary(_ sign: BinaryOperator, _ a: Int, _ b: Int) -> [Step.Event] {
      if sign.isComparison { return [] }
      if values[a].isNaN || values[b].isNaN { return [.spreadsNaN] }
      return sign.events(values[a], values[b], giving: result, in: steps.format)
    }
    switch operations[place] {
    case .quantity(let index): return quantities[index].events(giving: result, in: steps.format)
    case .negate(let a): return values[a].isNaN ? [.spreadsNaN] : []
    case .larger, .smaller: return result.isNaN ? [.spreadsNaN] : []
    case .binary(let sign, let a, let b): return binary(sign, a, b)
    case .times(let a, let b):
      return values[a] == 0 ? [] : binary(.multiply, a, b)
    case .weigh(let a, let b):
      return values[a] == 0 && !values[b].isNaN ? [] : binary(.multiply, a, b)
    case .sum(let all): return sumEvents(all.map { values[$0] }, steps)
    case .apply(let function, let a):
      if values[a].isNaN { return [.spreadsNaN] }
      let isLog = function == .log || function == .log2
      let isPole = isLog && values[a] == 0 || function == .log1p && values[a] == -1
      return isPole ? [.pole] : functionEvents(at: place, steps)
    case .raise(let a, let b):
      let isPole = values[a] == 0 && values[b] < 0
      return isPole ? [.pole] : functionEvents(at: place, steps)
    case .choose: return result.isNaN ? [.spreadsNaN] : []
    case .power: return functionEvents(at: place, steps)
    case .logSumExp, .softmax, .logSoftmax: return functionEvents(at: place, steps)
    }
  }

  private func sumEvents(_ terms: [Double], _ steps: FormatSteps) -> [Step.Event] {
    if terms.contains(where: \.isNaN) { return [.spreadsNaN] }
    var events: [Step.Event] = []
    var sum = terms[0]
    for term in terms.dropFirst() {
      let next = steps.rounded(sum + term)
      for event in BinaryOperator.add.events(sum, term, giving: next, in: steps.format)
      where !events.contains(event) {
        events.append(event)
      }
      if next.isNaN { break }
      sum = next
    }
    return events
  }

  /// By what is known of the step's own value, from the operands as they are.
  private func functionEvents(at place: Int, _ steps: FormatSteps) -> [Step.Event] {
    switch steps.verdicts[place] {
    case .overflow?: return [.overflow]
    case .underflow?: return [.underflow]
    case .exact?, nil:
      guard steps.values[place].isNaN else { return [] }
      let operands = operands(of: operations[place])
      return [operands.contains { steps.values[$0].isNaN } ? .spreadsNaN : .outOfDomain]
    case .proven?, .undecided?: return [.rounded]
    }
  }
}

extension Quantity {
  fileprivate func events(giving result: Double, in format: Format) -> [Step.Event] {
    if isExactly(result) { return [] }
    switch Proof(of: ball(Ball<32>.self), in: format)?.verdict {
    case .overflow?: return [.overflow]
    case .underflow?: return [.underflow]
    case .exact?, .proven?, .undecided?, nil: return [.rounded]
    }
  }
}

extension BinaryOperator {
  /// - Precondition: no operand is NaN.
  fileprivate func events(
    _ a: Double, _ b: Double, giving result: Double, in format: Format
  ) -> [Step.Event] {
    guard a.isFinite, b.isFinite else { return result.isNaN ? [invalidity] : [] }
    if self == .divide, b == 0 { return [a == 0 ? .zeroOverZero : .pole] }
    if !result.isFinite { return [.overflow] }
    // Balls wide enough for any two doubles.
    let (x, y) = (Ball<64>(a), Ball<64>(b))
    // Where overflow saturates, the largest number is one like any other.
    if result.magnitude == format.greatestFinite,
      Proof(of: applied(x, y), in: format)?.verdict == .overflow
    {
      return [.overflow]
    }
    var events: [Step.Event] = []
    let isExact = isExact(x, y, giving: Ball(result))
    if !isExact { events.append(result == 0 ? .underflow : .rounded) }
    guard self == .add || self == .subtract, a != 0, b != 0 else { return events }
    if !isExact, result == a { return [.absorbed(b)] }
    if !isExact, result.magnitude == b.magnitude { return [.absorbed(a)] }
    let before = Swift.max(a.exponent, b.exponent)
    // A result of 0 has lost every digit there was.
    let lost = result == 0 ? format.precision : Int(before - result.exponent)
    let digits = Int(Double(lost) * 0.30103)
    if digits > 0 { events.append(.cancelled(digits: digits)) }
    return events
  }

  /// Why an infinity gave NaN.
  private var invalidity: Step.Event {
    switch self {
    case .add, .subtract: .infinityMinusInfinity
    case .multiply: .zeroTimesInfinity
    case .divide: .infinityOverInfinity
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: .outOfDomain
    }
  }

  private func applied<let width: Int>(_ x: Ball<width>, _ y: Ball<width>) -> Ball<width> {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: .compare(self, x, y)
    }
  }

  /// Whether nothing was rounded away.
  private func isExact<let width: Int>(
    _ x: Ball<width>, _ y: Ball<width>, giving result: Ball<width>
  ) -> Bool {
    self == .divide ? (y * result - x).isExactZero : (applied(x, y) - result).isExactZero
  }
}
