import Glibc
import LogitKernels

/// Rows of float32 logits that lie side by side with a label each, many at once: what `FactsPass` finds of
/// them, by the kernels, whose losses have the bits of the bench.
struct LaneRows: Sendable {
  private let dump: Dump
  private let stored: StoredElements
  private let labels: [Int]
  private let ignored: Int?
  /// A loss up to here is that of a p which float32 rounds to 1.
  private let sure = Float(log1p(0x1p-25))

  /// - Returns: nil for rows that lie otherwise, or whose loss has further rules.
  init?(_ dump: Dump) {
    let request = dump.request
    guard dump.head == .softmax, request.labelSmoothing == 0, request.temperature == 1,
      request.classWeight.isEmpty, case .indices(let labels) = dump.labels,
      let stored = dump.rows.stored, stored.type == .float32, !stored.isBigEndian
    else { return nil }
    (self.dump, self.stored, self.labels, ignored) = (dump, stored, labels, dump.ignoreIndex)
  }

  /// - Throws: `DumpError` where a row cannot be read.
  func facts(_ range: Range<Int>, _ progress: Progress) throws(DumpError) -> RowFacts {
    let kernels = BatchKernels(threads: 1)
    let classes = dump.classCount
    var (facts, pass) = (RowFacts(), FactsPass(dump, isExact: false))
    facts.reserve(range.count)
    // What fits beside its doubles into a processor's own memory.
    let step = max(1, min(1 << 14, (1 << 17) / classes))
    var losses = [Float](repeating: 0, count: step)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: step) {
      let block = start..<min(range.upperBound, start + step)
      let bytes = try stored.bytes(block.lowerBound * classes..<block.upperBound * classes)
      let counted = block.map { row in
        Int32(labels[row] != ignored && (0..<classes).contains(labels[row]) ? labels[row] : -1)
      }
      bytes.withUnsafeBytes { raw in
        let logits = raw.assumingMemoryBound(to: Float.self)
        losses.withUnsafeMutableBufferPointer { losses in
          counted.withUnsafeBufferPointer { labels in
            facts.sum.add(
              kernels.softmaxCrossEntropy(
                logits: logits, labels: .int32(labels),
                shape: BatchShape(rows: block.count, classes: classes), ignoreIndex: -1,
                losses: losses))
          }
        }
        for (place, row) in block.enumerated() {
          let own = UnsafeBufferPointer(rebasing: logits[place * classes..<(place + 1) * classes])
          if counted[place] >= 0, let found = look(own, Int(counted[place]), losses[place]) {
            facts.append(found)
          } else {
            // Masks, what is no number, and rows that do not count.
            var judged = pass.judge(row, own.map(Double.init)[...], [])
            if counted[place] >= 0 { judged.row.loss = Double(losses[place]) }
            if counted[place] < 0, let loss = judged.loss { facts.sum.add(loss, weight: 1) }
            facts.append(judged.row)
          }
        }
      }
      try progress.advance(by: block.count)
    }
    return facts
  }

  /// - Returns: nil where a number is not finite.
  private func look(
    _ logits: UnsafeBufferPointer<Float>, _ label: Int, _ loss: Float
  ) -> RowFacts.Row? {
    let own = logits[label]
    let before = Self.greatest(logits, 0..<label)
    let after = Self.greatest(logits, label + 1..<logits.count)
    guard own.isFinite, before.isFinite, after.isFinite else { return nil }
    let other = max(before.value, after.value)
    var row = RowFacts.Row()
    (row.loss, row.label) = (Double(loss), Int32(label))
    row.margin = Double(own) - Double(other)
    row.prediction = Int32(label)
    if own == other { row.flags.insert(.tie) }
    if other > own { row.flags.insert(.wrong) }
    // The first of those that are greatest.
    if before.value == other, other >= own {
      row.prediction = Int32(Self.first(logits, other, from: 0))
    } else if other > own {
      row.prediction = Int32(Self.first(logits, other, from: label + 1))
    }
    if row.margin > 0, loss <= sure, logits.count > 1 { row.flags.insert(.sure) }
    return row
  }

  /// The greatest number of a part of a row, and whether all of them are finite.
  private static func greatest(
    _ logits: UnsafeBufferPointer<Float>, _ range: Range<Int>
  ) -> (value: Float, isFinite: Bool) {
    var (most, zero) = (SIMD16<Float>(repeating: -.infinity), SIMD16<Float>(repeating: 0))
    var k = range.lowerBound
    let raw = UnsafeRawBufferPointer(logits)
    while k + 16 <= range.upperBound {
      let part = raw.loadUnaligned(fromByteOffset: 4 * k, as: SIMD16<Float>.self)
      most.replace(with: part, where: part .> most)
      // 0 times what is not finite is no number, and stays none.
      zero += part * 0
      k += 16
    }
    var (value, sum) = (most.max(), zero.sum())
    while k < range.upperBound {
      value = max(value, logits[k])
      sum += logits[k] * 0
      k += 1
    }
    return (value, !sum.isNaN)
  }

  private static func first(
    _ logits: UnsafeBufferPointer<Float>, _ value: Float, from start: Int
  ) -> Int {
    var k = start
    let raw = UnsafeRawBufferPointer(logits)
    while k + 16 <= logits.count {
      let part = raw.loadUnaligned(fromByteOffset: 4 * k, as: SIMD16<Float>.self)
      if any(part .== value) { break }
      k += 16
    }
    while k < logits.count - 1, logits[k] != value { k += 1 }
    return k
  }
}

extension LossSum {
  /// Adds the losses of many rows.
  fileprivate mutating func add(_ losses: BatchLoss) {
    sum.add(losses.sum)
    error.add(losses.error)
    weights.add(Double(losses.count))
    kept += losses.count
  }
}
