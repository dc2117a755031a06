import LogitLosses

extension BatchKernels {
  /// Sigmoid cross entropy of each number with its label between 0 and 1, and its derivative.
  ///
  /// - Parameters:
  ///   - shape: How all buffers lie.
  ///   - posWeight: How often what is positive counts.
  ///   - divisor: What the slopes are divided by, before their one rounding.
  ///   - losses: nil where only their sum is asked for.
  ///   - gradient: nil where only losses are.
  /// - Returns: What the losses add up to.
  /// - Accuracy: as of `weightedCrossEntropy`, bit for bit, in either mode. Numbers that are infinite, labels
  ///   outside 0 to 1 and weights outside 0 to 1e100 take some microseconds each.
  /// - Special values: those of `weightedCrossEntropy`; a slope that is too small for the format is 0 of its
  ///   sign, where the bench may say 0.
  /// - Precondition: buffers hold what `shape` says, and what is written overlaps nothing else; `divisor`
  ///   is above 0 and finite.
  @discardableResult
  public func sigmoidCrossEntropy(
    logits: UnsafeBufferPointer<Float>, labels: UnsafeBufferPointer<Float>, shape: BatchShape,
    posWeight: Double = 1, divisor: Double = 1, losses: UnsafeMutableBufferPointer<Float>? = nil,
    gradient: UnsafeMutableBufferPointer<Float>? = nil
  ) -> BatchLoss {
    sigmoid(logits, labels, shape, posWeight, divisor, losses, gradient)
  }

  /// The same of doubles.
  @discardableResult
  public func sigmoidCrossEntropy(
    logits: UnsafeBufferPointer<Double>, labels: UnsafeBufferPointer<Double>, shape: BatchShape,
    posWeight: Double = 1, divisor: Double = 1, losses: UnsafeMutableBufferPointer<Double>? = nil,
    gradient: UnsafeMutableBufferPointer<Double>? = nil
  ) -> BatchLoss {
    sigmoid(logits, labels, shape, posWeight, divisor, losses, gradient)
  }

  private func sigmoid<Scalar: LaneScalar>(
    _ logits: UnsafeBufferPointer<Scalar>, _ labels: UnsafeBufferPointer<Scalar>,
    _ shape: BatchShape, _ posWeight: Double, _ divisor: Double,
    _ losses: UnsafeMutableBufferPointer<Scalar>?, _ gradient: UnsafeMutableBufferPointer<Scalar>?
  ) -> BatchLoss {
    precondition(logits.count >= shape.count, "\(logits.count) logits for \(shape)")
    precondition(labels.count >= shape.count, "\(labels.count) labels for \(shape)")
    precondition(losses.map { $0.count >= shape.count } ?? true, "too few losses for \(shape)")
    precondition(gradient.map { $0.count >= shape.count } ?? true, "too few slopes for \(shape)")
    precondition(divisor > 0 && divisor < .infinity, "a divisor of \(divisor)")
    guard let start = logits.baseAddress, let targets = labels.baseAddress, shape.count > 0 else {
      return BatchLoss()
    }
    // Without gaps it is one row.
    let isWhole = shape.stride == shape.classes
    let rows = isWhole ? 1 : shape.rows
    let length = isWhole ? shape.rows * shape.classes : shape.classes
    let most = 1 << 16
    let parts = (length + most - 1) / most
    let sums = Scratch(rows * parts, BatchLoss())
    let all = SigmoidBlock(
      logits: start, labels: targets, losses: losses?.baseAddress, slopes: gradient?.baseAddress,
      count: shape.count)
    let lanes = instructions.lanes
    Workers.share(rows * parts, threads: threads) { next in
      var elements = SigmoidElements<Scalar>(lanes, weight: posWeight, divisor: divisor)
      while let part = next() {
        let first = part % parts * most
        let place = part / parts * shape.stride + first
        sums.start[part] = elements.solve(all.part(place, min(most, length - first)))
      }
    }
    var sum = BatchLoss()
    for part in 0..<rows * parts { sum.add(sums.start[part]) }
    return sum.settled
  }
}

/// Numbers of sigmoid cross entropy on one thread.
struct SigmoidElements<Scalar: LaneScalar> {
  /// A block that leaves something open is looked through one by one.
  private static var blockSize: Int { 512 }

  private let lanes: Lanes
  private let weight: Double
  private let share: Pair
  private let divisor: Double
  private lazy var proven = ProvenRows<Scalar>(.weightedCrossEntropy, classes: 1, divisor: divisor)

  init(_ lanes: Lanes, weight: Double, divisor: Double) {
    (self.lanes, self.weight, self.divisor) = (lanes, weight, divisor)
    share = Pair(1) / Pair(divisor)
  }

  mutating func solve(_ all: SigmoidBlock<Scalar>) -> BatchLoss {
    var sum = BatchLoss()
    for first in stride(from: 0, to: all.count, by: Self.blockSize) {
      let block = all.part(first, min(Self.blockSize, all.count - first))
      if let loss = lanesSum(block) {
        sum.add(loss, within: loss * 0x1p-43, count: block.count)
      } else {
        for index in 0..<block.count { sum.add(one(block.part(index, 1))) }
      }
    }
    return sum
  }

  /// The sum of the losses; nil where lanes leave something open.
  private func lanesSum(_ block: SigmoidBlock<Scalar>) -> Double? {
    guard weight >= 0, weight <= 1e100 else { return nil }
    var sum = 0.0
    return Scalar.sigmoid(block, weight, share, lanes, &sum) ? sum : nil
  }

  private mutating func one(_ block: SigmoidBlock<Scalar>) -> BatchLoss {
    var sum = BatchLoss()
    if let loss = lanesSum(block) {
      sum.add(loss, within: loss * 0x1p-43)
      return sum
    }
    let numbers = proven.numbers(of: block.logits[0], label: block.labels[0], weight: weight)
    block.losses?[0] = numbers[0]
    block.slopes?[0] = numbers[1]
    let loss = numbers[0].double
    sum.add(loss, within: loss.magnitude * (Scalar.self == Float.self ? 0x1p-23 : 0x1p-52))
    return sum
  }
}
