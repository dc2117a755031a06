import LogitExact

extension Bench {
  /// Moves the logits of the chosen row down the gradient of its own loss: `z − rate · dloss/dz`,
  /// rounded once to the format.
  ///
  /// - Throws: `CommandError` where the rate or a derivative is not finite, or there are no logits.
  mutating func descend(at rate: Number) throws(CommandError) {
    guard loss.head != .given else {
      throw CommandError("a step moves logits, and the inputs of this loss are probabilities")
    }
    let step = rate.value(in: dtype)
    guard rate.isFinite else { throw CommandError(.rateIsNotFinite(rate.text)) }
    guard step.isFinite else {
      throw CommandError(
        "a rate of \(rate.text) is \(dtype.name)'s inf: its largest number is"
          + " \(dtype.greatestFinite.significant(2))")
    }
    let gradient = Evaluation(asKnown).chosen.gradient
    guard gradient.allSatisfy(\.value.isFinite) else {
      throw CommandError("row \(row) has no step to take: its gradient is not finite")
    }
    for (index, slope) in gradient.enumerated() {
      // A masked class has no gradient and stays masked.
      let moved = dtype.rounded(logits[row][index].value(in: dtype) - step * slope.value)
      logits[row][index] = Number(dtype.shortest(moved)) ?? logits[row][index]
    }
  }
}
