import LogitExact

/// One pass over rows.
struct FactsPass {
  var facts = RowFacts()
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
    let judged = judge(index, logits, targets)
    facts.append(judged.row)
    if let loss = judged.loss { facts.sum.add(loss, weight: judged.weight) }
  }

  /// What is known of one row.
  struct Judged {
    var row = RowFacts.Row()
    /// nil where the row does not count.
    var loss: DoublePair?
    var weight = 1.0
    /// Whether the loss is that of doubles, of a row without weights.
    var isQuick = false
  }

  mutating func judge(
    _ index: Int, _ logits: ArraySlice<Double>, _ targets: ArraySlice<Double>
  ) -> Judged {
    var judged = Judged()
    switch dump.labels {
    case .none: look(at: logits, label: nil, &judged.row)
    case .indices(let all):
      let label = all[index]
      judged.row.label = Int32(clamping: label)
      if label == ignored {
        judged.row.flags = .ignored
        look(at: logits, label: nil, &judged.row)
      } else if !(0..<dump.classCount).contains(label) {
        judged.row.flags = .noClass
        look(at: logits, label: nil, &judged.row)
        judged.row.loss = .nan
        judged.loss = DoublePair(high: .nan, low: 0, error: 0)
      } else {
        count(logits, label: label, [], &judged)
      }
    case .values:
      let label = targets.indices.max { targets[$0] < targets[$1] || targets[$0].isNaN } ?? 0
      count(logits, label: label - targets.startIndex, targets, &judged)
    }
    return judged
  }

  /// Finds the loss of a row that counts.
  private mutating func count(
    _ logits: ArraySlice<Double>, label: Int, _ targets: ArraySlice<Double>, _ judged: inout Judged
  ) {
    let weights = dump.request.classWeight
    let weight =
      dump.head == .softmax && !weights.isEmpty ? dump.format.rounded(weights[label]) : 1
    let quick = look(at: logits, label: label, &judged.row)
    if dump.head == .sigmoid { judge(logits, targets, &judged.row) }
    let isQuick = isPlain && !isExact && targets.isEmpty && quick.error < .infinity
    let pair =
      isQuick
      ? DoublePair(
        high: weight * quick.loss, low: 0,
        error: weight == 1 ? quick.error : weight.magnitude * (quick.error + quick.loss * 0x1p-52))
      : engine.pair(logits, label: label, targets: targets)
    judged.row.loss = pair.high
    (judged.loss, judged.weight) = (pair, weight)
    judged.isQuick = isQuick && weights.isEmpty
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
    if row.margin > 0, quick.others <= least,
      quick.minusInfinityCount < logits.count - 1
    {
      row.flags.insert(.sure)
    }
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
