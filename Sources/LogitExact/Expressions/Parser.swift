/// Reads a formula by the grammar of `Expression`, one word ahead.
///
/// What waits for a value lies on a stack of its own: a parser that calls itself needs up to 10 KB
/// of the thread's stack for every pair of brackets in a debug build.
struct Parser {
  /// What was read, its shape where names have one, and the columns it takes up.
  struct Value {
    let expression: Expression
    /// Nil where names are not looked up.
    let shape: Scope.Shape?
    let columns: Range<Int>
  }

  /// What waits for the value on its right.
  private enum Waiting {
    case minus(Token)
    /// A bare `e` and its `^`.
    case exponential(Token)
    case binary(Value, BinaryOperator, Token)
    /// A base and its `^`.
    case power(Value, Token)
    case group(Token)
    /// A call whose arguments so far are those of the parser from one on.
    case call(Function, Token, bracket: Token, from: Int)
    case element(Value, bracket: Token)
  }

  private var lexer: Lexer
  var token: Token
  /// Nil where any name will do and shapes are not looked at.
  let scope: Scope?
  private var waiting: [Waiting] = []
  var arguments: [Value] = []
  private var nodes = 0
  private var depth = 0
  /// The names met, in order of first appearance.
  var names: [String] = []
  var seen: Set<String> = []

  init(_ text: String, scope: Scope?) throws(ExpressionError) {
    var lexer = Lexer(text)
    token = try lexer.next()
    self.lexer = lexer
    self.scope = scope
  }

  /// The whole text.
  mutating func parse() throws(ExpressionError) -> Expression {
    while true {
      var found = try begin()
      // What follows a value may end others around it.
      while let value = found {
        if token.kind == .open("[") {
          try wait(.element(value, bracket: token))
          break
        }
        if token.kind == .power {
          try wait(.power(value, token))
          break
        }
        if case .sign(let sign) = token.kind {
          let left = try settle(value, before: sign)
          try wait(.binary(left, sign, token))
          break
        }
        let whole = try settle(value, before: nil)
        if token.kind == .end, waiting.isEmpty { return whole.expression }
        found = try end(with: whole)
      }
    }
  }

  /// Reads on where a value should begin.
  ///
  /// - Returns: The value; nil where a sign or a bracket now waits for one.
  private mutating func begin() throws(ExpressionError) -> Value? {
    let start = token
    switch start.kind {
    case .sign(.subtract): try wait(.minus(start))
    case .open("("): try wait(.group(start))
    case .number(let text):
      try advance()
      return try node(.number(text), .scalar, columns(of: start), at: start)
    case .word(let word):
      try advance()
      if token.kind == .open("(") {
        try wait(.call(try function(start), start, bracket: token, from: arguments.count))
        return token.kind == .close(")") ? try endCall(with: nil) : nil
      }
      guard word == "e", token.kind == .power else { return try name(start) }
      try wait(.exponential(start))
    case .sign, .power, .comma, .open, .close, .end:
      throw fault(.expectedOperand(found: start.kind == .end ? nil : start.text))
    }
    return nil
  }

  /// Puts on the stack what the word just met belongs to, and goes past that word.
  private mutating func wait(_ part: Waiting) throws(ExpressionError) {
    switch part {
    case .binary, .power: break
    case .minus, .exponential, .group, .call, .element:
      depth += 1
      let limit = Expression.nestingLimit
      guard depth <= limit else { throw fault(.nestingTooDeep(limit: limit)) }
    }
    waiting.append(part)
    try advance()
  }

  /// Gives the value to the signs on its left that bind tighter than `sign`, or to all up to the
  /// bracket.
  private mutating func settle(
    _ operand: Value, before sign: BinaryOperator?
  ) throws(ExpressionError) -> Value {
    var value = operand
    while let last = waiting.last {
      switch last {
      case .minus(let minus):
        let columns = minus.column..<value.columns.upperBound
        value = try node(.negation(value.expression), value.shape, columns, at: minus)
        depth -= 1
      case .exponential(let start):
        let columns = start.column..<value.columns.upperBound
        value = try node(.call(.exp, [value.expression]), value.shape, columns, at: start)
        depth -= 1
      case .power(let base, let token): value = try power(base, token, value)
      case .binary(let left, let earlier, let token):
        if let sign, sign.strength > earlier.strength { return value }
        if sign?.isComparison == true, earlier.isComparison { throw fault(.chainedComparison) }
        value = try binary(left, earlier, token, value)
      case .group, .call, .element: return value
      }
      waiting.removeLast()
    }
    return value
  }

  /// Goes past what ends a value inside brackets.
  ///
  /// - Returns: The value that the brackets make; nil after a comma, where the next one begins.
  private mutating func end(with value: Value) throws(ExpressionError) -> Value? {
    switch (waiting.last, token.kind) {
    case (.call?, .comma):
      arguments.append(value)
      try advance()
      return nil
    case (.call?, .close(")")): return try endCall(with: value)
    case (.group(let bracket)?, .close(")")):
      let columns = bracket.column..<token.column + 1
      try leave()
      return Value(expression: value.expression, shape: value.shape, columns: columns)
    case (.element(let vector, let bracket)?, .close("]")):
      let columns = vector.columns.lowerBound..<token.column + 1
      try leave()
      return try element(vector, value, columns, at: bracket)
    case (_, .number), (_, .word), (_, .open): throw fault(.implicitMultiplication)
    case (.group(let bracket)?, _), (.call(_, _, let bracket, _)?, _):
      throw fault(.expectedClosing(")", of: bracket.column))
    case (.element(_, let bracket)?, _): throw fault(.expectedClosing("]", of: bracket.column))
    case (_, .close(let bracket)): throw fault(.nothingToClose(bracket))
    case (_, .comma), (_, .sign), (_, .power), (_, .end):
      throw fault(.unexpectedCharacter(token.text.first ?? " "))
    }
  }

  /// Goes past the closing bracket of a call, after its last argument.
  private mutating func endCall(with last: Value?) throws(ExpressionError) -> Value? {
    guard case .call(let function, let start, let bracket, let from)? = waiting.last else {
      return last
    }
    var taken = Array(arguments[from...]) + (last.map { [$0] } ?? [])
    arguments.removeSubrange(from...)
    if function == .others || function == .insert, taken.count > 1 { taken[1] = placed(taken[1]) }
    let end = token.column + 1
    try leave()
    guard function.arity.contains(taken.count) else {
      throw fault(.argumentCount(function, found: taken.count), at: columns(of: start))
    }
    var shape: Scope.Shape?
    if scope != nil {
      do throws(ShapeFault) { shape = try function.shape(of: taken.compactMap(\.shape)) } catch {
        let place = error.argument.map { taken[$0].columns } ?? bracket.column..<end
        throw fault(error.reason, at: place)
      }
    }
    if function == .grad || function == .condition, let shape {
      let written = try derivative(function, taken)
      return try node(written, shape, start.column..<end, at: start)
    }
    let parts = taken.map(\.expression)
    if function == .pow, let whole = parts[1].wholeExponent {
      return try node(.power(parts[0], whole), taken[0].shape, start.column..<end, at: start)
    }
    return try node(.call(function, parts), shape, start.column..<end, at: start)
  }

  /// Goes past the closing bracket of what waits last.
  private mutating func leave() throws(ExpressionError) {
    waiting.removeLast()
    depth -= 1
    try advance()
  }

  /// Counts one more node.
  mutating func node(
    _ expression: Expression, _ shape: Scope.Shape?, _ columns: Range<Int>, at token: Token
  ) throws(ExpressionError) -> Value {
    nodes += 1
    let limit = Expression.nodeLimit
    guard nodes <= limit else { throw fault(.tooLong(limit: limit), at: self.columns(of: token)) }
    return Value(expression: expression, shape: shape, columns: columns)
  }

  mutating func advance() throws(ExpressionError) { token = try lexer.next() }

  func columns(of token: Token) -> Range<Int> {
    token.column..<token.column + token.length
  }

  /// A fault of the word just met, or of the one at `place`.
  func fault(
    _ reason: ExpressionError.Reason, at place: Range<Int>? = nil
  ) -> ExpressionError {
    let place = place ?? columns(of: token)
    return ExpressionError(reason, column: place.lowerBound, length: place.count)
  }
}
