/// Reads a formula by the grammar of `Expression`, one word ahead.
struct Parser {
  /// What was read, its shape where names have one, and the columns it takes up.
  struct Value {
    let expression: Expression
    /// Nil where names are not looked up.
    let shape: Scope.Shape?
    let columns: Range<Int>
  }

  private var lexer: Lexer
  private var token: Token
  /// Nil where any name will do and shapes are not looked at.
  private let scope: Scope?
  private var nodes = 0
  private var depth = 0
  /// The names met, in order of first appearance.
  private(set) var names: [String] = []
  private var seen: Set<String> = []

  init(_ text: String, scope: Scope?) throws(ExpressionError) {
    var lexer = Lexer(text)
    token = try lexer.next()
    self.lexer = lexer
    self.scope = scope
  }

  /// The whole text.
  mutating func parse() throws(ExpressionError) -> Expression {
    let value = try expression()
    switch token.kind {
    case .end: return value.expression
    case .close(let bracket): throw fault(.nothingToClose(bracket))
    default: throw unexpected()
    }
  }

  // Both ranks of operators in one function: each level of brackets is the less stack.
  private mutating func expression() throws(ExpressionError) -> Value {
    var sum: (value: Value, sign: Token)?
    var product = try operand()
    while case .sign(let sign) = token.kind {
      let signToken = token
      try advance()
      switch sign {
      case .multiply, .divide:
        product = try binary(product, signToken, try operand())
      case .add, .subtract:
        let left = if let sum { try binary(sum.value, sum.sign, product) } else { product }
        sum = (left, signToken)
        product = try operand()
      }
    }
    return if let sum { try binary(sum.value, sum.sign, product) } else { product }
  }

  private mutating func operand() throws(ExpressionError) -> Value {
    var minuses: [Token] = []
    while token.kind == .sign(.subtract) {
      try enter()
      minuses.append(token)
      try advance()
    }
    var value = try exponents(after: try elements(of: try primary()))
    for minus in minuses.reversed() {
      let columns = minus.column..<value.columns.upperBound
      value = try node(.negation(value.expression), value.shape, columns, at: minus)
      depth -= 1
    }
    return value
  }

  private mutating func primary() throws(ExpressionError) -> Value {
    let start = token
    switch start.kind {
    case .number(let text):
      try advance()
      return try node(.number(text), .scalar, columns(from: start), at: start)
    case .word(let word):
      try advance()
      if token.kind == .open("(") { return try call(word, start) }
      if word == "e", token.kind == .power { return try exponential(start) }
      return try name(start)
    case .open("("):
      try advance()
      try enter()
      let inner = try expression()
      let end = try close(start)
      return Value(expression: inner.expression, shape: inner.shape, columns: start.column..<end)
    case .sign, .power, .comma, .open, .close, .end:
      throw fault(.expectedOperand(found: start.kind == .end ? nil : start.text))
    }
  }

  /// What follows a bare `e`, up to the exponent's own exponents.
  private mutating func exponential(_ start: Token) throws(ExpressionError) -> Value {
    try enter()
    try advance()
    let exponent = try operand()
    depth -= 1
    let columns = start.column..<exponent.columns.upperBound
    return try node(.call(.exp, [exponent.expression]), exponent.shape, columns, at: start)
  }

  private mutating func name(_ word: Token) throws(ExpressionError) -> Value {
    if Function(word: word.text) != nil {
      throw fault(.functionWithoutArguments(word.text), at: word)
    }
    var shape: Scope.Shape?
    if let scope {
      shape = scope.names[word.text]
      if shape == nil {
        let known = scope.names.keys.sorted() + ["inf", "nan"]
        throw fault(
          .unknownName(word.text, nearest: nearest(to: word.text, among: known)), at: word)
      }
    }
    if seen.insert(word.text).inserted { names.append(word.text) }
    return try node(.name(word.text), shape, columns(from: word), at: word)
  }

  private mutating func call(_ word: String, _ start: Token) throws(ExpressionError) -> Value {
    guard let function = Function(word: word) else {
      if scope?.names[word] != nil { throw fault(.implicitMultiplication) }
      let known = Function.allCases.map(\.name)
      throw fault(.unknownFunction(word, nearest: nearest(to: word, among: known)), at: start)
    }
    let bracket = token
    try advance()
    try enter()
    var arguments: [Value] = []
    if token.kind != .close(")") {
      arguments.append(try expression())
      while token.kind == .comma {
        try advance()
        arguments.append(try expression())
      }
    }
    let end = try close(bracket)
    guard function.arity.contains(arguments.count) else {
      throw fault(.argumentCount(function, found: arguments.count), at: start)
    }
    var shape: Scope.Shape?
    if scope != nil {
      do throws(ShapeFault) {
        shape = try function.shape(of: arguments.compactMap(\.shape))
      } catch {
        throw fault(error.reason, at: error.argument.map { arguments[$0].columns } ?? 1..<end)
      }
    }
    let expression = Expression.call(function, arguments.map(\.expression))
    return try node(expression, shape, start.column..<end, at: start)
  }

  private mutating func elements(of vector: Value) throws(ExpressionError) -> Value {
    var value = vector
    while token.kind == .open("[") {
      let bracket = token
      try advance()
      try enter()
      let index = try expression()
      let end = try close(bracket)
      var shape: Scope.Shape?
      if let whole = value.shape, let position = index.shape {
        do throws(ShapeFault) { shape = try whole.element(at: position) } catch {
          throw fault(error.reason, at: error.argument == 1 ? index.columns : value.columns)
        }
      }
      let element = Expression.element(value.expression, index.expression)
      value = try node(element, shape, value.columns.lowerBound..<end, at: bracket)
    }
    return value
  }

  /// The row of exponents after a base, which group from the right.
  private mutating func exponents(after base: Value) throws(ExpressionError) -> Value {
    var exponents: [(value: Int, token: Token)] = []
    let first = token
    while token.kind == .power {
      try advance()
      guard case .number(let text) = token.kind, let exponent = Int(text),
        0...Expression.exponentLimit ~= exponent
      else { throw fault(.exponent(token.kind == .end ? nil : token.text)) }
      exponents.append((exponent, token))
      try advance()
    }
    guard var exponent = exponents.popLast() else { return base }
    let columns = base.columns.lowerBound..<exponent.token.column + exponent.token.length
    while let (lower, token) = exponents.popLast() {
      var power = 1
      for _ in 0..<exponent.value where power <= Expression.exponentLimit { power *= lower }
      guard power <= Expression.exponentLimit else {
        let text = "\(lower)^\(exponent.value)"
        throw fault(.exponent(text), at: token.column..<columns.upperBound)
      }
      exponent = (power, token)
    }
    return try node(.power(base.expression, exponent.value), base.shape, columns, at: first)
  }

  private mutating func binary(
    _ left: Value, _ sign: Token, _ right: Value
  ) throws(ExpressionError) -> Value {
    guard case .sign(let name) = sign.kind else { return left }
    var shape: Scope.Shape?
    if let a = left.shape, let b = right.shape {
      do throws(ShapeFault) { shape = try a.broadcast(with: b) } catch {
        throw fault(error.reason, at: sign)
      }
    }
    let columns = left.columns.lowerBound..<right.columns.upperBound
    let expression = Expression.binary(name, left.expression, right.expression)
    return try node(expression, shape, columns, at: sign)
  }

  /// Counts one more node.
  private mutating func node(
    _ expression: Expression, _ shape: Scope.Shape?, _ columns: Range<Int>, at token: Token
  ) throws(ExpressionError) -> Value {
    nodes += 1
    let limit = Expression.nodeLimit
    guard nodes <= limit else { throw fault(.tooLong(limit: limit), at: token) }
    return Value(expression: expression, shape: scope == nil ? nil : shape, columns: columns)
  }

  /// Goes one level deeper, at the word just met.
  private mutating func enter() throws(ExpressionError) {
    depth += 1
    let limit = Expression.nestingLimit
    guard depth <= limit else { throw fault(.nestingTooDeep(limit: limit)) }
  }

  /// Leaves the brackets that `opening` opened.
  ///
  /// - Returns: The column after the closing bracket.
  private mutating func close(_ opening: Token) throws(ExpressionError) -> Int {
    let bracket: Character = opening.kind == .open("(") ? ")" : "]"
    guard token.kind == .close(bracket) else {
      switch token.kind {
      case .number, .word, .open: throw unexpected()
      case .sign, .power, .comma, .close, .end:
        throw fault(.expectedClosing(bracket, of: opening.column))
      }
    }
    let end = token.column + token.length
    try advance()
    depth -= 1
    return end
  }

  private mutating func advance() throws(ExpressionError) { token = try lexer.next() }

  private func columns(from token: Token) -> Range<Int> {
    token.column..<token.column + token.length
  }

  /// Where a value has ended and neither a sign nor the end follows.
  private func unexpected() -> ExpressionError {
    switch token.kind {
    case .number, .word, .open: fault(.implicitMultiplication)
    case .sign, .power, .comma, .close, .end:
      fault(.unexpectedCharacter(token.text.first ?? " "))
    }
  }

  private func fault(_ reason: ExpressionError.Reason, at word: Token? = nil) -> ExpressionError {
    fault(reason, at: columns(from: word ?? token))
  }

  private func fault(
    _ reason: ExpressionError.Reason, at columns: Range<Int>
  ) -> ExpressionError {
    ExpressionError(reason, column: columns.lowerBound, length: columns.count)
  }
}

extension Expression {
  /// Reads a formula.
  ///
  /// - Throws: `ExpressionError` for what is no formula, for a name that is not of `scope`, and for
  ///   shapes that do not go together.
  public init(parsing text: String, in scope: Scope) throws(ExpressionError) {
    var parser = try Parser(text, scope: scope)
    self = try parser.parse()
  }

  /// The names in a formula, in order of first appearance; what they stand for is not looked at.
  ///
  /// - Throws: `ExpressionError` for what is no formula.
  public static func freeNames(of text: String) throws(ExpressionError) -> [String] {
    var parser = try Parser(text, scope: nil)
    _ = try parser.parse()
    return parser.names
  }
}
