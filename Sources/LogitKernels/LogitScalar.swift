import LogitExact

/// A floating-point format that the kernels take and give.
///
/// Every value of a conforming type is exact as a `Double`. A kernel converts its inputs with
/// `double`, which loses nothing, computes there in a form without cancellation, and comes back
/// through `init(rounding:)` once, at the very end.
public protocol LogitScalar: Sendable, Equatable {
  /// The same number as a `Double`, exactly.
  var double: Double { get }

  /// The number of this format nearest to `value`: ties to even, gradual underflow, overflow to
  /// infinity, or to NaN where there is none, NaN to NaN.
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

extension Float16: LogitScalar {
  @inlinable public var double: Double { Double(self) }

  @inlinable public init(rounding value: Double) { self.init(value) }
}

extension LogitScalar where Self: NarrowFloat {
  public init(rounding value: Double) { self.init(value) }
}

extension BFloat16: LogitScalar {}

extension Float8E5M2: LogitScalar {}

extension Float8E4M3: LogitScalar {}
