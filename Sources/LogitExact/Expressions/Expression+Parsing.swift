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
