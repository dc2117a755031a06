import LogitText

/// What a scenario says of the loss besides logits and labels.
extension ScenarioReader {
  func readRules(into bench: inout Bench) throws(ScenarioError) {
    bench.classWeight = try weights("class_weight", bench.classes, "one a class")
    bench.sampleWeight = try weights("sample_weight", bench.rows, "one a row")
    if let value = values["label_smoothing"] {
      let smoothing = try number(value, at: "label_smoothing")
      let share = smoothing.value(in: .float64)
      guard share >= 0, share <= 1 else {
        throw ScenarioError(
          .outOfRange(smoothing.text, wants: "0 to 1"), at: .path("label_smoothing"))
      }
      bench.labelSmoothing = smoothing
    }
    if let value = values["temperature"] {
      let temperature = try number(value, at: "temperature")
      guard temperature.isFinite, temperature.value(in: .float64) > 0 else {
        throw ScenarioError(
          .outOfRange(temperature.text, wants: "above 0 and finite"), at: .path("temperature"))
      }
      bench.temperature = temperature
    }
    if let value = values["stop_gradient"] {
      guard case .truth(let isOn) = value else {
        throw wrong(value, wants: "true or false", at: "stop_gradient")
      }
      bench.stopsGradient = isOn
    }
  }

  private func weights(
    _ name: String, _ count: Int, _ what: String
  ) throws(ScenarioError) -> [Number] {
    guard let value = values[name] else { return [] }
    let list = try list(value, of: "numbers, \(what)", at: name)
    guard list.count == count else {
      throw ScenarioError(
        .counts(has: counted(list.count, "value"), wants: "\(what), \(count)"), at: .path(name))
    }
    var weights: [Number] = []
    for (index, value) in list.enumerated() {
      let weight = try number(value, at: "\(name)[\(index)]")
      guard !weight.isNaN else {
        throw ScenarioError(.outOfRange("nan", wants: "a number"), at: .path("\(name)[\(index)]"))
      }
      weights.append(weight)
    }
    return weights
  }

  func whole(_ value: JSONValue, at path: String) throws(ScenarioError) -> Int {
    guard case .number(let text) = value, let whole = Int(text) else {
      throw wrong(value, wants: "a whole number", at: path)
    }
    return whole
  }
}
