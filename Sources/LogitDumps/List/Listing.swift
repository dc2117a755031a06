import Glibc
import LogitExact
import LogitText

/// The rows of a dump in an order, those that a filter leaves: what a screen or a text shows a part of.
package struct Listing: Sendable {
  /// By which column, the worst first.
  package enum Order: String, CaseIterable, Sendable {
    case loss, margin, index, nan
  }

  package let dump: Dump
  package let facts: RowFacts
  /// The rows that are shown, in their order.
  package private(set) var order: [Int32]

  /// - Throws: `DumpError` where a row cannot be read.
  package init(
    _ dump: Dump, sorted by: Order = .loss, where filter: RowFilter? = nil
  ) throws(DumpError) {
    self.init(dump, try RowFacts(dump), sorted: by, where: filter)
  }

  package init(_ dump: Dump, _ facts: RowFacts, sorted by: Order, where filter: RowFilter?) {
    (self.dump, self.facts) = (dump, facts)
    var shown: [Int32] = []
    for row in 0..<facts.count where filter?.holds(facts, row) ?? true { shown.append(Int32(row)) }
    let keys = shown.map { facts.key(by, Int($0)) }
    order = by == .index ? shown : sortedByKey(shown, keys)
  }

  /// Some of the rows, each of their numbers rounded once.
  package func rows(_ range: Range<Int>) throws(DumpError) -> [ListRow] {
    var engine = RowEngine(dump)
    var rows: [ListRow] = []
    for place in range { rows.append(try row(Int(order[place]), &engine)) }
    return rows
  }

  private func row(_ index: Int, _ engine: inout RowEngine) throws(DumpError) -> ListRow {
    let logits = try dump.rows.numbers(index..<index + 1)
    let flags = facts.flags[index]
    var row = ListRow(
      index: index, name: dump.rowNames?[index], labels: [], predictions: [], loss: nil, bits: nil,
      probability: nil, margin: Double(facts.margins[index]), flags: flags)
    let prediction = Int(facts.predictions[index])
    if dump.head == .softmax, prediction >= 0 { row.predictions = [prediction] }
    var label = Int(facts.labels[index])
    var targets: [Double] = []
    switch dump.labels {
    case .none: return row
    case .indices:
      row.labels = [label]
      guard !flags.contains(.ignored), !flags.contains(.noClass) else { return row }
    case .values(let values):
      targets = try values.numbers(index..<index + 1)
      if dump.head == .sigmoid {
        row.labels = targets.indices.filter { targets[$0] >= 0.5 }
        row.predictions = logits.indices.filter { logits[$0] > 0 }
        label = 0
      } else {
        row.labels = [label]
      }
    }
    let readings = engine.readings(logits[...], label: label, targets: targets[...], ofClass: label)
    row.loss = readings.loss
    if dump.head == .softmax || dump.classCount == 1 { row.probability = readings.probability }
    var alone = LossSum()
    alone.add(engine.pair(logits[...], label: label, targets: targets[...]), weight: 1)
    row.bits = alone.bits(over: 1, in: dump.format)
    if dump.head == .softmax, !logits[label].isNaN {
      let others = logits.indices.filter { $0 != label }.map { logits[$0] }
      row.margin = dump.format.rounded(logits[label] - (others.max() ?? -.infinity))
    }
    return row
  }
}

/// One row of a list, as it is shown.
package struct ListRow: Sendable, Equatable {
  package let index: Int
  /// The token, where rows have names.
  package let name: String?
  /// One class, of sigmoids all that are true.
  package fileprivate(set) var labels: [Int]
  package fileprivate(set) var predictions: [Int]
  /// Nil where the row has none.
  package fileprivate(set) var loss: Reading?
  package fileprivate(set) var bits: Reading?
  package fileprivate(set) var probability: Reading?
  package fileprivate(set) var margin: Double
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
  fileprivate func key(_ order: Listing.Order, _ row: Int) -> Double {
    if flags[row].contains(.ignored) { return -.infinity }
    switch order {
    case .index: return Double(-row)
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
private func sortedByKey(_ rows: [Int32], _ keys: [Double]) -> [Int32] {
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
