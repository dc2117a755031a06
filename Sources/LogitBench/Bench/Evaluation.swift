import LogitExact
import LogitLosses
import LogitText

/// What follows from a bench: the losses of all rows, and all numbers of the chosen one, each
/// rounded once to the format of the bench.
package struct Evaluation: Equatable, Sendable {
  /// The loss of each row, the sum of its classes under a sigmoid; 0 for one that is ignored.
  package let rowLosses: [Reading]
  package let chosen: RowResult
  /// What the numbers of the chosen row can be, where its logits are known to a margin.
  package let ranges: RowRanges?
  package let sum: Reading
  /// The sum over `denominator`: by the reduction of the bench where that is a mean.
  package let mean: Reading
  package let denominator: Reading
  /// The mean over the rows that count, where that of the bench is over all; nil where these are the same.
  package let keptMean: Reading?
  /// How many unreduced losses there are.
  package let count: Int
  /// The losses of the rows before they are rounded.
  private let pairs: Remembered<[DoublePair]>
  /// Where the framework of the bench answers another kind of number.
  private let differences: Remembered<[FrameworkDifference?]>
  private let rows: Remembered<BenchRows>

  /// The chosen row's gradient over this is that of the reduced loss.
  package func gradientDivisor(_ reduction: Reduction) -> Double {
    reduction.isMean ? denominator.value : 1
  }

  /// - Parameters:
  ///   - previous: The bench and evaluation before a change: rows that are the same are not
  ///     computed again, so that one edit of a large batch costs one row.
  ///   - budget: What each number may cost.
  package init(
    _ bench: Bench, after previous: (bench: Bench, evaluation: Evaluation)? = nil,
    within budget: Budget = .ofAKey
  ) {
    var rows = BenchRows(bench, after: previous?.evaluation.rows.value)
    // Rows that are the same keep what they had.
    var rowLosses = previous?.evaluation.rowLosses ?? []
    var pairs = previous?.evaluation.pairs.value ?? []
    var differences = previous?.evaluation.differences.value ?? []
    let count = bench.rows
    func fit<Element>(_ all: inout [Element], _ empty: Element) {
      if all.count > count { all.removeLast(all.count - count) }
      all += Array(repeating: empty, count: count - all.count)
    }
    fit(&rowLosses, Reading(0, isExact: true))
    fit(&pairs, .zero)
    fit(&differences, nil)
    let ignored = bench.ignoredRows
    let shown = rows.readings(bench, row: bench.row, within: budget)
    for row in Self.changedRows(bench, previous?.bench) {
      differences[row] = bench.frameworkDifference(ofRow: row)
      (rowLosses[row], pairs[row]) =
        ignored?[row] == true
        ? (Reading(0, isExact: true), .zero)
        : (row == bench.row ? shown.loss : nil)
          ?? rows.lossReading(bench, row: row, within: budget)
    }
    self.rowLosses = rowLosses
    self.pairs = Remembered(pairs)
    self.differences = Remembered(differences)
    chosen = RowResult(bench, row: bench.row, loss: rowLosses[bench.row], shown.parts)
    ranges = bench.uncertainty.map { rows.ranges(bench, row: bench.row, under: $0.margin) }
    self.count = count * bench.lossesPerRow
    let total = BatchSum(bench, pairs)
    sum = total.reading(over: bench.denominator(.sum), &rows, within: budget)
    let reduction = bench.ruledReduction
    let divisor = bench.denominator(reduction.isMean ? reduction : .mean)
    // Keras divides by nothing without a NaN: a batch that is ignored as a whole costs nothing.
    mean =
      divisor.isNothing && bench.framework == .keras
      ? Reading(0, isExact: true) : total.reading(over: divisor, &rows, within: budget)
    let kept = bench.denominator(.meanKept)
    keptMean =
      reduction == .mean && !kept.isNothing && kept.value != divisor.value
      ? total.reading(over: kept, &rows, within: budget) : nil
    denominator = divisor.program.readings(in: bench.dtype).first ?? Reading(.nan)
    self.rows = Remembered(rows)
  }

  /// What follows from the mean of the losses, rounded once.
  func mean(of bench: Bench, as follows: (Expression) -> Expression) -> Reading {
    let reduction = bench.ruledReduction
    let divisor = bench.denominator(reduction.isMean ? reduction : .mean)
    var rows = rows.value
    return BatchSum(bench, pairs.value).reading(over: divisor, &rows, as: follows)
  }

  /// Another row of the same bench.
  package func result(_ bench: Bench, row: Int) -> RowResult {
    var rows = rows.value
    return RowResult(bench, row: row, loss: rowLosses[row], rows.readings(bench, row: row).parts)
  }

  /// What a number of the chosen row is exactly, as steps.
  package func program(_ bench: Bench, of subjects: [ClassNumber], ofClass index: Int) -> Program {
    var rows = rows.value
    return rows.program(
      bench, row: bench.row, of: subjects.map { ($0.part(under: bench.loss), index) })
  }

  /// The rows whose losses a change did not leave alone.
  private static func changedRows(_ bench: Bench, _ old: Bench?) -> [Int] {
    guard let old, old.hasSameRules(as: bench) else { return Array(bench.logits.indices) }
    let weights = (old.sampleWeight, bench.sampleWeight)
    let kept = 0..<min(old.rows, bench.rows)
    func changed(_ hasSameLabel: (Int) -> Bool) -> [Int] {
      kept.filter { row in
        !hasSameLabel(row) || old.logits[row] != bench.logits[row]
          || !weights.0.isEmpty && weights.0[row] != weights.1[row]
      } + Array(kept.upperBound..<bench.rows)
    }
    return switch (old.labels, bench.labels) {
    case (.indices(let before), .indices(let now)): changed { before[$0] == now[$0] }
    case (.dense(let before), .dense(let now)): changed { before[$0] == now[$0] }
    case (.indices, .dense), (.dense, .indices): Array(bench.logits.indices)
    }
  }

  /// How the framework of the bench answers a row otherwise than is right; nil where it does not.
  package func difference(ofRow row: Int) -> FrameworkDifference? { differences.value[row] }

  /// What the framework makes of the whole batch, where that is no finite number and the right one
  /// is another: `PyTorch nan`.
  package var reducedDifference: String? {
    let found = differences.value.compactMap(\.self)
    guard
      let worst = found.first(where: \.value.isNaN) ?? found.first(where: \.value.isInfinite)
        ?? (count == 1 ? found.first : nil)
    else { return nil }
    return "\(worst.owner) \(worst.value.isNaN ? "nan" : worst.value.shortest)"
  }

  /// nil under `none`.
  package func reduced(_ reduction: Reduction) -> Reading? {
    switch reduction {
    case .none: nil
    case .sum: sum
    case .mean, .meanKept, .meanNonzero, .weightedMean: mean
    }
  }
}

extension Bench {
  /// Whether the loss of a row with the same numbers is the same.
  fileprivate func hasSameRules(as other: Bench) -> Bool {
    // Those of the rows are compared row by row.
    func ofAll(_ bench: Bench) -> [Rule: [Number]] {
      bench.rules.filter { $0.key.shape != .perRow }
    }
    return loss == other.loss && dtype == other.dtype && classes == other.classes
      && framework == other.framework && ofAll(self) == ofAll(other)
      && sampleWeight.isEmpty == other.sampleWeight.isEmpty
  }
}
