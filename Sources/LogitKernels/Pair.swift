import CKernels

/// A number as the sum of two doubles: what decides where one double does not.
///
/// - Accuracy: a product or quotient is within `2^−102` of itself, a sum of like signs too.
typealias Pair = ck_pair

extension Pair {
  init(_ high: Double, _ low: Double = 0) { self.init(high: high, low: low) }

  /// a + b, exactly.
  static func exact(_ a: Double, _ b: Double) -> Self {
    let sum = a + b
    let part = sum - a
    return Self(sum, (a - (sum - part)) + (b - part))
  }

  /// With the high part the sum as a double.
  private var normal: Self {
    let sum = high + low
    return Self(sum, low - (sum - high))
  }

  static func + (a: Self, b: Self) -> Self {
    var sum = exact(a.high, b.high)
    sum.low += a.low + b.low
    return sum.normal
  }

  static func * (a: Self, b: Self) -> Self {
    let product = a.high * b.high
    let rest = (-product).addingProduct(a.high, b.high)
    return Self(product, rest.addingProduct(a.high, b.low).addingProduct(a.low, b.high)).normal
  }

  static func / (a: Self, b: Self) -> Self {
    let first = a.high / b.high
    let left = a + b * Self(-first)
    let second = (left.high + left.low) / b.high
    return exact(first, second)
  }

  static prefix func - (a: Self) -> Self { Self(-a.high, -a.low) }

  func log1p(_ lanes: Lanes) -> Self {
    var (whole, rest, log) = (high, low, Self(0))
    lanes.log1p_pairs(&whole, &rest, 1, &log.high, &log.low)
    return log
  }

  /// The sum as a double whose last bit is 1 where it is not exact: rounded once more, it is as if
  /// that had been the first time.
  private var odd: Double {
    let near = normal
    guard near.low != 0, near.high.bitPattern & 1 == 0 else { return near.high }
    return (near.low > 0) == (near.high > 0)
      ? Double(bitPattern: near.high.bitPattern + 1) : Double(bitPattern: near.high.bitPattern - 1)
  }

  /// The number of a format nearest to this one; nil where a relative error leaves more than one.
  func rounded<Scalar: LaneScalar>(within error: Double, to format: Scalar.Type) -> Scalar? {
    rounded(off: high.magnitude * error, to: format)
  }

  /// The same for an absolute error; nil for what may be 0, whose sign is not known.
  func rounded<Scalar: LaneScalar>(off slack: Double, to _: Scalar.Type) -> Scalar? {
    guard high.isFinite else { return Scalar(rounding: high) }
    guard high.magnitude > slack || slack == 0 else { return nil }
    func end(_ shift: Double) -> Scalar {
      let number = Self(high, low + shift)
      return Scalar(rounding: Scalar.self == Double.self ? number.normal.high : number.odd)
    }
    let least = end(-slack)
    return least == end(slack) ? least : nil
  }
}
