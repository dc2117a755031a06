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
    _ dump: Dump, sorted by: Order = .loss, where filter: RowFilter? = nil,
    _ progress: Progress = Progress()
  ) throws(DumpError) {
    let facts = try RowFacts(dump, areRounded: true, progress)
    try self.init(dump, facts, sorted: by, where: filter, progress)
  }

  /// - Parameter isReversed: Whether the last come first; rows that are ignored stay at the end.
  package init(
    _ dump: Dump, _ facts: RowFacts, sorted by: Order, isReversed: Bool = false,
    where filter: RowFilter?, _ progress: Progress = Progress()
  ) throws(DumpError) {
    (self.dump, self.facts) = (dump, facts)
    progress.begin(facts.count, "sorting")
    var shown: [Int32] = []
    shown.reserveCapacity(filter == nil ? facts.count : 0)
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

  /// The first place behind another, by steps of 1 or -1, whose row is wrong or no number; nil where
  /// there is none.
  package func flagged(
    after place: Int, _ step: Int, _ progress: Progress
  ) throws(DumpError) -> Int? {
    let wanted: RowFlags = [.wrong, .nan, .infinite, .allMinusInfinite, .labelExcluded, .noClass]
    progress.begin(step > 0 ? order.count - place : place)
    var next = place + step
    while order.indices.contains(next) {
      if !facts.flags[Int(order[next])].isDisjoint(with: wanted) { return next }
      next += step
      if next & 0xffff == 0 { try progress.advance(by: 1 << 16) }
    }
    return nil
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
    let counting = Background { _ in Summary(dump, facts) }
    listing = try Listing(dump, facts, sorted: by, isReversed: isReversed, where: filter, progress)
    summary = try counting.value()
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
/// - Derivation: the bits of a float, its sign turned, are in the order of the numbers, and rounding to
///   floats turns none round. They stand above the place of the key in one word, which three passes of 11
///   bits sort; keys that are no floats are sorted among those with the same one.
func sortedByKey(_ rows: [Int32], _ keys: [Double]) -> [Int32] {
  // Counting places three times takes longer than sorting few.
  guard rows.count > 1 << 14 else {
    return rows.indices.sorted {
      keys[$0] != keys[$1] ? keys[$0] > keys[$1] : $0 < $1
    }.map { rows[$0] }
  }
  var areFloats = true
  var words = keys.indices.map { place -> UInt64 in
    let near = Float(keys[place]) + 0
    if Double(near) != keys[place] { areFloats = false }
    let bits = near.bitPattern
    let order = ~(bits >> 31 == 1 ? ~bits : bits | 1 << 31)
    return UInt64(order) << 32 | UInt64(place)
  }
  var next = words
  for shift in stride(from: UInt64(32), to: 64, by: 11) {
    var starts = [Int](repeating: 0, count: 1 << 11 + 1)
    for word in words { starts[Int(word >> shift & 0x7ff) + 1] += 1 }
    // All have the same digit.
    if starts.contains(words.count) { continue }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    for word in words {
      let digit = Int(word >> shift & 0x7ff)
      next[starts[digit]] = word
      starts[digit] += 1
    }
    swap(&words, &next)
  }
  func place(_ word: UInt64) -> Int { Int(word & 0xffff_ffff) }
  var start = 0
  while !areFloats, start < words.count {
    let end = words[start...].firstIndex { $0 >> 32 != words[start] >> 32 } ?? words.count
    words[start..<end].sort {
      let (a, b) = (keys[place($0)], keys[place($1)])
      return a != b ? a > b : $0 < $1
    }
    start = end
  }
  return words.map { rows[place($0)] }
}
