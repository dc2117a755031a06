import LogitExact
import LogitLosses

/// What changes the rules of the loss.
extension Bench {
  mutating func setClassWeight(_ values: [Number]) throws(CommandError) -> [String] {
    guard values.isEmpty || values.count == classes else {
      throw CommandError(.classWeights(values.count, classes: classes))
    }
    guard !values.contains(where: \.isNaN) else { throw CommandError(.weightIsNaN("class_weight")) }
    classWeight = values
    guard !values.isEmpty, !function.takes(.classWeight) else { return [] }
    return [
      "it counts only under \(Loss.softmaxCrossEntropy.name)"
        + " and \(Loss.sparseSoftmaxCrossEntropy.name)"
    ]
  }

  mutating func setSampleWeight(_ values: [Number]) throws(CommandError) -> [String] {
    guard values.isEmpty || values.count == rows else {
      throw CommandError(.sampleWeights(values.count, rows: rows))
    }
    guard !values.contains(where: \.isNaN) else {
      throw CommandError(.weightIsNaN("sample_weight"))
    }
    sampleWeight = values
    return []
  }

  mutating func setLabelSmoothing(_ value: Number) throws(CommandError) -> [String] {
    let share = value.value(in: .float64)
    guard share >= 0, share <= 1 else {
      throw CommandError(.smoothingOutOfRange(value.text))
    }
    labelSmoothing = value
    guard share != 0, !function.takes(.labelSmoothing) else { return [] }
    let owner = framework == .none ? "" : " of \(framework.title)"
    return ["\(loss.name)\(owner) knows no smoothing: nothing changes under it"]
  }

  mutating func setIgnoreIndex(_ index: Int?) throws(CommandError) -> [String] {
    if case .indices(let indices) = labels,
      let row = indices.firstIndex(where: { $0 != index && !(0..<classes).contains($0) })
    {
      throw CommandError(.labelWasIgnored(indices[row], row: row))
    }
    ignoreIndex = index
    guard let index, !loss.takesIndices else { return [] }
    return ["it counts only under a loss that takes indices: no label is \(index)"]
  }

  mutating func setTemperature(_ value: Number) throws(CommandError) -> [String] {
    guard value.isFinite, !value.isNegative, value.value(in: .float64) > 0 else {
      throw CommandError(.temperatureOutOfRange(value.text))
    }
    temperature = value
    return loss.head == .given ? ["it counts only where logits become probabilities"] : []
  }

  /// Takes over what the framework's functions do where nothing is said.
  mutating func setFramework(_ new: Framework) -> [String] {
    framework = new
    var notices: [String] = []
    switch new {
    case .none, .tensorFlow, .optax: break
    case .keras:
      if reduction != .mean { notices.append("its losses divide by the batch: reduction mean") }
      reduction = .mean
    case .torch:
      if reduction != .mean { notices.append("its losses divide: reduction mean") }
      reduction = .mean
      if ignoreIndex == nil, loss.takesIndices {
        ignoreIndex = -100
        notices.append("rows with label -100 are ignored")
      }
    }
    if new != .none, call == nil {
      notices.append("\(new.title) has no loss of this kind: \(loss.name) stays itself")
    }
    return notices
  }
}
