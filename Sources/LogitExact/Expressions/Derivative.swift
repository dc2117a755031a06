extension Expression {
  /// The derivative by one of the names, as a formula over the same names.
  ///
  /// - Shape: that of the name. Of a formula with several values it is that of their sum, each times
  ///   its `upstream`: so the derivative by a row of a formula that takes each class by itself is
  ///   the row of its derivatives.
  /// - Derivation: reverse mode. Each node is told what its value is multiplied by on its way to the
  ///   result, and tells its parts; what arrives at the name is added up. Zeros, ones and double
  ///   signs are folded away, so that what is left reads as a textbook's:
  ///   `softmax(logits) * sum(labels) - labels`.
  /// - Special values: a factor of 0 asks for nothing: neither where a label is 0 nor where a clip
  ///   or a `max` does not let a number through is the rest looked at. Only
  ///   over a bottom of 0 it is. Where a function has a kink, half of either side: `abs` has the slope
  ///   0 at 0, equal arguments of `max` share it. The ends of a `clip` count as inside it. `argmax`
  ///   and an index have none.
  /// - Parameter upstream: One number, or one for each value.
  /// - Returns: nil where the value of an `argmax` of the name is reckoned with: it has no derivative.
  ///   An index may depend on the name, and is taken as it is.
  /// - Precondition: the formula and `upstream` could have been parsed in `scope`.
  public func derivative(
    by name: String, upstream: Expression = .number("1"), in scope: Scope
  ) -> Expression? {
    let tree = DerivativeTree(self, by: name, in: scope)
    return tree.derivative(upstream: upstream)
  }
}

/// A formula on the way back from its value to a name.
private struct DerivativeTree {
  private struct Node {
    let expression: Expression
    let shape: Scope.Shape
    /// Whether the name is in it.
    let depends: Bool
    /// The places of its parts.
    let parts: [Int]

    /// Whether it sees a row as a whole; `max(a, b)` pairs its arguments.
    var isOfRow: Bool {
      guard case .call(let function, let arguments) = expression else { return false }
      return function.isOfRow(arguments: arguments.count)
    }
  }

  private let name: String
  private let scope: Scope
  private var nodes: [Node] = []

  init(_ expression: Expression, by name: String, in scope: Scope) {
    self.name = name
    self.scope = scope
    var open: [Int] = []
    for node in expression.postorder {
      let parts = Array(open.suffix(node.partCount))
      open.removeLast(node.partCount)
      let shape: Scope.Shape
      do { shape = try node.shape(of: parts.map { nodes[$0].shape }, in: scope) } catch {
        preconditionFailure("no expression of this scope: \(error.reason)")
      }
      let depends =
        if case .name(let own) = node { own == name } else {
          parts.contains { nodes[$0].depends }
        }
      open.append(nodes.count)
      nodes.append(Node(expression: node, shape: shape, depends: depends, parts: parts))
    }
  }

  func derivative(upstream: Expression) -> Expression? {
    var arriving = [Expression?](repeating: nil, count: nodes.count)
    arriving[nodes.count - 1] = upstream
    var found: [Expression] = []
    // A node stands after its parts, so each is met once all is known of it.
    for place in nodes.indices.reversed() {
      let node = nodes[place]
      guard node.depends, let upstream = arriving[place], !upstream.isZero else { continue }
      if case .name = node.expression {
        found.append(upstream)
        continue
      }
      guard let slopes = slopes(of: node, upstream) else { return nil }
      for (part, slope) in zip(node.parts, slopes) where nodes[part].depends {
        arriving[part] = gathered(slope, from: node, to: nodes[part])
      }
    }
    // The last part of the formula was met first.
    let sum = found.reversed().reduce(Expression.zero, Expression.sum)
    guard let shape = scope.names[name] else { return sum }
    return spread(sum, over: .name(name), shape)
  }

  private func isVector(_ expression: Expression) -> Bool {
    if case .vector = expression.shape(in: scope) { true } else { false }
  }

  /// One value for each of a row, where it is one for all.
  private func spread(
    _ slope: Expression, over row: Expression, _ shape: Scope.Shape
  ) -> Expression {
    guard shape != .scalar, !isVector(slope) else { return slope }
    return .sum(slope, .call(.times, [.zero, row]))
  }

  /// What each value of a node asks of a part, as the part has it: of one number that was paired with
  /// a row the sum of what all ask.
  private func gathered(_ slope: Expression, from node: Node, to part: Node) -> Expression {
    guard part.shape == .scalar else { return slope }
    let slope = node.isOfRow ? slope : spread(slope, over: node.expression, node.shape)
    return isVector(slope) ? .total(slope) : slope
  }

  /// What each part of a node is multiplied by on its way to the result; nil where no formula says.
  private func slopes(of node: Node, _ up: Expression) -> [Expression]? {
    let parts = node.parts.map { nodes[$0].expression }
    switch node.expression {
    case .number, .name: return []
    case .negation: return [.minus(up)]
    case .power(let base, let exponent):
      let power = Expression.power(of: base, exponent - 1)
      return [
        exponent == 0 ? .zero : .masked(up, .product(.number("\(exponent)"), power))
      ]
    case .binary(.add, _, _): return [up, up]
    case .binary(.subtract, _, _): return [up, .minus(up)]
    case .binary(.multiply, let a, let b): return [.masked(up, b), .masked(up, a)]
    case .binary(.divide, _, let bottom):
      // By the bottom of a / b: what a / b itself is, over b.
      return [
        .quotient(up, bottom), .minus(.quotient(.masked(node.expression, up), bottom)),
      ]
    case .binary: return [.zero, .zero]
    case .element:
      let isHere = Expression.binary(.equal, .call(.indices, [parts[0]]), parts[1])
      return [.call(.choice, [isHere, up, .zero]), .zero]
    case .call(.others, _):
      return [.call(.insert, [spread(up, over: node.expression, node.shape), parts[1]]), .zero]
    case .call(.insert, _):
      return [.call(.others, [spread(up, over: node.expression, node.shape), parts[1]]), .zero]
    case .call(.argmax, _): return nil
    case .call(let function, _):
      return node.isOfRow
        ? ofRow(function, node, parts[0], up) : elementwise(function, node, parts, up)
    }
  }

  private func ofRow(
    _ function: Function, _ node: Node, _ row: Expression, _ up: Expression
  ) -> [Expression] {
    switch function {
    case .sum: return [up]
    case .mean: return [.quotient(up, .total(spread(.one, over: row, nodes[node.parts[0]].shape)))]
    case .logsumexp: return [.masked(up, .call(.softmax, [row]))]
    case .softmax:
      let up = spread(up, over: node.expression, node.shape)
      return [
        .masked(
          node.expression, .difference(up, .total(.masked(node.expression, up))))
      ]
    case .logSoftmax:
      let up = spread(up, over: node.expression, node.shape)
      return [.difference(up, .product(.call(.softmax, [row]), .total(up)))]
    case .max, .min:
      // Equal ones share it.
      let gap = Expression.call(.abs, [.difference(row, node.expression)])
      let isChosen = Expression.call(
        .clip, [.binary(.subtract, .one, .call(.times, [gap, .infinity])), .zero, .one])
      return [.masked(isChosen, .quotient(up, .total(isChosen)))]
    default: return [.zero]
    }
  }

  private func elementwise(
    _ function: Function, _ node: Node, _ parts: [Expression], _ up: Expression
  ) -> [Expression] {
    let a = parts[0]
    switch function {
    case .exp, .expm1: return [.masked(up, .call(.exp, [a]))]
    case .log: return [.masked(up, .quotient(.one, a))]
    case .log1p: return [.masked(up, .quotient(.one, .binary(.add, .one, a)))]
    case .sqrt:
      return [
        .masked(up, .quotient(.one, .binary(.multiply, .number("2"), node.expression)))
      ]
    case .abs: return [.masked(up, .sign(a))]
    case .exp2: return [.masked(up, .product(.call(.exp2, [a]), .ln2))]
    case .log2: return [.masked(up, .quotient(.one, .binary(.multiply, a, .ln2)))]
    case .tanh:
      return [
        .masked(up, .product(.difference(.one, node.expression), .sum(.one, node.expression)))
      ]
    case .erf:
      let bell = Expression.call(.exp, [.minus(.power(a, 2))])
      return [.masked(up, .product(.quotient(.number("2"), .call(.sqrt, [.pi])), bell))]
    case .pow: return ofPower(node, a, parts[1], up)
    case .choice:
      let isFirst = Expression.binary(.notEqual, a, .zero)
      return [.zero, .masked(isFirst, up), .masked(.binary(.equal, a, .zero), up)]
    case .dot: return [.masked(up, parts[1]), .masked(up, a)]
    case .sigmoid:
      return [.masked(up, .product(node.expression, .call(.sigmoid, [.minus(a)])))]
    case .softplus: return [.masked(up, .call(.sigmoid, [a]))]
    case .logSigmoid: return [.masked(up, .call(.sigmoid, [.minus(a)]))]
    case .times: return [.masked(up, parts[1]), .masked(a, up)]
    case .clip:
      let (low, high) = (parts[1], parts[2])
      let isAbove = Expression.noSmaller(a, low)
      let isBelow = Expression.noSmaller(high, a)
      return [
        .masked(.product(isAbove, isBelow), up),
        .masked(.difference(.one, isAbove), up), .masked(.difference(.one, isBelow), up),
      ]
    case .max, .min: return ofChoice(function, parts, up)
    default: return [.zero]
    }
  }

  /// Of `a^b`: `b a^(b−1)` by the base, and by the exponent `a^b ln a`, which is 0 where the power is.
  private func ofPower(
    _ node: Node, _ base: Expression, _ exponent: Expression, _ up: Expression
  ) -> [Expression] {
    let lower = Expression.call(.pow, [base, .difference(exponent, .one)])
    let growth = Expression.masked(node.expression, .call(.log, [base]))
    return [
      .masked(up, .masked(exponent, lower)), .masked(up, growth),
    ]
  }

  /// The arguments of a choice are compared from the left, two at a time.
  private func ofChoice(
    _ function: Function, _ parts: [Expression], _ up: Expression
  ) -> [Expression] {
    var up = up
    var slopes: [Expression] = []
    for index in parts.indices.dropFirst().reversed() {
      let before = index == 1 ? parts[0] : .call(function, Array(parts[..<index]))
      let (a, b) = function == .max ? (before, parts[index]) : (parts[index], before)
      slopes.append(.masked(.larger(b, a), up))
      up = .masked(.larger(a, b), up)
    }
    return [up] + slopes.reversed()
  }
}
