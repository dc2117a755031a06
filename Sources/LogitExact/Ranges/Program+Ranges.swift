/// What the results of a program can be over a box.
package struct ProgramRanges: Sendable {
  /// One for each result; nil where it is NaN or may be anything.
  package let results: [ClosedRange<Double>?]
  /// Whether derivatives say how the results move: every comparison has one answer all over the box, so
  /// that nothing jumps, and `stop_gradient` keeps nothing from them.
  package let followsSlopes: Bool
}

extension Program {
  /// What the results can be where the elements of one input may be anywhere in ranges of their own.
  ///
  /// - Shape: `box` has one range an element, nil where it keeps its number.
  /// - Accuracy: every value that the formula has in the box lies in its range. A range is attained where
  ///   each element is in the formula once, or only in a softmax of the row; else it may be wider.
  /// - Precondition: no number of the box decided a step, as for an `argmax`.
  package func ranges(of name: String, in box: [ClosedRange<Double>?]) -> ProgramRanges {
    let steps = enclosures { index in
      guard let own = names[index], own.name == name, let ends = box[own.index ?? 0] else {
        return Interval(quantities[index])
      }
      return Interval(ends)
    }
    let isHidden = zip(operations, steps).contains { operation, step in
      switch operation {
      case .binary(let sign, _, _): sign.isComparison && step.whole == nil
      case .choose(let condition, _, _): !steps[condition].isNaN && steps[condition].sign == nil
      case .apply(.stopGradient, _): true
      default: false
      }
    }
    return ProgramRanges(results: results.map { steps[$0].ends }, followsSlopes: !isHidden)
  }
}

/// The logarithm of the odds against each class of a row, `ln Σ e^z_j, j ≠ k, − z_k`, where each logit
/// may be anywhere in a range: what −ln p and p of a softmax follow from.
///
/// - Shape: one for each class.
/// - Accuracy: attained in two corners of the box.
/// - Special values: nil for all where a logit has no range, or the row no softmax.
package func softmaxLogOdds(_ box: [ClosedRange<Double>?]) -> [ClosedRange<Double>?] {
  let row = IntervalRow(box.map { $0.map(Interval.init) ?? .unknown })
  return box.indices.map { row.logOdds(against: $0).ends }
}
