import LogitText

/// The values that names, signs and calls make of what stands beside them.
extension Parser {
  mutating func name(_ word: Token) throws(ExpressionError) -> Value {
    if Function(word: word.text) != nil {
      throw fault(.functionWithoutArguments(word.text), at: columns(of: word))
    }
    if word.text == "pi" || word.text == "π", scope?.names[word.text] == nil {
      return try node(.number("pi"), .scalar, columns(of: word), at: word)
    }
    var shape: Scope.Shape?
    if let scope {
      shape = scope.names[word.text]
      if shape == nil, let meaning = scope.meanings[word.text] {
        return try node(meaning, meaning.shape(in: scope), columns(of: word), at: word)
      }
      if shape == nil {
        let known = scope.names.keys.sorted() + scope.meanings.keys.sorted() + ["inf", "nan"]
        throw fault(
          .unknownName(word.text, nearest: nearest(to: word.text, among: known)),
          at: columns(of: word))
      }
    }
    if seen.insert(word.text).inserted { names.append(word.text) }
    return try node(.name(word.text), shape, columns(of: word), at: word)
  }

  func function(_ word: Token) throws(ExpressionError) -> Function {
    if let function = Function(word: word.text) { return function }
    if scope?.names[word.text] != nil { throw fault(.implicitMultiplication) }
    let near = nearest(to: word.text, among: Function.allCases.map(\.name))
    throw fault(.unknownFunction(word.text, nearest: near), at: columns(of: word))
  }

  mutating func element(
    _ vector: Value, _ index: Value, _ columns: Range<Int>, at bracket: Token
  ) throws(ExpressionError) -> Value {
    let index = placed(index)
    var shape: Scope.Shape?
    if let whole = vector.shape, let position = index.shape {
      do throws(ShapeFault) { shape = try whole.element(at: position) } catch {
        throw fault(error.reason, at: error.argument == 1 ? index.columns : vector.columns)
      }
    }
    return try node(.element(vector.expression, index.expression), shape, columns, at: bracket)
  }

  mutating func power(
    _ base: Value, _ token: Token, _ exponent: Value
  ) throws(ExpressionError) -> Value {
    let columns = base.columns.lowerBound..<exponent.columns.upperBound
    if let whole = exponent.expression.wholeExponent {
      return try node(.power(base.expression, whole), base.shape, columns, at: token)
    }
    let shape = try paired(base, exponent, at: token)
    let call = Expression.call(.pow, [base.expression, exponent.expression])
    return try node(call, shape, columns, at: token)
  }

  mutating func binary(
    _ left: Value, _ sign: BinaryOperator, _ token: Token, _ right: Value
  ) throws(ExpressionError) -> Value {
    let shape = try paired(left, right, at: token)
    let columns = left.columns.lowerBound..<right.columns.upperBound
    let left = sign.isComparison && isPlace(right) ? placed(left) : left
    let right = sign.isComparison && isPlace(left) ? placed(right) : right
    let expression = Expression.binary(sign, left.expression, right.expression)
    return try node(expression, shape, columns, at: token)
  }

  /// A value as a place in a row.
  func placed(_ value: Value) -> Value {
    guard let scope else { return value }
    let expression = scope.placeWords.reduce(value.expression) {
      $0.replacing($1.key, with: .name($1.value))
    }
    return Value(expression: expression, shape: value.shape, columns: value.columns)
  }

  /// Whether a value is a place, or the places of a row.
  private func isPlace(_ value: Value) -> Bool {
    switch value.expression {
    case .name(let name): scope?.places.contains(name) == true
    case .call(.indices, _): true
    default: false
    }
  }

  /// The shape of two values that a sign pairs.
  private func paired(
    _ left: Value, _ right: Value, at token: Token
  ) throws(ExpressionError) -> Scope.Shape? {
    guard let a = left.shape, let b = right.shape else { return nil }
    do throws(ShapeFault) { return try a.broadcast(with: b) } catch {
      throw fault(error.reason, at: columns(of: token))
    }
  }

  /// What `grad(f, x)` and `condition(f, x)` stand for.
  func derivative(
    _ function: Function, _ taken: [Value]
  ) throws(ExpressionError) -> Expression {
    let (formula, variable) = (taken[0].expression, taken[1].expression)
    guard let scope, let name = variable.variable else {
      throw fault(.notAVariable, at: taken[1].columns)
    }
    guard !scope.places.contains(name) else {
      throw fault(.notByAPlace(name), at: taken[1].columns)
    }
    guard let row = formula.derivative(by: name, in: scope) else {
      throw fault(.noDerivative(.argmax), at: taken[0].columns)
    }
    let slope =
      if case .element(_, let index) = variable { Expression.element(row, index) } else { row }
    let written =
      function == .grad
      ? slope : Expression.quotient(.product(variable, slope), formula)
    let limit = Expression.nodeLimit
    guard written.isWithin(nodes: limit) else {
      throw fault(.tooLong(limit: limit), at: taken[0].columns)
    }
    return written
  }
}

extension Expression {
  /// The whole literal that this is, or a power of such, where it can be an exponent.
  var wholeExponent: Int? {
    switch self {
    case .number(let text):
      guard let whole = Int(text), 0...Self.exponentLimit ~= whole else { return nil }
      return whole
    case .power(.number(let text), let exponent):
      guard let base = Int(text), base >= 0 else { return nil }
      if base < 2 || exponent == 0 { return exponent == 0 ? 1 : base }
      var power = 1
      for _ in 0..<exponent {
        power *= base
        if power > Self.exponentLimit { return nil }
      }
      return power
    default: return nil
    }
  }

  /// The name that can be differentiated by: itself, or one of its elements.
  fileprivate var variable: String? {
    switch self {
    case .name(let name), .element(.name(let name), _): name
    default: nil
    }
  }

  /// Whether it has no more nodes than that, each counted as often as it stands there.
  fileprivate func isWithin(nodes limit: Int) -> Bool {
    var open = [self]
    var count = 0
    while let node = open.popLast() {
      count += 1
      if count > limit { return false }
      open += node.parts
    }
    return true
  }
}
