import LogitText
import TestSupport
import Testing

/// The cases of a file of `Tests/Vectors/recipes`, each as a request of its recipe.
struct RecipeVectors {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let function: String
    /// The fields of the request after its function and dtype.
    let fields: String
    /// What the answer is divided by: a power of two.
    let divisor: Double
    /// By dtype, as texts; no gradient at a kink.
    let losses: [String: String]
    let gradients: [String: [String]]

    var testDescription: String { "\(function): \(name)" }
  }

  let cases: [Case]

  init(_ file: String) throws {
    let document = try JSONReader.read(Vectors.bytes("recipes/\(file).json"))
    cases = (document["cases"]?.items ?? []).compactMap { Self.read($0, of: file) }
  }

  private static func read(_ value: JSONValue, of file: String) -> Case? {
    var parameters = Dictionary(
      uniqueKeysWithValues: (value["parameters"]?.fields ?? []).map { ($0.name, $0.value) })
    var function = file
    var divisor = 1.0
    var logits = value["logits"]?.items ?? []
    var labels = value["labels"]?.items
    let label = value["label"]?.items?.first
    // Batches have a test of their own.
    guard value["rows"] == nil else { return nil }
    switch file {
    case "focal_binary":
      function = "sigmoid_focal"
      if parameters["alpha"] == nil {
        parameters["alpha"] = .number("0.5")
        divisor = 0.5
      }
    case "focal_categorical": function = "categorical_focal"
    case "generalized_ce": parameters["r"] = parameters.removeValue(forKey: "q")
    case "infonce": function = "info_nce"
    case "crammer_singer": function = "multiclass_hinge"
    case "multi_margin": parameters["exponent"] = parameters.removeValue(forKey: "p")
    case "logit_adjustment": parameters["pos_weight"] = parameters.removeValue(forKey: "prior")
    case "brier":
      guard parameters.removeValue(forKey: "convention") == .text("sum") else { return nil }
    case "dpo":
      guard parameters.removeValue(forKey: "label_smoothing") == .number("0") else { return nil }
      (logits, labels) = (Array(logits[..<2]), Array(logits[2...]))
    case "kl", "distillation":
      guard (parameters.removeValue(forKey: "alpha") ?? .number("1")) == .number("1") else {
        return nil
      }
      let isReverse = parameters.removeValue(forKey: "direction") == .text("reverse")
      let squares = parameters.removeValue(forKey: "times_T2") == .truth(true)
      if let teacher = value["teacher"]?.items {
        function = isReverse ? "reverse_distill" : "distill"
        labels = teacher
        let t = Double(parameters["T"]?.spelled ?? "") ?? .nan
        if !squares { divisor = t * t }
      } else {
        function = isReverse ? "reverse_kl" : "kl"
        parameters["T"] = nil
      }
    default: break
    }
    var fields = ["\"logits\": [\(logits.map(\.json).joined(separator: ", "))]"]
    let takesValues = ["categorical_focal", "brier", "categorical_hinge", "poly1"].contains(
      function)
    let takesIndex = ["z_loss", "soft_cap", "logit_adjustment", "generalized_ce", "info_nce"]
    if labels != nil, takesIndex.contains(function) { return nil }
    if let labels {
      fields.append("\"labels\": [\(labels.map(\.json).joined(separator: ", "))]")
    } else if let label {
      let index = Int(label.spelled) ?? 0
      let oneHot = logits.indices.map { $0 == index ? "1" : "0" }.joined(separator: ", ")
      fields.append("\"labels\": \(takesValues ? "[\(oneHot)]" : "\(index)")")
    }
    fields += parameters.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value.json)" }
    var losses: [String: String] = [:]
    var gradients: [String: [String]] = [:]
    for dtype in ["float64", "float32"] {
      losses[dtype] = value[dtype]?["loss"]?.spelled
      let all = value[dtype]?["gradient"]?.items
      gradients[dtype] = all.map { $0.prefix(logits.count).map(\.spelled) }
    }
    return Case(
      name: value["case"]?.spelled ?? "", function: function,
      fields: fields.joined(separator: ", "), divisor: divisor, losses: losses,
      gradients: gradients)
  }
}

extension JSONValue {
  subscript(name: String) -> JSONValue? { fields?.first { $0.name == name }?.value }

  var fields: [Field]? { if case .object(let fields) = self { fields } else { nil } }
  var items: [JSONValue]? { if case .list(let items) = self { items } else { nil } }

  var spelled: String {
    switch self {
    case .number(let text), .text(let text): text
    case .null, .truth, .list, .object: ""
    }
  }

  var json: String {
    switch self {
    case .text(let text): text.replacing("inf", with: "Infinity")
    case .list(let items): "[\(items.map(\.json).joined(separator: ", "))]"
    default: spelled
    }
  }
}
