import LogitExact

/// A floating-point format that the kernels take and give; what holds for all of them.
///
/// A call takes 5 µs for a sigmoid, 45 µs for a weighted cross-entropy, 1.8 ms for a softmax of 1000
/// classes (release build), most of it to make the steps of its formula: `RowPrograms` keeps them for
/// many rows, and then a sigmoid takes 1.5 µs.
///
/// - Derivation: every value of a conforming type is exact as a `Double`. A kernel puts its inputs
///   into a formula of `RowFunction` and rounds the value of the formula once.
/// - Accuracy: a kernel's result is the number of the format nearest to the exact value for exactly
///   these inputs, 0 steps away. Where that is not proven within `Budget.ofAnAnswer`, about a second
///   of work, it is NaN; no reference vector of four formats is: `ReferenceTests`.
/// - Special values: the limit, where there is one; a label or weight of 0 asks for nothing.
/// - Precondition: a row has no more than 250 000 classes: a formula has 5 000 000 steps at most.
public protocol LogitScalar: Sendable, Equatable {
  /// The format whose numbers these are.
  static var format: Format { get }

  /// The same number as a `Double`, exactly.
  var double: Double { get }

  /// The number of this format nearest to `value`: ties to even, gradual underflow, overflow to
  /// infinity, or to NaN where there is none, NaN to NaN.
  init(rounding value: Double)
}

extension Float: LogitScalar {
  @inlinable public static var format: Format { .float32 }

  @inlinable public var double: Double { Double(self) }

  @inlinable public init(rounding value: Double) { self.init(value) }
}

extension Double: LogitScalar {
  @inlinable public static var format: Format { .float64 }

  @inlinable public var double: Double { self }

  @inlinable public init(rounding value: Double) { self = value }
}

extension Float16: LogitScalar {
  @inlinable public static var format: Format { .float16 }

  @inlinable public var double: Double { Double(self) }

  @inlinable public init(rounding value: Double) { self.init(value) }
}

extension LogitScalar where Self: NarrowFloat {
  public init(rounding value: Double) { self.init(value) }
}

extension BFloat16: LogitScalar {}

extension Float8E5M2: LogitScalar {}

extension Float8E4M3: LogitScalar {}
