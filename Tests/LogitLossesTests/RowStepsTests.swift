import LogitExact
import LogitText
import TestSupport
import Testing

@testable import LogitLosses

/// What a row as a whole tells is what its steps one by one prove.
@Suite struct RowStepsTests {
  private func row(_ count: Int, _ label: Int?, _ random: inout SplitMix64) -> RowValues {
    var row = RowValues(classCount: count)
    let hard: [Double] = [.infinity, -.infinity, .nan, 0, 1, 40, -800, 1e-30]
    for input in RowInput.all {
      for k in 0..<(input.isVector ? count : 1) {
        let isHard = input == .main && Int.random(in: 0..<12, using: &random) == 0
        row[input, k] =
          isHard ? hard.randomElement(using: &random) ?? 0 : .random(in: 0...1, using: &random)
      }
    }
    if let label { row.setLabel(label) }
    return row
  }

  @Test(arguments: Loss.all.map(\.name))
  func aWideRowIsAnsweredAsItsSteps(_ name: String) throws {
    let loss = try #require(Loss.all.first { $0.name == name })
    var random = SplitMix64(seed: 33)
    var (decided, all) = (0, 0)
    for turn in 0..<24 {
      let count = Int.random(in: 1...6, using: &random)
      let label = loss.takesIndices ? Int.random(in: 0..<count, using: &random) : nil
      let row = row(count, label, &random)
      let question = RowQuestion(
        loss.row, outputs: loss.row.outputs,
        variant: .init(
          isSmoothed: turn % 3 == 0 && loss.takes(.labelSmoothing),
          isWeighted: turn % 2 == 0 && loss.takes(.classWeight), isTempered: turn % 5 == 0),
        classCount: count, isWeighted: turn % 4 == 0)
      var programs = RowPrograms()
      let program = try programs.program(question, of: row)
      let steps = RowSteps(question.formulas, spreadsNaN: true)
      for format in [Format.float32, .float64, .bfloat16] {
        let found = try #require(
          steps.estimates(in: format) { row.value(named: $0, for: question) })
        let proofs = program.proofs(in: format)
        #expect(found.readings.count == proofs.count)
        all += proofs.count
        for (place, (reading, proof)) in zip(found.readings, proofs).enumerated() {
          guard let reading else { continue }
          decided += 1
          let isSame =
            reading.value.bitPattern == proof.value.bitPattern
            || reading.value.isNaN && proof.value.isNaN
          #expect(isSame, "\(question.outputs.map(\.name)) \(place): \(reading), not \(proof)")
          // Whether it is exact is asked of a 0, 1 or infinity alone.
          let isSpecial = Reading(reading.value).isRounded
          #expect(!isSpecial || reading.isExact == (proof.verdict == .exact))
        }
        if let near = program.proofs(in: .float64).first?.value, near.isFinite {
          let off = (found.first.high - near + found.first.low).magnitude
          #expect(off <= found.first.error + near.ulp)
        }
      }
    }
    #expect(decided * 10 > all * 9)
  }

  /// A bound of so many roundings would leave thousands of classes open.
  @Test func whatIsAddedUpInALongRowKeepsItsDigits() throws {
    var random = SplitMix64(seed: 34)
    let logits = (0..<50_000).map { _ in Double(Float.random(in: -9...9, using: &random)) }
    let question = RowQuestion(
      Loss.softmaxCrossEntropy.row,
      outputs: [RowPart.loss, .softmax].compactMap(Loss.softmaxCrossEntropy.output),
      classCount: logits.count)
    var row = RowValues(classCount: logits.count)
    row.set(.main, to: logits)
    row.setLabel(7)
    var programs = RowPrograms()
    let found = try programs.estimates(question, of: row, in: .float32)
    #expect(found.readings.count == logits.count + 1)
    #expect(found.open.count < 5)
    #expect(found.first.error < found.first.high * 0x1p-49)
    // No program was made for it.
    #expect(programs.count == 0)
  }
}
