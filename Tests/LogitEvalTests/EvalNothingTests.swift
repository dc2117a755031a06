import LogitEval
import Testing

/// Means over nothing, and over what is left of a batch with ignored rows, as frameworks divide.
@Suite struct EvalNothingTests {
  private func outputs(_ fields: String) throws -> [String: [Double]] {
    let answer = try Eval.answer(to: Array("{\(fields)}".utf8))
    return Dictionary(uniqueKeysWithValues: answer.outputs.map { ($0.name, $0.tensor.values) })
  }

  private static let keras = #"""
    "function": "keras.losses.sparse_categorical_crossentropy",
    "probabilities": [[0.25, 0.25, 0.25, 0.25], [0.1, 0.2, 0.3, 0.4]], "ignore_index": -1
    """#

  // Keras 3.15.1: SparseCategoricalCrossentropy(ignore_class=-1, reduction=...).
  @Test(
    arguments: [
      ("mean", 0.91629076, 2.7488723), ("sum_over_batch_size", 0.91629076, 2.7488723),
      ("sum", 0.91629076, 2.7488723), ("mean_with_sample_weight", 0.91629076, 0.91629076),
    ] as [(String, Double, Double)])
  func kerasDividesByTheRowsThatAreKept(_ word: String, _ plain: Double, _ weighted: Double) throws
  {
    let fields = Self.keras + ", \"labels\": [-1, 3], \"reduction\": \"\(word)\""
    let loss = try #require(try outputs(fields)["loss"])
    #expect((loss[0] - plain).magnitude < 2e-7)
    let other = try #require(try outputs(fields + ", \"sample_weight\": [2, 3]")["loss"])
    #expect((other[0] - weighted).magnitude < 2e-7)
  }

  // Keras 3.15.1: 0, its gradient 0 at every number.
  @Test(arguments: ["mean", "sum_over_batch_size", "sum", "mean_with_sample_weight"])
  func aBatchThatKerasIgnoresAsAWholeCostsNothing(_ word: String) throws {
    for more in ["", ", \"sample_weight\": [2, 3]", ", \"exact\": true"] {
      let found = try outputs(
        Self.keras + ", \"labels\": [-1, -1], \"reduction\": \"\(word)\"" + more)
      #expect(found["loss"] == [0])
      #expect(found["dprobabilities"] == [Double](repeating: 0, count: 8))
    }
  }

  // Keras 3.15.1: divide_no_nan, whatever the numerator is.
  @Test func kerasDividesByWeightsThatCancelWithoutANaN() throws {
    let fields =
      Self.keras + #", "labels": [0, 1], "sample_weight": [1, -1], "reduction": "#
    #expect(try outputs(fields + #""mean_with_sample_weight""#)["loss"] == [0])
    let mean = try #require(try outputs(fields + #""mean""#)["loss"])
    #expect((mean[0] + 0.11157179).magnitude < 2e-7)
  }

  // torch 2.15: nan, and a gradient of 0; with a class weight of 0 that of the kept row is nan.
  @Test(arguments: ["cross_entropy", "nll_loss"])
  func torchsGradientOfAnIgnoredRowIsZero(_ name: String) throws {
    let isLogits = name == "cross_entropy"
    let (input, gradient) =
      isLogits ? ("logits", "dlogits") : ("log_probabilities", "dlog_probabilities")
    let fields = """
      "function": "torch.nn.functional.\(name)", "\(input)": [[-1, -2, -3], [-1, -1, -2]], "labels":
      """
    let all = try outputs(fields + " [-100, -100]")
    #expect(all["loss"]?[0].isNaN == true)
    #expect(all[gradient] == [0, 0, 0, 0, 0, 0])
    let some = try #require(
      try outputs(fields + #" [0, -100], "class_weight": [0, 1, 1]"#)[gradient])
    #expect(some[0].isNaN && some[3...].allSatisfy { $0 == 0 })
    let exact = "{\(fields) [-100, -100], \"exact\": true}"
    let json = Eval.answer(to: Array(exact.utf8), isHexadecimal: false).json
    #expect(json.contains("\"\(gradient)\": {\"digits\": [[\"0\", \"0\", \"0\"]"))
  }

  /// More rows than are summed together.
  @Test func torchsGradientOfManyIgnoredRowsIsZero() throws {
    let rows = [String](repeating: "[1, 2, 3]", count: 1500).joined(separator: ", ")
    let labels = [String](repeating: "-100", count: 1500).joined(separator: ", ")
    let found = try outputs(
      """
      "function": "torch.nn.functional.cross_entropy", "logits": [\(rows)], "labels": [\(labels)]
      """)
    #expect(found["loss"]?[0].isNaN == true)
    #expect(found["dlogits"]?.allSatisfy { $0 == 0 } == true)
  }

  @Test func theMeanOfNothingUnderAFunctionsOwnNameIsNaNAndSoIsItsGradient() throws {
    let found = try outputs(
      #"""
      "function": "sparse_softmax_cross_entropy", "logits": [[1, 2]], "labels": [-1],
      "ignore_index": -1, "reduction": "mean_kept"
      """#)
    #expect(found["loss"]?[0].isNaN == true)
    #expect(found["dlogits"]?.allSatisfy { $0.isNaN } == true)
  }

  // TensorFlow 2.21, tf.compat.v1.losses: _safe_mean is div_no_nan.
  @Test(arguments: ["default", "mean", "sum_by_nonzero_weights"])
  func tensorFlowsMeanOverWeightsOfZeroIsZero(_ word: String) throws {
    let reduction = word == "default" ? "" : ", \"reduction\": \"\(word)\""
    let found = try outputs(
      """
      "function": "tf.losses.sigmoid_cross_entropy", "logits": [[1, 2], [3, 4]],
      "labels": [[0, 1], [1, 0]], "sample_weight": 0\(reduction)
      """)
    #expect(found["loss"] == [0])
    #expect(found["dlogits"] == [0, 0, 0, 0])
  }

  // TensorFlow 2.21: weights of 1 and -1, Reduction.MEAN.
  @Test func tensorFlowsMeanOverWeightsThatCancelIsZero() throws {
    let fields = #"""
      "function": "tf.losses.sigmoid_cross_entropy", "logits": [[1, 2], [3, 4]],
      "labels": [[0, 1], [1, 0]], "sample_weight": [[1], [-1]], "reduction":
      """#
    #expect(try outputs(fields + #""mean""#)["loss"] == [0])
    let sum = try #require(try outputs(fields + #""weighted_sum""#)["loss"])
    #expect((sum[0] + 2.6265473).magnitude < 1e-6)
  }
}
