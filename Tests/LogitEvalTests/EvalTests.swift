import LogitEval
import Testing

/// Requests and their answers, by what the contract of `eval` says.
@Suite struct EvalTests {
  private func answer(_ request: String, hex: Bool = false) -> String {
    Eval.answer(to: Array(request.utf8), isHexadecimal: hex).json
  }

  private func output(_ name: String, _ request: String) throws -> Tensor<Double> {
    let answer = try Eval.answer(to: Array(request.utf8))
    return try #require(answer.outputs.first { $0.name == name }).tensor
  }

  // The digits are those of decimal arithmetic with 60 places.
  @Test func anAnswerIsOneLineOfJSON() {
    #expect(
      answer(#"{"function": "sigmoid", "x": [[0, -Infinity], ["NaN", "0x1p1"]]}"#) == """
        {"function": "sigmoid", "dtype": "float64", "value": [[0.5, 0], ["NaN", \
        0.8807970779778824]], "gradient": [[0.25, 0], ["NaN", 0.10499358540350652]], \
        "complement": [[0.5, 1], ["NaN", 0.11920292202211756]], "warnings": []}
        """)
    #expect(
      answer(#"{"function": "sum", "x": [-0.1875, NaN]}"#, hex: true).contains("\"NaN\""))
    #expect(answer(#"{"function": "sum", "x": -0.1875}"#, hex: true).contains("\"-0x1.8p-3\""))
  }

  @Test func aQuotedNumberIsRoundedOnce() throws {
    // 1 + 2^-11 is a tie of float16; the text lies a little above it and rounds up.
    let text = "1.000488281250000000000001"
    let bare = "{\"function\": \"sum\", \"dtype\": \"float16\", \"x\": \(text)}"
    let quoted = "{\"function\": \"sum\", \"dtype\": \"float16\", \"x\": \"\(text)\"}"
    #expect(try output("value", bare).values == [1])
    #expect(try output("value", quoted).values == [1.0009765625])
    #expect(
      try output("value", quoted.replacing("\"1.0", with: "\"-1.0")).values == [-1.0009765625])
  }

  @Test(arguments: ["2", "2.0", "\"0x1p1\"", "2e0", "\"2.00000000000000000000\""])
  func aWholeNumberIsAnIndexHoweverSpelled(_ label: String) throws {
    let request = """
      {"function": "sparse_softmax_cross_entropy", "logits": [0, 0, 40], "labels": \(label)}
      """
    #expect(try output("loss", request).values == [8.496708510583178e-18])
  }

  @Test func theShapeOfAnEmptyTensorIsKept() {
    let request = #"{"function": "softmax", "logits": {"shape": [0, 3], "data": []}}"#
    #expect(answer(request).contains(#""value": {"shape": [0, 3], "data": []}"#))
    #expect(answer(#"{"function": "softmax", "logits": [[], []]}"#).contains(#""value": [[], []]"#))
  }

  @Test func nothingHasASumAndNoMean() throws {
    #expect(try output("value", #"{"function": "sum", "x": []}"#).values == [0])
    #expect(try output("value", #"{"function": "mean", "x": []}"#).values[0].isNaN)
    let empty = #"{"function": "logsumexp", "logits": [[], []]}"#
    #expect(try output("value", empty).values == [-.infinity, -.infinity])
  }

  @Test func aSingleNumberIsOneClass() throws {
    #expect(try output("value", #"{"function": "logsumexp", "logits": 5}"#).values == [5])
    #expect(try output("value", #"{"function": "softmax", "logits": 5, "axis": 0}"#).shape == [])
    #expect(
      try output("value", #"{"function": "log_softmax", "logits": 5, "axis": null}"#).values == [0])
  }

  @Test func outputsRestrictTheAnswer() {
    let request = #"{"function": "sigmoid", "x": 0, "outputs": ["complement"]}"#
    #expect(
      answer(request)
        == #"{"function": "sigmoid", "dtype": "float64", "complement": 0.5, "warnings": []}"#)
  }

  @Test func theJacobianIsOneMatrixARow() throws {
    let request = #"{"function": "softmax", "logits": [[0, 0], [0, 0]], "outputs": ["jacobian"]}"#
    let jacobian = try output("jacobian", request)
    #expect(jacobian.shape == [2, 2, 2])
    #expect(jacobian.values == [0.25, -0.25, -0.25, 0.25, 0.25, -0.25, -0.25, 0.25])
  }

  @Test func theGradientOfWhatWasBroadcastIsSummed() throws {
    let fields = #""logits": [[0, 0], [0, 0]], "labels": [[1, 1], [0, 1]]"#
    let request = "{\"function\": \"weighted_cross_entropy\", \(fields), \"pos_weight\": "
    // The derivative is ln 2 wherever the label is 1.
    let ln2 = 0.6931471805599453
    #expect(try output("dpos_weight", request + "2}").values == [2.0794415416798357])
    #expect(try output("dpos_weight", request + "[2, 2]}").values == [ln2, 2 * ln2])
    #expect(try output("dpos_weight", request + "[[2], [2]]}").shape == [2, 1])
    let mean = try output("dpos_weight", request + "2, \"reduction\": \"mean\"}")
    #expect(mean.values == [0.5198603854199589])
  }

  @Test func aReductionIsThatOfTheRoundedOnceLoss() throws {
    // Of 2^-53 as loss three times beside one of 1: added one by one they would be lost.
    let request = """
      {"function": "half_squared_error", "predictions": [1, "0x1p-26", "0x1p-26", "0x1p-26"],
      "labels": [0, 0, 0, 0], "reduction": "sum"}
      """
    #expect(try output("loss", request).values == [0.5 + 0x1.8p-52])
    #expect(try output("dpredictions", request).values == [1, 0x1p-26, 0x1p-26, 0x1p-26])
  }

  @Test func eachReductionHasItsDenominator() throws {
    let losses = #""predictions": [2, 2, 2, 2], "labels": [0, 0, 0, 0]"#
    func loss(_ reduction: String) throws -> [Double] {
      try output(
        "loss",
        """
        {"function": "half_squared_error", \(losses), "sample_weight": [0, 1, 2, 3],
        "reduction": "\(reduction)"}
        """
      ).values
    }
    #expect(try loss("none") == [0, 2, 4, 6])
    #expect(try loss("sum") == [12])
    #expect(try loss("mean") == [3])
    #expect(try loss("mean_kept") == [3])
    #expect(try loss("mean_nonzero") == [4])
    #expect(try loss("weighted_mean") == [2])
  }

  @Test func whatLooksLikeAMistakeIsWarnedOf() throws {
    func codes(_ request: String) throws -> [String] {
      try Eval.answer(to: Array(request.utf8)).warnings.map { "\($0.code.rawValue) \($0.path)" }
    }
    let softmax = #"{"function": "softmax_cross_entropy", "logits": "#
    #expect(try codes(softmax + "[1, 2], \"labels\": [1, 1]}") == ["labels_no_distribution labels"])
    #expect(try codes(softmax + "[1, 2], \"labels\": [0.9, 0.1]}") == [])
    #expect(
      try codes(softmax + "[0.25, 0.75], \"labels\": [1, 0]}")
        == ["logits_look_like_probabilities logits"])
    let weighted = #"{"function": "weighted_cross_entropy", "logits": [1], "labels": [2], "#
    #expect(
      try codes(weighted + "\"pos_weight\": -1}")
        == ["negative_pos_weight pos_weight", "labels_outside_unit labels[0]"])
  }
}
