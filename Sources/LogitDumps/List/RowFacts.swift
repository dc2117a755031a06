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
  /// Within a few steps of a double, or rounded once where that was enough; of a row that is ignored 0, of a label that is no class NaN.
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

  /// - Parameter areRounded: Whether losses of float32 may be rounded as they are shown, which takes large
  ///   dumps a fraction of the time.
  /// - Throws: `DumpError` where a row cannot be read.
  package init(
    _ dump: Dump, areRounded: Bool = false, _ progress: Progress = Progress()
  ) throws(DumpError) {
    let isSmall = dump.count * dump.classCount <= Self.fewNumbers
    if areRounded, !isSmall, let lanes = LaneRows(dump) {
      self = try RowFacts(dump, progress) { range throws(DumpError) in
        try lanes.facts(range, progress)
      }
      return
    }
    self = try RowFacts(dump, isExact: dump.format == .float64 && isSmall, progress)
    // A sum may lie too near a tie; then every row is kept to more digits.
    if isSmall, sum.reading(over: 1, in: dump.format) == nil {
      self = try RowFacts(dump, isExact: true, progress)
    }
  }

  private init(_ dump: Dump, isExact: Bool, _ progress: Progress) throws(DumpError) {
    try self.init(dump, progress) { range throws(DumpError) in
      try RowFacts(dump, range, isExact: isExact, progress)
    }
  }

  private init(
    _ dump: Dump, _ progress: Progress,
    _ part: @Sendable (Range<Int>) throws(DumpError) -> RowFacts
  ) throws(DumpError) {
    progress.begin(dump.count, "reading losses")
    let parts = try dump.inParts(part)
    self.init()
    reserve(dump.count)
    for part in parts { append(part) }
  }

  init() {}

  mutating func reserve(_ count: Int) {
    losses.reserveCapacity(count)
    margins.reserveCapacity(count)
    labels.reserveCapacity(count)
    predictions.reserveCapacity(count)
    flags.reserveCapacity(count)
  }

  private mutating func append(_ other: RowFacts) {
    losses += other.losses
    margins += other.margins
    labels += other.labels
    predictions += other.predictions
    flags += other.flags
    sum.merge(other.sum)
  }

  /// - Parameter isExact: Whether each loss is kept to 100 bits, which takes far longer.
  init(
    _ dump: Dump, _ range: Range<Int>, isExact: Bool, _ progress: Progress = Progress()
  ) throws(DumpError) {
    var pass = FactsPass(dump, isExact: isExact)
    try dump.eachRow(range, progress) { pass.add($0, $1, $2) }
    self = pass.facts
  }

  struct Row {
    var loss = 0.0
    var margin = Double.nan
    var label: Int32 = -1
    var prediction: Int32 = -1
    var flags: RowFlags = []
  }

  mutating func append(_ row: Row) {
    losses.append(row.loss)
    margins.append(Float(row.margin))
    labels.append(row.label)
    predictions.append(row.prediction)
    flags.append(row.flags)
    sum.rows += 1
  }
}
