import LogitExact
import TestSupport

/// One line of `Sums/sums.tsv`: values, how often they are repeated, and what their sums are.
struct SumCase: Sendable, CustomStringConvertible {
  struct Unreadable: Error {
    let what: String
  }

  let description: String
  let values: [Double]
  let times: Int
  let sum64, sum32, mean64, mean32: Double

  var all: [Double] { Array(repeatElement(values, count: times).joined()) }

  /// The values as floats, where all of them are.
  var floats: [Float]? {
    let floats = all.map { Float($0) }
    return zip(floats, all).allSatisfy { Double($0) == $1 || $1.isNaN } ? floats : nil
  }

  var sum: ExactSum {
    var sum = ExactSum()
    sum.add(contentsOf: all)
    return sum
  }

  init(line: Substring) throws {
    let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard cells.count == 7, let times = Int(cells[1]) else { throw Unreadable(what: String(line)) }
    description = String(line.prefix(200))
    self.times = times
    values = try cells[2].split(separator: " ").map(Self.number)
    sum64 = try Self.number(cells[3])
    sum32 = try Self.number(cells[4])
    mean64 = try Self.number(cells[5])
    mean32 = try Self.number(cells[6])
  }

  /// All cases.
  static func read() throws -> [SumCase] {
    let tests = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    return try text(ofFile: "/\(tests)/Sums/sums.tsv").split(separator: "\n").dropFirst(2)
      .map { try SumCase(line: $0) }
  }

  private static func number(_ text: Substring) throws -> Double {
    guard let number = Double(text) else { throw Unreadable(what: String(text)) }
    return number
  }
}
