import Glibc
import LogitEval
import LogitExact
import TestSupport
import Testing

/// The reference values of `Tests/Vectors` through requests, bit for bit.
///
/// A sample of each file; `LOGITLAB_VECTORS_ALL=1` takes all of it.
@Suite struct EvalVectorTests {
  struct File: Sendable, CustomTestStringConvertible {
    let name: String
    let folder: String
    let dtype: String

    var testDescription: String { "\(folder)/\(name)" }

    static let all = [
      ("f64", "float64"), ("f32", "float32"), ("f16", "float16"), ("bf16", "bfloat16"),
    ].flatMap { folder, dtype in
      requests.keys.sorted().map { File(name: $0, folder: folder, dtype: dtype) }
    }
  }

  /// What one request of a file is: the function, its fields by column, the columns of its outputs.
  struct Request: Sendable {
    let function: String
    let fields: [String: String]
    let outputs: [String: String]
    var more = ""
  }

  private static let logits = ["x": "logits", "z": "labels", "y": "labels", "j": "labels"]
  private static let probabilities = ["p": "probabilities", "y": "labels", "j": "labels"]
  private static let bounds = ["lo": "lo", "hi": "hi"]

  static let requests: [String: [Request]] = [
    "unary": [
      Request(
        function: "sigmoid", fields: ["x": "x"],
        outputs: ["sigmoid": "value", "one_minus_sigmoid": "complement", "dsigmoid": "gradient"]),
      Request(function: "log_sigmoid", fields: ["x": "x"], outputs: ["log_sigmoid": "value"]),
      Request(
        function: "softplus", fields: ["x": "x"],
        outputs: ["softplus": "value", "sigmoid": "gradient"]),
    ],
    "neg_log": [
      Request(
        function: "neg_log", fields: ["a": "a"],
        outputs: ["neg_log_a": "value", "d_neg_log_a": "gradient"]),
      Request(
        function: "neg_log1m", fields: ["a": "a"],
        outputs: ["neg_log_1ma": "value", "d_neg_log_1ma": "gradient"]),
    ],
    "sigmoid_ce": [
      Request(
        function: "sigmoid_cross_entropy", fields: logits,
        outputs: ["loss": "loss", "dx": "dlogits", "dz": "dlabels"])
    ],
    "weighted_ce": [
      Request(
        function: "weighted_cross_entropy",
        fields: ["x": "logits", "z": "labels", "q": "pos_weight"],
        outputs: ["loss": "loss", "dx": "dlogits", "dz": "dlabels", "dq": "dpos_weight"])
    ],
    "half_sq": [
      Request(
        function: "half_squared_error", fields: ["a": "predictions", "y": "labels"],
        outputs: ["loss": "loss", "da": "dpredictions", "dy": "dlabels"])
    ],
    "half_sq_sigmoid": [
      Request(
        function: "half_squared_error_sigmoid", fields: logits,
        outputs: ["loss": "loss", "dx": "dlogits", "dy": "dlabels"])
    ],
    "half_sq_softmax": [
      Request(
        function: "half_squared_error_softmax", fields: logits,
        outputs: ["loss": "loss", "dx": "dlogits"])
    ],
    "softmax": [
      Request(function: "logsumexp", fields: logits, outputs: ["lse": "value"]),
      Request(function: "softmax", fields: logits, outputs: ["softmax": "value"]),
      Request(function: "log_softmax", fields: logits, outputs: ["log_softmax": "value"]),
    ],
    "softmax_jac": [
      Request(
        function: "softmax", fields: logits, outputs: ["jacobian": "jacobian"],
        more: ", \"outputs\": [\"jacobian\"]")
    ],
    "softmax_ce": [
      Request(
        function: "softmax_cross_entropy", fields: logits,
        outputs: ["loss": "loss", "dx": "dlogits", "dy": "dlabels"])
    ],
    "sparse_ce": [
      Request(
        function: "sparse_softmax_cross_entropy", fields: logits,
        outputs: ["loss": "loss", "dx": "dlogits"])
    ],
    "smooth_ce": [
      Request(
        function: "sparse_softmax_cross_entropy",
        fields: logits.merging(["alpha": "label_smoothing"]) { $1 },
        outputs: ["loss": "loss", "dx": "dlogits"])
    ],
    "classw_ce": [
      Request(
        function: "sparse_softmax_cross_entropy",
        fields: logits.merging(["alpha": "label_smoothing", "w": "class_weight"]) { $1 },
        outputs: ["loss": "loss", "dx": "dlogits"])
    ],
    "bce_prob": [
      Request(
        function: "binary_crossentropy", fields: probabilities.merging(bounds) { $1 },
        outputs: ["loss": "loss", "dp": "dprobabilities"])
    ],
    "bce_prob_clamp100": [
      Request(
        function: "bce_loss", fields: probabilities,
        outputs: ["loss": "loss", "dp": "dprobabilities"])
    ],
    "cat_prob": [
      Request(
        function: "categorical_crossentropy", fields: probabilities.merging(bounds) { $1 },
        outputs: ["loss": "loss", "dp": "dprobabilities"])
    ],
    "sparse_prob": [
      Request(
        function: "sparse_categorical_crossentropy", fields: probabilities.merging(bounds) { $1 },
        outputs: ["loss": "loss", "dp": "dprobabilities"])
    ],
  ]

  @Test(arguments: File.all)
  func aRequestGivesTheReferenceBitForBit(_ file: File) throws {
    let vectors = try Vectors(file.name, in: file.folder)
    let takesAll = getenv("LOGITLAB_VECTORS_ALL") != nil
    let numbers = vectors.cases.reduce(0) { $0 + $1.inputs.reduce(0) { $0 + $1.count } }
    let stride = takesAll ? 1 : max(1, numbers / 120)
    var faults: [String] = []
    var count = 0
    for (index, wanted) in vectors.cases.enumerated() where index % stride == 0 {
      if !takesAll, wanted.inputs.contains(where: { $0.count > 100 }) { continue }
      for request in try #require(Self.requests[file.name]) {
        let text = request.text(of: wanted, columns: vectors.inputs, dtype: file.dtype)
        let answer = try Eval.answer(to: Array(text.utf8))
        for (column, right) in zip(vectors.outputs, wanted.outputs) {
          guard let output = request.outputs[column] else { continue }
          count += 1
          let values = try #require(answer.outputs.first { $0.name == output }).tensor.values
          let isSame =
            values.count == right.count
            && zip(values, right).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
          if !isSame { faults.append("\(output) is \(values), not \(right): \(text)") }
        }
      }
    }
    #expect(count > 0)
    #expect(
      faults.isEmpty, "\(faults.count) of \(count): \(faults.prefix(3).joined(separator: "\n"))")
  }

  @Test(arguments: [
    ("f64", "float64"), ("f32", "float32"), ("f16", "float16"), ("bf16", "bfloat16"),
  ])
  func aBatchIsReducedToTheReference(_ folder: String, _ dtype: String) throws {
    let vectors = try Vectors("reduce", in: folder)
    let outputs = [
      ("none", "losses", "loss"), ("sum", "sum", "loss"), ("mean", "mean_all", "loss"),
      ("mean_kept", "mean_kept", "loss"), ("weighted_mean", "mean_weighted", "loss"),
      ("weighted_mean", "dx_mean_weighted", "dlogits"),
    ]
    for wanted in vectors.cases {
      let classes = Int(wanted.inputs[4][0])
      let rows = wanted.inputs[0].count / classes
      let fields = """
        {"function": "sparse_softmax_cross_entropy", "dtype": "\(dtype)",
        "logits": {"shape": [\(rows), \(classes)], "data": \(list(wanted.inputs[0]))},
        "labels": \(list(wanted.inputs[1])), "class_weight": \(list(wanted.inputs[2])),
        "ignore_index": \(Int(wanted.inputs[3][0])), "reduction":
        """
      for (reduction, column, output) in outputs {
        let answer = try Eval.answer(to: Array("\(fields) \"\(reduction)\"}".utf8))
        let values = try #require(answer.outputs.first { $0.name == output }).tensor.values
        let right = wanted.outputs[try #require(vectors.outputs.firstIndex(of: column))]
        let isSame = zip(values, right).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
        #expect(isSame && values.count == right.count, "\(column) of \(wanted.tag)")
      }
    }
  }
}

private func list(_ values: [Double]) -> String {
  "[\(values.map(spelling).joined(separator: ", "))]"
}

private func spelling(_ value: Double) -> String {
  if value.isNaN { return "NaN" }
  if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
  return "\"\(Format.float64.hexadecimal(value))\""
}

extension EvalVectorTests.Request {
  fileprivate func text(of wanted: Case, columns: [String], dtype: String) -> String {
    var text = "{\"function\": \"\(function)\", \"dtype\": \"\(dtype)\"\(more)"
    for (column, numbers) in zip(columns, wanted.inputs) {
      let parts = column.split(separator: ":")
      guard let field = fields[String(parts[0])] else { continue }
      // The file of a softmax has no labels, that of a squared error no weights.
      text += ", \"\(field)\": " + (parts[1] == "v" ? list(numbers) : spelling(numbers[0]))
    }
    return text + "}"
  }
}
