import LogitEval
import Testing

/// What a refusal says, one of each code: what was found, what is expected, what to do.
@Suite struct EvalSentenceTests {
  struct Sentence: Sendable {
    let refusal: EvalRefusal
    let request: String

    init(_ code: EvalRefusal.Code, _ path: String, _ request: String, _ message: String) {
      refusal = EvalRefusal(code, message, at: path)
      self.request = request
    }
  }

  static let sentences = [
    Sentence(
      .notJSON, "", #"[1]"#,
      #"found a list; a request is a JSON object"#),
    Sentence(
      .notANumber, "x[1]", #"{"function": "sum", "x": [1, "one"]}"#,
      #"the text 'one' is not a number; write a JSON number, or in quotes a decimal, a hexadecimal like 0x1.8p-3, NaN, Infinity or -Infinity"#
    ),
    Sentence(
      .missingField, "logits", #"{"function": "softmax"}"#,
      #"softmax needs 'logits'; add it"#),
    Sentence(
      .unknownFunction, "function", #"{"function": "softmx"}"#,
      #"'softmx' is no function; did you mean 'softmax'?"#),
    Sentence(
      .unknownField, "logit", #"{"function": "softmax", "logit": [1]}"#,
      #"'logit' is no field of softmax; did you mean 'logits'?"#),
    Sentence(
      .unknownDtype, "dtype", #"{"function": "sum", "x": 1, "dtype": "int8"}"#,
      #"'int8' is no dtype; it is one of float64, float32, float16, bfloat16"#),
    Sentence(
      .unknownOutput, "outputs[0]", #"{"function": "sum", "x": 1, "outputs": ["values"]}"#,
      #"'values' is no output; did you mean 'value'?"#),
    Sentence(
      .unknownReduction, "reduction",
      #"{"function": "bce_loss", "probabilities": [1], "labels": [1], "reduction": "avg"}"#,
      #"'avg' is no reduction; it is one of none, sum, mean, mean_kept, mean_nonzero, weighted_mean"#
    ),
    Sentence(
      .shapeMismatch, "labels",
      #"{"function": "bce_loss", "probabilities": [1], "labels": [1, 0]}"#,
      #"labels have the shape [2], probabilities [1]; they must be the same"#),
    Sentence(
      .ragged, "x[1]", #"{"function": "sum", "x": [[1, 2], [3]]}"#,
      #"has 1 entries, its neighbours have 2; make all as long"#),
    Sentence(
      .axisOutOfRange, "axis", #"{"function": "softmax", "logits": [1, 2], "axis": 1}"#,
      #"axis 1 is outside -1 ... 0 for rank 1"#),
    Sentence(
      .notAnInteger, "axis", #"{"function": "softmax", "logits": [1, 2], "axis": 0.5}"#,
      #"found the number 0.5; an axis is a whole number, a list of them, or null"#),
    Sentence(
      .labelOutOfRange, "labels[0]",
      #"{"function": "sparse_softmax_cross_entropy", "logits": [[1, 2]], "labels": [2]}"#,
      #"label 2 is outside the classes 0 to 1; count the classes from 0"#),
    Sentence(
      .labelNotInteger, "labels[0]",
      #"{"function": "sparse_softmax_cross_entropy", "logits": [[1, 2]], "labels": [0.5]}"#,
      #"found the number 0.5, needs the whole number of a class"#),
    Sentence(
      .smoothingOutOfRange, "label_smoothing",
      #"{"function": "sigmoid_cross_entropy", "logits": [1], "labels": [1], "label_smoothing": 1.5}"#,
      #"1.5 is outside 0 ... 1; it is the share of the uniform labels"#),
    Sentence(
      .ruleOutOfRange, "gamma",
      #"{"function": "focal_cross_entropy", "logits": [1, 2], "labels": [0, 1], "gamma": -1}"#,
      #"found -1, needs 0 or more and finite"#),
    Sentence(
      .probabilityOutOfRange, "probabilities[1]",
      #"{"function": "bce_loss", "probabilities": [1, 1.5], "labels": [1, 0]}"#,
      #"1.5 is no probability, which is 0 to 1; are these logits?"#),
    Sentence(
      .tooLarge, "logits",
      #"{"function": "logsumexp", "logits": {"shape": [100000000, 0], "data": []}}"#,
      #"rows of more than 10000000 numbers together; ask for parts of them"#),
  ]

  @Test(arguments: EvalSentenceTests.sentences)
  func aRefusalSaysWhatToDo(_ sentence: Sentence) {
    #expect(throws: sentence.refusal) { try Eval.answer(to: Array(sentence.request.utf8)) }
  }

  @Test func everyCodeHasASentence() {
    #expect(Set(Self.sentences.map(\.refusal.code)) == Set(EvalRefusal.Code.allCases))
  }
}
