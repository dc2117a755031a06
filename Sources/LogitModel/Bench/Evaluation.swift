import LogitExact
import LogitKernels

/// What follows from a bench: the losses of all rows, and all numbers of the chosen one.
package struct Evaluation: Equatable, Sendable {
  /// The unreduced losses of each row: one under a softmax, one a class under a sigmoid.
  package let losses: [[Reading]]
  /// The loss of each row, the sum of its classes under a sigmoid.
  package let rowLosses: [Reading]
  package let chosen: RowResult
  /// Over all unreduced losses.
  package let sum: Reading
  package let mean: Reading
  /// How many losses the mean divides by.
  package let count: Int

  /// The chosen row's gradient, times this, is that of the reduced loss.
  package func gradientDivisor(_ reduction: Reduction) -> Int {
    reduction == .mean ? count : 1
  }

  /// - Parameter previous: The bench and evaluation before a change: rows that are the same are
  ///   not computed again, so that one edit of a large batch costs one row.
  package init(_ bench: Bench, after previous: (bench: Bench, evaluation: Evaluation)? = nil) {
    switch bench.dtype {
    case .float32: self.init(bench, after: previous, as: Float.self)
    case .float64: self.init(bench, after: previous, as: Double.self)
    case .float16: self.init(bench, after: previous, as: Float16.self)
    case .bfloat16: self.init(bench, after: previous, as: BFloat16.self)
    case .float8E5M2: self.init(bench, after: previous, as: Float8E5M2.self)
    case .float8E4M3: self.init(bench, after: previous, as: Float8E4M3.self)
    }
  }

  private init<Scalar: LogitScalar>(
    _ bench: Bench, after previous: (bench: Bench, evaluation: Evaluation)?, as _: Scalar.Type
  ) {
    let isSameRow = Self.sameRows(bench, previous?.bench)
    losses = bench.logits.indices.map { row in
      if let previous, isSameRow(row) { return previous.evaluation.losses[row] }
      return RowInputs<Scalar>(bench, row: row).losses
    }
    rowLosses = losses.map { $0.count == 1 ? $0[0] : total($0, as: Scalar.self) }
    chosen = RowResult(RowInputs<Scalar>(bench, row: bench.row), loss: rowLosses[bench.row])
    let all = losses.joined()
    count = all.count
    sum = total(all, as: Scalar.self)
    let values = all.map { Scalar(rounding: $0.value) }
    mean = Reading(
      LogitKernels.mean(values).double, isExact: sum.isExact && (sum.value == 0 || count == 1))
  }

  /// Tells the rows whose losses a change left alone.
  private static func sameRows(_ bench: Bench, _ old: Bench?) -> (Int) -> Bool {
    guard let old, old.loss == bench.loss, old.dtype == bench.dtype, old.classes == bench.classes,
      old.posWeight == bench.posWeight
    else { return { _ in false } }
    return { row in
      guard row < old.rows, old.logits[row] == bench.logits[row] else { return false }
      switch (old.labels, bench.labels) {
      case (.indices(let before), .indices(let now)): return before[row] == now[row]
      case (.dense(let before), .dense(let now)): return before[row] == now[row]
      case (.indices, .dense), (.dense, .indices): return false
      }
    }
  }

  package func reduced(_ reduction: Reduction) -> Reading? {
    switch reduction {
    case .none: nil
    case .sum: sum
    case .mean: mean
    }
  }
}

/// All numbers of one row, each rounded to the format of the bench.
package struct RowResult: Equatable, Sendable {
  package let softmax: [Reading]
  package let sigmoid: [Reading]
  /// `−ln p`, p by the loss's own head.
  package let negLog: [Reading]
  /// What each class adds to the loss.
  package let terms: [Reading]
  /// ∂loss/∂logit, of the row's own loss.
  package let gradient: [Reading]
  package let loss: Reading
  package let softmaxSum: Reading
  package let sigmoidSum: Reading
  package let gradientSum: Reading

  init<Scalar: LogitScalar>(_ inputs: RowInputs<Scalar>, loss: Reading) {
    softmax = inputs.softmaxReadings
    sigmoid = inputs.sigmoidReadings
    negLog = inputs.negLogReadings
    terms = inputs.terms
    gradient = inputs.gradient
    self.loss = loss
    softmaxSum = columnSum(softmax, as: Scalar.self)
    sigmoidSum = columnSum(sigmoid, as: Scalar.self)
    gradientSum = columnSum(gradient, as: Scalar.self)
  }

  /// A row of any bench: the view's table shows the chosen one, a JSON report shows them all.
  package init(_ bench: Bench, row: Int, loss: Reading) {
    switch bench.dtype {
    case .float32: self.init(RowInputs<Float>(bench, row: row), loss: loss)
    case .float64: self.init(RowInputs<Double>(bench, row: row), loss: loss)
    case .float16: self.init(RowInputs<Float16>(bench, row: row), loss: loss)
    case .bfloat16: self.init(RowInputs<BFloat16>(bench, row: row), loss: loss)
    case .float8E5M2: self.init(RowInputs<Float8E5M2>(bench, row: row), loss: loss)
    case .float8E4M3: self.init(RowInputs<Float8E4M3>(bench, row: row), loss: loss)
    }
  }

  /// The probabilities by the loss's own head.
  package func probabilities(_ loss: Loss) -> [Reading] {
    loss.head == .softmax ? softmax : sigmoid
  }
}

/// The sum of the numbers as they are shown: a bare 1 where they add up to it exactly.
private func columnSum<Scalar: LogitScalar>(_ readings: [Reading], as _: Scalar.Type) -> Reading {
  let rounded = sum(readings.map { Scalar(rounding: $0.value) }).double
  return Reading(rounded, isExact: exactSum(readings) == rounded)
}

/// The sum of losses, exact where each of them is and no bit of it was rounded away.
private func total<Scalar: LogitScalar>(
  _ losses: some Collection<Reading>, as _: Scalar.Type
) -> Reading {
  let rounded = sum(losses.map { Scalar(rounding: $0.value) }).double
  let isExact = exactSum(losses) == rounded && !losses.contains(where: \.isRounded)
  return Reading(rounded, isExact: isExact)
}

/// The sum in `Double`; nil where an addition lost a bit.
private func exactSum(_ readings: some Collection<Reading>) -> Double? {
  var sum = 0.0
  for reading in readings {
    let next = sum + reading.value
    let added = next - sum
    if next.isFinite, (sum - (next - added)) + (reading.value - added) != 0 { return nil }
    sum = next
  }
  return sum
}
