import LogitExact
import TestSupport
import Testing

@testable import LogitDumps

/// Rows in lanes say what rows one by one say.
@Suite struct LaneRowsTests {
  private func npy(_ logits: [Float], _ shape: (Int, Int)) throws -> DumpFile {
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(shape.0), \(shape.1)), }\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0]
    bytes += Array(header.utf8)
    for number in logits {
      bytes += (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
    }
    return try DumpFile(MemoryBytes(bytes, name: "z.npy"))
  }

  @Test(arguments: [1, 2, 3, 17, 40, 100])
  func theyAreTheSame(_ classes: Int) throws {
    let count = 400
    var random = SplitMix64(seed: UInt64(classes))
    var logits: [Float] = []
    for row in 0..<count {
      let size: Float = [1, 8, 60, 900][row % 4]
      var own = (0..<classes).map { _ in Float.random(in: -size...size, using: &random) }
      // Ties, and what is not finite.
      if row % 5 == 0 { own = own.map { ($0 / size * 2).rounded() } }
      let place = row % classes
      if row % 37 == 1 { own[place] = .nan }
      if row % 37 == 2 { own[place] = .infinity }
      if row % 37 == 3 { own[place] = -.infinity }
      if row % 37 == 4 { own = own.map { _ in -.infinity } }
      logits += own
    }
    let labels = (0..<count).map { row in
      Double(row % 41 == 5 ? -100 : row % 41 == 6 ? classes : row * 7 % classes)
    }
    let labelFile = DumpFile(
      DumpArray("y", .int64, shape: [count], NumberElements(numbers: labels)))
    let whole = try Dump(try npy(logits, (count, classes)), labelFile: labelFile)
    let lanes = try #require(LaneRows(whole))
    let found = try lanes.facts(0..<count, Progress())
    let wanted = try RowFacts(whole, 0..<count, isExact: true)
    #expect(found.labels == wanted.labels && found.predictions == wanted.predictions)
    #expect(found.flags == wanted.flags)
    #expect(same(found.margins.map(Double.init), wanted.margins.map(Double.init)))
    var engine = RowEngine(whole)
    let losses = (0..<count).map { row -> Double in
      guard !found.flags[row].contains(.ignored), !found.flags[row].contains(.noClass) else {
        return wanted.losses[row]
      }
      let own = logits[row * classes..<(row + 1) * classes].map(Double.init)
      let label = Int(labels[row])
      return engine.readings(own[...], label: label, targets: [], ofClass: label).loss.value
    }
    #expect(same(found.losses, losses))
    #expect((found.sum.rows, found.sum.kept) == (wanted.sum.rows, wanted.sum.kept))
  }

  @Test func sumsHaveTheSameDigits() throws {
    var random = SplitMix64(seed: 5)
    let logits = (0..<60_000).map { _ in Float.random(in: -9...9, using: &random) }
    let labels = (0..<600).map { Double($0 * 13 % 100) }
    let labelFile = DumpFile(DumpArray("y", .int64, shape: [600], NumberElements(numbers: labels)))
    let whole = try Dump(try npy(logits, (600, 100)), labelFile: labelFile)
    let lanes = try #require(LaneRows(whole))
    let (found, wanted) = (
      try lanes.facts(0..<600, Progress()).sum, try RowFacts(whole, 0..<600, isExact: true).sum
    )
    for bottom in [1, 600.0] {
      let digits = found.reading(over: bottom, in: .float32)
      #expect(digits != nil && digits == wanted.reading(over: bottom, in: .float32))
    }
  }

  @Test func otherRowsAreLeftToOthers() throws {
    var request = DumpRequest()
    request.temperature = 2
    let labelFile = DumpFile(DumpArray("y", .int64, shape: [2], NumberElements(numbers: [0, 1])))
    let file = try npy([1, 2, 3, 4], (2, 2))
    #expect(LaneRows(try Dump(file, labelFile: labelFile, request)) == nil)
    #expect(LaneRows(try Dump(file)) == nil)
    #expect(LaneRows(try dump([1, 2, 3, 4], [2, 2], labels: [0, 1])) == nil)
    #expect(LaneRows(try Dump(file, labelFile: labelFile)) != nil)
  }
}
