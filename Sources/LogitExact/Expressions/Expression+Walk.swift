extension Expression {
  /// Every node after its parts, this one last.
  ///
  /// A sum of thousands of terms is a tree of thousands of levels. Whoever goes through an
  /// expression takes this list and a stack of results, because calling itself for every level
  /// would overflow a small stack.
  package var postorder: [Expression] {
    var nodes: [Expression] = []
    var open = [self]
    // Each node before its parts, the last part first; turned round it is each after its parts.
    while let node = open.popLast() {
      nodes.append(node)
      open += node.parts
    }
    return nodes.reversed()
  }

  /// Whether some node is what one looks for.
  package func contains(where isWanted: (Expression) -> Bool) -> Bool {
    postorder.contains(where: isWanted)
  }

  /// What a node is made of, from left to right.
  var parts: [Expression] {
    switch self {
    case .number, .name: []
    case .negation(let part), .power(let part, _): [part]
    case .binary(_, let left, let right): [left, right]
    case .call(_, let arguments): arguments
    case .element(let vector, let index): [vector, index]
    }
  }

  var partCount: Int {
    switch self {
    case .number, .name: 0
    case .negation, .power: 1
    case .binary, .element: 2
    case .call(_, let arguments): arguments.count
    }
  }

  /// A node without its parts: these, in postorder, make up the tree.
  private enum Label: Hashable {
    case number(String)
    case name(String)
    case negation
    case binary(BinaryOperator)
    case power(Int)
    case call(Function, Int)
    case element
  }

  private var labels: [Label] {
    postorder.map { node in
      switch node {
      case .number(let text): .number(text)
      case .name(let name): .name(name)
      case .negation: .negation
      case .binary(let sign, _, _): .binary(sign)
      case .power(_, let exponent): .power(exponent)
      case .call(let function, let arguments): .call(function, arguments.count)
      case .element: .element
      }
    }
  }
}

// Not the compiler's own: that calls itself for every level.
extension Expression: Hashable {
  public static func == (a: Expression, b: Expression) -> Bool { a.labels == b.labels }

  public func hash(into hasher: inout Hasher) { hasher.combine(labels) }
}
