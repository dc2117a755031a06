import Glibc
import LogitExact
import LogitText

/// Rows as they are shown, each read where it lies: what is known of no other row.
package struct ListRowReader: Sendable {
  private let dump: Dump
  private var pass: FactsPass
  private var engine: RowEngine
  private let isForScreen: Bool

  /// - Parameter isForScreen: Whether numbers are kept as far as they are printed alone: of float64
  ///   the digits of their text are sure, not the last bits.
  package init(_ dump: Dump, isForScreen: Bool = false) {
    (self.dump, self.isForScreen) = (dump, isForScreen)
    pass = FactsPass(dump, isExact: false)
    engine = RowEngine(dump)
  }

  /// - Throws: `DumpError` where the row is not there any more.
  /// - Precondition: `index` is one of the dump's rows.
  package mutating func row(_ index: Int) throws(DumpError) -> ListRow {
    let logits = try dump.rows.numbers(index..<index + 1)
    var targets: [Double] = []
    if case .values(let values) = dump.labels {
      targets = try values.numbers(index..<index + 1)
    }
    let judged = pass.judge(index, logits[...], targets[...])
    var row = ListRow(
      index: index, name: dump.rowNames?[index], margin: judged.row.margin, flags: judged.row.flags)
    let prediction = Int(judged.row.prediction)
    if dump.head == .softmax, prediction >= 0 { row.predictions = [prediction] }
    var label = Int(judged.row.label)
    switch dump.labels {
    case .none: return row
    case .indices(let all):
      label = all[index]
      // What is no whole number names no class.
      row.labels = label == Labels.notAClass ? [] : [label]
      guard let loss = judged.loss, !loss.high.isNaN || !row.flags.contains(.noClass) else {
        return row
      }
    case .values:
      if dump.head == .sigmoid {
        row.labels = targets.indices.filter { targets[$0] >= 0.5 }
        row.predictions = logits.indices.filter { logits[$0] > 0 }
        label = 0
      } else {
        row.labels = [label]
      }
    }
    if dump.head == .softmax, !logits[label].isNaN {
      let others = logits.indices.filter { $0 != label }.map { logits[$0] }
      row.margin = dump.format.rounded(logits[label] - (others.max() ?? -.infinity))
    }
    if judged.isQuick, let loss = judged.loss, let sure = sure(loss) {
      (row.loss, row.bits, row.probability) = sure
      return row
    }
    let readings = engine.readings(logits[...], label: label, targets: targets[...], ofClass: label)
    row.loss = readings.loss
    if dump.head == .softmax || dump.classCount == 1 { row.probability = readings.probability }
    var alone = LossSum()
    alone.add(engine.pair(logits[...], label: label, targets: targets[...]), weight: 1)
    row.bits = alone.bits(over: 1, in: dump.format)
    return row
  }

  /// Loss, bits and probability where a loss in doubles leaves but one number for each; nil where only
  /// the engine tells.
  private func sure(_ loss: DoublePair) -> (loss: Reading, bits: Reading, probability: Reading)? {
    let (low, high) = (loss.high - loss.error, loss.high + loss.error)
    // Each step is within two steps of a double, which 2^-50 covers.
    func within(_ low: Double, _ high: Double) -> Reading? {
      reading(low * (1 - 0x1p-50), high * (1 + 0x1p-50))
    }
    guard loss.high > 0, let loss = within(low, high),
      let bits = within(low / log(2), high / log(2)), bits.value != 1,
      let probability = within(exp(-high), exp(-low))
    else { return nil }
    return (loss, bits, probability)
  }

  /// The number of the format that both ends are; nil where they are two.
  ///
  /// No such number is 0, 1 or infinite exactly: the loss of finite logits is none.
  private func reading(_ low: Double, _ high: Double) -> Reading? {
    let ends = [Reading(dump.format.rounded(low)), Reading(dump.format.rounded(high))]
    guard ends[0].value.isFinite, ends[1].value.isFinite else { return nil }
    if ends[0].value == ends[1].value { return ends[0] }
    return isForScreen && dump.format == .float64 && ends[0].text == ends[1].text ? ends[0] : nil
  }
}
