import TestSupport
import Testing

@testable import LogitDumps

/// Many rows are gone through in parts at once.
@Suite struct PassTests {
  private func whole(_ rows: Int, _ classes: Int) throws -> Dump {
    var random = SplitMix64(seed: 9)
    return try dump(
      (0..<rows * classes).map { _ in Double(Float.random(in: -9...9, using: &random)) },
      [rows, classes], labels: (0..<rows).map { Double($0 * 7 % classes) })
  }

  @Test func partsAreAllRowsInTheirOrder() throws {
    let parts = try whole(50, 4).inParts(ofNumbers: 1) { $0 }
    #expect(parts.count > 1)
    #expect(parts.flatMap { Array($0) } == Array(0..<50))
  }

  @Test func whatFailsInOnePartFailsInAll() throws {
    #expect(throws: DumpError.self) {
      try whole(50, 4).inParts(ofNumbers: 1) { range throws(DumpError) in
        if range.contains(33) { throw .usage("z", "row 33 cannot be read") }
        return range.count
      }
    }
  }

  /// 200 000 numbers are worth several parts.
  @Test func factsOfPartsAreThoseOfTheWhole() throws {
    let dump = try whole(50_000, 4)
    let found = try RowFacts(dump, Progress())
    let wanted = try RowFacts(dump, 0..<dump.count, isExact: false)
    #expect(found.labels == wanted.labels && found.predictions == wanted.predictions)
    #expect(zip(found.losses, wanted.losses).allSatisfy { ($0 - $1).magnitude <= 1e-9 })
    #expect(found.sum.kept == 50_000)
  }
}
