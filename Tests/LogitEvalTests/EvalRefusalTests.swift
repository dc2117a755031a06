import LogitEval
import Testing

/// What a request is refused for: its code and place.
@Suite struct EvalRefusalTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let code: EvalRefusal.Code
    let path: String
    let request: String
    var testDescription: String { "\(code.rawValue) at '\(path)': \(request)" }

    init(_ code: EvalRefusal.Code, _ path: String, _ request: String) {
      (self.code, self.path, self.request) = (code, path, request)
    }
  }

  private static let sparse = "\"function\": \"sparse_softmax_cross_entropy\""
  private static let sigmoid = "\"function\": \"sigmoid_cross_entropy\""

  static let faults: [Fault] = [
    Fault(.notJSON, "", ""),
    Fault(.notJSON, "", "[1]"),
    Fault(.notJSON, "line 1, column 2", "{"),
    Fault(.notJSON, "line 1, column 30", #"{"function": "sum", "x": [1, two]}"#),
    Fault(.notJSON, "x", #"{"function": "sum", "x": 1, "x": 2}"#),
    Fault(.tooLarge, "line 1, column 89", nested(64)),
    Fault(.missingField, "function", "{}"),
    Fault(.unknownFunction, "function", #"{"function": "sofmax"}"#),
    Fault(.unknownFunction, "function", #"{"function": 5}"#),
    Fault(.unknownFunction, "function", #"{"function": "binary_crossentropy_rows"}"#),
    Fault(.missingField, "logits", #"{"function": "softmax"}"#),
    Fault(.missingField, "labels", #"{"function": "bce_loss", "probabilities": [1]}"#),
    Fault(
      .missingField, "pos_weight",
      #"{"function": "weighted_cross_entropy", "logits": [1], "labels": [1]}"#),
    Fault(
      .missingField, "upstream",
      #"{"function": "softmax", "logits": [1, 2], "outputs": ["dlogits"]}"#),
    Fault(.unknownField, "logit", #"{"function": "softmax", "logit": [1]}"#),
    Fault(.unknownField, "axis", #"{"function": "sum", "x": [1], "axis": 0}"#),
    Fault(.unknownField, "reduction", #"{"function": "sigmoid", "x": 1, "reduction": "sum"}"#),
    Fault(.unknownField, "x.size", #"{"function": "sum", "x": {"size": [1], "data": [1]}}"#),
    Fault(.missingField, "x.data", #"{"function": "sum", "x": {"shape": [1]}}"#),
    Fault(.unknownDtype, "dtype", #"{"function": "sum", "x": 1, "dtype": "half"}"#),
    Fault(.unknownDtype, "dtype", #"{"function": "sum", "x": 1, "dtype": 16}"#),
    Fault(.unknownOutput, "outputs[1]", #"{"function": "sum", "x": 1, "outputs": ["value", "v"]}"#),
    Fault(.unknownOutput, "outputs", #"{"function": "sum", "x": 1, "outputs": "value"}"#),
    Fault(.unknownReduction, "reduction", row(sigmoid, #""labels": [1, 0], "reduction": "avg""#)),
    Fault(.unknownReduction, "reduction", row(sigmoid, #""labels": [1, 0], "reduction": 1"#)),
    Fault(.notANumber, "x[1]", #"{"function": "sum", "x": [1, "one"]}"#),
    Fault(.notANumber, "x[0]", #"{"function": "sum", "x": [true]}"#),
    Fault(.notANumber, "x[0]", #"{"function": "sum", "x": [null]}"#),
    Fault(.notANumber, "x", #"{"function": "sum", "x": "inf"}"#),
    Fault(.notANumber, "x.data[1]", #"{"function": "sum", "x": {"shape": [2], "data": [0, ""]}}"#),
    Fault(
      .notANumber, "label_smoothing", row(sigmoid, #""labels": [1, 0], "label_smoothing": []"#)),
    Fault(.ragged, "x[1]", #"{"function": "sum", "x": [[1, 2], [3]]}"#),
    Fault(.ragged, "x[1]", #"{"function": "sum", "x": [[1, 2], 3]}"#),
    Fault(.ragged, "x[0][1]", #"{"function": "sum", "x": [[1, [2]]]}"#),
    Fault(.ragged, "x[1]", #"{"function": "sum", "x": [[], [1]]}"#),
    Fault(.shapeMismatch, "x.data", #"{"function": "sum", "x": {"shape": [2], "data": [0]}}"#),
    Fault(
      .shapeMismatch, "x.data", #"{"function": "sum", "x": {"shape": [100000000], "data": []}}"#),
    Fault(.notAnInteger, "x.shape[0]", #"{"function": "sum", "x": {"shape": [-1], "data": []}}"#),
    Fault(.notAnInteger, "x.shape[0]", #"{"function": "sum", "x": {"shape": [0.5], "data": []}}"#),
    Fault(.shapeMismatch, "labels", row(sigmoid, #""labels": [1]"#)),
    Fault(.shapeMismatch, "labels", row(sigmoid, #""labels": 1"#)),
    Fault(.shapeMismatch, "labels", row(sparse, #""labels": [1]"#)),
    Fault(
      .shapeMismatch, "sample_weight",
      row(sigmoid, #""labels": [1, 0], "sample_weight": [1, 2, 3]"#)
    ),
    Fault(
      .shapeMismatch, "sample_weight", row(sigmoid, #""labels": [1, 0], "sample_weight": [[1, 2]]"#)
    ),
    Fault(.shapeMismatch, "class_weight", row(sparse, #""labels": 1, "class_weight": [1]"#)),
    Fault(
      .shapeMismatch, "upstream", #"{"function": "softmax", "logits": [1, 2], "upstream": [1]}"#),
    Fault(.axisOutOfRange, "axis", #"{"function": "softmax", "logits": [1], "axis": 1}"#),
    Fault(.axisOutOfRange, "axis", #"{"function": "softmax", "logits": [1], "axis": -2}"#),
    Fault(.axisOutOfRange, "axis", #"{"function": "softmax", "logits": 1, "axis": 1}"#),
    Fault(.axisOutOfRange, "axis[1]", #"{"function": "softmax", "logits": [1], "axis": [0, -1]}"#),
    Fault(.notAnInteger, "axis", #"{"function": "softmax", "logits": [1], "axis": 0.5}"#),
    Fault(.notAnInteger, "axis[0]", #"{"function": "softmax", "logits": [1], "axis": ["last"]}"#),
    Fault(
      .axisOutOfRange, "logits",
      #"{"function": "softmax_cross_entropy", "logits": 1, "labels": 1}"#),
    Fault(.notAnInteger, "ignore_index", row(sparse, #""labels": 1, "ignore_index": 0.5"#)),
    Fault(.labelOutOfRange, "labels", row(sparse, #""labels": 2"#)),
    Fault(.labelOutOfRange, "labels", row(sparse, #""labels": -1, "ignore_index": -100"#)),
    Fault(.labelNotInteger, "labels", row(sparse, #""labels": 0.5"#)),
    Fault(.labelNotInteger, "labels", row(sparse, #""labels": NaN"#)),
    Fault(.labelNotInteger, "labels", row(sparse, #""labels": "1.00000000000000000001""#)),
    Fault(
      .labelOutOfRange, "labels[1]", "{\(sparse), \"logits\": [[1, 2], [3, 4]], \"labels\": [0, 2]}"
    ),
    Fault(
      .smoothingOutOfRange, "label_smoothing",
      row(sigmoid, #""labels": [1, 0], "label_smoothing": 1.5"#)),
    Fault(
      .smoothingOutOfRange, "label_smoothing",
      row(sigmoid, #""labels": [1, 0], "label_smoothing": NaN"#)),
    Fault(
      .ruleOutOfRange, "gamma",
      #"{"function": "focal_cross_entropy", "logits": [1, 2], "labels": [0, 1], "gamma": -1}"#),
    Fault(
      .probabilityOutOfRange, "probabilities[1]",
      #"{"function": "bce_loss", "probabilities": [1, 1.5], "labels": [1, 1]}"#),
    Fault(
      .probabilityOutOfRange, "probabilities[0]",
      #"{"function": "categorical_crossentropy", "probabilities": [-1, 3], "labels": [1, 1]}"#),
    Fault(
      .tooLarge, "logits",
      #"{"function": "logsumexp", "logits": {"shape": [100000000, 0], "data": []}}"#),
  ]

  /// A request about the logits 1 and 2.
  private static func row(_ function: String, _ fields: String) -> String {
    "{\(function), \"logits\": [1, 2], \(fields)}"
  }

  private static func nested(_ depth: Int) -> String {
    "{\"function\": \"sum\", \"x\": " + String(repeating: "[", count: depth)
  }

  @Test(arguments: EvalRefusalTests.faults)
  func aFaultHasItsCodeAndPlace(_ fault: Fault) {
    let refusal = #expect(throws: EvalRefusal.self) {
      try Eval.answer(to: Array(fault.request.utf8))
    }
    #expect(refusal?.code == fault.code && refusal?.path == fault.path, "\(refusal as Any)")
  }

  @Test func everyCodeIsGiven() {
    #expect(Set(Self.faults.map(\.code)) == Set(EvalRefusal.Code.allCases))
  }

  @Test func aRefusalIsOneLineOfJSON() {
    let request = row(#""function": "sparse_softmax_cross_entropy""#)
    #expect(
      Eval.answer(to: Array(request.utf8), isHexadecimal: false).json == """
        {"error": {"code": "label_out_of_range", "message": "label 7 is outside the classes 0 to 1; count the \
        classes from 0", "path": "labels"}}
        """)
  }

  private func row(_ function: String) -> String {
    "{\(function), \"logits\": [1, 2], \"labels\": 7}"
  }

  @Test func aMistypedWordIsGuessed() {
    let refusal = #expect(throws: EvalRefusal.self) {
      try Eval.answer(to: Array(#"{"function": "softmx"}"#.utf8))
    }
    #expect(refusal?.message == "'softmx' is no function; did you mean 'softmax'?")
  }
}
