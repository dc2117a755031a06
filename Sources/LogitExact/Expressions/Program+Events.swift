extension Program {
  /// What happened in one step.
  ///
  /// - Parameter values: Of all steps, in the format.
  func events(at place: Int, _ values: [Double], in format: Format) -> [Step.Event] {
    let operation = operations[place]
    let result = values[place]
    let operands = operands(of: operation).map { values[$0] }
    if operands.contains(where: \.isNaN) { return [.spreadsNaN] }
    switch operation {
    case .quantity(let index):
      switch Proof(of: quantities[index].ball(Ball<32>.self), in: format)?.verdict {
      case .overflow?: return [.overflow]
      case .underflow?: return [.underflow]
      case .exact?: return []
      case .proven?, .undecided?, nil: return [.rounded]
      }
    case .negate, .larger, .smaller: return []
    case .binary(let sign, _, _):
      return sign.events(operands[0], operands[1], giving: result, in: format)
    case .times:
      if operands[0] == 0 { return [] }
      return BinaryOperator.multiply.events(operands[0], operands[1], giving: result, in: format)
    case .sum:
      var events: [Step.Event] = []
      var sum = operands[0]
      for operand in operands.dropFirst() {
        let next = format.rounded(sum + operand)
        for event in BinaryOperator.add.events(sum, operand, giving: next, in: format)
        where !events.contains(event) {
          events.append(event)
        }
        sum = next
      }
      return events
    case .apply, .power, .softmax, .logSoftmax, .logSumExp:
      return functionEvents(operation, operands, giving: result, in: format)
    }
  }

  /// By the proof of the step's own value, from the operands as they are.
  private func functionEvents(
    _ operation: Operation, _ operands: [Double], giving result: Double, in format: Format
  ) -> [Step.Event] {
    if result.isNaN { return [.outOfDomain] }
    var alone = Program()
    alone.quantities = operands.map { Quantity($0) }
    alone.operations = operands.indices.map { .quantity($0) }
    alone.rows = [Array(operands.indices)]
    switch operation {
    case .apply(let function, _): alone.operations.append(.apply(function, 0))
    case .power(_, let exponent): alone.operations.append(.power(0, exponent))
    case .softmax(_, let index): alone.operations.append(.softmax(row: 0, index: index))
    case .logSoftmax(_, let index): alone.operations.append(.logSoftmax(row: 0, index: index))
    case .logSumExp: alone.operations.append(.logSumExp(row: 0))
    case .quantity, .negate, .binary, .larger, .smaller, .times, .sum: return []
    }
    alone.results = [operands.count]
    switch alone.proofs(in: format).first?.verdict {
    case .overflow?: return [.overflow]
    case .underflow?: return [.underflow]
    case .exact?: return result.isInfinite && operands.allSatisfy(\.isFinite) ? [.pole] : []
    case .proven?, .undecided?, nil: return [.rounded]
    }
  }
}

extension BinaryOperator {
  fileprivate func events(
    _ a: Double, _ b: Double, giving result: Double, in format: Format
  ) -> [Step.Event] {
    if result.isNaN { return [invalidity(a, b)] }
    guard a.isFinite, b.isFinite else { return [] }
    if self == .divide, b == 0 { return [.pole] }
    if result.isInfinite { return [.overflow] }
    var events: [Step.Event] = []
    let isExact = isExact(a, b, giving: result)
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

  private func invalidity(_ a: Double, _ b: Double) -> Step.Event {
    switch self {
    case .add, .subtract: a.isInfinite && b.isInfinite ? .infinityMinusInfinity : .overflow
    case .multiply: a.isInfinite || b.isInfinite ? .zeroTimesInfinity : .overflow
    case .divide:
      a == 0 && b == 0
        ? .zeroOverZero : a.isInfinite && b.isInfinite ? .infinityOverInfinity : .overflow
    }
  }

  /// Whether nothing was rounded away, by an operation on balls wide enough for any two doubles.
  private func isExact(_ a: Double, _ b: Double, giving result: Double) -> Bool {
    let (x, y, r) = (Ball<64>(a), Ball<64>(b), Ball<64>(result))
    switch self {
    case .add: return (x + y - r).isExactZero
    case .subtract: return (x - y - r).isExactZero
    case .multiply: return (x * y - r).isExactZero
    case .divide: return (y * r - x).isExactZero
    }
  }
}
