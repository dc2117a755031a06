import LogitEval
import LogitExact
import LogitText
import Testing

@testable import LogitBench
@testable import LogitSession
@testable import LogitStudies

/// Where a framework answers another kind of number than is right; what each printed was taken from
/// PyTorch 2.15.0, TensorFlow 2.21.0, Keras 3.15.1 and optax 0.2.8 on the same rows.
@Suite struct FrameworkCheckTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let lines: [String]
    /// nil where the framework's number is of the right kind.
    let verdict: String?
    var why = ""

    init(_ line: String, _ verdict: String?, _ why: String = "") {
      lines = line.split(separator: "|").map(String.init)
      (self.verdict, self.why) = (verdict, why)
    }

    var testDescription: String { lines.joined(separator: ", ") }
  }

  static let cases = [
    Case("as torch|logits 1 2 inf; 1 2 3|label 2 1", "PyTorch answers nan", "inf - inf"),
    Case("as tf|logits 1 2 inf|label 2", "TensorFlow answers nan", "inf - inf"),
    Case("as optax|logits 1 2 inf|label 2", "optax answers nan", "inf - inf"),
    Case("as keras|logits 1 2 inf|label 2", "Keras answers nan", "inf - inf"),
    Case("dtype float16|as torch|logits 70000 1 2|label 0", "PyTorch answers nan", "inf - inf"),
    Case("as torch|logits 1 -inf 2|labels .5 0 .5", "PyTorch answers nan", "0 * inf"),
    Case("as torch|logits 1 -inf 2|label 0", nil),
    Case("as torch|logits 1 -inf 2|label 0|label_smoothing .1", nil),
    Case("as torch|logits 1 -inf 2|label 0|class_weight 1 0 2", nil),
    Case("as torch|logits 0 -20|label 0", "PyTorch answers 0", "absorbs"),
    Case("as torch|loss sigmoid|logits 3 -15|labels 1 0", "PyTorch answers 0", "cancel"),
    Case("as tf|loss sigmoid|logits inf|labels 1", "TensorFlow answers nan", "inf - inf"),
    Case("as optax|loss sigmoid|logits inf|labels 1", "optax answers nan", "0 * inf"),
    Case("as torch|logits 1 2 7|label 2", nil),
    Case("as torch|logits nan 2 7|label 2", nil),
    Case("as torch|logits inf inf 7|label 2", nil),
    Case("logits 1 2 inf|label 2", nil),
  ]

  @Test(arguments: cases)
  func theBenchSaysWhatTheFrameworkAnswersAndWhy(item: Case) throws {
    var model = Model()
    for line in item.lines { try model.run(line) }
    let difference = model.evaluation.difference(ofRow: 0)
    #expect(difference?.verdict == item.verdict)
    #expect(difference?.why.contains(item.why) ?? true, "\(difference?.why ?? "")")
    let said = model.explanations(ofClass: 0).contains { $0.contains(" answers ") }
    #expect(said == (item.verdict != nil))
  }

  @Test func theHeaderAndJSONTellThatTheBatchIsNanInTorch() throws {
    var model = try Model.after("logits 1 2 inf; 1 2 3", "label 2 1", "as torch")
    #expect(model.evaluation.reducedDifference == "PyTorch nan")
    let page = try model.page(of: "show")
    #expect(page.prefix { $0 != "\n" }.hasSuffix("loss 0.7038   PyTorch nan"))
    #expect(page.contains("PyTorch answers nan: inf - inf in logits - max(logits)"))
    let json = try model.page(of: "show --json")
    #expect(json.contains("\"framework_differs\"") && json.contains("\"why\" : \"inf - inf"))
  }

  private func warnings(_ request: String) throws -> [EvalWarning] {
    try Eval.answer(to: Array(request.utf8)).warnings.filter { $0.code == .frameworkDiffers }
  }

  @Test func evalUnderAFrameworksNameWarnsWhereItsNumberIsOfAnotherKind() throws {
    let rows = "\"logits\":[[1,2,3],[1,2,\"Infinity\"]],\"labels\":[1,2]}"
    let torch = "torch.nn.functional.cross_entropy"
    let found = try warnings("{\"function\":\"\(torch)\",\(rows)")
    #expect(found.map(\.path) == ["logits[1][0]"])
    #expect(found.first?.message.hasPrefix("PyTorch answers nan for row 1, by inf - inf") == true)
    #expect(try warnings("{\"function\":\"sparse_softmax_cross_entropy\",\(rows)").isEmpty)
    let small = "\"logits\":[-15,3],\"labels\":[0,1]}"
    for (name, count) in [
      ("torch.nn.functional.binary_cross_entropy_with_logits", 1),
      ("tf.nn.sigmoid_cross_entropy_with_logits", 0),
    ] {
      #expect(
        try warnings("{\"dtype\":\"float32\",\"function\":\"\(name)\",\(small)").count == count)
    }
    // Keras of float16: a probability of 1 leaves log(0) times a label of 0.
    let keras =
      "{\"function\":\"keras.losses.binary_crossentropy\",\"dtype\":\"float16\","
      + "\"probabilities\":[[0.5,1]],\"labels\":[[1,1]]}"
    #expect(try warnings(keras).first?.message.hasPrefix("Keras answers nan for row 0") == true)
  }
}

extension Model {
  /// What a line prints.
  fileprivate mutating func page(of line: String) throws -> String {
    guard let page = try printed(by: line) else { return "" }
    return page
  }
}
