import LogitEval
import LogitExact
import Testing

/// What an answer says of numbers that its budget did not decide.
@Suite struct EvalVerdictTests {
  private func answer(_ fields: String, _ budget: Budget? = nil) throws -> EvalAnswer {
    var evaluator = Evaluator(budget: budget)
    return try evaluator.answer(to: Array("{\(fields)}".utf8))
  }

  private func open(_ fields: String, _ budget: Budget? = nil) throws -> [String] {
    try answer(fields, budget).warnings.filter { $0.code == .undecided }.map(\.path)
  }

  private static let rows = """
    "function": "softmax_cross_entropy", "logits": [[1, 2], [3, 5]], "labels": [[1, 0], [0, 1]]
    """

  @Test func whatMayCostNothingIsSaidToBeOpen() throws {
    let nothing = Budget(work: 1)
    #expect(try open(Self.rows) == [])
    #expect(try open(Self.rows, nothing) == ["loss[0]", "dlogits[0][0]", "dlabels[0][0]"])
    #expect(
      try open(Self.rows + ", \"reduction\": \"mean\"", nothing)
        == ["loss", "dlogits[0][0]", "dlabels[0][0]"])
    let jacobian = #""function": "softmax", "logits": [1, 2], "outputs": ["jacobian"]"#
    #expect(try open(jacobian, nothing) == ["jacobian[0][0][0]"])
    #expect(try open(jacobian) == [])
    // What a Double and its bound decide costs nothing.
    #expect(
      try open(#""function": "softmax", "dtype": "float32", "logits": [1, 2]"#, nothing) == [])
  }

  /// One example counted for and against: the losses and most of the gradients cancel, and no ball
  /// knows that irrational numbers are equal.
  private static let cancelled = """
    "function": "tf.nn.softmax_cross_entropy_with_logits", "logits": [-Infinity, 1, 2], \
    "labels": [[0, 1, 0], [0, 1, 0]], "sample_weight": [1, -1]
    """

  @Test func irrationalNumbersThatCancelStayOpen() throws {
    let budget = Budget(bits: 512)
    let summed = try answer(Self.cancelled + ", \"reduction\": \"sum\"", budget)
    #expect(summed.outputs.map(\.name) == ["loss", "dlogits", "dlabels"])
    #expect(summed.outputs[0].tensor.values.allSatisfy { $0.magnitude < 1e-100 })
    let warnings = summed.warnings.filter { $0.code == .undecided }
    // The gradient of the first class is 0, which is known.
    #expect(warnings.map(\.path) == ["loss", "dlogits[1]"])
    #expect(warnings[0].message.hasPrefix("this number is not proven"))
    #expect(warnings[1].message.hasPrefix("this number and 1 more of this output are not proven"))
    #expect(summed.tally.undecided == 3 && summed.tally.count == 10)
    // Each loss by itself is known; the logits are those of both rows.
    #expect(try open(Self.cancelled, budget) == ["dlogits[1]"])
  }

  @Test func anOpenNumberIsAnswered() throws {
    var evaluator = Evaluator(budget: Budget(work: 1))
    let request = Array(#"{"function": "logsumexp", "logits": [1, 2]}"#.utf8)
    let (json, isAnswer) = evaluator.answer(to: request, isHexadecimal: false)
    #expect(isAnswer)
    #expect(
      json == """
        {"function": "logsumexp", "dtype": "float64", "value": "NaN", "warnings": [{"code": \
        "undecided", "message": "this number is not proven: an estimate, or NaN where nothing is \
        known; ask for fewer numbers at once or for a narrower dtype", "path": "value"}]}
        """)
  }
}
