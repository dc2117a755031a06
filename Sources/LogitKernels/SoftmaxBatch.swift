/// What rows of softmax cross entropy are read from and written to.
struct SoftmaxBatch<Scalar> {
  let shape: BatchShape
  let divisor: Double
  let logits: UnsafePointer<Scalar>?
  private var targets: UnsafePointer<Scalar>?
  let losses: UnsafeMutablePointer<Scalar>?
  private let gradient: UnsafeMutablePointer<Scalar>?
  let gradientStride: Int

  init(
    _ logits: UnsafeBufferPointer<Scalar>, _ shape: BatchShape, _ divisor: Double,
    _ losses: UnsafeMutableBufferPointer<Scalar>?, _ gradient: UnsafeMutableBufferPointer<Scalar>?,
    _ gradientStride: Int?
  ) {
    let slopes = BatchShape(rows: shape.rows, classes: shape.classes, stride: gradientStride)
    precondition(logits.count >= shape.count, "\(logits.count) logits for \(shape)")
    precondition(
      losses.map { $0.count >= shape.rows } ?? true, "too few losses for \(shape.rows) rows")
    precondition(gradient.map { $0.count >= slopes.count } ?? true, "too few slopes for \(slopes)")
    precondition(divisor > 0 && divisor < .infinity, "a divisor of \(divisor)")
    (self.shape, self.divisor, self.gradientStride) = (shape, divisor, slopes.stride)
    self.logits = logits.baseAddress
    self.losses = losses?.baseAddress
    self.gradient = gradient?.baseAddress
  }

  /// Gives each class a label, in the place of an index a row.
  mutating func setTargets(_ labels: UnsafeBufferPointer<Scalar>) {
    precondition(labels.count >= shape.count, "\(labels.count) labels for \(shape)")
    precondition(shape.classes > 0 || shape.rows == 0, "a row needs at least one number")
    targets = labels.baseAddress
  }

  var hasTargets: Bool { targets != nil }

  /// The labels of the classes of a row.
  func targets(_ row: Int) -> UnsafePointer<Scalar>? {
    targets.map { $0 + row * shape.stride }
  }

  /// - Precondition: there is a logit.
  func row(_ row: Int) -> UnsafePointer<Scalar> {
    guard let logits else { preconditionFailure("a row of nothing") }
    return logits + row * shape.stride
  }

  /// Where the slopes of a row go.
  func slopes(_ row: Int) -> UnsafeMutablePointer<Scalar>? {
    gradient.map { $0 + row * gradientStride }
  }
}

extension SoftmaxBatch where Scalar: LaneScalar {
  /// What a row has that counts for nothing.
  func ignore(_ row: Int) {
    losses?[row] = .zero
    slopes(row)?.update(repeating: .zero, count: shape.classes)
  }
}
