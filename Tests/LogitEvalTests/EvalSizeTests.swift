import LogitEval
import Testing

/// Sizes that a request names without having the numbers: each is counted before anything is made.
@Suite struct EvalSizeTests {
  /// Beyond any memory; the square of the last two is beyond `Int`.
  static let sizes = [100_000_000, 1_099_511_627_776, 1 << 62, Int.max]

  /// One request for every name, the shapes without a number in them.
  private static func requests(_ shape: [Int], axis: Int? = nil) -> [String] {
    func empty(_ shape: [Int]) -> String { "{\"shape\": \(shape), \"data\": []}" }
    return Eval.names.compactMap { name in
      guard let function = Eval.function(named: name) else {
        return "{\"function\": \"\(name)\", \"x\": \(empty(shape))}"
      }
      // Keras' focal losses are known of logits alone.
      let isOfLogits = name.hasPrefix("keras.") && name.contains("focal")
      var fields = isOfLogits ? "\"from_logits\": true, " : ""
      fields += "\"function\": \"\(name)\", \"\(function.input)\": \(empty(shape))"
      switch function.labels {
      case .none: break
      case .values: fields += ", \"labels\": \(empty(shape))"
      case .index:
        var rows = shape
        rows.remove(at: axis ?? (name.hasPrefix("torch.") ? 1 : shape.count - 1))
        // Such labels would have to be there.
        guard rows.contains(0) else { return nil }
        fields += ", \"labels\": \(empty(rows))"
      }
      if function.takes(.posWeight) { fields += ", \"pos_weight\": 1" }
      if let axis, function.rows == .classes { fields += ", \"axis\": \(axis)" }
      return "{\(fields)}"
    }
  }

  private func answer(_ request: String) -> (json: String, isAnswer: Bool) {
    Eval.answer(to: Array(request.utf8), isHexadecimal: false)
  }

  @Test(arguments: sizes)
  func noRowsOfVeryManyClassesAreAnsweredAtOnceOrTooLarge(_ size: Int) {
    for shape in [[0, size], [size, 0], [3, 0, size], [0, size, size], [size, 0, size]] {
      for axis in [nil, 0, 1] {
        for request in Self.requests(shape, axis: axis) {
          let (json, isAnswer) = answer(request)
          let isRight = isAnswer || json.contains("too_large")
          #expect(isRight && json.utf8.count < 20_000, "\(request): \(json.prefix(400))")
        }
      }
    }
  }

  @Test(arguments: ["softmax", "log_softmax"])
  func noRowsOfAHundredMillionClassesAreAnEmptyAnswer(_ function: String) {
    let request =
      "{\"function\": \"\(function)\", \"logits\": {\"shape\": [0, 100000000], \"data\": []}}"
    #expect(
      answer(request).json == """
        {"function": "\(function)", "dtype": "float64", "value": {"shape": [0, 100000000], \
        "data": []}, "warnings": []}
        """)
    let sum = request.replacing(function, with: "logsumexp")
    #expect(answer(sum).json.contains("\"value\": []"))
  }

  /// 10^9 empty lists would be a gigabyte of brackets.
  @Test(arguments: ["", ", \"exact\": true"])
  func veryManyEmptyRowsAreNamedByTheirShape(_ more: String) {
    let request =
      "{\"function\": \"softmax\", \"logits\": {\"shape\": [1000000000, 0], \"data\": []}, \"axis\": 0"
    let (json, isAnswer) = answer(request + more + "}")
    #expect(isAnswer && json.contains("{\"shape\": [1000000000, 0], \"data\": []}"))
    #expect(json.utf8.count < 400)
  }

  @Test(arguments: sizes)
  func aJacobianOfNoRowsIsAnsweredOrTooLarge(_ size: Int) {
    for more in ["", ", \"exact\": true", ", \"digits\": 1000"] {
      let request = """
        {"function": "softmax", "logits": {"shape": [0, \(size)], "data": []},
        "outputs": ["jacobian", "value"]\(more)}
        """
      let (json, isAnswer) = answer(request)
      #expect(isAnswer || json.contains("too_large"), "\(json.prefix(300))")
    }
  }

  @Test func classesThatCannotBeCountedAreTooLarge() {
    let request = """
      {"function": "softmax", "logits": {"shape": [0, \(Int.max), 2], "data": []}, "axis": [1, 2],
      "outputs": ["jacobian"]}
      """
    #expect(answer(request).json.contains("too_large"))
  }

  @Test func theLinesAfterASizeBeyondMemoryAreAnswered() {
    var evaluator = Evaluator()
    for size in Self.sizes {
      let request = """
        {"function": "softmax_cross_entropy", "logits": {"shape": [0, \(size)], "data": []},
        "labels": {"shape": [0, \(size)], "data": []}, "reduction": "mean", "class_weight": [1, 2]}
        """
      _ = evaluator.answer(to: Array(request.utf8), isHexadecimal: false)
    }
    let last = evaluator.answer(
      to: Array(#"{"function": "sigmoid", "x": 0, "outputs": ["value"]}"#.utf8),
      isHexadecimal: false)
    #expect(last.json.contains("\"value\": 0.5"))
  }
}
