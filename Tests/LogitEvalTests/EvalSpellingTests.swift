import LogitEval
import Testing

/// What people paste from frameworks is refused with the name that is meant.
@Suite struct EvalSpellingTests {
  private func refusal(_ request: String) -> EvalRefusal? {
    do throws(EvalRefusal) {
      _ = try Eval.answer(to: Array(request.utf8))
      return nil
    } catch { return error }
  }

  @Test(
    arguments: [
      ("F.cross_entropy", "'torch.nn.functional.cross_entropy'"),
      ("torch.nn.CrossEntropyLoss", "'torch.nn.functional.cross_entropy'"),
      ("nn.CrossEntropyLoss", "'torch.nn.functional.cross_entropy'"),
      ("torch.nn.BCEWithLogitsLoss", "'torch.nn.functional.binary_cross_entropy_with_logits'"),
      ("torch.nn.BCELoss", "'torch.nn.functional.binary_cross_entropy'"),
      ("torch.nn.NLLLoss", "'torch.nn.functional.nll_loss'"),
      ("F.softmax", "'torch.softmax'"), ("torch.nn.functional.softmax", "'torch.softmax'"),
      ("keras.losses.BinaryCrossentropy", "'keras.losses.binary_crossentropy'"),
      (
        "tf.keras.losses.SparseCategoricalCrossentropy",
        "'keras.losses.sparse_categorical_crossentropy'"
      ),
      ("optax.losses.softmax_cross_entropy", "'optax.softmax_cross_entropy'"),
      ("jax.nn.softmax", "'softmax', 'torch.softmax' or 'scipy.special.softmax'"),
      (
        "sklearn.metrics.log_loss",
        "'binary_crossentropy', 'categorical_crossentropy' or 'keras.losses.binary_crossentropy'"
      ),
      (
        "cross_entropy",
        "'softmax_cross_entropy', 'sparse_softmax_cross_entropy' or "
          + "'torch.nn.functional.cross_entropy'"
      ),
      ("mse_loss", "'half_squared_error'"), ("scipy.special.expit", "'sigmoid' or 'torch.sigmoid'"),
      ("softmx", "'softmax'"),
    ])
  func aFunctionByAnotherNameIsFound(_ word: String, _ meant: String) {
    let refusal = refusal("{\"function\": \"\(word)\"}")
    #expect(refusal?.code == .unknownFunction)
    let advice = "' is no function; did you mean \(meant)?"
    #expect(refusal?.message.hasSuffix(advice) == true, "\(refusal?.message ?? "")")
  }

  @Test func everyNameIsFoundByItsOwnSpelling() {
    for name in Eval.names {
      #expect(refusal("{\"function\": \"\(name)\"}")?.code == .missingField, "\(name)")
    }
  }

  @Test(
    arguments: [
      ("torch.float32", "float32"), ("fp16", "float16"), ("half", "float16"), ("bf16", "bfloat16"),
      ("jnp.bfloat16", "bfloat16"), ("double", "float64"), ("Float32", "float32"),
      ("np.float64", "float64"),
    ])
  func aFormatByAnotherNameIsFound(_ word: String, _ meant: String) {
    let refusal = refusal("{\"function\": \"sum\", \"x\": 1, \"dtype\": \"\(word)\"}")
    #expect(refusal?.message == "'\(word)' is no dtype; did you mean '\(meant)'?")
  }

  @Test(
    arguments: [
      ("torch.nn.functional.cross_entropy", "input", "logits"),
      ("torch.nn.functional.cross_entropy", "target", "labels"),
      ("torch.nn.functional.cross_entropy", "weight", "class_weight"),
      ("torch.nn.functional.binary_cross_entropy", "input", "probabilities"),
      ("torch.nn.functional.binary_cross_entropy_with_logits", "weight", "sample_weight"),
      ("torch.nn.functional.nll_loss", "input", "log_probabilities"),
      ("torch.softmax", "dim", "axis"), ("torch.softmax", "input", "logits"),
      ("keras.losses.sparse_categorical_crossentropy", "ignore_class", "ignore_index"),
      ("keras.losses.categorical_crossentropy", "y_true", "labels"),
      ("keras.losses.categorical_crossentropy", "y_pred", "probabilities"),
      ("sum", "input", "x"), ("sigmoid", "logits", "x"), ("softmax", "logitz", "logits"),
      ("half_squared_error", "y_pred", "predictions"),
    ])
  func aFieldByItsNameElsewhereIsFound(_ function: String, _ field: String, _ meant: String) {
    let refusal = refusal("{\"function\": \"\(function)\", \"\(field)\": [1, 2]}")
    #expect(refusal?.code == .unknownField && refusal?.path == field)
    #expect(refusal?.message == "'\(field)' is no field of \(function); did you mean '\(meant)'?")
  }

  @Test func logitsUnderAKerasNameAskForFromLogits() {
    // The hinge of Keras takes whatever it is given.
    for name in Eval.names where name.hasPrefix("keras.") && !name.hasSuffix("hinge") {
      let refusal = refusal("{\"function\": \"\(name)\", \"logits\": [1], \"labels\": [1]}")
      #expect(refusal?.message.contains("add \"from_logits\": true") == true)
    }
    let other = refusal(
      #"{"function": "keras.losses.binary_crossentropy", "probabilities": [1], "from_logits": true}"#
    )
    #expect(other?.message.contains("leave 'from_logits' out") == true)
  }

  @Test(
    arguments: [
      (".5", "0.5"), ("-.5", "-0.5"), ("1.", "1.0"), ("1.e-05", "1.0e-05"), ("-inf", "-Infinity"),
      ("inf", "Infinity"), ("nan", "NaN"), ("+1", "1"), ("+.5e3", "0.5e3"), ("True", "true"),
      ("None", "null"), ("-3.E2", "-3.0E2"),
    ])
  func aNumberAsPythonPrintsItIsRefusedWithItsSpelling(_ word: String, _ spelling: String) {
    let refusal = refusal("{\"function\": \"sum\", \"x\": [1, \(word)]}")
    #expect(refusal?.code == .notJSON)
    #expect(refusal?.message.contains("'\(word)' is no JSON value; write \(spelling)") == true)
  }

  @Test(arguments: [("true", "true is not a number; write 1"), ("\"-inf\"", "write -Infinity")])
  func aValueThatStandsForANumberIsRefusedWithTheNumber(_ word: String, _ message: String) {
    let refusal = refusal("{\"function\": \"sum\", \"x\": [1, \(word)]}")
    #expect(refusal?.code == .notANumber && refusal?.path == "x[1]")
    #expect(refusal?.message.contains(message) == true)
  }

  @Test func aFieldGivenTwiceIsThePlaceOfTheRefusal() {
    let refusal = refusal(#"{"function": "sum", "x": 1, "x": 2}"#)
    #expect(
      refusal == EvalRefusal(.notJSON, "'x' is given twice; leave one of them out", at: "x"))
  }

  @Test func thePathOfAnUnknownFieldIsCut() {
    let field = String(repeating: "q", count: 100_000)
    for request in [
      "{\"function\": \"sum\", \"\(field)\": 1}", "{\"function\": \"softmax\", \"\(field)\": 1}",
      "{\"function\": \"sum\", \"x\": {\"\(field)\": 1}}",
      "{\"function\": \"\(field)\"}", "{\"function\": \"sum\", \"\(field)\": 1, \"\(field)\": 1}",
    ] {
      let json = Eval.answer(to: Array(request.utf8), isHexadecimal: false).json
      #expect(json.utf8.count < 2000, "\(json.prefix(100))")
    }
  }
}
