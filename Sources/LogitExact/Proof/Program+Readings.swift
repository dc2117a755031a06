import LogitText

extension Program {
  /// The results in a format; where one is 0, 1 or infinite also whether it is so exactly.
  package func readings(in format: Format, budget: Budget = .ofAKey) -> [Reading] {
    mayRoundByBound(to: format)
      ? readings(in: format, after: estimates(in: format), budget: budget)
      : provenReadings(in: format, budget: budget)
  }

  /// The same where estimates of the same results were made.
  package func readings(
    in format: Format, after estimates: Estimates, budget: Budget = .ofAKey
  ) -> [Reading] {
    let open = estimates.open
    guard !open.isEmpty else { return estimates.completed([]) }
    return estimates.completed(selecting(open).provenReadings(in: format, budget: budget))
  }

  private func provenReadings(in format: Format, budget: Budget) -> [Reading] {
    var readings = roundings(to: format, budget: budget).values.map { Reading($0) }
    // NaN is never rounded to.
    let special = readings.indices.filter { readings[$0].isRounded }
    guard !special.isEmpty else { return readings }
    let proofs = selecting(special).proofs(in: format, budget: budget)
    for (index, proof) in zip(special, proofs) { readings[index] = Reading(proof) }
    return readings
  }
}

extension Reading {
  package init(_ proof: Proof) {
    self.init(proof.value, isExact: proof.verdict == .exact)
  }
}
