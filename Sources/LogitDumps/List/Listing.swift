import Glibc
import LogitExact
import LogitText

/// The rows of a dump in an order, those that a filter leaves: what a screen or a text shows a part of.
package struct Listing: Sendable {
  /// By which column.
  package enum Order: String, CaseIterable, Sendable {
    case loss, margin, nan, index, label, pred

    /// Which rows come first.
    package var words: String {
      switch self {
      case .loss: "worst first"
      case .margin: "most confident mistake first"
      case .nan: "nan first"
      case .index: "row by row"
      case .label: "by label"
      case .pred: "by prediction"
      }
    }
  }

  package let dump: Dump
  package let facts: RowFacts
  /// The rows that are shown, in their order.
  package private(set) var order: [Int32]

  /// - Throws: `DumpError` where a row cannot be read.
  package init(
    _ dump: Dump, sorted by: Order = .loss, where filter: RowFilter? = nil
  ) throws(DumpError) {
    try self.init(dump, RowFacts(dump, areRounded: true), sorted: by, where: filter)
  }

  /// - Parameter isReversed: Whether the last come first; rows that are ignored stay at the end.
  package init(
    _ dump: Dump, _ facts: RowFacts, sorted by: Order, isReversed: Bool = false,
    where filter: RowFilter?, _ progress: Progress = Progress()
  ) throws(DumpError) {
    (self.dump, self.facts) = (dump, facts)
    progress.begin(facts.count)
    var shown: [Int32] = []
    for start in stride(from: 0, to: facts.count, by: 1 << 16) {
      let block = start..<min(facts.count, start + 1 << 16)
      try progress.advance(by: block.count)
      for row in block where filter?.holds(facts, row) ?? true { shown.append(Int32(row)) }
    }
    if by != .index {
      shown = sortedByKey(shown, shown.map { facts.key(by, Int($0), isReversed: isReversed) })
    } else if isReversed {
      shown.reverse()
    }
    order = shown
  }

  /// Some of the rows, each of their numbers rounded once.
  package func rows(_ range: Range<Int>) throws(DumpError) -> [ListRow] {
    var reader = ListRowReader(dump)
    var rows: [ListRow] = []
    for place in range { rows.append(try reader.row(Int(order[place]))) }
    return rows
  }
}

/// All that is known of a dump when each of its rows was read.
package struct WholeDump: Sendable {
  package let listing: Listing
  package let summary: Summary

  package init(
    _ dump: Dump, sorted by: Listing.Order, isReversed: Bool, where filter: RowFilter?,
    _ progress: Progress
  ) throws(DumpError) {
    let facts = try RowFacts(dump, areRounded: true, progress)
    summary = Summary(dump, facts)
    listing = try Listing(dump, facts, sorted: by, isReversed: isReversed, where: filter)
  }
}

/// One row of a list, as it is shown.
package struct ListRow: Sendable, Equatable {
  package let index: Int
  /// The token, where rows have names.
  package let name: String?
  /// One class, of sigmoids all that are true.
  package internal(set) var labels: [Int] = []
  package internal(set) var predictions: [Int] = []
  /// Nil where the row has none.
  package internal(set) var loss: Reading?
  package internal(set) var bits: Reading?
  package internal(set) var probability: Reading?
  package internal(set) var margin: Double
  package let flags: RowFlags
}

extension LossSum {
  func bits(over denominator: Double, in format: Format) -> Reading? {
    reading(over: denominator, in: format) { .binary(.divide, $0, .call(.log, [.number("2")])) }
  }
}

extension RowFacts {
  func number(_ field: RowFilter.Field, _ row: Int) -> Double {
    switch field {
    case .index: Double(row)
    case .label: Double(labels[row])
    case .pred: Double(predictions[row])
    case .loss: losses[row]
    case .bits: losses[row] / log(2)
    case .p: exp(-losses[row])
    case .margin: Double(margins[row])
    }
  }

  /// What sorts a row: the greatest key first, rows that are ignored last.
  fileprivate func key(_ order: Listing.Order, _ row: Int, isReversed: Bool) -> Double {
    if flags[row].contains(.ignored) { return -.infinity }
    let key = key(order, row)
    return isReversed ? -key : key
  }

  private func key(_ order: Listing.Order, _ row: Int) -> Double {
    switch order {
    case .index: return Double(-row)
    case .label: return -Double(labels[row])
    case .pred: return -Double(predictions[row])
    case .loss: return losses[row].isNaN ? .infinity : losses[row]
    case .margin: return margins[row].isNaN ? .infinity : -Double(margins[row])
    case .nan:
      let flags = flags[row]
      if flags.contains(.nan) { return .greatestFiniteMagnitude }
      if losses[row].isNaN { return .greatestFiniteMagnitude / 2 }
      if flags.contains(.infinite) { return .greatestFiniteMagnitude / 4 }
      return min(losses[row], .greatestFiniteMagnitude / 8)
    }
  }
}

/// Rows by their keys, the greatest first, equal ones as they were.
///
/// - Derivation: the bits of a double, its sign turned, are in the order of the numbers; four passes
///   of 16 bits each sort ten million rows in a second.
func sortedByKey(_ rows: [Int32], _ keys: [Double]) -> [Int32] {
  // Counting 65 536 places four times takes longer than sorting few.
  guard rows.count > 1 << 14 else {
    return rows.indices.sorted {
      keys[$0] != keys[$1] ? keys[$0] > keys[$1] : $0 < $1
    }.map { rows[$0] }
  }
  var places = Array(rows.indices.map(UInt32.init))
  let bits = keys.map { key -> UInt64 in
    let bits = (key + 0).bitPattern
    return ~(bits >> 63 == 1 ? ~bits : bits | 1 << 63)
  }
  var next = places
  for shift in stride(from: UInt64(0), to: 64, by: 16) {
    var starts = [Int](repeating: 0, count: 1 << 16 + 1)
    for key in bits { starts[Int(key >> shift & 0xffff) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    for place in places {
      let digit = Int(bits[Int(place)] >> shift & 0xffff)
      next[starts[digit]] = place
      starts[digit] += 1
    }
    swap(&places, &next)
  }
  return places.map { rows[Int($0)] }
}
