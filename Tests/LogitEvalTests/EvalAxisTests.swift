import LogitEval
import TestSupport
import Testing

/// Tensors of several ranks: where the classes lie does not change a bit.
@Suite struct EvalAxisTests {
  private func values(_ request: String, _ output: String) throws -> [Double] {
    let answer = try Eval.answer(to: Array(request.utf8))
    return try #require(answer.outputs.first { $0.name == output }).tensor.values
  }

  /// `[a][b][c]` as `[a][c][b]`.
  private func swapped(_ values: [Double], _ shape: (Int, Int, Int)) -> [Double] {
    let (a, b, c) = shape
    var swapped: [Double] = []
    for i in 0..<a {
      for k in 0..<c { for j in 0..<b { swapped.append(values[(i * b + j) * c + k]) } }
    }
    return swapped
  }

  private func tensor(_ shape: [Int], _ values: [Double]) -> String {
    "{\"shape\": \(shape), \"data\": \(values)}"
  }

  @Test(arguments: ["float64", "float32", "float16", "bfloat16"])
  func classesFirstOrLastGiveTheSameBits(_ dtype: String) throws {
    var random = SplitMix64(seed: 11)
    let shape = (2, 3, 4)
    let logits = (0..<24).map { _ in Double(Int.random(in: -800...800, using: &random)) / 64 }
    let labels = (0..<24).map { _ in Double(Int.random(in: 0...16, using: &random)) / 16 }
    for (function, outputs) in [
      ("softmax", ["value"]), ("log_softmax", ["value"]),
      ("softmax_cross_entropy", ["dlogits", "dlabels"]),
      ("half_squared_error_softmax", ["dlogits", "dlabels"]),
    ] {
      func request(_ logits: String, _ labels: String, _ axis: Int) -> String {
        let more = function.contains("_softmax") || function.contains("cross")
        let labels = more && function != "log_softmax" ? ", \"labels\": \(labels)" : ""
        return """
          {"function": "\(function)", "dtype": "\(dtype)", "logits": \(logits)\(labels), \
          "axis": \(axis)}
          """
      }
      let last = request(tensor([2, 3, 4], logits), tensor([2, 3, 4], labels), -1)
      let second = request(
        tensor([2, 4, 3], swapped(logits, shape)), tensor([2, 4, 3], swapped(labels, shape)), 1)
      for output in outputs {
        #expect(try swapped(values(last, output), shape) == values(second, output))
      }
      if outputs.count > 1 { #expect(try values(last, "loss") == values(second, "loss")) }
    }
  }

  @Test func severalAxesAreOneClassAxis() throws {
    let logits = "[[[1, 2], [3, 4]], [[0, 5], [2, 2]]]"
    let both = try values(
      "{\"function\": \"softmax\", \"logits\": \(logits), \"axis\": [1, 2]}", "value")
    let flat = try values(
      #"{"function": "softmax", "logits": [[1, 2, 3, 4], [0, 5, 2, 2]]}"#, "value")
    #expect(both == flat)
    let apart = try values(
      "{\"function\": \"logsumexp\", \"logits\": \(logits), \"axis\": [0, 2]}", "value")
    let rows = try values(
      #"{"function": "logsumexp", "logits": [[1, 2, 0, 5], [3, 4, 2, 2]]}"#, "value")
    #expect(apart == rows)
  }

  // optax 0.2.8: softmax_cross_entropy_with_integer_labels flattens the axes in the order given.
  @Test(
    arguments: [
      ("[1, 0]", [29, 20, 28, 10, 27, 0]), ("[0, 1]", [29, 28, 27, 20, 10, 0]),
      ("[-1, 0]", [29, 20, 28, 10, 27, 0]), ("[0, -1]", [29, 28, 27, 20, 10, 0]),
    ] as [(String, [Double])])
  func anIndexCountsTheClassesInTheOrderOfTheAxes(_ axis: String, _ losses: [Double]) throws {
    for name in ["optax.softmax_cross_entropy_with_integer_labels", "sparse_softmax_cross_entropy"]
    {
      for (label, loss) in losses.enumerated() {
        let found = try values(
          """
          {"function": "\(name)", "logits": [[1, 2, 3], [10, 20, 30]], "labels": \(label),
          "axis": \(axis)}
          """, "loss")
        #expect((found[0] - loss - 0x1.7cdbe8p-15).magnitude < 1e-6)
      }
    }
  }

  @Test func classWeightsAndJacobiansFollowTheOrderOfTheAxes() throws {
    let logits = #""logits": [[1, 2, 3], [10, 20, 30]]"#
    let flat = #""logits": [1, 10, 2, 20, 3, 30]"#
    for (fields, output) in [
      (#""function": "softmax", "outputs": ["jacobian"], "#, "jacobian"),
      (
        #""function": "sparse_softmax_cross_entropy", "labels": 4, "class_weight": [1, 2, 3, 4, 5, 6], "label_smoothing": 0.5, "#,
        "loss"
      ),
    ] {
      let box = try values("{\(fields)\(logits), \"axis\": [1, 0]}", output)
      #expect(try box == values("{\(fields)\(flat)}", output))
      #expect(try box != values("{\(fields)\(logits), \"axis\": [0, 1]}", output))
    }
  }

  @Test func aSampleWeightBroadcastsToTheLosses() throws {
    let fields = """
      {"function": "half_squared_error", "predictions": [[1, 2], [3, 4]],
      "labels": [[0, 0], [0, 0]], "sample_weight":
      """
    #expect(try values(fields + "2}", "loss") == [1, 4, 9, 16])
    #expect(try values(fields + "[2, 0]}", "loss") == [1, 0, 9, 0])
    #expect(try values(fields + "[[2], [0]]}", "dpredictions") == [2, 4, 0, 0])
  }
}
