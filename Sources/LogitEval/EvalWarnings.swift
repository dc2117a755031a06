import LogitExact
import LogitLosses

extension EvalRequest {
  /// What looks like a mistake in the inputs, at most one of a kind.
  var warnings: [EvalWarning] {
    var warnings = overflows
    if let warning = boundsWarning { warnings.append(warning) }
    if let weight = posWeight, let place = weight.values.firstIndex(where: { $0 < 0 }) {
      warnings.append(
        EvalWarning(
          code: .negativePosWeight,
          message: "a negative weight rewards the wrong answer; it should be above 0",
          path: weight.path("pos_weight", place)))
    }
    if let warning = labelWarning { warnings.append(warning) }
    if looksLikeProbabilities {
      warnings.append(
        EvalWarning(
          code: .looksLikeProbabilities,
          message: "every row is 0 or more and sums to 1; logits come before the softmax",
          path: "logits"))
    }
    if let warning = frameworkWarning { warnings.append(warning) }
    return warnings
  }

  /// How far the sum of so many rounded shares may be from 1.
  private var tolerance: Double {
    Double(layout.classCount + 1) * Format.power(format) + 1e-6
  }

  private var labelWarning: EvalWarning? {
    guard let labels, let loss = Loss.of(function) else { return nil }
    // Squared errors are compared class by class.
    let isDistribution = !loss.isElementwise && loss.family != .squaredError
    guard isDistribution else {
      guard let place = labels.values.firstIndex(where: { $0 < 0 || $0 > 1 }) else { return nil }
      return EvalWarning(
        code: .labelOutsideUnit, message: "a label outside 0 ... 1 is no probability",
        path: labels.path("labels", place))
    }
    let places = layout.places(of: labels.shape)
    guard
      let row = firstRow(
        of: labels.values, places,
        { values, sum in
          values.contains { $0 < 0 } || (sum - 1).magnitude > tolerance
        })
    else { return nil }
    return EvalWarning(
      code: .noDistribution,
      message: "row \(row) of the labels is no distribution: 0 or more, with a sum of 1",
      path: "labels")
  }

  /// What probabilities are clipped to should be a part of 0 ... 1.
  var boundsWarning: EvalWarning? {
    let (lo, hi) = bounds
    guard function.takes(.epsilon), !(0 <= lo && lo <= hi && hi <= 1) else { return nil }
    func spelled(_ value: Double) -> String { format.shortest(value) }
    return EvalWarning(
      code: .senselessBounds,
      message: "probabilities are clipped to \(spelled(lo)) ... \(spelled(hi)), which is no range "
        + "inside 0 ... 1", path: boundsField)
  }

  private var looksLikeProbabilities: Bool {
    guard function.input == "logits", function.isLoss, function.rows == .classes,
      layout.classCount > 1, layout.rowCount > 0
    else { return false }
    let other = firstRow(of: input.values, layout.places(of: input.shape)) { values, sum in
      values.contains { !($0 >= 0) } || !((sum - 1).magnitude <= tolerance)
    }
    return other == nil
  }

  private func firstRow(
    of values: [Double], _ places: [Int], _ isWanted: ([Double], Double) -> Bool
  ) -> Int? {
    let count = layout.classCount
    guard count > 0 else { return nil }
    return (0..<layout.rowCount).first { row in
      let all = places[row * count..<(row + 1) * count].map { values[$0] }
      return isWanted(all, all.reduce(0, +))
    }
  }
}

extension Format {
  /// The spacing of the numbers above 1.
  fileprivate static func power(_ format: Format) -> Double {
    Double(sign: .plus, exponent: -format.fractionBits, significand: 1)
  }
}
