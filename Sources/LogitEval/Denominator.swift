import LogitExact
import LogitLosses

/// What a reduction divides by.
struct Denominator {
  /// The number; where it is no double, the nearest one. A mean over nothing, or over weights whose
  /// sum is 0, is NaN.
  let value: Double
  /// Whether it is no double.
  let isOpen: Bool
  /// Its exact value.
  let program: Program
  /// Whether there is nothing to divide by: no loss, or weights whose sum is 0.
  let isNothing: Bool

  /// - Parameter weightPlaces: For each row its place in the sample weights.
  init(_ request: EvalRequest, _ weightPlaces: [Int]) {
    let rows = 0..<request.layout.rowCount
    let kept: [Int] =
      if let indices = request.indices, let ignored = request.ignoreIndex {
        rows.filter { indices.values[$0] != ignored }
      } else {
        Array(rows)
      }
    func sampleWeight(_ row: Int) -> Double {
      request.sampleWeight.map { $0.values[weightPlaces[row]] } ?? 1
    }
    switch request.reduction {
    case .none, .sum: self.init(count: 1)
    case .mean: self.init(count: rows.count)
    case .meanKept: self.init(count: kept.count)
    case .meanNonzero: self.init(count: kept.count { sampleWeight($0) != 0 })
    case .weightedMean:
      let classWeights: [Double] = kept.map { row in
        guard let weights = request.classWeight, let indices = request.indices else { return 1 }
        return weights[indices.values[row]]
      }
      self.init(kept.map(sampleWeight), times: classWeights)
    }
  }

  private init(count: Int) {
    value = count == 0 ? .nan : Double(count)
    isOpen = false
    program = Program(Quantity(value))
    isNothing = count == 0
  }

  private init(_ weights: [Double], times others: [Double]) {
    let quick = Self.exactSum(weights, others)
    let proof = quick == nil ? Self.proof(weights, others) : nil
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

  private static func proof(
    _ weights: [Double], _ others: [Double]
  ) -> (program: Program, proof: Proof)? {
    let inputs = Inputs([
      "weights": .vector(weights.map { Quantity($0) }),
      "others": .vector(others.map { Quantity($0) }),
    ])
    let sum = Expression.call(
      .sum, [.binary(.multiply, .name("weights"), .name("others"))])
    guard let program = try? Program(sum, of: inputs),
      let proof = program.proofs(in: .float64).first
    else { return nil }
    return (program, proof)
  }
}
