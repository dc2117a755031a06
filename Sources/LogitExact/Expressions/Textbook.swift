extension Expression {
  /// A derivative as a textbook has it: products that a zero masks as products, and what is taken of
  /// one element as that element. For reading: where a factor is 0 and another infinite it says less.
  package var textbook: Expression {
    var results: [Expression] = []
    for node in postorder {
      let parts = Array(results.suffix(node.partCount))
      results.removeLast(node.partCount)
      results.append(node.textbook(of: parts))
    }
    return results[0]
  }

  private func textbook(of parts: [Expression]) -> Expression {
    switch self {
    case .number, .name: self
    case .negation: .minus(parts[0])
    case .power(_, let exponent): .power(of: parts[0], exponent)
    case .binary(.add, _, _): .sum(parts[0], parts[1])
    case .binary(.multiply, _, _), .call(.times, _): Self.written(parts[0], parts[1])
    case .binary(.divide, _, _): .quotient(parts[0], parts[1])
    case .binary(let sign, _, _): .binary(sign, parts[0], parts[1])
    case .call(.sum, _): Self.total(ofOneIn: parts[0]) ?? .total(parts[0])
    case .call(let function, _): .call(function, parts)
    case .element: .element(parts[0], parts[1])
    }
  }

  /// `1 / b * a` is `a / b`.
  private static func written(_ a: Expression, _ b: Expression) -> Expression {
    if case .binary(.divide, .number("1"), let bottom) = a { return quotient(b, bottom) }
    if case .binary(.divide, .number("1"), let bottom) = b { return quotient(a, bottom) }
    return product(a, b)
  }

  /// `sum(a * where(indices(v) == k, u, 0))` is `a[k] * u`.
  private static func total(ofOneIn row: Expression) -> Expression? {
    if case .negation(let part) = row { return total(ofOneIn: part).map(minus) }
    guard case .binary(.multiply, let a, .call(.choice, let parts)) = row, parts[2].isZero,
      case .binary(.equal, .call(.indices, let of), let index) = parts[0], of == [a]
    else { return nil }
    return product(.element(a, index), parts[1])
  }
}
