import LogitBench
import LogitLosses

/// What the two heads can be asked of, and what of the bench they leave out.
extension Bench {
  /// - Throws: `CommandError` for a loss whose inputs are probabilities, which are behind a head
  ///   already.
  func checkLogits() throws(CommandError) {
    guard loss.head != .given else {
      throw CommandError(
        "the inputs of this loss are probabilities: 'loss \(loss.ofLogits.name)' takes logits")
    }
  }

  /// The rules of the chosen row that the heads are shown without, as `chosenRow` takes them away.
  var leftOut: [String] {
    Rule.ofBench.filter { rule in
      guard rules[rule] != nil, rule != .posWeight, rule != .temperature, rule != .ignoreIndex
      else {
        return false
      }
      if rule == .gamma, loss.own != nil { return false }
      return rule == .sampleWeight ? weight(ofRow: row).value(in: dtype) != 1 : counts(rule)
    }.map(\.name)
  }
}

extension Model {
  func checkLogits() throws(CommandError) { try bench.checkLogits() }

  /// `without class_weight and label_smoothing`, `cross entropies, not focal`; nil where nothing is
  /// left out.
  package var leftOut: String? {
    let names = bench.leftOut
    let other = bench.loss.own != nil ? "these are cross entropies, not \(bench.loss.name)" : nil
    guard let last = names.last else { return other }
    let others = names.dropLast().joined(separator: ", ")
    let without = "without " + (others.isEmpty ? last : "\(others) and \(last)")
    return [other, without].compactMap(\.self).joined(separator: ", ")
  }
}
