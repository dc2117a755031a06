import Dispatch
import LogitExact
import Synchronization

/// What a row of a list is marked with.
package struct RowFlags: OptionSet, Sendable, Hashable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let nan = RowFlags(rawValue: 1)
  package static let infinite = RowFlags(rawValue: 2)
  package static let minusInfinite = RowFlags(rawValue: 4)
  package static let allMinusInfinite = RowFlags(rawValue: 8)
  package static let labelExcluded = RowFlags(rawValue: 16)
  package static let ignored = RowFlags(rawValue: 32)
  package static let noClass = RowFlags(rawValue: 64)
  package static let tie = RowFlags(rawValue: 128)
  package static let sure = RowFlags(rawValue: 256)
  package static let wrong = RowFlags(rawValue: 512)

  /// Each with its word, in the order in which they are said.
  package static let words: [(flag: RowFlags, word: String)] = [
    (.wrong, "wrong"), (.nan, "nan"), (.infinite, "inf"), (.allMinusInfinite, "all -inf"),
    (.minusInfinite, "-inf"), (.labelExcluded, "label -inf"), (.noClass, "no class"),
    (.ignored, "ignored"), (.tie, "tie"), (.sure, "p=1~"),
  ]

  package var words: [String] {
    Self.words.compactMap { flag, word in
      flag == .minusInfinite && contains(.allMinusInfinite) ? nil : contains(flag) ? word : nil
    }
  }
}

/// What is known of every row at once: enough to sort, to filter and to add up; what is shown of a row
/// is proven when it is shown.
package struct RowFacts: Sendable {
  /// Within a few steps of a double; of a row that is ignored 0, of a label that is no class NaN.
  package internal(set) var losses: [Double] = []
  /// How far the label is above the best other class.
  package internal(set) var margins: [Float] = []
  /// The class of the label and the likeliest one; with several labels a row how many there are.
  package internal(set) var labels: [Int32] = []
  package internal(set) var predictions: [Int32] = []
  package internal(set) var flags: [RowFlags] = []
  package internal(set) var sum = LossSum()

  package var count: Int { losses.count }

  /// So few numbers are all kept to 100 bits.
  private static let fewNumbers = 4_000_000

  /// - Throws: `DumpError` where a row cannot be read.
  package init(_ dump: Dump) throws(DumpError) {
    let isSmall = dump.count * dump.classCount <= Self.fewNumbers
    self = try RowFacts(dump, isExact: dump.format == .float64 && isSmall)
    // A sum may lie too near a tie; then every row is kept to more digits.
    if isSmall, sum.reading(over: 1, in: dump.format) == nil {
      self = try RowFacts(dump, isExact: true)
    }
  }

  private init(_ dump: Dump, isExact: Bool) throws(DumpError) {
    let parts = max(1, min(dump.count * dump.classCount >> 16, Self.processors))
    guard parts > 1 else {
      self = try RowFacts(dump, 0..<dump.count, isExact: isExact)
      return
    }
    let results = Mutex([Result<RowFacts, DumpError>?](repeating: nil, count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let range = dump.count * part / parts..<dump.count * (part + 1) / parts
      let result = Result { () throws(DumpError) in
        try RowFacts(dump, range, isExact: isExact)
      }
      results.withLock { $0[part] = result }
    }
    self.init()
    for result in results.withLock({ $0 }) {
      if let facts = try result?.get() { append(facts) }
    }
  }

  private static let processors = 4

  private init() {}

  private mutating func append(_ other: RowFacts) {
    losses += other.losses
    margins += other.margins
    labels += other.labels
    predictions += other.predictions
    flags += other.flags
    sum.merge(other.sum)
  }

  /// - Parameter isExact: Whether each loss is kept to 100 bits, which takes far longer.
  init(_ dump: Dump, _ range: Range<Int>, isExact: Bool) throws(DumpError) {
    var pass = FactsPass(dump, isExact: isExact)
    let classes = dump.classCount
    let step = max(1, min(1 << 14, (1 << 18) / max(1, classes)))
    for start in stride(from: range.lowerBound, to: range.upperBound, by: step) {
      let block = start..<min(range.upperBound, start + step)
      let logits = try dump.rows.numbers(block)
      var targets: [Double] = []
      if case .values(let rows) = dump.labels { targets = try rows.numbers(block) }
      for row in block {
        let place = (row - start) * classes..<(row - start + 1) * classes
        pass.add(row, logits[place], targets.isEmpty ? [] : targets[place])
      }
    }
    self = pass.facts
  }

  fileprivate struct Row {
    var loss = 0.0
    var margin = Double.nan
    var label: Int32 = -1
    var prediction: Int32 = -1
    var flags: RowFlags = []
  }

  fileprivate mutating func append(_ row: Row) {
    losses.append(row.loss)
    margins.append(Float(row.margin))
    labels.append(row.label)
    predictions.append(row.prediction)
    flags.append(row.flags)
    sum.rows += 1
  }
}

/// One pass over rows.
private struct FactsPass {
  var facts = RowFacts.none
  private let dump: Dump
  private var engine: RowEngine
  private let isPlain: Bool
  private let isExact: Bool
  private let ignored: Int?
  /// `1 − p` up to here is a p that the format rounds to 1.
  private let least: Double

  init(_ dump: Dump, isExact: Bool) {
    self.dump = dump
    self.isExact = isExact
    engine = RowEngine(dump)
    let request = dump.request
    isPlain =
      dump.head == .softmax && request.labelSmoothing == 0 && request.temperature == 1
    ignored = dump.ignoreIndex
    least = Double(sign: .plus, exponent: -dump.format.precision - 1, significand: 1)
  }

  mutating func add(_ index: Int, _ logits: ArraySlice<Double>, _ targets: ArraySlice<Double>) {
    var row = RowFacts.Row()
    switch dump.labels {
    case .none: look(at: logits, label: nil, &row)
    case .indices(let all):
      let label = all[index]
      row.label = Int32(clamping: label)
      if label == ignored {
        row.flags = .ignored
        look(at: logits, label: nil, &row)
      } else if !(0..<dump.classCount).contains(label) {
        row.flags = .noClass
        look(at: logits, label: nil, &row)
        row.loss = .nan
        facts.sum.add(DoublePair(high: .nan, low: 0, error: 0), weight: 1)
      } else {
        count(logits, label: label, [], &row)
      }
    case .values:
      let label = targets.indices.max { targets[$0] < targets[$1] || targets[$0].isNaN } ?? 0
      count(logits, label: label - targets.startIndex, targets, &row)
    }
    facts.append(row)
  }

  /// Adds the loss of a row to all.
  private mutating func count(
    _ logits: ArraySlice<Double>, label: Int, _ targets: ArraySlice<Double>,
    _ row: inout RowFacts.Row
  ) {
    let weights = dump.request.classWeight
    let weight =
      dump.head == .softmax && !weights.isEmpty ? dump.format.rounded(weights[label]) : 1
    let quick = look(at: logits, label: label, &row)
    if dump.head == .sigmoid { judge(logits, targets, &row) }
    let isQuick = isPlain && !isExact && targets.isEmpty && quick.error < .infinity
    let pair =
      isQuick
      ? DoublePair(
        high: weight * quick.loss, low: 0,
        error: weight == 1 ? quick.error : weight.magnitude * (quick.error + quick.loss * 0x1p-52))
      : engine.pair(logits, label: label, targets: targets)
    row.loss = pair.high
    facts.sum.add(pair, weight: weight)
  }

  @discardableResult
  private func look(
    at logits: ArraySlice<Double>, label: Int?, _ row: inout RowFacts.Row
  ) -> QuickLoss {
    let quick = logits.withUnsafeBufferPointer { QuickLoss($0, label: label) }
    if quick.nanAt != nil { row.flags.insert(.nan) }
    if quick.infinityAt != nil { row.flags.insert(.infinite) }
    if quick.minusInfinityCount > 0 { row.flags.insert(.minusInfinite) }
    if quick.minusInfinityCount == logits.count, logits.count > 1 {
      row.flags.insert(.allMinusInfinite)
    }
    guard dump.head == .softmax else { return quick }
    row.prediction = quick.nanAt == nil ? Int32(clamping: quick.top) : -1
    guard let label else { return quick }
    row.label = Int32(clamping: label)
    let own = logits[logits.startIndex + label]
    row.margin = own - quick.runnerUp
    if own == -.infinity { row.flags.insert(.labelExcluded) }
    if own == quick.runnerUp { row.flags.insert(.tie) }
    if row.margin < 0 || row.margin.isNaN && logits.count > 1 { row.flags.insert(.wrong) }
    if row.margin > 0, quick.others <= least, quick.others > 0 { row.flags.insert(.sure) }
    return quick
  }

  /// Each class by itself: what is above 0 is taken for true.
  private func judge(
    _ logits: ArraySlice<Double>, _ targets: ArraySlice<Double>, _ row: inout RowFacts.Row
  ) {
    var (labels, predictions) = (0, 0)
    var margin = Double.infinity
    row.flags.remove(.tie)
    for (z, y) in zip(logits, targets) {
      let (isTrue, isTaken) = (y >= 0.5, z > 0)
      labels += isTrue ? 1 : 0
      predictions += isTaken ? 1 : 0
      if isTrue != isTaken { row.flags.insert(.wrong) }
      margin = z.isNaN ? .nan : min(margin, isTrue ? z : -z)
    }
    (row.label, row.prediction) = (Int32(clamping: labels), Int32(clamping: predictions))
    row.margin = margin
  }
}

extension RowFacts {
  fileprivate static var none: RowFacts { RowFacts() }
}
