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
  ///   is written overlaps nothing else.
  @discardableResult
  public func softmaxCrossEntropy(
    logits: UnsafeBufferPointer<Float>, labels: BatchLabels, shape: BatchShape,
    ignoreIndex: Int? = nil, divisor: Double = 1, losses: UnsafeMutableBufferPointer<Float>? = nil,
    gradient: UnsafeMutableBufferPointer<Float>? = nil, gradientStride: Int? = nil
  ) -> BatchLoss {
    let outShape = BatchShape(
      rows: shape.rows, classes: shape.classes, stride: gradientStride ?? shape.classes)
    precondition(labels.count == shape.rows, "\(labels.count) labels for \(shape.rows) rows")
    precondition(logits.count >= shape.count, "\(logits.count) logits for \(shape)")
    precondition(losses?.count ?? shape.rows >= shape.rows, "too few losses for \(shape.rows) rows")
    precondition(gradient?.count ?? outShape.count >= outShape.count, "too few slopes for \(shape)")
    guard shape.classes > 0, let start = logits.baseAddress else {
      labels.check(classes: 0, ignoring: ignoreIndex)
      losses?.update(repeating: 0)
      return BatchLoss()
    }
    let slopes = gradient?.baseAddress.map { (start: $0, stride: outShape.stride) }
    let lanes = instructions.lanes
    return solve(shape, labels, ignoreIndex) {
      SoftmaxRows(
        lanes, shape, divisor: divisor, logits: start, losses: losses?.baseAddress,
        gradient: slopes)
    }
  }
}
