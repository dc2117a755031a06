extension Expression: CustomStringConvertible {
  /// The expression with no more brackets than it needs; it parses back to itself.
  public var description: String {
    var parts: [(text: String, strength: Strength)] = []
    func takeLast(atLeast strength: Strength) -> String {
      let part = parts.removeLast()
      return part.strength >= strength ? part.text : "(\(part.text))"
    }
    for node in postorder {
      switch node {
      case .number(let text), .name(let text): parts.append((text, .primary))
      case .negation: parts.append(("-" + takeLast(atLeast: .sign), .sign))
      case .binary(let sign, _, _):
        let strength = sign.strength
        let right = takeLast(atLeast: strength.next)
        let left = takeLast(atLeast: sign.isComparison ? .sum : strength)
        parts.append(("\(left) \(sign.symbol) \(right)", strength))
      case .power(.name("e"), let exponent):
        // Bare it would be exp.
        parts.removeLast()
        parts.append(("(e)^\(exponent)", .power))
      case .power(_, let exponent):
        parts.append(("\(takeLast(atLeast: .primary))^\(exponent)", .power))
      case .call(.pow, let arguments):
        let exponent = takeLast(atLeast: .sign)
        // Bare it would be exp.
        let base = arguments[0] == .name("e") ? "(e)" : parts[parts.count - 1].text
        let strength = parts.removeLast().strength
        parts.append(("\(strength >= .primary ? base : "(\(base))")^\(exponent)", .power))
      case .call(let function, let arguments):
        let list = parts.suffix(arguments.count).map(\.text).joined(separator: ", ")
        parts.removeLast(arguments.count)
        parts.append(("\(function.name)(\(list))", .primary))
      case .element:
        let index = parts.removeLast().text
        parts.append(("\(takeLast(atLeast: .primary))[\(index)]", .primary))
      }
    }
    return parts[0].text
  }
}

/// How tightly what was written last holds together.
enum Strength: Int, Comparable {
  case comparison, sum, product, sign, power, primary

  /// What the right of a sign of this strength must be held together by.
  fileprivate var next: Strength { Strength(rawValue: rawValue + 1) ?? .primary }

  static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
}

extension BinaryOperator {
  var strength: Strength {
    switch self {
    case .add, .subtract: .sum
    case .multiply, .divide: .product
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: .comparison
    }
  }
}
