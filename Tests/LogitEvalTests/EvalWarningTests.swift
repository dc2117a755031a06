import LogitEval
import Testing

/// Numbers that are answered and yet worth a word.
@Suite struct EvalWarningTests {
  private func warnings(_ request: String) throws -> [EvalWarning] {
    try Eval.answer(to: Array(request.utf8)).warnings
  }

  private func codes(_ request: String) throws -> [String] {
    try warnings(request).map { "\($0.code.rawValue) \($0.path)" }
  }

  @Test func aNumberThatItsFormatMadeInfiniteIsWarnedOf() throws {
    let found = try warnings(
      #"{"function": "softmax", "dtype": "float16", "logits": [[1, 70000], [-70000, "Infinity"]]}"#)
    #expect(found.map(\.code) == [.inputOverflow] && found.map(\.path) == ["logits[0][1]"])
    #expect(
      found[0].message
        == "70000 is infinite in float16, whose largest number is 65504, and 1 more; use a wider dtype"
    )
  }

  @Test(
    arguments: [
      (#""function": "sigmoid", "x": 1e999"#, "x"),
      (#""function": "sum", "x": [1, -1e400]"#, "x[1]"),
      (#""function": "sum", "dtype": "float32", "x": "1e39""#, "x"),
      (#""function": "sum", "dtype": "float32", "x": "0x1p128""#, "x"),
      (
        #""function": "sigmoid_cross_entropy", "dtype": "float16", "logits": [1], "labels": [1], "sample_weight": 1e5"#,
        "sample_weight"
      ),
      (
        #""function": "softmax", "dtype": "float16", "logits": [1, 2], "upstream": {"shape": [2], "data": [1, 7e4]}"#,
        "upstream.data[1]"
      ),
      (
        #""function": "weighted_cross_entropy", "dtype": "float16", "logits": [1], "labels": [1], "pos_weight": 65520"#,
        "pos_weight"
      ),
      (
        #""function": "sparse_softmax_cross_entropy", "dtype": "float16", "logits": [1, 2], "labels": 1, "class_weight": [1, 1e6]"#,
        "class_weight[1]"
      ),
    ])
  func anOverflowIsWarnedOfInEachField(_ fields: String, _ path: String) throws {
    #expect(try codes("{\(fields)}") == ["input_overflow \(path)"])
  }

  @Test(arguments: ["65504", "65519.99", "\"Infinity\"", "-Infinity", "NaN", "\"NaN\""])
  func whatIsFiniteOrWasMeantToBeInfiniteIsNot(_ number: String) throws {
    let request = "{\"function\": \"softmax\", \"dtype\": \"float16\", \"logits\": [1, \(number)]}"
    #expect(try codes(request) == [])
  }

  @Test(
    arguments: [
      (#""lo": 0.9, "hi": 0.1"#, "lo"), (#""epsilon": 2"#, "epsilon"), (#""hi": -1"#, "hi"),
      (#""epsilon": NaN"#, "epsilon"), (#""epsilon": -0.5"#, "epsilon"),
      (#""lo": 0.1, "hi": 2"#, "lo"),
    ])
  func boundsWithoutSenseAreWarnedOf(_ bounds: String, _ path: String) throws {
    for name in [
      "binary_crossentropy", "categorical_crossentropy", "keras.losses.binary_crossentropy",
    ] {
      let request =
        "{\"function\": \"\(name)\", \"probabilities\": [0.5, 0.5], \"labels\": [0, 1], \(bounds)}"
      #expect(try codes(request) == ["senseless_bounds \(path)"])
    }
  }

  @Test(arguments: [#""epsilon": 0"#, #""lo": 0, "hi": 1"#, #""epsilon": 0.5"#, #""lo": 0.2"#])
  func boundsWithSenseAreNot(_ bounds: String) throws {
    let request = """
      {"function": "binary_crossentropy", "probabilities": [0.5, 0.5], "labels": [0, 1], \(bounds)}
      """
    #expect(try codes(request) == [])
  }

  private func ulps(_ request: String) -> Substring {
    let json = Eval.answer(to: Array(request.utf8), isHexadecimal: false).json
    let rest = json.split(separator: "\"ulps\": ", maxSplits: 1).last ?? ""
    return rest.prefix { $0 != "}" }
  }

  /// The sums are 4.6e-980 and that much above 1, and one is 1e-30 above 1.
  @Test func ulpsWithoutSenseAreSaidInWords() {
    let requests = [
      (#"{"function": "logsumexp", "logits": [0, -2255], "exact": true}"#, "less than 1e-300"),
      (#"{"function": "logsumexp", "logits": [1, -2255], "exact": true}"#, "less than 1e-6"),
      (#"{"function": "sum", "x": [1, 1e-30], "exact": true}"#, "less than 1e-6"),
    ]
    for (request, words) in requests { #expect(ulps(request) == "\"\(words)\"") }
    #expect(ulps(#"{"function": "logsumexp", "logits": [1], "exact": true}"#) == "0")
    #expect(ulps(#"{"function": "sum", "x": [1, 2], "exact": true}"#) == "0")
  }
}
