import CKernels

/// Rows of softmax cross entropy with index labels, in lanes of doubles that round to `Float`.
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

  private let lanes: Lanes
  private let shape: BatchShape
  private let divisor: Double
  private let logits: UnsafePointer<Float>
  private let losses: UnsafeMutablePointer<Float>?
  private let gradient: (start: UnsafeMutablePointer<Float>, stride: Int)?

  private let powers: Scratch<Double>
  private let own: Scratch<Double>
  private let others: Scratch<Double>
  private let quotients: Scratch<Double>
  private let rounded: Scratch<Float>
  private let packed: Scratch<Float>
  private let low: Scratch<Double>
  private let high: Scratch<Double>
  private let isOpen: Scratch<Bool>
  private lazy var precise = PreciseRow<Float>(lanes, classes: shape.classes, divisor: divisor)

  init(
    _ lanes: Lanes, _ shape: BatchShape, divisor: Double, logits: UnsafePointer<Float>,
    losses: UnsafeMutablePointer<Float>?,
    gradient: (start: UnsafeMutablePointer<Float>, stride: Int)?
  ) {
    (self.lanes, self.shape, self.divisor) = (lanes, shape, divisor)
    (self.logits, self.losses, self.gradient) = (logits, losses, gradient)
    let room = max(shape.classes, Self.together)
    powers = Scratch(room + 8, 0)
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
    let ignored = (0..<count).contains { labels[$0] < 0 }
    for row in 0..<count { isOpen.start[row] = ignored && labels[row] < 0 }
    if shape.classes < Self.fewest, !ignored {
      computeTogether(first, labels, count)
    } else {
      for row in 0..<count where labels[row] >= 0 {
        isOpen.start[row] = !compute(first + row, Int(labels[row]), at: row)
      }
    }
    return finish(first, labels, count)
  }

  /// Whether sums are such that nothing was left out of them.
  private func isPlain(own: Double, others: Double) -> Bool {
    own > 1e-129 && others > 1e-105 && own + others > 1e-82 && own + others < 1e129
  }

  /// Whether all of a row's gradient is decided.
  private func compute(_ row: Int, _ label: Int, at place: Int) -> Bool {
    let classes = shape.classes
    var own = 0.0
    let others = lanes.exp_row_f32(
      logits + row * shape.stride, classes, label, powers.start, &own)
    guard isPlain(own: own, others: others) else { return false }
    quotients.start[place] = others / own
    guard let gradient else { return true }
    let factor = 1 / ((own + others) * divisor)
    let slopes = gradient.start + row * gradient.stride
    let isOpen =
      lanes.scale_f32(
        powers.start, classes, factor * (1 - Self.error), factor * (1 + Self.error), slopes) != 0
    return setOwn(&slopes[label], others * factor) && !isOpen
  }

  /// The slope at the label; false where it stays open.
  private func setOwn(_ slope: inout Float, _ share: Double) -> Bool {
    slope = -Float(share * (1 - Self.error))
    return slope == -Float(share * (1 + Self.error))
  }

  private func computeTogether(_ first: Int, _ labels: UnsafePointer<Int32>, _ count: Int) {
    let classes = shape.classes
    var start = logits + first * shape.stride
    if shape.stride != classes {
      for row in 0..<count {
        (packed.start + row * classes).update(from: start + row * shape.stride, count: classes)
      }
      start = UnsafePointer(packed.start)
    }
    lanes.exp_rows_f32(start, count, classes, labels, powers.start, own.start, others.start)
    for row in 0..<count {
      let (own, others) = (own.start[row], others.start[row])
      isOpen.start[row] = !isPlain(own: own, others: others)
      quotients.start[row] = others / own
      let factor = 1 / ((own + others) * divisor)
      low.start[row] = factor * (1 - Self.error)
      high.start[row] = factor * (1 + Self.error)
    }
    guard let gradient else { return }
    let slopes = gradient.start + first * gradient.stride
    let isOpen =
      lanes.scale_rows_f32(
        powers.start, count, classes, low.start, high.start, slopes, gradient.stride) != 0
    for row in 0..<count {
      let slope = row * gradient.stride + Int(labels[row])
      if !setOwn(&slopes[slope], others.start[row] * (low.start[row] + high.start[row]) / 2) {
        self.isOpen.start[row] = true
      }
    }
    if isOpen { markOpen(count) }
  }

  /// Finds the rows of which a slope stays open.
  private func markOpen(_ count: Int) {
    for row in 0..<count {
      let powers = powers.start + row * shape.classes
      let isOpen =
        lanes.scale_f32(
          powers, shape.classes, low.start[row], high.start[row], rounded.start) != 0
      if isOpen { self.isOpen.start[row] = true }
    }
  }

  /// The losses, and what is still open.
  private mutating func finish(
    _ first: Int, _ labels: UnsafePointer<Int32>, _ count: Int
  ) -> BatchLoss {
    for row in 0..<count where isOpen.start[row] { quotients.start[row] = 0 }
    lanes.log1p(quotients.start, count, own.start)
    let isOpen =
      lanes.scale_f32(own.start, count, 1 - Self.error, 1 + Self.error, rounded.start) != 0
    var sum = BatchLoss()
    for row in 0..<count {
      let loss = own.start[row]
      guard labels[row] >= 0 else {
        ignore(first + row)
        continue
      }
      guard !self.isOpen.start[row], !isOpen || rounded.start[row] == Float(loss * (1 + Self.error))
      else {
        let exact = precise.solve(
          logits + (first + row) * shape.stride, label: Int(labels[row]),
          gradient.map { $0.start + (first + row) * $0.stride })
        losses?[first + row] = exact.loss
        sum.add(exact.double, within: exact.double.magnitude * 0x1p-52)
        continue
      }
      losses?[first + row] = rounded.start[row]
      sum.add(loss, within: loss * Self.error)
    }
    return sum
  }

  private func ignore(_ row: Int) {
    losses?[row] = 0
    if let gradient {
      (gradient.start + row * gradient.stride).update(repeating: 0, count: shape.classes)
    }
  }
}
