/// A floating-point format that the kernels take and give.
///
/// Every value of a conforming type is exact as a `Double`. A kernel converts its inputs with
/// `double`, which loses nothing, computes there in a form without cancellation, and comes back
/// through `init(rounding:)` once, at the very end.
public protocol LogitScalar: Sendable, Equatable {
  /// The same number as a `Double`, exactly.
  var double: Double { get }

  /// The number of this format nearest to `value`: ties to even, gradual underflow, overflow to
  /// infinity, NaN to NaN.
  init(rounding value: Double)
}

extension Float: LogitScalar {
  @inlinable public var double: Double { Double(self) }

  @inlinable public init(rounding value: Double) { self.init(value) }
}

extension Double: LogitScalar {
  @inlinable public var double: Double { self }

  @inlinable public init(rounding value: Double) { self = value }
}
