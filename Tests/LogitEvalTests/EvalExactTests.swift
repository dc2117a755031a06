import LogitExact
import Testing

@testable import LogitEval

/// `"exact": true` and `"digits": n` in a request.
@Suite struct EvalExactTests {
  private func json(_ request: String) -> String {
    Eval.answer(to: Array(request.utf8), isHexadecimal: false).json
  }

  @Test func theExactValueStandsBesideTheAnswer() {
    // 30 digits by mpmath.
    let answer = json(
      #"{"function": "sparse_softmax_cross_entropy", "dtype": "float32", "outputs": ["loss"], "#
        + #""logits": [[0, -20]], "labels": [0], "exact": true}"#)
    #expect(answer.contains(#""digits": ["2.06115362031438070323898279888e-09"]"#), "\(answer)")
    #expect(answer.contains(#""verdict": ["proven"], "bits": [256]"#))
    #expect(answer.contains(#""ulps": [-0.32"#) || answer.contains(#""ulps": [0.32"#))
  }

  @Test func digitsAloneAskForTheExactValueToo() {
    let answer = json(#"{"function": "sigmoid", "x": 0, "digits": 5}"#)
    #expect(
      answer.contains(
        #""exact": {"value": {"digits": "0.5", "verdict": "exact", "bits": null, "ulps": 0}"#),
      "\(answer)")
  }

  @Test func aReducedLossAndItsGradientAreOneNumberAndMany() {
    let answer = json(
      #"{"function": "torch.nn.functional.cross_entropy", "logits": [[1, 2, 7], [4, 7, 9]], "#
        + #""labels": [2, 2], "class_weight": [1, 1, 0.1], "digits": 12}"#)
    // mpmath: the mean of both rows, which have the same weight.
    #expect(answer.contains(#""loss": {"digits": "0.0710098591597""#), "\(answer)")
    #expect(answer.contains(#""dlogits": {"digits": [["#))
  }

  @Test func nothingIsAddedWhereNothingIsAsked() {
    let request = #"{"function": "sigmoid", "x": [0, 1]"#
    #expect(!json(request + "}").contains("exact"))
    #expect(json(request + "}") == json(request + #", "exact": false}"#))
  }

  @Test func theExactValuesAreThoseThatTheAnswersRound() throws {
    // Every function of rows, with what it needs and more than one row.
    for request in [
      #""function": "softmax_cross_entropy", "logits": [[1, 2], [3, 5]], "labels": [[1, 0], [0.5, 0.5]], "reduction": "mean", "sample_weight": [1, 3], "label_smoothing": 0.1"#,
      #""function": "weighted_cross_entropy", "logits": [[1, 2], [3, -5]], "labels": [[1, 0], [0.5, 0.5]], "pos_weight": [2, 3], "reduction": "sum""#,
      #""function": "sparse_softmax_cross_entropy", "logits": [[1, 2], [3, -5]], "labels": [1, -1], "ignore_index": -1, "reduction": "weighted_mean", "class_weight": [0.1, 0.7], "sample_weight": [0.1, 0.3]"#,
      #""function": "logsumexp", "logits": [[1, 2], [3, -5]], "upstream": [1, 2]"#,
      #""function": "keras.losses.binary_crossentropy", "probabilities": [[0.25, 1], [0, 0.5]], "labels": [[1, 1], [0, 1]]"#,
      #""function": "mean", "x": [0.1, 0.2, 0.7]"#,
    ] {
      let bytes = Array("{\(request), \"dtype\": \"float32\", \"digits\": 20}".utf8)
      let answer = try Eval.answer(to: bytes)
      let exact = try #require(answer.exact)
      #expect(exact.count == answer.outputs.count)
      for (output, proven) in zip(answer.outputs, exact) {
        #expect(proven.shape == output.tensor.shape)
        for (value, digits) in zip(output.tensor.values, proven.digits) {
          let rounded = Format.float32.parse(digits.text)
          #expect(rounded == value || value.isNaN, "\(request) \(output.name)")
        }
        for ulps in proven.distances.compactMap(\.ulps) {
          #expect(ulps.magnitude <= 0.5, "\(request) \(output.name)")
        }
      }
    }
  }

  @Test(arguments: [
    (#""digits": 0"#, "not_an_integer", "digits"), (#""digits": 1001"#, "not_an_integer", "digits"),
    (#""digits": 1.5"#, "not_an_integer", "digits"), (#""digits": "x""#, "not_a_number", "digits"),
    (#""exact": 7"#, "not_a_number", "exact"), (#""exat": true"#, "unknown_field", "exat"),
  ])
  func aWishThatCannotBeReadIsRefused(field: String, code: String, path: String) {
    let answer = json("{\"function\": \"sigmoid\", \"x\": 1, \(field)}")
    #expect(answer.contains("\"code\": \"\(code)\""), "\(answer)")
    #expect(answer.contains("\"path\": \"\(path)\""), "\(answer)")
  }

  @Test func moreNumbersThanAnyoneReadsAreRefused() {
    let numbers = Array(repeating: "1", count: 4097).joined(separator: ", ")
    let answer = json("{\"function\": \"sigmoid\", \"x\": [\(numbers)], \"exact\": true}")
    #expect(answer.contains("\"code\": \"too_large\""))
  }
}
