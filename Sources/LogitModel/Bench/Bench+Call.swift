/// The loss of a bench in the words of its framework.
extension Bench {
  /// What a person would write: function and arguments; nil where the framework has no such loss.
  package var call: String? {
    guard let name = callName else { return nil }
    switch framework {
    case .none: return nil
    case .tensorFlow:
      return wrapped("\(name)(\(tensorFlowArguments.joined(separator: ", ")))", "tf")
    case .keras:
      return "\(name)(\(kerasArguments.joined(separator: ", ")))(labels, \(input))"
    case .torch: return "\(name)(\(torchArguments.joined(separator: ", ")))"
    case .optax: return wrapped("\(name)(\(input), labels)", "jnp")
    }
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
  private func wrapped(_ call: String, _ library: String) -> String {
    let mean = library == "tf" ? "tf.reduce_mean" : "jnp.mean"
    let sum = library == "tf" ? "tf.reduce_sum" : "jnp.sum"
    switch reduction {
    case .none: return call
    case .sum: return "\(sum)(\(call))"
    case .mean: return "\(mean)(\(call))"
    case .meanKept, .meanNonzero, .weightedMean: return "\(reduction.name) of \(call)"
    }
  }

  private var tensorFlowArguments: [String] {
    guard loss.head != .given else { return kerasArguments }
    let labels = stopsGradient && !loss.takesIndices ? "tf.stop_gradient(labels)" : "labels"
    var arguments = ["labels=\(labels)", "logits=\(input)"]
    if loss.takesPosWeight { arguments.append("pos_weight=\(spelled(posWeight))") }
    return arguments
  }

  private var kerasArguments: [String] {
    var arguments: [String] = []
    if loss.head != .given { arguments.append("from_logits=True") }
    if isSmoothed { arguments.append("label_smoothing=\(labelSmoothing)") }
    if let ignoreIndex, loss.takesIndices { arguments.append("ignore_class=\(ignoreIndex)") }
    if reduction != .mean { arguments.append("reduction=\(kerasReduction)") }
    return framework == .keras ? arguments : ["labels", input] + arguments
  }

  private var kerasReduction: String {
    switch reduction {
    case .none: "None"
    case .sum: "'sum'"
    case .mean: "'sum_over_batch_size'"
    case .meanKept, .meanNonzero, .weightedMean: "'mean'"
    }
  }

  private var torchArguments: [String] {
    var arguments = [input, "labels"]
    if !classWeight.isEmpty, isWeighted { arguments.append("weight=\(spelled(classWeight))") }
    if loss.takesPosWeight { arguments.append("pos_weight=\(spelled(posWeight))") }
    if let ignoreIndex, loss.takesIndices, ignoreIndex != -100 {
      arguments.append("ignore_index=\(ignoreIndex)")
    }
    if isSmoothed { arguments.append("label_smoothing=\(labelSmoothing)") }
    if reduction != .mean { arguments.append("reduction='\(reduction.name)'") }
    return arguments
  }

  /// A tensor as a name where it is long.
  private func spelled(_ values: [Number]) -> String {
    values.count == 1
      ? values[0].text
      : values.count <= 4
        ? "[\(values.map(\.text).joined(separator: ", "))]" : "w"
  }
}
