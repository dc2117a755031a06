import CKernels
import Glibc

/// Rows of softmax cross entropy, in lanes of doubles that round to `Float`.
///
/// - Derivation: as `PreciseRow`, without a shift: powers of what is within ±300 have room in a
///   double. A row that is not, or whose sums are beyond what such powers can add up to, and one with
///   a number that the bound leaves open goes to `PreciseRow`. With `u = 2^−53`, a power is within 5 u of
///   itself, a sum of at most 512 within 24 u, sums of those are compensated: no loss or derivative is off by
///   more than 45 u.
struct SoftmaxRows: RowSolver {
  /// Of a loss or a derivative.
  static let error = 0x1p-47
  /// Rows of fewer classes are computed many at a time.
  static let fewest = 64
  private static let together = 1024

  /// Rows of fewer classes have no fast way.
  private static let fewestFast = 37

  private let lanes: Lanes
  private let isFast: Bool
  private let batch: SoftmaxBatch<Float>

  private let powers: Scratch<Double>
  private let own: Scratch<Double>
  private let others: Scratch<Double>
  private let quotients: Scratch<Double>
  private let rounded: Scratch<Float>
  private let packed: Scratch<Float>
  private let low: Scratch<Double>
  private let high: Scratch<Double>
  private let isOpen: Scratch<Bool>
  private var hasOpen = false
  private lazy var precise = PreciseRow<Float>(lanes, batch)
  private let targets: SoftmaxTargets

  init(_ lanes: Lanes, isFast: Bool, _ batch: SoftmaxBatch<Float>) {
    (self.lanes, self.batch) = (lanes, batch)
    let shape = batch.shape
    self.isFast = isFast && shape.classes >= Self.fewestFast && !batch.hasTargets
    targets = SoftmaxTargets(lanes, batch, room: batch.hasTargets ? Self.together : 0)
    powers = Scratch(max(shape.classes, Self.together) + 8, 0)
    let room = Self.together + 8
    (own, others, quotients) = (Scratch(room, 0), Scratch(room, 0), Scratch(room, 0))
    (rounded, packed, isOpen) = (Scratch(room, 0), Scratch(room, 0), Scratch(room, false))
    (low, high) = (Scratch(room, 0), Scratch(room, 0))
  }

  /// How many rows are best solved at once.
  static func rowCount(classes: Int) -> Int {
    classes < fewest ? together / max(1, classes) : min(64, max(1, 65536 / classes))
  }

  mutating func solve(
    _ first: Int, _ labels: UnsafeMutablePointer<Int32>, _ count: Int
  ) -> BatchLoss {
    hasOpen = false
    for row in 0..<count where labels[row] < 0 {
      isOpen.start[row] = true
      hasOpen = true
    }
    let ignored = hasOpen
    if batch.hasTargets {
      for row in 0..<count { labels[row] = Int32(targets.weigh(first + row, at: row)) }
    }
    if batch.shape.classes < Self.fewest, !ignored, !isFast, !batch.hasTargets {
      computeTogether(first, labels, count)
    } else {
      for row in 0..<count where labels[row] >= 0 {
        let label = Int(labels[row])
        let isDone =
          isFast && computeFast(first + row, label, at: row)
          || compute(first + row, label, at: row)
        if !isDone { open(row) }
      }
    }
    let sum = finish(first, labels, count)
    if hasOpen { isOpen.start.update(repeating: false, count: count) }
    return sum
  }

  /// Leaves a row to `PreciseRow`.
  private mutating func open(_ row: Int) {
    isOpen.start[row] = true
    hasOpen = true
  }

  /// Where sums are such that nothing was left out of them.
  private static let limits = ck_limits(own: 1e-129, others: 1e-105, least: 1e-82, greatest: 1e129)

  private func isPlain(own: Double, others: Double) -> Bool {
    let (limits, sum) = (Self.limits, own + others)
    return own > limits.own && others > limits.others && sum > limits.least && sum < limits.greatest
  }

  /// Whether all of a row's gradient is decided.
  private func compute(_ row: Int, _ label: Int, at place: Int) -> Bool {
    let classes = batch.shape.classes
    var own = 0.0
    let others = lanes.exp_row_f32(batch.row(row), classes, label, powers.start, &own)
    guard isPlain(own: own, others: others) else { return false }
    quotients.start[place] = others / own
    guard let slopes = batch.slopes(row) else { return true }
    let factor = 1 / ((own + others) * batch.divisor)
    if batch.hasTargets {
      return targets.setSlopes(
        row, label, at: place, powers: powers.start, others: others, factor: factor, slopes)
    }
    let isOpen =
      lanes.scale_f32(
        powers.start, classes, factor * (1 - Self.error), factor * (1 + Self.error), slopes) != 0
    return setOwn(&slopes[label], others * factor) && !isOpen
  }

  /// Whether the row is one for floats: of numbers up to 60, the largest not far below 0.
  private func computeFast(_ row: Int, _ label: Int, at place: Int) -> Bool {
    let classes = batch.shape.classes
    let slopes = batch.slopes(row)
    let x = batch.row(row)
    let others = lanes.exp_row_fast(x, classes, label, slopes)
    let own = exp(Double(x[label]))
    guard own + others > 1e-7, own + others < 1e26, others > 1e-30, own > 1e-30 else {
      return false
    }
    quotients.start[place] = others / own
    if let slopes {
      let factor = 1 / ((own + others) * batch.divisor)
      lanes.scale_fast(slopes, classes, Float(factor))
      slopes[label] = -Float(others * factor)
    }
    return true
  }

  /// The slope at the label; false where it stays open.
  private func setOwn(_ slope: inout Float, _ share: Double) -> Bool {
    slope = -Float(share * (1 - Self.error))
    return slope == -Float(share * (1 + Self.error))
  }

  private mutating func computeTogether(_ first: Int, _ labels: UnsafePointer<Int32>, _ count: Int)
  {
    let classes = batch.shape.classes
    var start = batch.row(first)
    if batch.shape.stride != classes {
      for row in 0..<count {
        (packed.start + row * classes).update(from: batch.row(first + row), count: classes)
      }
      start = UnsafePointer(packed.start)
    }
    lanes.exp_rows_f32(start, count, classes, labels, powers.start, own.start, others.start)
    let isBeyond =
      lanes.rows_end(
        own.start, others.start, count, batch.divisor, Self.error, Self.limits, quotients.start,
        low.start, high.start) != 0
    if isBeyond {
      for row in 0..<count where !isPlain(own: own.start[row], others: others.start[row]) {
        open(row)
      }
    }
    guard let slopes = batch.slopes(first) else { return }
    let isOpen =
      lanes.scale_rows_f32(
        powers.start, others.start, labels, count, classes, low.start, high.start, slopes,
        batch.gradientStride) != 0
    if isOpen { markOpen(count) }
  }

  /// Finds the rows of which a slope stays open.
  private mutating func markOpen(_ count: Int) {
    for row in 0..<count {
      let powers = powers.start + row * batch.shape.classes
      let (low, high, others) = (low.start[row], high.start[row], others.start[row])
      let isOpen = lanes.scale_f32(powers, batch.shape.classes, low, high, rounded.start) != 0
      if isOpen || Float(others * low) != Float(others * high) { open(row) }
    }
  }

  /// The losses, and what is still open.
  private mutating func finish(
    _ first: Int, _ labels: UnsafePointer<Int32>, _ count: Int
  ) -> BatchLoss {
    let isWhole = !batch.hasTargets && !isFast && !hasOpen
    if hasOpen {
      for row in 0..<count where isOpen.start[row] { quotients.start[row] = 0 }
    }
    lanes.log1p(quotients.start, count, own.start)
    let isOpen =
      batch.hasTargets
      ? targets.round(own.start, count, to: rounded.start, isOpen.start)
      : lanes.scale_f32(own.start, count, 1 - Self.error, 1 + Self.error, rounded.start) != 0
    if batch.hasTargets, isOpen { hasOpen = true }
    var sum = BatchLoss()
    if isWhole, !isOpen {
      batch.losses.map { $0 + first }?.update(from: rounded.start, count: count)
      let losses = lanes.read_all(own.start, count)
      sum.add(losses, within: losses * 2 * Self.error, count: count)
      return sum
    }
    for row in 0..<count {
      let loss = own.start[row]
      guard labels[row] >= 0 else {
        batch.ignore(first + row)
        continue
      }
      guard
        !self.isOpen.start[row],
        isFast || batch.hasTargets || !isOpen
          || rounded.start[row] == Float(loss * (1 + Self.error))
      else {
        let exact = precise.solve(
          batch.row(first + row), label: Int(labels[row]), targets: batch.targets(first + row),
          batch.slopes(first + row))
        batch.losses?[first + row] = exact.loss
        sum.add(exact.double, within: exact.double.magnitude * 0x1p-52)
        continue
      }
      batch.losses?[first + row] = rounded.start[row]
      let error = batch.hasTargets ? targets.errors.start[row] : loss * Self.error
      sum.add(loss, within: isFast ? loss * 0x1p-22 : error)
    }
    return sum
  }
}
