import LogitExact
import TestSupport
import Testing

@Suite struct ProgramSumsTests {
  private func program(_ formula: String, _ x: [Double]) throws -> Program {
    let inputs = Inputs(["x": .vector(x.map { Quantity($0) })])
    return try Program(Expression(parsing: formula, in: inputs.scope), of: inputs)
  }

  @Test(arguments: Format.allCases)
  func sumsOfRowsAreThoseOfOneFormula(_ format: Format) throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<20 {
      let rows = (0..<7).map { _ in
        (0..<3).map { _ in Double(Int.random(in: -4000...4000, using: &random)) / 256 }
      }
      let programs = try rows.map { try program("exp(x) / 3", $0) }
      let divisor = try program("sum(x)", [0.5, 2.5])
      let sums = ProgramSums(count: 7, sumCount: 2, over: divisor) { (programs[$0], [0, 1, 0]) }
      func whole(_ columns: [Int]) throws -> Double {
        let x = rows.flatMap { row in columns.map { row[$0] } }
        return try program("sum(exp(x) / 3) / 3", x).proofs(in: format)[0].value
      }
      let values = sums.proofs(in: format).map(\.value)
      let right = [try whole([0, 2]), try whole([1])]
      #expect(values.elementsEqual(right) { $0 == $1 || $0.isNaN && $1.isNaN })
    }
  }

  @Test func whatCancelsBetweenRowsIsFound() throws {
    // 128 bits do not hold 2^300 beside 2^-300.
    let parts = try [0x1p300, 0x1p-300, -0x1p300].map { try program("x", [$0]) }
    let sums = ProgramSums(count: 3, sumCount: 1) { (parts[$0], [0]) }
    let proof = try #require(sums.proofs(in: .float64).first)
    #expect(proof.value == 0x1p-300 && proof.verdict == .exact)
  }

  @Test func theSumOfNothingIsZero() throws {
    let none = ProgramSums(count: 0, sumCount: 1) { _ in preconditionFailure("there is no part") }
    #expect(none.proofs(in: .float64).map(\.value) == [0])
    let zero = try program("x", [0])
    let ratio = ProgramSums(count: 0, sumCount: 1, over: zero) { _ in (zero, [0]) }
    #expect(ratio.proofs(in: .float64)[0].value.isNaN)
  }
}
