extension Program {
  /// The step at which a result was lost: the one before it could still be saved by exact arithmetic
  /// from there on, from its own value nothing leads back.
  ///
  /// A step whose own error is small may be the one: 1 + 2e-9 is 1 to a hundredth of an ulp, and yet
  /// no logarithm of it can be 2e-9 any more.
  ///
  /// - Parameters:
  ///   - steps: All steps in the format, as `steps(in:)` gives them.
  ///   - isLost: Whether a result, rounded to the format, is as wrong as the last step's.
  /// - Returns: nil where the last step's result is not lost, or is lost without any rounding.
  /// - Precondition: There is one result.
  /// - Derivation: Bisection: before the first step nothing is lost, behind the last all is.
  public func lostPlace(
    of steps: [Step], in format: Format, isLost: (Double) -> Bool
  ) -> Int? {
    precondition(results.count == 1 && steps.count == operations.count)
    func result(after place: Int) -> Double {
      continued(from: steps[...place].map(\.value)).rounded(
        to: format, budget: Budget(bits: 1024, work: 1e6))[0]
    }
    guard isLost(steps[results[0]].value), !isLost(rounded(to: format)[0]) else { return nil }
    var (kept, lost) = (-1, operations.count - 1)
    while lost - kept > 1 {
      let middle = (kept + lost) / 2
      if isLost(result(after: middle)) { lost = middle } else { kept = middle }
    }
    return lost
  }

  /// The steps behind the first ones, which have these values.
  private func continued(from values: [Double]) -> Program {
    var program = self
    for (place, value) in values.enumerated() {
      program.operations[place] = .quantity(program.quantities.count)
      program.quantities.append(Quantity(value))
    }
    return program.pruned(to: results)
  }
}
