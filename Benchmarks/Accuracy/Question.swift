import LogitExact
import LogitLosses

/// What a file of vectors asks of one function: which column is which of its inputs, and which of
/// its outputs answers a column.
struct Question {
  let file: String
  let function: String
  /// Inputs of the function by columns.
  let inputs: [String: String]
  /// Outputs of the function by columns.
  let outputs: [String: String]

  private static let logits = ["x": "logits", "z": "labels", "y": "labels", "j": "label"]
  private static let shares = [
    "p": "probabilities", "y": "labels", "j": "label", "lo": "lo", "hi": "hi",
  ]
  private static let smoothed = logits.merging(["alpha": "label_smoothing"]) { $1 }
  private static let loss = ["loss": "loss", "dx": "dlogits"]
  private static let shareLoss = ["loss": "loss", "dp": "dprobabilities"]

  /// Of a batch there is `Batch`.
  static let all: [Question] = [
    Question(
      file: "unary", function: "sigmoid", inputs: ["x": "x"],
      outputs: ["sigmoid": "value", "one_minus_sigmoid": "complement", "dsigmoid": "gradient"]),
    Question(
      file: "unary", function: "log_sigmoid", inputs: ["x": "x"],
      outputs: ["log_sigmoid": "value"]),
    Question(
      file: "unary", function: "softplus", inputs: ["x": "x"], outputs: ["softplus": "value"]),
    Question(
      file: "neg_log", function: "neg_log", inputs: ["a": "a"],
      outputs: ["neg_log_a": "value", "d_neg_log_a": "gradient"]),
    Question(
      file: "neg_log", function: "neg_log1m", inputs: ["a": "a"],
      outputs: ["neg_log_1ma": "value", "d_neg_log_1ma": "gradient"]),
    Question(
      file: "sigmoid_ce", function: "sigmoid_cross_entropy", inputs: logits,
      outputs: loss.merging(["dz": "dlabels"]) { $1 }),
    Question(
      file: "weighted_ce", function: "weighted_cross_entropy",
      inputs: logits.merging(["q": "pos_weight"]) { $1 },
      outputs: loss.merging(["dz": "dlabels", "dq": "dpos_weight"]) { $1 }),
    Question(
      file: "softmax", function: "logsumexp", inputs: logits, outputs: ["lse": "value"]),
    Question(
      file: "softmax", function: "softmax", inputs: logits, outputs: ["softmax": "value"]),
    Question(
      file: "softmax", function: "log_softmax", inputs: logits, outputs: ["log_softmax": "value"]),
    Question(
      file: "softmax_jac", function: "softmax", inputs: logits, outputs: ["jacobian": "jacobian"]),
    Question(
      file: "softmax_ce", function: "softmax_cross_entropy", inputs: logits,
      outputs: loss.merging(["dy": "dlabels"]) { $1 }),
    Question(
      file: "sparse_ce", function: "sparse_softmax_cross_entropy", inputs: logits, outputs: loss),
    Question(
      file: "smooth_ce", function: "sparse_softmax_cross_entropy", inputs: smoothed, outputs: loss),
    Question(
      file: "classw_ce", function: "sparse_softmax_cross_entropy",
      inputs: smoothed.merging(["w": "class_weight"]) { $1 }, outputs: loss),
    Question(
      file: "bce_prob", function: "binary_crossentropy", inputs: shares, outputs: shareLoss),
    Question(
      file: "bce_prob_clamp100", function: "bce_loss", inputs: shares, outputs: shareLoss),
    Question(
      file: "cat_prob", function: "categorical_crossentropy", inputs: shares, outputs: shareLoss),
    Question(
      file: "sparse_prob", function: "sparse_categorical_crossentropy", inputs: shares,
      outputs: shareLoss),
    Question(
      file: "half_sq", function: "half_squared_error",
      inputs: ["a": "predictions", "y": "labels"],
      outputs: ["loss": "loss", "da": "dpredictions", "dy": "dlabels"]),
    Question(
      file: "half_sq_sigmoid", function: "half_squared_error_sigmoid", inputs: logits,
      outputs: loss.merging(["dy": "dlabels"]) { $1 }),
    Question(
      file: "half_sq_softmax", function: "half_squared_error_softmax", inputs: logits,
      outputs: loss),
  ]
}

extension Question {
  /// The answers to a case, by columns, each number rounded once.
  func answers(to wanted: VectorFile.Case, in format: Format) throws -> [String: [Double]] {
    guard let function = RowFunction.named(function) else { return [:] }
    let variant = RowFunction.Variant(
      isSmoothed: inputs["alpha"] != nil, isWeighted: inputs["w"] != nil)
    var given = Inputs()
    var classes = 1
    for (column, name) in inputs {
      guard let numbers = wanted.inputs[column] else { continue }
      let isRow =
        function.rows == .classes && !["label", "label_smoothing", "lo", "hi"].contains(name)
      given.values[name] = isRow ? .row(numbers) : .scalar(Quantity(numbers[0]))
      if name == function.input { classes = numbers.count }
    }
    given.values["classes"] = .scalar(Quantity(Double(classes)))
    if let label = wanted.inputs["j"] { given.setLabel(Int(label[0]), of: classes) }

    var answers: [String: [Double]] = [:]
    for (column, name) in outputs {
      guard let output = function.outputs.first(where: { $0.name == name }) else { continue }
      let formula = output.formula(variant)
      var values: [Double] = []
      for label in 0..<(output.kind == .matrix ? classes : 1) {
        if output.kind == .matrix { given.setLabel(label, of: classes) }
        values += try Program(formula, of: given).proofs(in: format).map(\.value)
      }
      answers[column] = values
    }
    return answers
  }
}

extension Inputs.Value {
  static func row(_ numbers: [Double]) -> Inputs.Value { .vector(numbers.map { Quantity($0) }) }
}

extension Inputs {
  /// The index of a class, and its one-hot row.
  mutating func setLabel(_ label: Int, of classes: Int) {
    values["label"] = .scalar(Quantity(Double(label)))
    values["labels"] = .row((0..<classes).map { $0 == label ? 1 : 0 })
  }
}
