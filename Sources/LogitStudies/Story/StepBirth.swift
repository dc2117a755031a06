import LogitBench
import LogitExact

/// What a step brings into the world that none of its operands was: all that follows only hands it on.
package enum StepBirth: String, Sendable {
  case nan, infinity = "inf", zero = "0"

  /// The step that first had what the last one ends as.
  ///
  /// - Parameter isWrong: Whether the last step's value is not what it should be: a 0 or an infinity
  ///   may be right, and then nothing is told of it.
  /// - Returns: nil where the result is an ordinary number, or its NaN was given.
  static func place(in steps: [Step], isWrong: Bool) -> (place: Int, kind: StepBirth)? {
    guard let last = steps.last, let kind = StepBirth(last.value), kind == .nan || isWrong else {
      return nil
    }
    var place = steps.count - 1
    while let earlier = steps[place].operands.first(where: { kind.isSame(steps[$0]) }) {
      place = earlier
    }
    let isGiven = steps[place].isInput && steps[place].events.isEmpty
    return isGiven ? nil : (place, kind)
  }

  private init?(_ value: Double) {
    if value.isNaN {
      self = .nan
    } else if value.isInfinite {
      self = .infinity
    } else if value == 0 {
      self = .zero
    } else {
      return nil
    }
  }

  /// Whether a step is the same already, and not by right.
  private func isSame(_ step: Step) -> Bool {
    guard StepBirth(step.value) == self else { return false }
    return self == .nan || step.exact.verdict != .exact || step.exact.value != step.value
  }
}
