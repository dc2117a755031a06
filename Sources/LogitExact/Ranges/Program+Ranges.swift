extension Program {
  /// What the results can be where the elements of one input may be anywhere in ranges of their own.
  ///
  /// - Shape: one for each result; `box` has one range an element, nil where it keeps its number.
  /// - Accuracy: every value that the formula has in the box lies in its range. A range is attained where
  ///   each element is in the formula once, or only in a softmax of the row; else it may be wider.
  /// - Special values: nil where a result is NaN or may be anything.
  package func ranges(of name: String, in box: [ClosedRange<Double>?]) -> [ClosedRange<Double>?] {
    let steps = enclosures { index in
      guard let own = names[index], own.name == name, let ends = box[own.index ?? 0] else {
        return Interval(quantities[index])
      }
      return Interval(ends)
    }
    return results.map { steps[$0].ends }
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
