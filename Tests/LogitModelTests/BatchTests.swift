import LogitBench
import LogitStudies
import TestSupport
import Testing

/// The rows of the batch by their loss.
@Suite struct BatchTests {
  private static let batch = [
    "dtype float64", "logits 1 2 nan; 3 4 5; 10 0 0; 0 0 0; -5 2 8", "label 0 2 2 0 1",
  ]

  private func batch(_ line: String, after lines: [String] = batch) throws -> Batch {
    var model = Model()
    for line in lines { try model.run(line) }
    return try #require(try Model.question(BatchRequest.self, in: line)).answer(on: model)
  }

  @Test func theWorstRowIsFirstAndNaNIsWorseThanAny() throws {
    #expect(try batch("batch").rows == [0, 2, 4, 3, 1])
    #expect(try batch("batch best").rows == [1, 3, 4, 2, 0])
    #expect(try batch("batch rows").rows == [0, 1, 2, 3, 4])
  }

  /// ln 3 = 1.0986: the losses are nan, .4076, 10.0001, 1.0986 (a guess itself, not worse) and 6.0025.
  @Test func countsAreThoseOfTheRows() throws {
    let batch = try batch("batch")
    #expect(batch.right == 2)
    #expect(batch.nans == 1)
    #expect(batch.worse == 2)
    #expect(batch.summary == "5 rows, 2 right, 1 nan, 2 worse than ln 3")
  }

  @Test func rowsAreKeptByWhatIsWrongWithThem() throws {
    #expect(try batch("batch worst wrong").rows == [0, 2, 4])
    #expect(try batch("batch worst nan").rows == [0])
    #expect(try batch("batch best worse").rows == [4, 2])
    #expect(
      try batch("batch best worse").summary == "2 of 5 rows, 2 right, 1 nan, 2 worse than ln 3")
  }

  @Test func aRowSaysItsLossItsAnswerAndItsShare() throws {
    let batch = try batch("batch", after: ["logits 3 4 5; 10 0 0", "label 2 2"])
    // The losses are .40760596 and 10.000091 (ln(1 + e^-1 + e^-2) and 10 + ln(1 + 2 e^-10)).
    #expect(batch.cells(1) == ["1", "c2", "4.5396e-05", "10.0001", "c0", "96.08 %"])
    #expect(batch.cells(0) == ["0", "c2", "0.6652", "0.4076", "c2", "3.92 %"])
  }

  @Test func severalClassesMayBeTrueUnderASigmoid() throws {
    let batch = try batch(
      "batch rows",
      after: ["loss sigmoid_cross_entropy", "logits 2 -1 3; 1 1 -1", "labels 1 0 1; 0 1 0"])
    #expect(batch.cells(0)[1] == "c0 c2" && batch.cells(0)[4] == "c0 c2")
    #expect(batch.isRight(0) == true && batch.isRight(1) == false)
    #expect(batch.uniform == nil && batch.worse == nil)
  }

  @Test func anIgnoredRowIsNeitherRightNorWrong() throws {
    let batch = try batch("batch", after: Self.batch + ["ignore_index -100", "label 0 -100 2 0 1"])
    #expect(batch.isRight(1) == nil)
    #expect(batch.cells(1)[1] == "ignored")
    #expect(batch.right == 1)
  }

  @Test func aDistributionHasNoOneClassToBeRightAbout() throws {
    let batch = try batch(
      "batch", after: ["loss softmax_cross_entropy", "labels .2 .3 .5; 1 0 0; 0 1 0"])
    #expect(batch.isRight(0) == nil && batch.isRight(1) == false)
    #expect(batch.cells(0)[1] == "soft")
  }

  @Test func ofManyRowsTheOrderIsThatOfTheirLosses() throws {
    var random = SplitMix64(seed: 31)
    let rows = (0..<400).map { _ in
      (0..<4).map { _ in "\(Double(Int.random(in: -80...80, using: &random)) / 8)" }.joined(
        separator: " ")
    }
    let labels = (0..<400).map { _ in "\(Int.random(in: 0..<4, using: &random))" }
    let batch = try batch(
      "batch",
      after: ["logits " + rows.joined(separator: "; "), "label " + labels.joined(separator: " ")])
    let losses = batch.rows.map(batch.loss)
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(Set(batch.rows).count == 400)
  }
}
