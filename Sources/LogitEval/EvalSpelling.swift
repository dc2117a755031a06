import LogitExact
import LogitText

/// What people call functions, fields and formats elsewhere, and what a request calls them.
enum EvalSpelling {
  // MARK: - Functions

  /// The names that a word from a framework may mean, the likeliest first; at most three.
  static func functions(meantBy word: String) -> [String] {
    guard word.utf8.count <= 80 else { return [] }
    let key = key(of: word)
    let keys = [key] + (otherKeys[key] ?? [])
    let found = EvalName.names.filter { keys.contains(self.key(of: $0)) }
    let family = family(of: word)
    let own = found.filter { self.family(of: $0) == family }
    let canonical = found.filter { !$0.contains(".") }
    if family != nil, !own.isEmpty { return Array(own.prefix(3)) }
    return Array((canonical + found.filter { !canonical.contains($0) }).prefix(3))
  }

  /// `CrossEntropyLoss` and `F.cross_entropy` are both `crossentropy`.
  private static func key(of name: String) -> String {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    let plain = last.lowercased().filter { $0 != "_" }
    return plain.hasSuffix("loss") && plain != "loss" ? String(plain.dropLast(4)) : plain
  }

  private static func family(of name: String) -> String? {
    let parts = name.split(separator: ".").dropLast().map { $0.lowercased() }
    if parts.contains("keras") { return "keras" }
    return switch parts.first {
    case "f"?, "nn"?, "torch"?: "torch"
    case let first?: first
    case nil: nil
    }
  }

  /// What has another name altogether.
  private static let otherKeys: [String: [String]] = [
    "bce": ["bce", "binarycrossentropy"], "bcewithlogits": ["binarycrossentropywithlogits"],
    "ce": ["softmaxcrossentropy", "sparsesoftmaxcrossentropy", "crossentropy"],
    "crossentropy": ["softmaxcrossentropy", "sparsesoftmaxcrossentropy"],
    "sparsecrossentropy": ["sparsesoftmaxcrossentropy", "sparsecategoricalcrossentropy"],
    "log": ["binarycrossentropy", "categoricalcrossentropy"],
    "mse": ["halfsquarederror"], "meansquarederror": ["halfsquarederror"],
    "l2": ["halfsquarederror"], "squarederror": ["halfsquarederror"],
    "expit": ["sigmoid"], "logistic": ["sigmoid"], "logexpit": ["logsigmoid"],
    "lse": ["logsumexp"], "reducelogsumexp": ["logsumexp"], "logaddexp": ["softplus"],
    "sigmoidbce": ["sigmoidcrossentropy"], "sigmoidbinarycrossentropy": ["sigmoidcrossentropy"],
    "negativeloglikelihood": ["nll"],
  ]

  // MARK: - Fields

  /// The field that a framework's argument is here; nil where there is none among `known`.
  static func field(meantBy word: String, input: String, among known: [String]) -> String? {
    let word = word.lowercased()
    if inputs.contains(word), known.contains(input) { return input }
    return fields[word]?.first { known.contains($0) }
  }

  private static let inputs: Set<String> = [
    "input", "inputs", "output", "y_pred", "pred", "preds", "prediction", "predictions",
    "logit", "logits", "x", "z", "a", "p", "probs", "prob", "probabilities", "log_probs",
    "log_probabilities",
  ]

  private static let fields: [String: [String]] = [
    "target": ["labels"], "targets": ["labels"], "y_true": ["labels"], "y": ["labels"],
    "label": ["labels"], "true": ["labels"],
    "weight": ["class_weight", "sample_weight"], "weights": ["sample_weight", "class_weight"],
    "ignore_class": ["ignore_index"], "eps": ["epsilon"], "smoothing": ["label_smoothing"],
    "dim": ["axis"], "axes": ["axis"], "reduce": ["reduction"], "size_average": ["reduction"],
    "name": ["function"], "grad_output": ["upstream"], "posweight": ["pos_weight"],
  ]
}

extension EvalRefusal {
  /// A function that there is none of, and the one that may be meant.
  static func unknownFunction(_ word: String) -> EvalRefusal {
    let meant = EvalSpelling.functions(meantBy: word)
    guard !meant.isEmpty else {
      return .unknown(.unknownFunction, word, "function", among: EvalName.names, at: "function")
    }
    return EvalRefusal(
      .unknownFunction, "'\(word.shortened)' is no function; did you mean \(meant.asChoice)?",
      at: "function")
  }

  static func unknownDtype(_ word: String) -> EvalRefusal {
    let names = EvalFields.formats.map(\.name)
    guard let meant = Format(meantBy: word), EvalFields.formats.contains(meant) else {
      return .unknown(.unknownDtype, word, "dtype", among: names, at: "dtype")
    }
    return EvalRefusal(
      .unknownDtype, "'\(word.shortened)' is no dtype; did you mean '\(meant.name)'?", at: "dtype")
  }

  /// A field that a function does not take, and the one that may be meant.
  static func unknownField(
    _ field: String, of name: EvalName, input: String, among known: [String]
  ) -> EvalRefusal {
    let noun = "field of \(name.name)"
    let path = field.shortened
    if name.fromLogits != nil, field == "logits" || field == "probabilities" {
      let advice =
        field == "logits"
        ? "add \"from_logits\": true" : "leave 'from_logits' out for probabilities"
      return EvalRefusal(
        .unknownField, "'\(field)' is no \(noun) that takes \(input); \(advice)", at: path)
    }
    guard let meant = EvalSpelling.field(meantBy: field, input: input, among: known) else {
      return .unknown(.unknownField, field, noun, among: known, at: path)
    }
    return EvalRefusal(
      .unknownField, "'\(path)' is no \(noun); did you mean '\(meant)'?", at: path)
  }
}

extension [String] {
  /// `'a'`, `'a' or 'b'`, `'a', 'b' or 'c'`.
  fileprivate var asChoice: String {
    let quoted = map { "'\($0)'" }
    guard let last = quoted.last, count > 1 else { return quoted.listed }
    return "\(Array(quoted.dropLast()).listed) or \(last)"
  }
}
