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
      guard let own = self.name(ofQuantity: index), own.name == name, let ends = box[own.index ?? 0]
      else {
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

/// What a probability and its −ln can be where logits may be anywhere in ranges of their own.
///
/// - Accuracy: no value lies outside; the ends are attained but for rounding. A probability rises with its
///   own logit and falls with the others of its row, so both ends lie in corners of the box.
/// - Special values: nil where a logit has no range, and where a row has no softmax.
package struct ProbabilityRange: Equatable, Sendable {
  package let probability: ClosedRange<Double>?
  package let negLog: ClosedRange<Double>?

  private init(_ probability: Interval, negLog: Interval) {
    (self.probability, self.negLog) = (probability.ends, negLog.ends)
  }

  /// Of each class of a softmax, the logits over a temperature.
  package static func ofSoftmax(_ box: [ClosedRange<Double>?], over temperature: Double) -> [Self] {
    let row = IntervalRow(box.map { logit($0, over: temperature) })
    return box.indices.map { Self(row.softmax($0), negLog: -row.logSoftmax($0)) }
  }

  /// Of a sigmoid of one logit.
  package static func ofSigmoid(_ ends: ClosedRange<Double>?, over temperature: Double) -> Self {
    let logit = logit(ends, over: temperature)
    return Self(.sigmoid(logit), negLog: .softplus(-logit))
  }

  /// Of what is a probability itself.
  package static func given(_ ends: ClosedRange<Double>?) -> Self {
    let own = ends.map(Interval.init) ?? .unknown
    // What is below 0 is no probability.
    let isNone = own.high <= 0
    return Self(
      own, negLog: isNone ? .infinity(isNegative: false) : -.log(own.within(0, .infinity)))
  }

  private static func logit(_ ends: ClosedRange<Double>?, over temperature: Double) -> Interval {
    ends.map(Interval.init).map { temperature == 1 ? $0 : $0 / Interval(temperature) } ?? .unknown
  }
}
