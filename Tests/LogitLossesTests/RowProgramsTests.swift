import LogitExact
import LogitLosses
import TestSupport
import Testing

@Suite struct RowProgramsTests {
  private func row(
    _ function: RowFunction, _ count: Int, _ random: inout SplitMix64
  ) -> RowValues {
    var row = RowValues(classCount: count)
    for input in RowInput.all {
      for k in 0..<(input.isVector ? count : 1) {
        row[input, k] = Double.random(in: 0...1, using: &random)
      }
    }
    if function.labels == .index { row.setLabel(Int.random(in: 0..<count, using: &random)) }
    return row
  }

  @Test(arguments: RowFunction.all.map(\.name))
  func aKeptProgramAnswersAsANewOne(_ name: String) throws {
    let function = try #require(RowFunction.named(name))
    var random = SplitMix64(seed: 21)
    // So small that it is emptied now and then.
    var kept = RowPrograms(greatestSteps: 400)
    for turn in 0..<60 {
      let count = function.rows == .elements ? 1 : Int.random(in: 1...4, using: &random)
      let row = row(function, count, &random)
      let takesMatrix = function.labels == .index || turn % 2 == 0
      let question = RowQuestion(
        function, outputs: function.outputs.filter { $0.kind != .matrix || !takesMatrix },
        variant: .init(
          isSmoothed: false, isWeighted: function.takes(.classWeight) && turn % 3 == 0),
        classCount: count, isWeighted: Bool.random(using: &random),
        isDivided: Bool.random(using: &random))
      var labelled = row
      labelled.setLabel(row.label ?? 0)
      for format in [Format.float64, .bfloat16] {
        var fresh = RowPrograms()
        let one = try kept.roundings(question, of: labelled, to: format)
        let two = try fresh.roundings(question, of: labelled, to: format)
        #expect(one.values.map(\.bitPattern) == two.values.map(\.bitPattern))
        #expect(one.tally == two.tally)
      }
    }
    #expect(kept.count > 0)
  }

  @Test func programsAreForgottenBeforeTheyAreTooMany() throws {
    let function = try #require(RowFunction.named("nll_loss"))
    var programs = RowPrograms(greatestSteps: 2_000)
    var most = 0
    for label in 0..<400 {
      var row = RowValues(classCount: 400)
      row.setLabel(label)
      let loss = function.outputs.filter { $0.name == "loss" }
      let question = RowQuestion(function, outputs: loss, classCount: 400)
      _ = try programs.roundings(question, of: row, to: .float32)
      most = max(most, programs.count)
    }
    #expect(most > 10 && most <= 1_000)
    // What alone is too much is answered and not kept.
    var few = RowPrograms(greatestSteps: 1)
    let softmax = try #require(RowFunction.named("softmax"))
    let question = RowQuestion(
      softmax, outputs: softmax.outputs.filter { $0.name == "value" }, classCount: 4)
    let found = try few.roundings(question, of: RowValues(classCount: 4), to: .float64)
    #expect(found.values == [0.25, 0.25, 0.25, 0.25] && few.count == 0)
  }
}
