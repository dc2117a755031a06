import TestSupport
import Testing

@testable import LogitExact
@testable import LogitLosses

/// Every gradient of the table of losses and of recipes against the differences of its loss, both in balls of 512 bits.
@Suite struct ExactDifferenceTests {
  /// With h = 2^-40 a central difference is h^2 / 6 times the third derivative off, some 1e-24 here; a wrong term
  /// is seen long before that. In `Double` no more than 1e-5 could be asked.
  @Test func everyGradientIsThatOfExactDifferences() throws {
    var random = SplitMix64(seed: 21)
    var count = 0
    let recipes = try Recipe.all.map { try Loss($0.own) }
    for loss in Loss.all + Loss.ofEval + Loss.all.compactMap(\.meanOfRow) + recipes {
      for output in loss.function.outputs {
        guard case .gradient(let input) = output.kind else { continue }
        let place: RowInput = input == "labels" ? .labels : .main
        guard input == "labels" || input == loss.function.input else { continue }
        if place == .labels, loss.function.labels == .index { continue }
        for _ in 0..<2 {
          let classes = loss.isElementwise ? 1 : 3
          let row = Self.row(loss, classes, &random)
          let slopes = try Self.balls(output, loss, row)
          for k in 0..<classes {
            let h = 0x1p-40
            var (above, below) = (row, row)
            above[place, k] += h
            below[place, k] -= h
            let name = try #require(loss.function.outputs.first { $0.name == "loss" })
            let rise = try Self.balls(name, loss, above)[0] - Self.balls(name, loss, below)[0]
            let off = rise - slopes[k] * Rational(Ball<8>(2 * h))
            let most = Rational(Ball<8>(2 * h * 1e-18))
            #expect(
              (most - off).ball.sign == 1 && (most + off).ball.sign == 1,
              "\(loss.name) \(output.name) [\(k)]")
            count += 1
          }
        }
      }
    }
    #expect(count > 200)
  }

  /// Multiples of 2^-10 where every function is smooth, so that a number and one h beside it are doubles.
  private static func row(_ loss: Loss, _ classes: Int, _ random: inout SplitMix64) -> RowValues {
    func multiple(_ range: ClosedRange<Int>) -> Double {
      Double(Int.random(in: range, using: &random)) / 1024
    }
    var row = RowValues(classCount: classes)
    for k in 0..<classes {
      row[.main, k] =
        loss.function.domain == .any
        ? multiple(1...3000) * (k == 1 ? -1 : 1) : multiple(100...900)
      row[.labels, k] = multiple(100...900)
      row[Rule.classWeight, k] = multiple(100...3000)
      row[Rule.posWeight, k] = multiple(100...3000)
    }
    if loss.function.labels == .index { row.setLabel(Int.random(in: 0..<classes, using: &random)) }
    row[Rule.lo] = 0x1p-24
    row[Rule.hi] = 1 - 0x1p-24
    for (rule, parameter) in zip(loss.parameters, loss.own?.parameters ?? []) {
      row[rule] = Double(parameter.usual) ?? .nan
    }
    return row
  }

  private static func balls(
    _ output: RowFunction.Output, _ loss: Loss, _ row: RowValues
  ) throws -> [Rational<8>] {
    var programs = RowPrograms()
    let question = RowQuestion(
      loss.function, outputs: [output], variant: .init(), classCount: row.classCount)
    let program = try programs.program(question, of: row)
    let values = program.enclosures(as: Rational<8>.self)
    return program.results.map { values[$0] }
  }
}
