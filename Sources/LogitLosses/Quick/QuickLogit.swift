import Glibc

/// The logits that give a probability, in plain doubles: where a hand drags a bar to.
package enum QuickLogit {
  /// That of a sigmoid.
  package static func sigmoid(_ probability: Double) -> Double {
    log(probability / (1 - probability))
  }

  /// That of one class of a softmax beside the logits of the others.
  ///
  /// - Returns: nil where none does: no other has a share, or one of them all.
  package static func softmax(_ probability: Double, beside others: [Double]) -> Double? {
    let sum = QuickRow(others).logSumExp
    return sum.isFinite ? sigmoid(probability) + sum : nil
  }
}
