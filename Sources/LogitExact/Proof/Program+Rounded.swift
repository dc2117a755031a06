extension Program {
  /// The results, each the number of the format nearest to its value; NaN where that stays open
  /// within the budget.
  ///
  /// - Accuracy: that of `roundings`.
  public func rounded(
    to format: Format, overflow: Overflow = .ieee, budget: Budget = Budget()
  ) -> [Double] {
    let roundings = roundings(to: format, overflow: overflow, budget: budget)
    var values = roundings.values
    for index in roundings.undecided { values[index] = .nan }
    return values
  }

  /// The results, each the number of the format nearest to its value, and what decided it.
  ///
  /// - Derivation: Ziv's way, from the cheapest to what decides most. A `Double` with an error bound
  ///   decides nearly all roundings to the narrow formats, balls of 128 bits the others, wider ones
  ///   that remember quotients what is nearly or exactly a tie.
  /// - Accuracy: correctly rounded unless undecided, given that the C library's functions are within
  ///   2 ulp; the same numbers as `proofs`, bit for bit, zeros' signs included: `RoundedTests`.
  public func roundings(
    to format: Format, overflow: Overflow = .ieee, budget: Budget = Budget()
  ) -> Roundings {
    var question = QuickRoundings(self, to: format, overflow: overflow)
    var budget = budget
    question.askDouble()
    guard !question.isAnswered else { return question.answer }
    if hasQuotients { question.askBalls(&budget) }
    guard !question.isAnswered else { return question.answer }
    return question.asking(budget)
  }

  /// What a `Double` and its error bound decide; nil where they do not.
  func approximations(in format: Format, overflow: Overflow = .ieee) -> [Double?] {
    let values = enclosures(as: Approximation.self)
    return results.map { values[$0].rounded(to: format, overflow: overflow) }
  }

  /// Whether a `Double` may decide a rounding to `format`: of float64 only what is exact, so no
  /// function.
  func mayRoundByBound(to format: Format) -> Bool {
    guard format == .float64 else { return true }
    return operations.allSatisfy { operation in
      switch operation {
      case .apply(let function, _): function == .abs
      case .logSumExp, .softmax, .logSoftmax, .raise: false
      case .quantity, .negate, .binary, .larger, .smaller, .power, .choose, .times, .weigh, .sum:
        true
      }
    }
  }
}

private struct QuickRoundings {
  /// Of what is still open.
  private var program: Program
  /// Which answers its results are.
  private var open: [Int]
  let format: Format
  let overflow: Overflow
  var answer = Roundings()
  private(set) var isAnswered = false

  init(_ program: Program, to format: Format, overflow: Overflow) {
    self.program = program
    self.format = format
    self.overflow = overflow
    answer.values = [Double](repeating: .nan, count: program.results.count)
    open = Array(answer.values.indices)
  }

  mutating func askDouble() {
    guard program.mayRoundByBound(to: format) else { return }
    let values = program.enclosures(as: Approximation.self)
    take(program.results.map { values[$0].rounded(to: format, overflow: overflow) })
    answer.tally.bound = answer.values.count - open.count
  }

  mutating func askBalls(_ budget: inout Budget) {
    let cost = program.cost(limbs: 2)
    guard budget.bits >= 128, cost <= budget.work else { return }
    budget.work -= cost
    let before = open.count
    let values: [Ball<2>] = program.enclosures()
    take(program.results.map { values[$0].rounded(to: format, overflow: overflow) })
    answer.tally.balls = before - open.count
  }

  private mutating func take(_ values: [Double?]) {
    var still: Set<Int> = []
    for (index, value) in zip(open, values) {
      if let value {
        answer.values[index] = value
      } else {
        still.insert(index)
      }
    }
    isAnswered = still.isEmpty
    if isAnswered { open = [] } else { program.keep(still, of: &open) }
  }

  func asking(_ budget: Budget) -> Roundings {
    var answer = answer
    let (proofs, tally) = program.talliedProofs(in: format, overflow: overflow, budget: budget)
    answer.tally += tally
    for (index, proof) in zip(open, proofs) {
      answer.values[index] = proof.value
      if case .undecided = proof.verdict { answer.undecided.append(index) }
    }
    return answer
  }
}
