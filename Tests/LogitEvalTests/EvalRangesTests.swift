import Testing

@testable import LogitEval

/// `"known_to"` in a request.
@Suite struct EvalRangesTests {
  private func json(_ request: String) -> String {
    Eval.answer(to: Array(request.utf8), isHexadecimal: false).json
  }

  /// The number behind `"from": ` or `"to": ` of an output.
  private func end(_ name: String, of output: String, in answer: String) -> [Double] {
    let ranges =
      answer.split(separator: "\"ranges\": {", maxSplits: 1, omittingEmptySubsequences: false).last
      ?? ""
    let own =
      ranges.split(separator: "\"\(output)\": {", maxSplits: 1, omittingEmptySubsequences: false)
      .last ?? ""
    let text =
      own.split(separator: "\"\(name)\": ", maxSplits: 1, omittingEmptySubsequences: false).last
      ?? ""
    return text.prefix { $0 != "\"" }.split { "[], }".contains($0) }.compactMap { Double($0) }
  }

  private func isNear(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { ($0 - $1).magnitude < 5e-5 }
  }

  /// The logits of a bfloat16 head of which the bench says the same.
  @Test func theLossOfLogitsKnownToHalfAStepHasARange() {
    let answer = json(
      #"{"function": "sparse_softmax_cross_entropy", "known_to": "bfloat16", "labels": [0], "#
        + #""logits": [[25.75, 26.75, 18.375, 13.4375, 11.4375]]}"#)
    #expect(isNear(end("from", of: "loss", in: answer), [1.2236]), "\(answer)")
    #expect(isNear(end("to", of: "loss", in: answer), [1.4063]), "\(answer)")
    #expect(isNear(Array(end("from", of: "dlogits", in: answer).prefix(1)), [-0.7550]))
    #expect(answer.contains(#""is_tight": true}}, "warnings""#))
  }

  @Test func aMeanIsThatOfItsRows() {
    let one = json(
      #"{"function": "sparse_softmax_cross_entropy", "known_to": 0.1, "labels": [0, 1], "#
        + #""logits": [[1, 2], [3, 0]], "outputs": ["loss"]}"#)
    let mean = json(
      #"{"function": "sparse_softmax_cross_entropy", "known_to": 0.1, "labels": [0, 1], "#
        + #""logits": [[1, 2], [3, 0]], "outputs": ["loss"], "reduction": "mean"}"#)
    for name in ["from", "to"] {
      let rows = end(name, of: "loss", in: one)
      #expect(rows.count == 2)
      #expect(isNear(end(name, of: "loss", in: mean), [rows.reduce(0, +) / 2]))
    }
    #expect(!mean.contains("\"dlogits\""))
  }

  /// softmax(1, 0) and softmax(0, 0), by hand.
  @Test func aFunctionThatIsNoLossHasItsOwn() {
    let answer = json(#"{"function": "softmax", "known_to": 0.25, "logits": [0.5, 0.0]}"#)
    #expect(isNear(end("from", of: "value", in: answer), [0.5, 0.2689]), "\(answer)")
    #expect(isNear(end("to", of: "value", in: answer), [0.7311, 0.5]), "\(answer)")
  }

  @Test func ofInfiniteLogitsNothingIsLeftOpen() {
    let answer = json(
      #"{"function": "softmax", "known_to": "float16", "logits": ["Infinity", 0, "NaN"]}"#)
    #expect(answer.contains(#""from": ["NaN", "NaN", "NaN"]"#), "\(answer)")
  }

  @Test func nothingIsAddedWhereNothingIsSaid() {
    #expect(!json(#"{"function": "softmax", "logits": [0.5, 0]}"#).contains("ranges"))
  }

  @Test(arguments: [
    (#""float23""#, #"\"float23\" is none of bfloat16, float16, float8_e4m3fn"#),
    ("-1", "needs a format or a number of 0 or more"), ("true", "true is not a number"),
  ])
  func whatCannotBeMeantIsRefused(_ value: String, _ words: String) {
    let answer = json(#"{"function": "softmax", "logits": [1], "known_to": \#(value)}"#)
    #expect(answer.contains(words) && answer.contains(#""known_to""#), "\(answer)")
  }
}
