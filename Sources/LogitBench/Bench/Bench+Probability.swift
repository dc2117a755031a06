import LogitLosses

extension Bench {
  /// The input that gives a class of the chosen row a probability, by the loss's own head and the other
  /// inputs as they are, to two decimals: where a hand drags it to, so plain doubles do.
  ///
  /// - Returns: nil where no input does, as for the only class of a softmax.
  package func input(of index: Int, giving probability: Double) -> Number? {
    guard probability > 0, probability < 1, logits[row].indices.contains(index) else { return nil }
    let temperature = temperature.value(in: dtype)
    let value: Double
    switch loss.head {
    case .given: value = probability
    case .sigmoid: value = QuickLogit.sigmoid(probability) * temperature
    case .softmax:
      let others = logits[row].indices.filter { $0 != index }.map {
        logits[row][$0].value(in: dtype) / temperature
      }
      guard let logit = QuickLogit.softmax(probability, beside: others) else { return nil }
      value = logit * temperature
    }
    return Self.rounded(value)
  }

  /// A number as a hand sets it: two decimals are as fine as any cell of a screen.
  package static func rounded(_ value: Double) -> Number? {
    guard value.magnitude < 1e15 else { return nil }
    // Without the sign of a zero.
    return Number((value * 100).rounded() / 100 + 0)
  }
}
