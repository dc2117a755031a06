import LogitEval
import Testing

/// A NaN in a row makes the row NaN, whatever its weight, its format and the numbers beside it.
@Suite struct EvalNaNTests {
  static let formats = ["float64", "float32", "float16", "bfloat16"]

  private func outputs(
    _ request: String, in format: String
  ) throws -> [String: [Double]] {
    let request = request.dropLast() + ", \"dtype\": \"\(format)\"}"
    let answer = try Eval.answer(to: Array(request.utf8))
    return Dictionary(uniqueKeysWithValues: answer.outputs.map { ($0.name, $0.tensor.values) })
  }

  // torch 2.15 and TensorFlow 2.21: 0 * NaN is NaN in each of these.
  @Test(arguments: formats)
  func aWeightOfZeroDoesNotHideANaN(_ format: String) throws {
    for logit in [1, 100, 740, 741, 742, 10000, 65504, -741, -10000] {
      for (labels, weight) in [("[0, NaN]", "[1, 0]"), ("[0, 1]", "[1, NaN]")] {
        let request = """
          {"function": "optax.sigmoid_binary_cross_entropy", "logits": [1, \(logit)],
          "labels": \(labels), "sample_weight": \(weight)}
          """
        let found = try outputs(request, in: format)
        for name in ["loss", "dlogits"] {
          let values = try #require(found[name])
          #expect(!values[0].isNaN && values[1].isNaN, "\(request): \(values)")
        }
        let sum = request.dropLast() + ", \"reduction\": \"sum\"}"
        #expect(try outputs(String(sum), in: format)["loss"]?[0].isNaN == true, "\(sum)")
      }
    }
  }

  @Test(arguments: formats)
  func aNaNIsNotHiddenByALabelOrAProbabilityOfZero(_ format: String) throws {
    for (request, name) in [
      (
        #"{"function": "weighted_cross_entropy", "logits": [LARGE], "labels": [0], "pos_weight": NaN}"#,
        "loss"
      ),
      (
        #"{"function": "softmax_cross_entropy", "logits": [0, -LARGE], "labels": [1, 0], "class_weight": [1, NaN]}"#,
        "loss"
      ),
      (
        #"{"function": "softmax", "logits": ["-Infinity", 0, -LARGE], "upstream": [0, 0, NaN]}"#,
        "dlogits"
      ),
      (
        #"{"function": "log_softmax", "logits": [0, LARGE], "upstream": [0, NaN]}"#, "dlogits"
      ),
    ] {
      for large in [1, 88, 740, 742, 20000] {
        let request = request.replacing("LARGE", with: "\(large)")
        let values = try #require(try outputs(request, in: format)[name])
        #expect(values.allSatisfy { $0.isNaN }, "\(request): \(values)")
      }
    }
  }
}
