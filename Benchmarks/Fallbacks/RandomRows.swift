import LogitExact
import LogitLosses

/// Ordinary rows by a seed: logits of a network that is being trained, probabilities of their
/// softmax, one-hot labels, 10 classes.
enum RandomRows {
  static let count = 2_000

  static func rows(of name: String, in format: Format) -> [Fallbacks.Row] {
    guard let function = RowFunction.named(name) else { return [] }
    var random = SplitMix64(seed: 2_024)
    let classes = function.rows == .elements ? 1 : 10
    let question = RowQuestion(
      function, outputs: function.outputs.filter { $0.kind != .matrix }, classCount: classes)
    return (0..<count).map { _ in
      var row = RowValues(classCount: classes)
      let logits = (0..<classes).map { _ in random.normal() * 3 }
      let shares = shares(of: logits, function)
      let label = Int(random.next() % UInt64(classes))
      for k in 0..<classes {
        row[.main, k] = format.rounded(value(of: function, logits[k], shares[k]))
        row[.labels, k] = k == label && (classes > 1 || random.next() % 2 == 0) ? 1 : 0
        row[.posWeight, k] = 2
        row[.classWeight, k] = 1
        row[.upstream, k] = format.rounded(random.normal())
      }
      row[.rowUpstream] = format.rounded(random.normal())
      row[Rule.lo] = format.rounded(1e-7)
      row[Rule.hi] = format.rounded(1 - format.rounded(1e-7))
      if function.labels == .index { row.setLabel(label) }
      return (question, row)
    }
  }

  private static func shares(of logits: [Double], _ function: RowFunction) -> [Double] {
    let values = RowValues.filled(logits)
    let isRow = function.rows == .classes
    guard let activation = RowFunction.named(isRow ? "softmax" : "sigmoid") else { return logits }
    let question = RowQuestion(
      activation, outputs: activation.outputs.filter { $0.name == "value" },
      classCount: logits.count)
    var programs = RowPrograms()
    return (try? programs.roundings(question, of: values, to: .float32).values) ?? logits
  }

  /// What the function is given.
  private static func value(of function: RowFunction, _ logit: Double, _ share: Double) -> Double {
    switch function.input {
    case "logits", "x", "predictions": logit
    case "log_probabilities": -logit.magnitude
    default: share
    }
  }
}

extension RowValues {
  fileprivate static func filled(_ logits: [Double]) -> RowValues {
    var values = RowValues(classCount: logits.count)
    for (k, logit) in logits.enumerated() { values[.main, k] = logit }
    return values
  }
}

/// Vigna's generator.
private struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

  /// Nearly normal: the sum of twelve uniform numbers.
  mutating func normal() -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &self) }
  }
}
