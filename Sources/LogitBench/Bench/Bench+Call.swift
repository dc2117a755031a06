import LogitLosses
import LogitText

/// The loss of a bench in the words of its framework.
extension Bench {
  /// What a person would write: function and arguments; nil where the framework has no such loss.
  ///
  /// What it has no argument for follows as words.
  package var call: String? {
    guard let name = callName else { return nil }
    var rest = ActiveRules(self)
    let call: String
    switch framework {
    case .none: return nil
    case .tensorFlow:
      let arguments = loss.head == .given ? kerasArguments(&rest) : tensorFlowArguments
      call = wrapped("\(name)(\(arguments.joined(separator: ", ")))", "tf", &rest)
    case .keras:
      let arguments = kerasArguments(&rest).joined(separator: ", ")
      let weight = rest.take(.sampleWeight) ? ", sample_weight=\(listed(sampleWeight))" : ""
      call = "\(name)(\(arguments))(labels, \(input)\(weight))"
    case .torch: call = "\(name)(\(torchArguments(&rest).joined(separator: ", ")))"
    case .optax: call = wrapped("\(name)(\(input), labels)", "jnp", &rest)
    }
    return call + rest.words
  }

  /// The function alone, for a narrow place.
  package var callName: String? {
    switch (framework, loss) {
    case (.none, _): nil
    case (.tensorFlow, .softmaxCrossEntropy): "tf.nn.softmax_cross_entropy_with_logits"
    case (.tensorFlow, .sparseSoftmaxCrossEntropy):
      "tf.nn.sparse_softmax_cross_entropy_with_logits"
    case (.tensorFlow, .sigmoidCrossEntropy): "tf.nn.sigmoid_cross_entropy_with_logits"
    case (.tensorFlow, .weightedCrossEntropy): "tf.nn.weighted_cross_entropy_with_logits"
    case (.tensorFlow, .binaryCrossEntropy): "tf.keras.losses.binary_crossentropy"
    case (.tensorFlow, .categoricalCrossEntropy): "tf.keras.losses.categorical_crossentropy"
    case (.tensorFlow, .sparseCategoricalCrossEntropy):
      "tf.keras.losses.sparse_categorical_crossentropy"
    case (.keras, .sigmoidCrossEntropy), (.keras, .binaryCrossEntropy):
      "keras.losses.BinaryCrossentropy"
    case (.keras, .softmaxCrossEntropy), (.keras, .categoricalCrossEntropy):
      "keras.losses.CategoricalCrossentropy"
    case (.keras, .sparseSoftmaxCrossEntropy), (.keras, .sparseCategoricalCrossEntropy):
      "keras.losses.SparseCategoricalCrossentropy"
    case (.torch, .softmaxCrossEntropy), (.torch, .sparseSoftmaxCrossEntropy): "F.cross_entropy"
    case (.torch, .sigmoidCrossEntropy), (.torch, .weightedCrossEntropy):
      "F.binary_cross_entropy_with_logits"
    case (.torch, .binaryCrossEntropy): "F.binary_cross_entropy"
    case (.optax, .softmaxCrossEntropy): "optax.softmax_cross_entropy"
    case (.optax, .sparseSoftmaxCrossEntropy): "optax.softmax_cross_entropy_with_integer_labels"
    case (.optax, .sigmoidCrossEntropy): "optax.sigmoid_binary_cross_entropy"
    case (.tensorFlow, _), (.keras, _), (.torch, _), (.optax, _): nil
    }
  }

  private var input: String {
    let plain = loss.head == .given ? "p" : "logits"
    return isTempered ? "\(plain) / \(temperature)" : plain
  }

  /// What its own functions leave unreduced.
  private func wrapped(_ call: String, _ library: String, _ rest: inout ActiveRules) -> String {
    let reduce = library == "tf" ? "tf.reduce_" : "jnp."
    switch reduction {
    case .none: _ = rest.take(.reduction)
    case .sum:
      _ = rest.take(.reduction)
      return "\(reduce)sum(\(call))"
    case .mean:
      _ = rest.take(.reduction)
      return "\(reduce)mean(\(call))"
    case .meanKept, .meanNonzero, .weightedMean: break
    }
    return call
  }

  private var tensorFlowArguments: [String] {
    let labels = stopsGradient && !loss.takesIndices ? "tf.stop_gradient(labels)" : "labels"
    var arguments = ["labels=\(labels)", "logits=\(input)"]
    if loss.takes(.posWeight) { arguments.append("pos_weight=\(tensor(posWeight, "tf.constant"))") }
    return arguments
  }

  /// Of a Keras class, or of TensorFlow's function of the same name, which takes no reduction.
  private func kerasArguments(_ rest: inout ActiveRules) -> [String] {
    var arguments = framework == .keras ? [] : ["labels", input]
    if loss.head != .given { arguments.append("from_logits=True") }
    if !loss.takesIndices, rest.take(.smoothing) {
      arguments.append("label_smoothing=\(labelSmoothing)")
    }
    if let ignoreIndex, rest.take(.ignoreIndex) { arguments.append("ignore_class=\(ignoreIndex)") }
    guard framework == .keras else { return arguments }
    switch reduction {
    case .none: arguments.append("reduction=None")
    case .sum: arguments.append("reduction='sum'")
    case .mean: break
    case .meanKept, .meanNonzero, .weightedMean: return arguments
    }
    _ = rest.take(.reduction)
    return arguments
  }

  private func torchArguments(_ rest: inout ActiveRules) -> [String] {
    var arguments = [input, "labels"]
    let isOfClasses = loss.head == .softmax
    if isOfClasses, rest.take(.classWeight) {
      arguments.append("weight=\(tensor(classWeight, "torch.tensor", isVector: true))")
    }
    if loss.takes(.posWeight) {
      arguments.append("pos_weight=\(tensor(posWeight, "torch.tensor"))")
    }
    if let ignoreIndex, rest.take(.ignoreIndex), ignoreIndex != -100 {
      arguments.append("ignore_index=\(ignoreIndex)")
    }
    if isOfClasses, rest.take(.smoothing) {
      arguments.append("label_smoothing=\(labelSmoothing)")
    }
    switch reduction {
    case .none, .sum: arguments.append("reduction='\(reduction.name)'")
    case .mean: break
    case .meanKept, .meanNonzero, .weightedMean: return arguments
    }
    _ = rest.take(.reduction)
    return arguments
  }

  /// A tensor of the dtype of the logits, as a program makes one of numbers.
  private func tensor(_ values: [Number], _ maker: String, isVector: Bool = false) -> String {
    let isList = isVector || values.count > 1
    let numbers = isList ? listed(values) : values[0].spelledAsFloat
    let library = maker.prefix { $0 != "." }
    let type = dtype == .float32 ? "" : ", dtype=\(library).\(dtype.name)"
    return "\(maker)(\(numbers)\(type))"
  }

  private func listed(_ values: [Number]) -> String { values.listedAsFloats }
}

/// What is set and must be said, by an argument or in words.
private struct ActiveRules {
  enum Rule: String {
    case classWeight = "class_weight"
    case sampleWeight = "sample_weight"
    case smoothing = "label_smoothing"
    case ignoreIndex = "ignore_index"
    case reduction
  }

  private var left: [Rule]
  private let bench: Bench

  init(_ bench: Bench) {
    left = []
    if bench.isWeighted { left.append(.classWeight) }
    if !bench.sampleWeight.isEmpty { left.append(.sampleWeight) }
    if bench.isSmoothed { left.append(.smoothing) }
    if bench.ignoreIndex != nil, bench.loss.takesIndices { left.append(.ignoreIndex) }
    left.append(.reduction)
    self.bench = bench
  }

  /// Whether it is set; an argument says it then.
  mutating func take(_ rule: Rule) -> Bool {
    guard let place = left.firstIndex(of: rule) else { return false }
    left.remove(at: place)
    return true
  }

  var words: String {
    let words = left.map { rule in
      switch rule {
      case .reduction: bench.reduction.name
      case .classWeight: "\(rule.rawValue) \(bench.classWeight.listedAsFloats)"
      case .sampleWeight: "\(rule.rawValue) \(bench.sampleWeight.listedAsFloats)"
      case .smoothing: "\(rule.rawValue) \(bench.labelSmoothing)"
      case .ignoreIndex: "\(rule.rawValue) \(bench.ignoreIndex ?? 0)"
      }
    }
    return words.isEmpty ? "" : " with \(words.joined(separator: ", "))"
  }
}

extension Number {
  /// As Python reads it as a float, which a weight must be.
  fileprivate var spelledAsFloat: String {
    if isNaN || !isFinite { return "float('\(text)')" }
    return text.contains { ".e".contains($0) } ? text : text + ".0"
  }
}

extension [Number] {
  fileprivate var listedAsFloats: String {
    "[\(map(\.spelledAsFloat).joined(separator: ", "))]"
  }
}
