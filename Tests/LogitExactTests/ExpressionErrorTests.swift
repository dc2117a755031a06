import Testing

@testable import LogitExact

private let scope = Scope(names: [
  "x": .scalar, "label": .scalar, "z": .vector(3), "pair": .vector(2), "none": .vector(0),
])

@Suite struct ExpressionErrorTests {
  @Test(arguments: [
    ("x + $", 5, 1, "unexpected character '$'"),
    ("x, 1", 2, 1, "unexpected character ','"),
    ("x = 1", 3, 1, "unexpected character '='"),
    ("", 1, 1, "the text ends where a value is expected"),
    ("1 + ", 5, 1, "the text ends where a value is expected"),
    ("1 + * 2", 5, 1, "expected a value, not '*'"),
    ("max(1,)", 7, 1, "expected a value, not ')'"),
    ("+1", 1, 1, "expected a value, not '+'"),
    ("[1]", 1, 1, "expected a value, not '['"),
    ("2 * (x + 1", 11, 1, "expected ')' for the '(' in column 5"),
    ("exp(x]", 6, 1, "expected ')' for the '(' in column 4"),
    ("z[0", 4, 1, "expected ']' for the '[' in column 2"),
    ("z[0, 1]", 4, 1, "expected ']' for the '[' in column 2"),
    ("x + 1)", 6, 1, "')' closes nothing"),
    ("x ]", 3, 1, "']' closes nothing"),
    ("1 + 1.2.3", 5, 5, "'1.2.3' is not a number"),
    ("1_000", 1, 5, "'1_000' is not a number"),
    ("2 * 0x", 5, 2, "'0x' is not a number"),
    ("0xg", 1, 3, "'0xg' is not a number"),
    ("1e", 1, 2, "'1e' is not a number"),
    ("1e+", 1, 3, "'1e+' is not a number"),
    (". + 1", 1, 1, "'.' is not a number"),
    ("2x", 2, 1, "two values in a row; write '*' to multiply them"),
    ("2exp(x)", 2, 3, "two values in a row; write '*' to multiply them"),
    ("(x) (x)", 5, 1, "two values in a row; write '*' to multiply them"),
    ("x(2)", 2, 1, "two values in a row; write '*' to multiply them"),
    ("sum(z 2)", 7, 1, "two values in a row; write '*' to multiply them"),
    ("1 + labl", 5, 4, "there is no name 'labl'; did you mean 'label'?"),
    ("Z", 1, 1, "there is no name 'Z'; did you mean 'z'?"),
    ("NaN", 1, 3, "there is no name 'NaN'; did you mean 'nan'?"),
    ("1 + weight", 5, 6, "there is no name 'weight'"),
    ("sofmax(z)", 1, 6, "there is no function 'sofmax'; did you mean 'softmax'?"),
    ("1 + gamma(x)", 5, 5, "there is no function 'gamma'"),
    ("sinh(x)", 1, 4, "there is no function 'sinh'; did you mean 'tanh'?"),
    ("log x", 1, 3, "'log' is a function; write log(...)"),
    ("σ + 1", 1, 1, "'σ' is a function; write σ(...)"),
    ("1 + exp(x, 2)", 5, 3, "exp takes 1 argument, not 2"),
    ("clip(x, 0)", 1, 4, "clip takes 3 arguments, not 2"),
    ("max()", 1, 3, "max takes at least 1 argument, not 0"),
    ("x^", 3, 1, "the text ends where a value is expected"),
    ("x^*2", 3, 1, "expected a value, not '*'"),
    ("z^pair", 2, 1, "3 values do not pair with 2"),
    ("where(x > 0, z, pair)", 17, 4, "3 values do not pair with 2"),
    ("dot(z, pair)", 8, 4, "3 values do not pair with 2"),
    ("x = 2", 3, 1, "unexpected character '='"),
    (
      "0 < x < 1", 7, 1,
      "one comparison at a time: 'where(a < b, where(b < c, 1, 0), 0)' asks for two"
    ),
    ("1 + z * pair", 7, 1, "3 values do not pair with 2"),
    ("max(z, 0, pair)", 11, 4, "3 values do not pair with 2"),
    ("max(x, max(z, 0, pair))", 18, 4, "3 values do not pair with 2"),
    ("1 + x[0]", 5, 1, "one number has no elements; z=1,2 gives z several"),
    ("sum(z)[0]", 1, 6, "one number has no elements; z=1,2 gives z several"),
    ("z[-z]", 3, 2, "an index is one number, not a vector of 3"),
    ("others(z, pair)", 11, 4, "an index is one number, not a vector of 2"),
    ("1 + max(none)", 9, 4, "max needs a vector with an element"),
    ("mean(none)", 6, 4, "mean needs a vector with an element"),
    ("others(none, 0)", 8, 4, "others needs a vector with an element"),
  ])
  func saysWhatIsWrongAndWhere(text: String, column: Int, length: Int, sentence: String) {
    do throws(ExpressionError) {
      let expression = try Expression(parsing: text, in: scope)
      Issue.record("\(text) was read as \(expression)")
    } catch {
      #expect(error.description == sentence)
      #expect(error.column == column)
      #expect(error.length == length)
    }
  }

  @Test func aCharacterIsOneColumnWhateverItIsMadeOf() {
    let text = "e\u{301} + 👩‍🔬"
    #expect(throws: ExpressionError(.unexpectedCharacter("👩‍🔬"), column: 5)) {
      try Expression.freeNames(of: text)
    }
  }

  @Test func theCaretPointsAtTheWord() {
    let error = ExpressionError(.unknownName("labl", nearest: "label"), column: 5, length: 4)
    #expect(error.caret(under: "1 + labl * 2") == "    ^~~~")
    #expect(error.caret(under: "1\t+ labl * 2") == " \t  ^~~~")
    #expect(ExpressionError(.notAVector, column: 1).caret(under: "x") == "^")
    #expect(ExpressionError(.expectedOperand(found: nil), column: 3).caret(under: "x^") == "  ^")
  }
}
