import LogitBench
import LogitSession
import LogitStudies
import TestSupport
import Testing

/// Whatever is no scenario is refused: where, what was found, and what would be right.
@Suite struct BadScenarioTests {
  private func refusal(of bytes: [UInt8]) -> String? {
    do throws(ScenarioError) {
      _ = try Bench(scenario: bytes)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    ("", "the file is empty; a scenario is a JSON object"),
    (" \n ", "the file is empty; a scenario is a JSON object"),
    ("hello", "line 1, column 1: 'hello' is no JSON value; a text stands in double quotes"),
    ("[1]", "found a list, needs an object: {\"logitlab\": 1, …}"),
    (
      "{\n  \"logits\": [[1, 2",
      "line 2, column 19: the text ends here, needs ',' or ']': was it cut off?"
    ),
    ("{\"a\": \"xy", "line 1, column 10: the text ends here, needs '\"': was it cut off?"),
    ("{\"a\"", "line 1, column 5: the text ends here, needs ':': was it cut off?"),
    ("{\"é\" 1}", "line 1, column 6: found '1', needs ':'"),
    ("{\"a\": }", "line 1, column 7: found '}', needs a value"),
    ("{\"a\": 1,}", "line 1, column 9: found '}', needs the name of a field in quotes"),
    ("{\"a\": [1,]}", "line 1, column 10: found ']', needs a value"),
    ("{\"a\": 'x'}", "line 1, column 7: found ''', needs a value"),
    ("{\"a\": 01}", "line 1, column 7: '01' is no JSON value; a text stands in double quotes"),
    ("{\"a\": 1.}", "line 1, column 7: '1.' is no JSON value; write 1.0"),
    ("{} {}", "line 1, column 4: found '{', needs the end"),
    ("{\"a\": 1, \"a\": 2}", "line 1, column 10: 'a' is given twice"),
    (
      "{\"a\": \"\\x\"}", "line 1, column 9: found 'x', needs one of \" \\ / b f n r t u after '\\'"
    ),
    (
      "{\"a\": \"\\u12g4\"}",
      "line 1, column 10: found '1', needs four hexadecimal digits after '\\u'"
    ),
    (
      "{\"a\": \"\\ud83d\"}",
      "line 1, column 8: '\\u' names half a character; its other half must follow"
    ),
    (
      "{\"a\": \"\\udfff\\udfff\"}",
      "line 1, column 8: '\\u' names half a character; its other half must follow"
    ),
    (
      "{\"a\": \"\\ud83d\\u0000\"}",
      "line 1, column 8: '\\u' names half a character; its other half must follow"
    ),
    (
      "{\"a\": \"x\ny\"}",
      "line 1, column 9: a text goes on in the next line or holds a control;"
        + " write \\n or \\u001b"
    ),
  ])
  func whatIsNotJSONNamesItsLine(text: String, message: String) {
    #expect(refusal(of: Array(text.utf8)) == message)
  }

  @Test func bytesThatAreNoTextAreRefused() {
    let bytes = Array("{\n\"a\": \"".utf8) + [0xff, 0xfe] + Array("\"}".utf8)
    #expect(refusal(of: bytes) == "line 2, column 6: this text is not UTF-8")
    #expect(refusal(of: [0xff, 0xfe, 0x7b, 0x00]) != nil)
    #expect(refusal(of: [0]) != nil)
  }

  @Test func neitherDepthNorCountIsADanger() {
    for opening in ["[", "{\"a\":"] {
      let text = String(repeating: opening, count: 1_000_000)
      #expect(refusal(of: Array(text.utf8))?.hasSuffix("nested deeper than 64") == true)
    }
    let zeros = Array(("[" + String(repeating: "0,", count: 4_000_001)).utf8)
    #expect(refusal(of: zeros)?.hasSuffix("more than 4000000 values") == true)
  }

  /// A good scenario of two rows with some of its fields as `fields` says; "" leaves one out.
  private func scenario(_ fields: [String: String]) -> String {
    let good = [
      "logitlab": "1", "loss": "\"sparse_softmax_cross_entropy\"", "logits": "[[1, 2], [3, 4]]",
      "labels": "[0, 1]",
    ]
    let all = good.merging(fields) { _, new in new }.filter { $0.value != "" }
    return "{" + all.map { "\"\($0.key)\": \($0.value)" }.sorted().joined(separator: ", ") + "}"
  }

  @Test(arguments: [
    ("lables", "[0, 1]", "lables: no such field; did you mean 'labels'?"),
    (
      "momentum", "2",
      "momentum: no such field; a scenario has logitlab, title, note, loss, loss_formula, as, dtype,"
        + " reduction, classes, pos_weight, class_weight, sample_weight, label_smoothing, ignore_index,"
        + " temperature, gamma, stop_gradient, known_to, row, logits, labels, formulas, net"
    ),
    (
      "class_weight", "[1, 2, 3, 4, 5, 6, 7, 8, 9]",
      "class_weight: has 9 values, needs one a class, 2"
    ),
    ("sample_weight", "[1]", "sample_weight: has 1 value, needs one a row, 2"),
    ("sample_weight", "[1, \"nan\"]", "sample_weight[1]: is nan, must be a number"),
    ("label_smoothing", "-0.1", "label_smoothing: is -0.1, must be 0 to 1"),
    ("temperature", "0", "temperature: is 0, must be above 0 and finite"),
    ("ignore_index", "1.5", "ignore_index: found the number 1.5, needs a whole number"),
    ("stop_gradient", "1", "stop_gradient: found the number 1, needs true or false"),
    ("known_to", "-1", "known_to: is -1, must be a format or a number of 0 or more"),
    (
      "as", "\"jax\"", "as: 'jax' is no framework; it is one of none, tf, keras, torch, optax"
    ),
    (
      "logits", "",
      "logits: this field is missing; a scenario needs logitlab, loss, logits and labels"
    ),
    (
      "logitlab", "",
      "logitlab: this field is missing; a scenario needs logitlab, loss, logits and labels"
    ),
    ("logitlab", "2", "logitlab: version 2 is not known; this program reads version 1"),
    ("logitlab", "\"1\"", "logitlab: found the text '1', needs the version, 1"),
    ("title", "7", "title: found the number 7, needs a text"),
    ("note", "[]", "note: found a list, needs a text"),
    ("loss", "3", "loss: found the number 3, needs the name of a loss in quotes"),
    (
      "dtype", "\"int8\"",
      "dtype: 'int8' is no dtype; it is one of float32, float64, float16, bfloat16"
    ),
    ("dtype", "null", "dtype: found null, needs the name of a dtype in quotes"),
    (
      "reduction", "\"avg\"",
      "reduction: 'avg' is no reduction; it is one of none, sum, mean, mean_kept, mean_nonzero,"
        + " weighted_mean"
    ),
    ("logits", "[]", "logits: is empty, needs at least one number"),
    ("logits", "[[], []]", "logits[0]: is empty, needs at least one number"),
    ("logits", "{}", "logits: found an object, needs a list of rows"),
    ("logits", "[1, 2]", "logits[0]: found the number 1, needs a list of numbers, one a class"),
    ("logits", "[[1, 2], [3]]", "logits[1]: has 1 value, needs 2 as logits[0] has"),
    ("logits", "[[1, 2], [3, true]]", "logits[1][1]: found true, needs a number"),
    ("logits", "[[1, 2], [3, \"x\"]]", "logits[1][1]: 'x' is not a number"),
    ("labels", "[0, 7]", "labels[1]: 7 is outside the classes 0 to 1"),
    ("labels", "[0, -1]", "labels[1]: -1 is outside the classes 0 to 1"),
    (
      "labels", "[0, 0.5]",
      "labels[1]: found the number 0.5, needs the index of a class, a whole number"
    ),
    (
      "labels", "[0, NaN]",
      "labels[1]: found the number NaN, needs the index of a class, a whole number"
    ),
    (
      "labels", "[0, 1e99]",
      "labels[1]: found the number 1e99, needs the index of a class, a whole number"
    ),
    ("labels", "[[1, 0], [0, 1]]", "labels[0]: found a list, needs the index of a class"),
    ("labels", "[0]", "labels: has 1 index, needs one a row of logits, 2"),
    ("labels", "0", "labels: found the number 0, needs a list of classes"),
    ("classes", "[\"a\"]", "classes: has 1 name, needs one a class, 2"),
    ("classes", "[\"a\", 1]", "classes[1]: found the number 1, needs a name"),
    (
      "classes", "[\"a\", \"7\"]",
      "classes[1]: '7' cannot name a class: a name is one line, no number, has no quote in it"
    ),
    (
      "classes", "[\"a\\nb\", \"c\"]",
      "classes[0]: 'a\nb' cannot name a class: a name is one line, no number, has no quote in it"
    ),
    ("pos_weight", "NaN", "pos_weight: pos_weight cannot be nan"),
    ("pos_weight", "[1, 2, 3]", "pos_weight: has 3 values, needs one for all, or one a class, 2"),
    ("pos_weight", "[1, {}]", "pos_weight[1]: found an object, needs a number"),
    ("row", "2", "row: 2 is outside the rows 0 to 1"),
    ("row", "\"0\"", "row: found the text '0', needs the index of a row"),
  ])
  func whatDoesNotFitNamesItsPath(field: String, value: String, message: String) {
    #expect(refusal(of: Array(scenario([:]).utf8)) == nil)
    #expect(refusal(of: Array(scenario([field: value]).utf8)) == message)
  }

  @Test(arguments: [
    (
      "[0, 1]",
      "labels[0]: found the number 0, needs a row, one value a class, under sigmoid_cross_entropy"
    ),
    ("[[0, 1], [1]]", "labels[1]: has 1 value, needs 2 as logits[0] has"),
    ("[[0, 1]]", "labels: has 1 row, needs one a row of logits, 2"),
    ("[[0, 1], [\"NaN\", 0]]", "labels[1][0]: a label cannot be nan: it must be a finite number"),
    ("[[0, 1], [0, Infinity]]", "labels[1][1]: a label cannot be inf: it must be a finite number"),
  ])
  func labelsMustFitTheLoss(labels: String, message: String) {
    let text = scenario(["loss": "\"sigmoid_cross_entropy\"", "labels": labels])
    #expect(refusal(of: Array(text.utf8)) == message)
  }

  @Test func aScenarioThatIsCutAnywhereIsRefused() {
    let bytes = Array(Bench.articles.scenario.utf8)
    for count in 0..<(bytes.count - 2) { #expect(refusal(of: Array(bytes[..<count])) != nil) }
  }

  @Test func noBytesAreADanger() {
    var random = SplitMix64(seed: 7)
    for seed in 0..<3000 {
      var source = SplitMix64(seed: UInt64(seed % 50))
      var bytes = Array(Bench.random(using: &source).scenario.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default:
          bytes.insert(
            contentsOf: Array("[{\"\\u-1eN,:]}".utf8).shuffled(using: &random), at: place)
        }
      }
      guard let bench = try? Bench(scenario: bytes) else { continue }
      // What is taken is a bench that computes, and is written as what it is.
      _ = Model(bench)
      #expect((try? Bench(scenario: Array(bench.scenario.utf8))) == bench)
    }
  }
}
