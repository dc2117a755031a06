import FoundationEssentials
import LogitExact
import LogitLosses

/// The rows of the reference vectors, `Tests/Vectors`.
enum VectorRows {
  private struct File {
    let name: String
    /// The inputs by the names of the columns; `j` is a label.
    let columns: [String: RowInput]
    var outputs: [String]?
  }

  private static let logits = [
    "x": RowInput.main, "y": .labels, "z": .labels,
  ].merging(of(["q": .posWeight, "w": .classWeight, "alpha": .labelSmoothing])) { $1 }
  private static let probabilities = ["p": RowInput.main, "y": .labels].merging(
    of(["lo": .lo, "hi": .hi])
  ) { $1 }

  private static func of(_ rules: [String: Rule]) -> [String: RowInput] {
    rules.compactMapValues { RowInput($0) }
  }

  private static let others: [String: RowInput] = ["a": .main, "y": .labels]

  private static let files: [String: [File]] = [
    "sigmoid": [File(name: "unary", columns: logits)],
    "log_sigmoid": [File(name: "unary", columns: logits)],
    "softplus": [File(name: "unary", columns: logits)],
    "logsumexp": [File(name: "softmax", columns: logits, outputs: ["value"])],
    "softmax": [File(name: "softmax", columns: logits, outputs: ["value"])],
    "log_softmax": [File(name: "softmax", columns: logits, outputs: ["value"])],
    "neg_log": [File(name: "neg_log", columns: others)],
    "neg_log1m": [File(name: "neg_log", columns: others)],
    "half_squared_error": [File(name: "half_sq", columns: others)],
    "sigmoid_cross_entropy": [File(name: "sigmoid_ce", columns: logits)],
    "weighted_cross_entropy": [File(name: "weighted_ce", columns: logits)],
    "softmax_cross_entropy": [File(name: "softmax_ce", columns: logits)],
    "sparse_softmax_cross_entropy": ["sparse_ce", "smooth_ce", "classw_ce"].map {
      File(name: $0, columns: logits)
    },
    "half_squared_error_sigmoid": [File(name: "half_sq_sigmoid", columns: logits)],
    "half_squared_error_softmax": [File(name: "half_sq_softmax", columns: logits)],
    "binary_crossentropy": [File(name: "bce_prob", columns: probabilities)],
    "bce_loss": [File(name: "bce_prob_clamp100", columns: probabilities)],
    "categorical_crossentropy": [File(name: "cat_prob", columns: probabilities)],
    "sparse_categorical_crossentropy": [File(name: "sparse_prob", columns: probabilities)],
  ]

  private static let folders: [Format: String] = [
    .float64: "f64", .float32: "f32", .float16: "f16", .bfloat16: "bf16",
  ]

  static func rows(of name: String, in format: Format) throws -> [Fallbacks.Row] {
    guard let function = RowFunction.named(name), let folder = folders[format] else { return [] }
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Tests/Vectors/\(folder)")
    return try (files[name] ?? []).flatMap { file in
      let text = try String(contentsOf: root.appending(path: "\(file.name).tsv"), encoding: .utf8)
      let lines = text.split(separator: "\n").dropFirst()
      let header = lines.first?.split(separator: "\t") ?? []
      return lines.dropFirst().map { line in
        row(of: function, file, Array(zip(header, line.split(separator: "\t"))))
      }
    }
  }

  private static func row(
    of function: RowFunction, _ file: File, _ cells: [(column: Substring, text: Substring)]
  ) -> Fallbacks.Row {
    var inputs: [(name: String, numbers: [Double])] = []
    for (column, text) in cells where !column.hasPrefix(">") {
      let name = column.split(separator: ":").first.map(String.init) ?? ""
      inputs.append((name, text.split(separator: " ").compactMap { Double($0) }))
    }
    let main = inputs.first { file.columns[$0.name] == .main }
    var values = RowValues(classCount: main?.numbers.count ?? 1)
    var variant = RowFunction.Variant()
    for (name, numbers) in inputs {
      if name == "j", let label = numbers.first { values.setLabel(Int(label)) }
      guard let input = file.columns[name] else { continue }
      for (k, number) in numbers.enumerated() { values[input, k] = number }
      if input == RowInput(.labelSmoothing) { variant.isSmoothed = numbers != [0] }
      if input == RowInput(.classWeight) { variant.isWeighted = true }
    }
    let outputs = function.outputs.filter {
      $0.kind != .matrix && file.outputs?.contains($0.name) != false
    }
    let question = RowQuestion(
      function, outputs: outputs, variant: variant, classCount: values.classCount)
    return (question, values)
  }
}
