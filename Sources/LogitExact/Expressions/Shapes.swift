/// Shapes that do not go together, and the argument at fault where it is one of several.
struct ShapeFault: Error {
  let reason: ExpressionError.Reason
  var argument: Int?
}

extension Scope.Shape {
  /// How many elements a function over a vector finds here.
  var length: Int {
    switch self {
    case .scalar: 1
    case .vector(let length): length
    }
  }

  /// The shape of what pairs elements of both.
  func broadcast(with other: Scope.Shape) throws(ShapeFault) -> Scope.Shape {
    switch (self, other) {
    case (.scalar, let shape), (let shape, .scalar): return shape
    case (.vector(let a), .vector(let b)):
      guard a == b else { throw ShapeFault(reason: .lengthMismatch(a, b)) }
      return self
    }
  }

  /// The shape of one element of this, chosen by an index of shape `index`.
  func element(at index: Scope.Shape) throws(ShapeFault) -> Scope.Shape {
    guard case .vector = self else { throw ShapeFault(reason: .notAVector, argument: 0) }
    try index.checkIndex(argument: 1)
    return .scalar
  }

  fileprivate func checkIndex(argument: Int) throws(ShapeFault) {
    guard case .vector(let length) = self else { return }
    throw ShapeFault(reason: .indexNotANumber(length), argument: argument)
  }
}

extension Function {
  /// The shape of the result.
  ///
  /// - Parameter arguments: As many as the function takes.
  func shape(of arguments: [Scope.Shape]) throws(ShapeFault) -> Scope.Shape {
    let first = arguments[0]
    switch self {
    case .exp, .log, .log1p, .expm1, .sqrt, .abs, .exp2, .log2, .tanh, .erf, .sigmoid, .softplus,
      .logSigmoid, .stopGradient:
      return first
    case .max, .min:
      return arguments.count == 1 ? try reduced(first) : try broadcast(arguments)
    case .clip, .times, .pow, .choice:
      return try broadcast(arguments)
    case .sum, .logsumexp:
      return .scalar
    case .dot:
      _ = try broadcast(arguments)
      return .scalar
    case .mean, .argmax:
      return try reduced(first)
    case .softmax, .logSoftmax:
      return .vector(first.length)
    case .others:
      try arguments[1].checkIndex(argument: 1)
      guard first.length > 0 else { throw ShapeFault(reason: .noElements(self), argument: 0) }
      return .vector(first.length - 1)
    case .insert:
      try arguments[1].checkIndex(argument: 1)
      return .vector(first.length + 1)
    case .indices: return .vector(first.length)
    case .grad, .condition: return arguments[1]
    }
  }

  /// A scalar, where there is an element to take it from.
  private func reduced(_ shape: Scope.Shape) throws(ShapeFault) -> Scope.Shape {
    guard shape.length > 0 else { throw ShapeFault(reason: .noElements(self), argument: 0) }
    return .scalar
  }

  private func broadcast(_ arguments: [Scope.Shape]) throws(ShapeFault) -> Scope.Shape {
    var shape = Scope.Shape.scalar
    for (index, argument) in arguments.enumerated() {
      do { shape = try shape.broadcast(with: argument) } catch {
        throw ShapeFault(reason: error.reason, argument: index)
      }
    }
    return shape
  }
}

extension Expression {
  /// The shape of the value.
  ///
  /// - Precondition: the expression was parsed in `scope`, or could have been.
  public func shape(in scope: Scope) -> Scope.Shape {
    do { return try checkedShape(in: scope) } catch {
      preconditionFailure("no expression of this scope: \(error.reason)")
    }
  }

  private func checkedShape(in scope: Scope) throws(ShapeFault) -> Scope.Shape {
    var shapes: [Scope.Shape] = []
    for node in postorder {
      let taken = Array(shapes.suffix(node.partCount))
      shapes.removeLast(node.partCount)
      shapes.append(try node.shape(of: taken, in: scope))
    }
    return shapes[0]
  }

  /// The shape of a node whose parts have these shapes.
  func shape(of parts: [Scope.Shape], in scope: Scope) throws(ShapeFault) -> Scope.Shape {
    switch self {
    case .number: return .scalar
    case .name(let name):
      guard let shape = scope.names[name] else {
        throw ShapeFault(reason: .unknownName(name, nearest: nil))
      }
      return shape
    case .negation, .power: return parts[0]
    case .binary: return try parts[0].broadcast(with: parts[1])
    case .call(let function, _): return try function.shape(of: parts)
    case .element: return try parts[0].element(at: parts[1])
    }
  }
}
