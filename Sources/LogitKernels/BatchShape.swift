/// How rows of numbers lie in a buffer.
public struct BatchShape: Hashable, Sendable {
  public let rows: Int
  public let classes: Int
  /// From one row's start to the next's.
  public let stride: Int

  /// - Parameter stride: `classes` if not given: no gaps.
  /// - Precondition: nothing is negative; rows do not overlap.
  public init(rows: Int, classes: Int, stride: Int? = nil) {
    let stride = stride ?? classes
    precondition(rows >= 0 && classes >= 0, "a batch of \(rows) rows of \(classes) classes")
    precondition(stride >= classes, "rows of \(classes) numbers, \(stride) apart")
    (self.rows, self.classes, self.stride) = (rows, classes, stride)
  }

  /// How many numbers a buffer holds at least.
  public var count: Int { rows == 0 ? 0 : (rows - 1) * stride + classes }
}

/// What the losses of a batch add up to.
public struct BatchLoss: Hashable, Sendable {
  /// The sum of the exact losses, as a double.
  public private(set) var sum = 0.0
  /// How far it may be from the exact one; NaN or infinite where the sum is.
  public private(set) var error = 0.0
  /// How many losses there are: rows that are not ignored.
  public private(set) var count = 0
  /// What the additions left.
  private var rest = 0.0

  init() {}

  mutating func add(_ loss: Double, within error: Double, count: Int = 1) {
    self.count += count
    let next = sum + loss
    guard next.isFinite else {
      (sum, rest, self.error) = (next, 0, next.magnitude)
      return
    }
    let part = next - sum
    rest += (sum - (next - part)) + (loss - part)
    sum = next
    self.error += error
  }

  mutating func add(_ other: BatchLoss) {
    add(other.sum, within: other.error, count: other.count)
    add(other.rest, within: 0, count: 0)
  }

  /// With what the additions left, and the roundings of the bound itself.
  var settled: BatchLoss {
    var settled = self
    guard sum.isFinite else { return self }
    settled.sum = sum + rest
    settled.rest = 0
    settled.error = error * (1 + 0x1p-20) + settled.sum.ulp
    return settled
  }
}
