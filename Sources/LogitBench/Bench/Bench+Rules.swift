import LogitExact
import LogitLosses

/// What the loss of a bench is by the rules of its framework.
extension Bench {
  /// The loss by the rules of the framework, as `logitlab eval` would be asked for it.
  package var form: Loss {
    switch (framework, loss) {
    case (.keras, _), (.tensorFlow, .binaryCrossEntropy): loss.meanOfRow ?? loss
    case (.torch, .binaryCrossEntropy): .clampedBinaryCrossEntropy
    case (.none, _), (.tensorFlow, _), (.torch, _), (.optax, _): loss
    }
  }

  var function: RowFunction { form.function }

  // The rules that more than the loss knows of.
  package var posWeight: [Number] { self[.posWeight] }
  package var classWeight: [Number] { self[.classWeight] }
  package var sampleWeight: [Number] { self[.sampleWeight] }
  package var labelSmoothing: Number { self[.labelSmoothing].first ?? .zero }
  package var temperature: Number { self[.temperature].first ?? .one }
  package var ignoreIndex: Int? { self[.ignoreIndex].first.flatMap { Int($0.text) } }

  /// Whether a rule that was given changes the loss.
  package func counts(_ rule: Rule) -> Bool {
    rule == .labelSmoothing ? isSmoothed : !self[rule].isEmpty && function.takes(rule)
  }

  /// What the labels are to the function's formulas.
  var variant: RowFunction.Variant {
    RowFunction.Variant(
      isSmoothed: isSmoothed, isWeighted: isWeighted, isTempered: isTempered)
  }

  /// Whether labels are smoothed: by a loss that knows it.
  package var isSmoothed: Bool {
    labelSmoothing.value(in: dtype) != 0 && function.takes(.labelSmoothing)
  }

  /// Whether classes are weighted: by a loss that knows it.
  package var isWeighted: Bool { !classWeight.isEmpty && function.takes(.classWeight) }

  /// Whether logits are divided by something: probabilities are not.
  package var isTempered: Bool { temperature.value(in: dtype) != 1 && loss.head != .given }

  /// Whether probabilities are clipped.
  package var isClipped: Bool {
    function.takes(.epsilon) && (framework == .keras || framework == .tensorFlow)
  }

  /// What probabilities are clipped to, in the numbers of the format.
  package var clip: (lo: Double, hi: Double) {
    // No number lies outside these.
    let far = Double.greatestFiniteMagnitude
    guard isClipped else { return (-far, far) }
    let epsilon = dtype.rounded(1e-7)
    return (epsilon, dtype.rounded(1 - epsilon))
  }

  /// The labels of a row as they are smoothed.
  package func smoothedLabels(ofRow row: Int) -> [Double] {
    let labels = labelNumbers(ofRow: row)
    guard isSmoothed else { return labels }
    let alpha = labelSmoothing.value(in: dtype)
    // The label of a class by itself is spread over true and false.
    let count = Double(loss.isElementwise ? 2 : classes)
    return labels.map { (1 - alpha) * $0 + alpha / count }
  }

  /// What the labels of a row come to: smoothed, and times the weights of their classes.
  package func targets(ofRow row: Int) -> [Double] {
    let targets = smoothedLabels(ofRow: row)
    guard isWeighted else { return targets }
    return zip(targets, classWeight).map { $0 == 0 ? 0 : $0 * $1.value(in: dtype) }
  }

  /// The logits of a row over the temperature.
  package func temperedLogits(ofRow row: Int) -> [Double] {
    let logits = logits[row].map { $0.value(in: dtype) }
    guard isTempered else { return logits }
    return logits.map { $0 / temperature.value(in: dtype) }
  }

  /// What the losses of a row are multiplied by.
  package func weight(ofRow row: Int) -> Number {
    sampleWeight.isEmpty ? Number.one : sampleWeight[row]
  }

  /// Which rows count for nothing, one answer a row; nil for none.
  var ignoredRows: [Bool]? {
    guard let ignoreIndex, case .indices(let indices) = labels else { return nil }
    return indices.map { $0 == ignoreIndex }
  }

  /// The rows that count.
  var keptRows: [Int] {
    guard let ignored = ignoredRows else { return Array(logits.indices) }
    return logits.indices.filter { !ignored[$0] }
  }

  /// Whether a row counts for nothing.
  package func isIgnored(_ row: Int) -> Bool {
    guard let ignoreIndex, case .indices(let indices) = labels else { return false }
    return indices[row] == ignoreIndex
  }

  /// What the word for the reduction means under the framework.
  package var ruledReduction: Reduction {
    guard reduction == .mean, loss.takesIndices else { return reduction }
    switch framework {
    case .torch: return .weightedMean
    // `ignore_class` leaves its rows out of the batch.
    case .keras: return ignoreIndex == nil ? .mean : .meanKept
    case .none, .tensorFlow, .optax: return .mean
    }
  }
}
