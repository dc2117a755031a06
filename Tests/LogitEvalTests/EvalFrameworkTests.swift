import LogitEval
import Testing

/// What the names of the frameworks bring along, as equal answers to canonical requests.
@Suite struct EvalFrameworkTests {
  private func outputs(_ fields: String) throws -> [String: [Double]] {
    let answer = try Eval.answer(to: Array("{\(fields)}".utf8))
    return Dictionary(uniqueKeysWithValues: answer.outputs.map { ($0.name, $0.tensor.values) })
  }

  private func loss(_ fields: String) throws -> [Double] {
    try #require(outputs(fields)["loss"])
  }

  private static let batch = #""logits": [[1, 2, 4], [3, 0, 1]]"#

  struct Pair: Sendable, CustomTestStringConvertible {
    let framework: String
    let canonical: String
    let fields: String
    var own = ""
    var testDescription: String { framework }
  }

  static let pairs: [Pair] = [
    Pair(
      framework: "tf.nn.sigmoid_cross_entropy_with_logits", canonical: "sigmoid_cross_entropy",
      fields: batch + #", "labels": [[0, 1, 0], [1, 1, 0]]"#),
    Pair(
      framework: "tf.nn.softmax_cross_entropy_with_logits", canonical: "softmax_cross_entropy",
      fields: batch + #", "labels": [[0, 1, 0], [0.5, 0.5, 0]]"#),
    Pair(
      framework: "tf.nn.sparse_softmax_cross_entropy_with_logits",
      canonical: "sparse_softmax_cross_entropy", fields: batch + #", "labels": [0, 2]"#),
    Pair(
      framework: "tf.losses.sigmoid_cross_entropy", canonical: "sigmoid_cross_entropy",
      fields: batch + #", "labels": [[0, 1, 0], [1, 1, 0]], "sample_weight": [[3], [0]]"#,
      own: #", "reduction": "mean_nonzero""#),
    Pair(
      framework: "torch.nn.functional.cross_entropy", canonical: "sparse_softmax_cross_entropy",
      fields: batch + #", "labels": [0, -100], "class_weight": [0.5, 1, 2]"#,
      own: #", "reduction": "weighted_mean", "ignore_index": -100"#),
    Pair(
      framework: "torch.nn.functional.cross_entropy", canonical: "softmax_cross_entropy",
      fields: batch + #", "labels": [[1, 0, 0], [0, 0, 1]], "class_weight": [0.5, 1, 2]"#,
      own: #", "reduction": "mean""#),
    Pair(
      framework: "torch.nn.functional.nll_loss", canonical: "nll_loss",
      fields: #""log_probabilities": [[-1, -2], [-3, -4]], "labels": [1, 0]"#,
      own: #", "reduction": "weighted_mean""#),
    Pair(
      framework: "torch.nn.functional.binary_cross_entropy", canonical: "bce_loss",
      fields: #""probabilities": [0, 0.5, 1], "labels": [1, 1, 1]"#,
      own: #", "reduction": "mean""#),
    Pair(
      framework: "torch.nn.functional.binary_cross_entropy_with_logits",
      canonical: "weighted_cross_entropy",
      fields: #""logits": [1, 2], "labels": [1, 0], "pos_weight": 3"#,
      own: #", "reduction": "mean""#),
    Pair(
      framework: "torch.nn.functional.binary_cross_entropy_with_logits",
      canonical: "sigmoid_cross_entropy", fields: #""logits": [1, 2], "labels": [1, 0]"#,
      own: #", "reduction": "mean""#),
    Pair(
      framework: "scipy.special.softmax", canonical: "softmax", fields: batch,
      own: #", "axis": null"#),
    Pair(
      framework: "scipy.special.logsumexp", canonical: "logsumexp", fields: batch,
      own: #", "axis": [0, 1]"#),
    Pair(framework: "torch.logsumexp", canonical: "logsumexp", fields: batch),
    Pair(
      framework: "keras.losses.categorical_crossentropy", canonical: "categorical_crossentropy",
      fields: #""probabilities": [[1, 3], [0, 5]], "labels": [[1, 0], [1, 0]]"#,
      own: #", "epsilon": 1e-7"#),
    Pair(
      framework: "keras.losses.sparse_categorical_crossentropy",
      canonical: "sparse_categorical_crossentropy",
      fields: #""probabilities": [[1, 3], [0, 5]], "labels": [1, 0]"#),
  ]

  @Test(arguments: EvalFrameworkTests.pairs)
  func aFrameworksNameIsACanonicalOneWithItsDefaults(_ pair: Pair) throws {
    let framework = try outputs("\"function\": \"\(pair.framework)\", \(pair.fields)")
    let canonical = try outputs("\"function\": \"\(pair.canonical)\", \(pair.fields)\(pair.own)")
    #expect(framework == canonical)
  }

  @Test func kerasTakesTheMeanOfARow() throws {
    let name = #""function": "keras.losses.binary_crossentropy""#
    let all = try loss(
      #""function": "binary_crossentropy", "probabilities": [0.25, 0], "labels": [1, 1]"#)
    let row = try loss(name + #", "probabilities": [[0.25, 0]], "labels": [[1, 1]]"#)
    #expect(row.count == 1 && (row[0] - (all[0] + all[1]) / 2).magnitude < 1e-14)
    let logits = try outputs(
      name + #", "logits": [[0, 0]], "labels": [[1, 0]], "from_logits": true"#)
    #expect(logits["loss"] == [0.6931471805599453])
    #expect(logits["dlogits"] == [-0.25, 0.25])
  }

  @Test func labelsBroadcastWhereTheFrameworkLetsThem() throws {
    let fields = #", "logits": [[0, 0], [0, 0]], "labels": [1, 0]"#
    let found = try outputs(#""function": "optax.sigmoid_binary_cross_entropy""# + fields)
    #expect(found["dlogits"] == [-0.5, 0.5, -0.5, 0.5])
    #expect(found["dlabels"] == [0, 0])
    #expect(throws: EvalRefusal.self) {
      try outputs(#""function": "tf.nn.sigmoid_cross_entropy_with_logits""# + fields)
    }
  }

  // Keras 3.15.1 on TensorFlow: "Arguments `target` and `output` must have the same shape".
  @Test(
    arguments: ["binary_crossentropy", "categorical_crossentropy"],
    ["[0, 1, 1]", "[[0], [1], [1]]"])
  func kerasLetsNoLabelsBroadcast(_ function: String, _ labels: String) {
    for input in ["probabilities", "logits"] {
      let fields = """
        {"function": "keras.losses.\(function)", "labels": \(labels), "from_logits": \(input == "logits"),
        "\(input)": [[0.9, 0.05, 0.05], [0.5, 0.89, 0.6], [0.05, 0.01, 0.94]]}
        """
      let json = Eval.answer(to: Array(fields.utf8), isHexadecimal: false).json
      #expect(json.contains("shape_mismatch"), "\(json)")
    }
  }

  @Test func torchHasItsClassesSecond() throws {
    let name = #""function": "torch.nn.functional.cross_entropy", "reduction": "none""#
    // Two pixels of one picture, three classes.
    let picture = try outputs(name + #", "logits": [[[1, 4], [2, 0], [3, 2]]], "labels": [[2, 0]]"#)
    let rows = try outputs(name + #", "logits": [[1, 2, 3], [4, 0, 2]], "labels": [2, 0]"#)
    #expect(picture["loss"] == rows["loss"])
    let one = try loss(name + #", "logits": [1, 2, 3], "labels": 2"#)
    #expect(one == rows["loss"].map { [$0[0]] })
  }

  @Test func theListIsJSONAndHoldsTheFrameworksNames() {
    let names = Eval.list.joined()
    for pair in Self.pairs {
      #expect(names.contains("\"\(pair.framework)\""))
      #expect(Eval.list.contains { $0.hasPrefix("{\"name\": \"\(pair.canonical)\"") })
    }
  }
}
