import LogitExact
import LogitLosses

/// A row as the inputs of its formulas, in one list: exactly the numbers that the format holds.
struct RowNumbers {
  /// Where an input lies in the list.
  struct Layout {
    let function: String
    let classes: Int

    init(_ bench: Bench) {
      function = bench.function.input
      classes = bench.classes
    }

    private var vectors: [String] { [function, "labels", "pos_weight", "class_weight"] }
    private static let scalars = RowNumbers.scalarRules.map(\.name) + ["classes"]

    func place(_ name: String, _ element: Int) -> Int? {
      if let vector = vectors.firstIndex(of: name) { return vector * classes + element }
      return Self.scalars.firstIndex(of: name).map { vectors.count * classes + $0 }
    }

    fileprivate func inputs(_ values: [Double]) -> Inputs {
      var inputs = Inputs()
      for (index, name) in vectors.enumerated() {
        let numbers = values[index * classes..<(index + 1) * classes]
        inputs.values[name] = .vector(numbers.map { Quantity($0) })
      }
      for (index, name) in Self.scalars.enumerated() {
        inputs.values[name] = .scalar(Quantity(values[vectors.count * classes + index]))
      }
      return inputs
    }
  }

  let values: [Double]

  /// What is one number a row.
  private static let scalarRules = Rule.all.filter { $0.shape == .one || $0.shape == .perRow }

  init(_ bench: Bench, row: Int) {
    func value(_ number: Number) -> Double { number.value(in: bench.dtype) }
    let classes = bench.classes
    var values: [Double] = []
    values.reserveCapacity(4 * classes + 6)
    for number in bench.logits[row] { values.append(value(number)) }
    switch bench.labels {
    case .indices(let indices): for k in 0..<classes { values.append(k == indices[row] ? 1 : 0) }
    case .dense(let rows): for number in rows[row] { values.append(value(number)) }
    }
    for k in 0..<classes {
      values.append(bench.loss.takes(.posWeight) ? value(bench.posWeight(of: k)) : 1)
    }
    for k in 0..<classes { values.append(bench.isWeighted ? value(bench.classWeight[k]) : 1) }
    let (lo, hi) = bench.clip
    for rule in Self.scalarRules {
      switch rule {
      case .lo: values.append(lo)
      case .hi: values.append(hi)
      case .sampleWeight: values.append(value(bench.weight(ofRow: row)))
      default: values.append(bench[rule].first.map(value) ?? 0)
      }
    }
    values.append(Double(classes))
    self.values = values
  }

  func inputs(_ layout: Layout) -> Inputs { layout.inputs(values) }
}
