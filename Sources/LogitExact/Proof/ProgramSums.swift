/// Sums of the results of many programs, each rounded once, without all programs in memory.
///
/// - Shape: `count` programs; each of their results is added to one of `sumCount` sums; the sum of
///   no result is 0.
/// - Derivation: a program is made, enclosed and forgotten; only the enclosures of the sums are kept.
///   Where they leave more than one number, all is made again with what decides more: first a
///   `Double` with its bound, then balls of 128 bits, then ever wider ones that remember quotients.
/// - Accuracy: correctly rounded unless undecided: `ProgramSumsTests`.
public struct ProgramSums {
  let count: Int
  let sumCount: Int
  /// One result, which all sums are divided by; nil for 1.
  let divisor: Program?
  let part: (Int) -> (program: Program, sums: [Int])

  /// - Parameter part: The program with this index, and for each of its results which sum it is
  ///   added to; always the same one for an index.
  public init(
    count: Int, sumCount: Int, over divisor: Program? = nil,
    part: @escaping (Int) -> (program: Program, sums: [Int])
  ) {
    self.count = count
    self.sumCount = sumCount
    self.divisor = divisor
    self.part = part
  }

  public func proofs(in format: Format, budget: Budget = Budget()) -> [Proof] {
    var budget = budget
    return proofs(in: format, of: count > 0 ? part(0).program : nil, &budget).proofs
  }

  private func proofs(
    in format: Format, of first: Program?, _ budget: inout Budget
  ) -> (proofs: [Proof], tally: RoundingTally) {
    var question = Question(sums: self, format: format, first: first)
    let bits = budget.ask(&question)
    let proofs = question.proofs.map { proof in
      guard case .undecided = proof.verdict else { return proof }
      return Proof(value: proof.value, verdict: .undecided(bits: bits))
    }
    return (proofs, question.tally)
  }

  /// The sums, each rounded once, and what decided them.
  ///
  /// - Accuracy: the same numbers as `proofs`, bit for bit: `RoundedTests`.
  public func roundings(to format: Format, budget: Budget = Budget()) -> Roundings {
    let first = count > 0 ? part(0).program : nil
    var budget = budget
    var answer = Roundings()
    if first?.mayRoundByBound(to: format) ?? true {
      let values = values(as: Approximation.self).map { $0.rounded(to: format) }
      answer.values = values.compactMap(\.self)
      answer.tally.bound = values.count
      if answer.values.count == values.count { return answer }
    }
    answer.tally = RoundingTally()
    let cost = (first?.cost(limbs: 2) ?? 0) * Double(count)
    if budget.bits >= 128, cost <= budget.work {
      budget.work -= cost
      let values = values(as: Ball<2>.self).map { $0.rounded(to: format) }
      answer.values = values.compactMap(\.self)
      answer.tally.balls = values.count
      if answer.values.count == values.count { return answer }
    }
    let (proofs, tally) = proofs(in: format, of: first, &budget)
    answer.tally = tally
    answer.values = proofs.map(\.value)
    answer.undecided = proofs.indices.filter {
      if case .undecided = proofs[$0].verdict { return true }
      return false
    }
    answer.tally.undecided = answer.undecided.count
    return answer
  }

  private struct Question: LogitExact.Question {
    let sums: ProgramSums
    let format: Format
    let first: Program?
    var proofs: [Proof]
    var tally = RoundingTally()

    init(sums: ProgramSums, format: Format, first: Program?) {
      self.sums = sums
      self.format = format
      self.first = first
      let open = Proof(value: .nan, verdict: .undecided(bits: 0))
      proofs = [Proof](repeating: open, count: sums.sumCount)
    }

    /// All programs are taken to be as long as the first one.
    func cost(limbs: Int) -> Double {
      let one = first?.cost(limbs: limbs) ?? 0
      return one * Double(sums.count) + (sums.divisor?.cost(limbs: limbs) ?? 0)
    }

    mutating func answer<let width: Int>(by _: Ball<width>.Type) -> Bool {
      let values = sums.values(as: Rational<width>.self)
      var isAnswered = true
      for (index, value) in values.enumerated() {
        let wasOpen = if case .undecided = proofs[index].verdict { true } else { false }
        if let proof = Proof(of: value.ball, in: format) {
          proofs[index] = proof
          if wasOpen { tally.add(1, bits: width * 64) }
        } else {
          let middle = format.rounded(value.ball.estimate)
          proofs[index] = Proof(value: middle, verdict: .undecided(bits: 0))
          isAnswered = false
        }
      }
      return isAnswered
    }
  }

  private func values<Number: Enclosure>(as _: Number.Type) -> [Number] {
    var totals = [Number?](repeating: nil, count: sumCount)
    for index in 0..<count {
      let (program, sums) = part(index)
      let values = program.enclosures(as: Number.self)
      for (place, sum) in zip(program.results, sums) {
        totals[sum] = totals[sum].map { $0 + values[place] } ?? values[place]
      }
    }
    let whole = totals.map { $0 ?? .zero }
    guard let divisor, let place = divisor.results.first else { return whole }
    let bottom = divisor.enclosures(as: Number.self)[place]
    return whole.map { $0 / bottom }
  }
}

extension Program {
  /// No step and no result.
  public static var empty: Program { Program() }
}
