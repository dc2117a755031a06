extension Program {
  /// The results, each the number of the format nearest to its value.
  ///
  /// - Derivation: Ziv's way. A `Double` with an error bound decides nearly all roundings to the
  ///   narrow formats; what it leaves open is proven by balls.
  /// - Accuracy: correctly rounded, given that the C library's functions are within 2 ulp; a result
  ///   that stays open within the budget is NaN: `VectorTests`.
  public func rounded(
    to format: Format, overflow: Overflow = .ieee, budget: Budget = Budget()
  ) -> [Double] {
    var values = approximations(in: format, overflow: overflow)
    var open = Array(values.indices)
    var rest = self
    rest.keep(Set(open.filter { values[$0] == nil }), of: &open)
    guard !open.isEmpty else { return values.map { $0 ?? .nan } }
    let proofs = rest.proofs(in: format, overflow: overflow, budget: budget)
    for (index, proof) in zip(open, proofs) {
      if case .undecided = proof.verdict { continue }
      values[index] = proof.value
    }
    return values.map { $0 ?? .nan }
  }

  /// What a `Double` and its error bound decide; nil where they do not.
  func approximations(in format: Format, overflow: Overflow = .ieee) -> [Double?] {
    let values = enclosures(as: Approximation.self)
    return results.map { values[$0].rounded(to: format, overflow: overflow) }
  }
}
