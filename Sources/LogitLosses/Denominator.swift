import LogitExact

/// What a reduction divides by.
package struct Denominator: Sendable {
  /// The number; where it is no double, the nearest one. A mean over nothing, or over weights whose
  /// sum is 0, is NaN.
  package let value: Double
  /// Whether it is no double.
  package let isOpen: Bool
  /// Its exact value.
  package let program: Program
  /// Whether there is nothing to divide by: no loss, or weights whose sum is 0.
  package let isNothing: Bool

  /// - Parameters:
  ///   - rows: How many there are, and which of them are not ignored.
  ///   - losses: How many unreduced losses a row has.
  ///   - sampleWeight: That of a row.
  ///   - classWeight: That of the class of a row's label.
  package init(
    _ reduction: Reduction, rows: Int, kept: [Int], losses: Int = 1,
    sampleWeight: (Int) -> Double, classWeight: (Int) -> Double
  ) {
    switch reduction {
    case .none, .sum: self.init(count: 1)
    case .mean: self.init(count: rows * losses)
    case .meanKept: self.init(count: kept.count * losses)
    case .meanNonzero: self.init(count: kept.count { sampleWeight($0) != 0 } * losses)
    case .weightedMean:
      self.init(kept.map(sampleWeight), times: kept.map(classWeight), losses: Double(losses))
    }
  }

  private init(count: Int) {
    value = count == 0 ? .nan : Double(count)
    isOpen = false
    program = Program(Quantity(value))
    isNothing = count == 0
  }

  private init(_ weights: [Double], times others: [Double], losses: Double) {
    let quick = Self.exactSum(weights, others).flatMap { Self.product($0, losses) }
    let proof = quick == nil ? Self.proof(weights, others, losses) : nil
    guard let proof, proof.proof.verdict != .exact else {
      let sum = quick ?? proof?.proof.value ?? .nan
      value = sum == 0 ? .nan : sum
      isOpen = false
      isNothing = sum == 0
      program = Program(Quantity(value))
      return
    }
    (value, isOpen, isNothing, program) = (proof.proof.value, true, false, proof.program)
  }

  /// The sum of the products where `Double` never rounds it, as of small whole numbers.
  private static func exactSum(_ weights: [Double], _ others: [Double]) -> Double? {
    var sum = 0.0
    for (weight, other) in zip(weights, others) {
      let product = weight * other
      let next = sum + product
      let part = next - sum
      // Products that small may have lost what no multiplication shows.
      guard (-product).addingProduct(weight, other) == 0,
        product == 0 || product.magnitude > 1e-200,
        weight == 0 || other == 0 || product != 0,
        (sum - (next - part)) + (product - part) == 0
      else { return nil }
      sum = next
    }
    return sum
  }

  /// The product where `Double` does not round it.
  private static func product(_ sum: Double, _ count: Double) -> Double? {
    let product = sum * count
    return (-product).addingProduct(sum, count) == 0 ? product : nil
  }

  private static func proof(
    _ weights: [Double], _ others: [Double], _ losses: Double
  ) -> (program: Program, proof: Proof)? {
    let inputs = Inputs([
      "weights": .vector(weights.map { Quantity($0) }),
      "others": .vector(others.map { Quantity($0) }), "losses": .scalar(Quantity(losses)),
    ])
    let sum = Expression.call(
      .sum, [.binary(.multiply, .name("weights"), .name("others"))])
    guard let program = try? Program(.binary(.multiply, sum, .name("losses")), of: inputs),
      let proof = program.proofs(in: .float64).first
    else { return nil }
    return (program, proof)
  }
}
