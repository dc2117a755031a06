import LogitLosses

extension BatchKernels {
  /// Softmax cross entropy of each row with the index of its true class, and its gradient.
  ///
  /// - Parameters:
  ///   - shape: How `logits` lie.
  ///   - ignoreIndex: Rows with this label cost 0, have slopes of 0 and are not counted.
  ///   - divisor: What the gradients are divided by, before their one rounding: the number of rows
  ///     for those of the mean.
  ///   - losses: `[rows]`; nil where only their sum is asked for.
  ///   - gradient: `[rows, classes]`, rows `gradientStride` apart; nil where only losses are.
  /// - Returns: What the losses add up to.
  /// - Accuracy: as of `sparseSoftmaxCrossEntropy`, bit for bit.
  /// - Special values: those of `sparseSoftmaxCrossEntropy`, row by row; a slope at the label that is too
  ///   small for the format is −0, where the bench may say 0; a batch without rows has a sum of 0.
  /// - Precondition: every label is a class or `ignoreIndex`; buffers hold what `shape` says, and what
  ///   is written overlaps nothing else; `divisor` is above 0 and finite.
  @discardableResult
  public func softmaxCrossEntropy(
    logits: UnsafeBufferPointer<Float>, labels: BatchLabels, shape: BatchShape,
    ignoreIndex: Int? = nil, divisor: Double = 1, losses: UnsafeMutableBufferPointer<Float>? = nil,
    gradient: UnsafeMutableBufferPointer<Float>? = nil, gradientStride: Int? = nil
  ) -> BatchLoss {
    let (lanes, isFast) = (instructions.lanes, mode == .fast)
    return solve(
      SoftmaxBatch(logits, shape, divisor, losses, gradient, gradientStride), labels, ignoreIndex
    ) { SoftmaxRows(lanes, isFast: isFast, $0) }
  }

  /// The same of doubles.
  @discardableResult
  public func softmaxCrossEntropy(
    logits: UnsafeBufferPointer<Double>, labels: BatchLabels, shape: BatchShape,
    ignoreIndex: Int? = nil, divisor: Double = 1, losses: UnsafeMutableBufferPointer<Double>? = nil,
    gradient: UnsafeMutableBufferPointer<Double>? = nil, gradientStride: Int? = nil
  ) -> BatchLoss {
    let lanes = instructions.lanes
    return solve(
      SoftmaxBatch(logits, shape, divisor, losses, gradient, gradientStride), labels, ignoreIndex
    ) { PreciseRows(lanes, $0) }
  }

  /// Softmax cross entropy of each row with one label a class, and its gradient.
  ///
  /// As with index labels, and:
  ///
  /// - Parameter labels: `[rows, classes]`; they lie as `logits` do, and need not sum to 1.
  /// - Accuracy: as of `softmaxCrossEntropy`, bit for bit, in either mode. Rows whose labels or logits are infinite
  ///   are proven, which takes some 2 µs a class.
  @discardableResult
  public func softmaxCrossEntropy(
    logits: UnsafeBufferPointer<Float>, labels: UnsafeBufferPointer<Float>, shape: BatchShape,
    divisor: Double = 1, losses: UnsafeMutableBufferPointer<Float>? = nil,
    gradient: UnsafeMutableBufferPointer<Float>? = nil, gradientStride: Int? = nil
  ) -> BatchLoss {
    let lanes = instructions.lanes
    var batch = SoftmaxBatch(logits, shape, divisor, losses, gradient, gradientStride)
    batch.setTargets(labels)
    return solve(batch, nil, nil) { SoftmaxRows(lanes, isFast: false, $0) }
  }

  /// The same of doubles.
  @discardableResult
  public func softmaxCrossEntropy(
    logits: UnsafeBufferPointer<Double>, labels: UnsafeBufferPointer<Double>, shape: BatchShape,
    divisor: Double = 1, losses: UnsafeMutableBufferPointer<Double>? = nil,
    gradient: UnsafeMutableBufferPointer<Double>? = nil, gradientStride: Int? = nil
  ) -> BatchLoss {
    let lanes = instructions.lanes
    var batch = SoftmaxBatch(logits, shape, divisor, losses, gradient, gradientStride)
    batch.setTargets(labels)
    return solve(batch, nil, nil) { PreciseRows(lanes, $0) }
  }
}
