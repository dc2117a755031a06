/// A sum of `Float` or `Double` values that keeps every bit of them and is rounded once, at the end.
///
/// - Shape: any number of values, added one by one, in bulk or by `merge`; each result is a scalar.
/// - Derivation: every finite double is a whole number of `2^-1074`, so the sum is an integer of at
///   most 2162 bits, and integers add without rounding. That integer does not know the order of its
///   terms: the same values give the same bits in any order and by any grouping into merges.
/// - Accuracy: `rounded(to:)` and `mean(in:)` are the nearest number of the format, ties to even;
///   measured by `ExactSumTests`.
/// - Special values: NaN in, NaN out; an infinity stays, two of opposite sign are NaN. Finite
///   values give an infinity only where their exact sum rounds to one, whatever their partial sums
///   do. The empty sum is 0, its mean NaN. A sum of zero is `+0`, whatever the signs of its zeros.
/// - Source: the accumulators, a wide one and one sorted by exponent, are those of Neal (2015),
///   arXiv:1505.05571.
public struct ExactSum: Sendable {
  /// How many values were added, NaN and infinities included.
  public private(set) var count = 0

  private var total = Total()
  /// The sum of the values that are not finite, 0 for none. IEEE 754 adds them as a sum must: an
  /// infinity stays, two of opposite sign are NaN, NaN stays.
  private var special = 0.0

  /// The sum of nothing.
  public init() {}

  /// Adds one value, without allocating.
  public mutating func add(_ value: Double) {
    count += 1
    guard value.isFinite else {
      special += value
      return
    }
    let field = Int(value.exponentBitPattern)
    let hidden: UInt64 = field == 0 ? 0 : 1 << 52
    total.add(
      UInt128(value.significandBitPattern | hidden), at: max(field, 1) - 1,
      negative: value.sign == .minus)
  }

  /// Adds values; fast where they are contiguous in memory, as in an array.
  @inlinable
  public mutating func add(contentsOf values: some Sequence<Double>) {
    let done: Void? = values.withContiguousStorageIfAvailable { add(buffer: $0) }
    if done == nil { for value in values { add(value) } }
  }

  /// Adds values; fast where they are contiguous in memory, as in an array.
  @inlinable
  public mutating func add(contentsOf values: some Sequence<Float>) {
    let done: Void? = values.withContiguousStorageIfAvailable { add(buffer: $0) }
    if done == nil { for value in values { add(Double(value)) } }
  }

  /// Adds everything that `other` has added.
  public mutating func merge(_ other: ExactSum) {
    count += other.count
    total.add(other.total)
    special += other.special
  }

  /// The number of `format` nearest to the exact sum.
  public func rounded(to format: Format) -> Double {
    rounded(Magnitude(total), to: format)
  }

  /// The number of `format` nearest to the exact sum over `count`.
  ///
  /// - Special values: NaN for no values; finite for finite values of that format.
  public func mean(in format: Format) -> Double {
    guard count > 0 else { return .nan }
    return rounded(Magnitude(total).divided(by: UInt64(count)), to: format)
  }

  /// - Derivation: a narrower format rounds the double that is rounded to odd, which is the same as
  ///   rounding once where the format has at least two digits fewer than `Double`.
  /// - Source: Boldo and Melquiond (2008), doi:10.1109/TC.2007.70819.
  private func rounded(_ magnitude: Magnitude, to format: Format) -> Double {
    guard special == 0 else { return format.rounded(special) }
    let value = format == .float64 ? magnitude.nearest : format.rounded(magnitude.odd)
    return total.isNegative ? -value : value
  }

  /// Adds `count` values of one sign and exponent.
  ///
  /// - Parameters:
  ///   - significands: The sum of their significands as they are stored, without hidden bits.
  ///   - field: Their exponent as it is stored, biased.
  mutating func add<Element: BinaryFloatingPoint>(
    _ count: Int, significands: UInt128, field: Int, negative: Bool, of _: Element.Type
  ) {
    self.count += count
    let largestField = 1 << Element.exponentBitCount - 1
    guard field < largestField else {
      // Infinities store significands of 0. One that lies here beside a NaN adds nothing to it.
      special += significands != 0 ? .nan : negative ? -.infinity : .infinity
      return
    }
    let hidden = field == 0 ? 0 : UInt128(count) << UInt128(Element.significandBitCount)
    // Where the smallest positive `Element` lies, in units of the smallest double.
    let lowest = 1075 - (largestField / 2 + Element.significandBitCount)
    total.add(significands + hidden, at: max(field, 1) - 1 + lowest, negative: negative)
  }
}

extension ExactSum: Equatable {
  /// Whether both hold the same exact sum of as many values.
  public static func == (a: ExactSum, b: ExactSum) -> Bool {
    a.count == b.count && a.total == b.total
      && (a.special == b.special || a.special.isNaN && b.special.isNaN)
  }
}
