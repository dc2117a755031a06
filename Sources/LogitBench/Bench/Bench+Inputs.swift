import LogitExact
import LogitLosses

extension Bench {
  /// The chosen row as the inputs of a formula about one class: exactly the numbers that the format
  /// of the bench holds. Where they are probabilities, `p` is what is given.
  package func inputs(ofClass index: Int) -> Inputs {
    func quantity(_ number: Number) -> Quantity { Quantity(number.value(in: dtype)) }
    let row = logits[self.row].map(quantity)
    let labels = labelValues(ofRow: self.row).map(quantity)
    let takesWeight = loss.takes(.posWeight)
    let weights = (0..<classes).map { takesWeight ? quantity(posWeight(of: $0)) : Quantity(1) }
    var inputs = Inputs([
      "z": .scalar(row[index]), "y": .scalar(labels[index]), "q": .scalar(weights[index]),
      "k": .scalar(Quantity(Double(index))), "K": .scalar(Quantity(Double(classes))),
      "label": .scalar(Quantity(Double(notableClass))), "logits": .vector(row),
      "labels": .vector(labels), "pos_weight": .vector(weights),
    ])
    if loss.head == .given {
      inputs.values["p"] = loss.isElementwise ? .scalar(row[index]) : .vector(row)
    }
    for rule in [Rule.gamma] + loss.parameters {
      if let number = self[rule].first { inputs.values[rule.name] = .scalar(quantity(number)) }
    }
    return inputs
  }
}
