extension Program {
  /// The step at which a result was lost: the one before it could still be saved by exact arithmetic
  /// from there on, from its own value nothing leads back.
  ///
  /// A step whose own error is small may be the one: 1 + 2e-9 is 1 to a hundredth of an ulp, and yet
  /// no logarithm of it can be 2e-9 any more.
  ///
  /// - Parameters:
  ///   - steps: All steps in the format, as `steps(in:)` gives them.
  ///   - end: A place behind which the result is known to be lost, or nil for the last one.
  ///   - isLost: Whether a result, rounded to the format, is as wrong as the last step's. One that
  ///     stays open is judged by its middle; where not even that is known it is not lost.
  /// - Returns: nil where the last step's result is not lost, or is lost without any rounding.
  /// - Precondition: There is one result.
  /// - Derivation: Bisection: before the first step nothing is lost, behind the last all is.
  public func lostPlace(
    of steps: [Step], in format: Format, before end: Int? = nil, isLost: (Double) -> Bool
  ) -> Int? {
    precondition(results.count == 1 && steps.count == operations.count)
    func isWithoutHope(_ program: Program, _ budget: Budget) -> Bool {
      let roundings = program.roundings(to: format, budget: budget)
      let value = roundings.values[0]
      return roundings.undecided.isEmpty || !value.isNaN ? isLost(value) : false
    }
    func isWrong(after place: Int) -> Bool {
      isWithoutHope(
        continued(from: steps[...place].map(\.value)), Budget(bits: 1024, work: 1e6))
    }
    guard isLost(steps[results[0]].value), !isWithoutHope(self, .ofAFrame)
    else { return nil }
    var (kept, lost) = (-1, operations.count - 1)
    if let end, isWrong(after: end) { lost = end }
    while lost - kept > 1 {
      let middle = (kept + lost) / 2
      if isWrong(after: middle) { lost = middle } else { kept = middle }
    }
    return lost
  }

  /// The values of some steps in decimal, without any rounding before the last digit.
  ///
  /// - Parameters:
  ///   - places: Of the steps among all, as `steps(in:)` counts them.
  /// - Accuracy: that of `digits(_:budget:)`.
  public func digits(
    ofSteps places: [Int], _ count: Int, budget: Budget = Budget()
  ) -> [DigitsProof] {
    var program = self
    program.results = places
    return program.pruned(to: places).digits(count, budget: budget)
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
