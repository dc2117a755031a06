/// A number of at most 16 bits that the hardware has no type for.
///
/// - Derivation: an operation is done in `Double` and rounded again. Rounding twice is innocuous,
///   because `53 ≥ 2p + 2` for `p ≤ 8` digits. A product is exact in `Double`. So is a sum, unless
///   one of its terms is below 2^-44 of the other, which is then much nearer than any tie. A
///   quotient or a root that is no tie keeps a relative distance of `2^−(2p+3)` from every tie,
///   subnormal ones included, more than `Double` rounds by.
/// - Accuracy: `NarrowArithmeticTests`.
/// - Special values: as IEEE 754 has them; overflow is `Overflow.ieee`. As numbers, both zeros are
///   equal and NaN is equal to nothing.
/// - Source: Roux (2014), doi:10.6092/issn.1972-5787/4359, for the innocuous double rounding.
public protocol NarrowFloat: Sendable, Comparable, CustomStringConvertible {
  /// An unsigned integer as wide as the format.
  associatedtype BitPattern: FixedWidthInteger & UnsignedInteger & Sendable

  /// The format whose numbers these are.
  static var format: Format { get }

  /// Sign, exponent and fraction.
  var bitPattern: BitPattern { get }

  /// The number with these bits; every pattern is one.
  init(bitPattern: BitPattern)
}

extension NarrowFloat {
  /// The number nearest to `value`, rounded once, ties to even.
  public init(_ value: Double, overflow: Overflow = .ieee) {
    let near = Self.format.rounded(value, overflow: overflow)
    self.init(bitPattern: BitPattern(Self.format.bits(of: near)))
  }

  /// The same number as a `Double`, exactly.
  public var double: Double { Self.format.value(ofBits: UInt64(bitPattern)) }

  /// The shortest decimal that reads back as this number.
  public var description: String { Self.format.shortest(double) }

  /// Whether both are the same number.
  public static func == (a: Self, b: Self) -> Bool { a.double == b.double }
  /// Whether `a` is the lesser number.
  public static func < (a: Self, b: Self) -> Bool { a.double < b.double }

  /// The sum, correctly rounded.
  public static func + (a: Self, b: Self) -> Self { Self(a.double + b.double) }
  /// The difference, correctly rounded.
  public static func - (a: Self, b: Self) -> Self { Self(a.double - b.double) }
  /// The product, correctly rounded.
  public static func * (a: Self, b: Self) -> Self { Self(a.double * b.double) }
  /// The quotient, correctly rounded.
  public static func / (a: Self, b: Self) -> Self { Self(a.double / b.double) }
  /// The number of the other sign.
  public static prefix func - (a: Self) -> Self { Self(-a.double) }

  /// The square root, correctly rounded.
  public func squareRoot() -> Self { Self(double.squareRoot()) }

  /// The neighbour above, as `Format.nextUp`.
  public var nextUp: Self { Self(Self.format.nextUp(double)) }

  /// The neighbour below, as `Format.nextDown`.
  public var nextDown: Self { Self(Self.format.nextDown(double)) }
}

/// A number of `Format.bfloat16`: the range of a float32 with 8 significant binary digits.
public struct BFloat16: NarrowFloat {
  public static let format = Format.bfloat16
  public let bitPattern: UInt16

  public init(bitPattern: UInt16) { self.bitPattern = bitPattern }
}

/// A number of `Format.float8E5M2`: 5 bits of exponent, 2 of fraction, with infinities.
public struct Float8E5M2: NarrowFloat {
  public static let format = Format.float8E5M2
  public let bitPattern: UInt8

  public init(bitPattern: UInt8) { self.bitPattern = bitPattern }
}

/// A number of `Format.float8E4M3`: 4 bits of exponent, 3 of fraction, without infinities.
public struct Float8E4M3: NarrowFloat {
  public static let format = Format.float8E4M3
  public let bitPattern: UInt8

  public init(bitPattern: UInt8) { self.bitPattern = bitPattern }
}
