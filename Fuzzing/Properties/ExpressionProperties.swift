import LogitExact

/// What holds for a formula, whatever is in it: it is refused at a place inside the text, or it
/// prints as a text that parses back to it.
func checkExpression(_ bytes: some Collection<UInt8>) throws(Violation) {
  let text = String(decoding: bytes, as: UTF8.self)
  let names: [String]?
  do throws(ExpressionError) { names = try Expression.freeNames(of: text) } catch {
    names = nil
    try checkPlace(of: error, in: text)
  }
  let scope = Scope(names: [
    "x": .scalar, "e": .scalar, "z": .vector(3), "y": .vector(3), "w": .vector(1),
  ])
  let expression: Expression
  do throws(ExpressionError) { expression = try Expression(parsing: text, in: scope) } catch {
    return try checkPlace(of: error, in: text)
  }
  try hold(names != nil, "a formula without names: \(text)")
  try hold(names?.allSatisfy { scope.names[$0] != nil } == true, "names of nothing: \(text)")
  let printed = expression.description
  let again: Expression
  do throws(ExpressionError) { again = try Expression(parsing: printed, in: scope) } catch {
    throw Violation("what was printed is refused: \(error)\n\(printed)")
  }
  try hold(again == expression, "another formula was read back:\n\(printed)")
  try hold(again.description == printed, "printed in two ways:\n\(printed)\n\(again)")
  try hold(again.shape(in: scope) == expression.shape(in: scope), "another shape: \(printed)")
  // The derivative of a formula is a formula; that of a derivative is the fuzzer's own.
  guard !text.contains("grad"), !text.contains("condition"), expression.shape(in: scope) == .scalar
  else { return }
  try checkExpression("grad(\(printed), x)".utf8)
  try checkExpression("grad(\(printed), z)".utf8)
}

private func checkPlace(of error: ExpressionError, in text: String) throws(Violation) {
  let end = error.column + error.length - 1
  try hold(!error.description.isEmpty, "refused without a word")
  try hold(error.column >= 1 && error.length >= 1, "no place: \(error)")
  // What is missing at the end is missing one past it.
  try hold(end <= text.count || end == text.count + 1 && error.length == 1, "outside: \(error)")
  try hold(error.caret(under: text).count == end, "the caret is elsewhere: \(error)")
}
