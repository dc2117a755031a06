import TestSupport
import Testing

@testable import LogitExact

/// What is rounded the quick way, held to proofs bit for bit.
@Suite struct RoundedTests {
  private static let formulas = [
    "x", "-x", "x * y", "x - y", "x / 3", "exp(x)", "sigmoid(x) * (1 - sigmoid(x))",
    "softplus(x - y)", "log(abs(x))", "log1p(exp(x)) - x", "max(x, y) - y", "1 / 3 * 3 - 1",
    "exp(-1000 * abs(x)) * -1", "sigmoid(-800)", "(x - x) / y", "sqrt(x)", "x^3 - y",
    "logsumexp(z)", "softmax(z)", "log_softmax(z)", "sum(times(z, softmax(z)))", "softmax(z) - z",
    "x * 1e-300 * 1e-300", "times(0, log(x))", "-1 / (x - x)",
  ]

  private func random(_ random: inout SplitMix64) -> Double {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: 0
    case 1: [Double.infinity, -.infinity, .nan, -0.0].randomElement(using: &random) ?? 0
    case 2, 3: Double(Int.random(in: -9...9, using: &random))
    case 4: Double.random(in: -1...1, using: &random) * 0x1p-1040
    case 5: Double.random(in: -800...800, using: &random)
    default: Double.random(in: -4...4, using: &random)
    }
  }

  @Test(arguments: RoundedTests.formulas)
  func aRoundingIsThatOfAProof(_ formula: String) throws {
    var random = SplitMix64(seed: 11)
    for _ in 0..<40 {
      let numbers = (0..<5).map { _ in self.random(&random) }
      let inputs = Inputs([
        "x": .scalar(Quantity(numbers[0])), "y": .scalar(Quantity(numbers[1])),
        "z": .vector(numbers[2...].map { Quantity($0) }),
      ])
      let program = try Program(Expression(parsing: formula, in: inputs.scope), of: inputs)
      let budget = Budget(bits: 512)
      for format in Format.allCases {
        let proofs = program.proofs(in: format, budget: budget)
        let roundings = program.roundings(to: format, budget: budget)
        #expect(roundings.tally.count == proofs.count)
        let sums = ProgramSums(count: 1, sumCount: proofs.count) { _ in
          (program, Array(proofs.indices))
        }
        let summed = sums.roundings(to: format, budget: budget)
        let rightSums = sums.proofs(in: format, budget: budget)
        #expect(summed.tally.count == proofs.count)
        for index in proofs.indices {
          check(roundings, index, proofs[index], "\(formula) of \(numbers) in \(format)")
          check(summed, index, rightSums[index], "sum of \(formula) of \(numbers) in \(format)")
        }
      }
    }
  }

  private func check(_ found: Roundings, _ index: Int, _ proof: Proof, _ story: String) {
    if case .undecided = proof.verdict {
      #expect(found.undecided.contains(index), "\(story)")
      return
    }
    let value = found.values[index]
    #expect(!found.undecided.contains(index), "\(story)")
    #expect(
      value.isNaN && proof.value.isNaN || value.bitPattern == proof.value.bitPattern,
      "\(value) for \(proof): \(story)")
  }

  @Test func theTallySaysWhatDecided() throws {
    func tally(_ formula: String, _ format: Format, _ budget: Budget) throws -> RoundingTally {
      let inputs = Inputs(["x": .scalar(Quantity(-115))])
      let program = try Program(Expression(parsing: formula, in: inputs.scope), of: inputs)
      return program.roundings(to: format, budget: budget).tally
    }
    func made(_ change: (inout RoundingTally) -> Void) -> RoundingTally {
      var tally = RoundingTally()
      change(&tally)
      return tally
    }
    #expect(try tally("exp(x)", .float32, Budget()) == made { $0.bound = 1 })
    #expect(try tally("x / 5", .float64, Budget()) == made { $0.bound = 1 })
    #expect(try tally("exp(x)", .float64, Budget()) == made { $0.balls = 1 })
    #expect(try tally("log(1 + exp(x))", .float64, Budget()) == made { $0.wideBalls = 1 })
    #expect(
      try tally("log(1 + exp(x))", .float64, Budget(bits: 128)) == made { $0.undecided = 1 })
    #expect(try tally("exp(x)", .float64, Budget(work: 1)) == made { $0.undecided = 1 })
  }

  @Test func boundNumbersAreThoseOfANewProgram() throws {
    var random = SplitMix64(seed: 3)
    func inputs(_ numbers: [Double]) -> Inputs {
      Inputs([
        "x": .scalar(Quantity(numbers[0])), "z": .vector(numbers[1...].map { Quantity($0) }),
      ])
    }
    // Equal numbers must stay two inputs.
    let first = inputs([1, 1, 1, 1])
    let formula = try Expression(parsing: "softmax(z) * x - z[2] + 1", in: first.scope)
    var program = try Program(formula, of: first)
    let binding = program.binding { name, element in name == "x" ? 0 : 1 + element }
    for _ in 0..<50 {
      let numbers = (0..<4).map { _ in Double.random(in: -9...9, using: &random) }
      program.bind(numbers, by: binding)
      let made = try Program(formula, of: inputs(numbers))
      #expect(program.proofs(in: .float64) == made.proofs(in: .float64))
    }
    #expect(Program(Quantity(7)).proofs(in: .float32) == [Proof(value: 7, verdict: .exact)])
  }
}
