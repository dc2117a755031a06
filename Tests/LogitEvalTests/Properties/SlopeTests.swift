import TestSupport
import Testing

/// Every gradient against differences of the loss it belongs to.
///
/// - Derivation: with `D(h) = (f(x+h) − f(x−h)) / 2h` the slope is `(4 D(h) − D(2h)) / 3 + e`, where
///   `|e| ≤ h⁴ |f⁽⁵⁾| / 30 + 1.5 · 2^-53 |f| / h`. At `h = 2^-10` that is 3e-14 |f⁽⁵⁾| + 1.7e-13 |f|.
///   Fifth derivatives are below 4 for logits and below 24 / .3⁵ = 9900 for probabilities.
@Suite struct SlopeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let function: String
    /// What is differentiated, with its shape and the range of its numbers.
    let inputs: [(name: String, shape: [Int], range: ClosedRange<Double>)]
    var more = ""
    var tolerance = 2e-11
    var testDescription: String { function + more }
  }

  private static let real = -3.0...3.0
  private static let unit = 0.3...0.7
  private static let weights = #", "sample_weight": [[0.5], [2]], "reduction": "#

  static let cases: [Case] =
    [
      Case(
        function: "sigmoid_cross_entropy",
        inputs: [("logits", [2, 3], real), ("labels", [2, 3], unit)],
        more: #", "label_smoothing": 0.25"# + weights + #""weighted_mean""#),
      Case(
        function: "weighted_cross_entropy",
        inputs: [("logits", [2, 3], real), ("labels", [2, 3], unit), ("pos_weight", [3], 1...4)],
        more: weights + #""mean""#),
      Case(
        function: "weighted_cross_entropy",
        inputs: [("logits", [2, 3], real), ("labels", [2, 3], unit), ("pos_weight", [], 1...4)],
        more: #", "reduction": "sum""#),
      Case(
        function: "softmax_cross_entropy",
        inputs: [("logits", [2, 3], real), ("labels", [2, 3], unit)],
        more: """
          , "label_smoothing": 0.25, "class_weight": [1, 2, 0.5], "sample_weight": [0.5, 2],
          "reduction": "weighted_mean"
          """),
      Case(
        function: "half_squared_error_sigmoid",
        inputs: [("logits", [2, 3], real), ("labels", [2, 3], unit)],
        more: #", "reduction": "sum""#),
      Case(
        function: "half_squared_error_softmax",
        inputs: [("logits", [2, 3], real), ("labels", [2, 3], unit)],
        more: #", "reduction": "mean""#),
      Case(
        function: "half_squared_error",
        inputs: [("predictions", [2, 3], real), ("labels", [2, 3], real)],
        more: #", "reduction": "mean""#),
      Case(
        function: "optax.softmax_cross_entropy",
        inputs: [("logits", [2, 3], real), ("labels", [3], unit)], more: #", "reduction": "sum""#),
    ] + indexed + probabilities

  private static let indexed: [Case] = [
    Case(
      function: "sparse_softmax_cross_entropy", inputs: [("logits", [3, 2], real)],
      more: """
        , "labels": [1, 2], "axis": 0, "label_smoothing": 0.25, "class_weight": [1, 2, 0.5],
        "reduction": "weighted_mean"
        """),
    Case(
      function: "torch.nn.functional.cross_entropy", inputs: [("logits", [3, 4], real)],
      more: #", "labels": [3, -100, 0], "class_weight": [1, 2, 0.5, 1]"#),
    Case(
      function: "nll_loss", inputs: [("log_probabilities", [2, 3], real)],
      more: #", "labels": [2, 0], "class_weight": [1, 2, 0.5], "reduction": "weighted_mean""#),
  ]

  private static let probabilities: [Case] = [
    Case(
      function: "binary_crossentropy", inputs: [("probabilities", [2, 3], unit)],
      more: #", "labels": [[1, 0, 0.5], [0, 1, 0.25]], "label_smoothing": 0.25"# + weights
        + #""mean_nonzero""#, tolerance: 2e-9),
    Case(
      function: "keras.losses.binary_crossentropy", inputs: [("probabilities", [2, 3], unit)],
      more: #", "labels": [[1, 0, 0.5], [0, 1, 0.25]], "reduction": "sum""#, tolerance: 2e-9),
    Case(
      function: "categorical_crossentropy", inputs: [("probabilities", [2, 3], unit)],
      more: #", "labels": [[1, 0, 0], [0.5, 0.25, 0.25]], "reduction": "mean""#, tolerance: 2e-9),
    Case(
      function: "sparse_categorical_crossentropy", inputs: [("probabilities", [2, 3], unit)],
      more: #", "labels": [2, 0], "reduction": "mean""#, tolerance: 2e-9),
    Case(
      function: "bce_loss", inputs: [("probabilities", [2, 3], unit)],
      more: #", "labels": [[1, 0, 0.5], [0, 1, 0.25]], "reduction": "mean""#, tolerance: 2e-9),
  ]

  /// A loss at some inputs, and what it answers besides.
  private func reply(_ wanted: Case, _ values: [[Double]]) throws -> Reply {
    let fields = zip(wanted.inputs, values).map { input, values in
      "\"\(input.name)\": {\"shape\": \(input.shape), \"data\": \(values.json)}"
    }
    return try Reply(wanted.function, fields.joined(separator: ", ") + wanted.more)
  }

  private func slope(_ loss: (Double) throws -> Double) rethrows -> Double {
    let h = 0x1p-10
    let near = try (loss(h) - loss(-h)) / (2 * h)
    let far = try (loss(2 * h) - loss(-2 * h)) / (4 * h)
    return (4 * near - far) / 3
  }

  @Test(arguments: SlopeTests.cases)
  func aGradientIsTheSlopeOfTheAnsweredLoss(_ wanted: Case) throws {
    var random = SplitMix64(seed: 301)
    let values = wanted.inputs.map { input in
      // Multiples of 2^-12, so that a step is exact.
      (0..<input.shape.reduce(1, *)).map { _ in
        (Double.random(in: input.range, using: &random) * 4096).rounded() / 4096
      }
    }
    let found = try reply(wanted, values)
    for (place, input) in wanted.inputs.enumerated() {
      let gradient = found["d\(input.name)"]
      #expect(gradient.count == values[place].count)
      for (index, right) in gradient.enumerated() {
        let difference = try slope { step in
          var moved = values
          moved[place][index] += step
          return try #require(reply(wanted, moved)["loss"].first)
        }
        #expect((difference - right).magnitude <= wanted.tolerance, "\(input.name)[\(index)]")
      }
    }
  }

  @Test(arguments: ["sigmoid", "log_sigmoid", "softplus", "neg_log", "neg_log1m"])
  func aGradientIsTheSlopeOfItsValue(_ function: String) throws {
    let input = function.hasPrefix("neg") ? "a" : "x"
    for x in input == "a" ? [0.3125, 0.5, 0.6875] : [-2.5, -0.25, 0, 0.5, 3] {
      func value(_ step: Double, _ output: String = "value") throws -> Double {
        try #require(Reply(function, "\"\(input)\": \(x + step)")[output].first)
      }
      #expect(try (slope { try value($0) } - value(0, "gradient")).magnitude <= 2e-9)
    }
  }

  @Test(arguments: ["softmax", "log_softmax", "logsumexp"])
  func aGradientIsTheSlopeOfTheValuesTimesUpstream(_ function: String) throws {
    let row = [0.5, -1.25, 2, 0.125]
    let upstream = function == "logsumexp" ? [3.0] : [1, -2, 0.5, 0.25]
    func reply(_ row: [Double]) throws -> Reply {
      let text = upstream.count == 1 ? "\(upstream[0])" : upstream.json
      return try Reply(function, "\"logits\": \(row.json), \"upstream\": \(text)")
    }
    let gradient = try reply(row)["dlogits"]
    #expect(gradient.count == row.count)
    for (index, right) in gradient.enumerated() {
      let difference = try slope { step in
        var moved = row
        moved[index] += step
        return try zip(reply(moved)["value"], upstream).reduce(0) { $0 + $1.0 * $1.1 }
      }
      #expect((difference - right).magnitude <= 2e-11)
    }
  }
}
