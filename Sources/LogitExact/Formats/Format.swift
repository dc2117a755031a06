/// A binary floating-point format: how many digits a number keeps and how far its exponent reaches.
///
/// A value of any format here is exact as a `Double`, so `Double` carries them all and a format
/// says which doubles are its own.
///
/// - Source: IEEE 754-2019 for 64, 32 and 16 bits; bfloat16 is the upper half of a float32; the two
///   of 8 bits are those of the Open Compute Project, OFP8, revision 1.0.
public enum Format: String, Sendable, Hashable, CaseIterable {
  case float64
  case float32
  case bfloat16
  case float16
  case float8E5M2 = "float8_e5m2"
  /// Without infinity, as its `fn` says, and with one NaN of each sign.
  case float8E4M3 = "float8_e4m3fn"

  /// The name frameworks give it, such as `float32`.
  public var name: String { rawValue }

  /// The name and whatever else it is called.
  public var spellings: [String] {
    self == .float8E4M3 ? [name, "float8_e4m3"] : [name]
  }

  /// The format with this spelling; nil where none has it.
  public init?(spelling: String) {
    guard let format = Self.allCases.first(where: { $0.spellings.contains(spelling) }) else {
      return nil
    }
    self = format
  }

  /// The format that people and frameworks mean by a word: `torch.bfloat16`, `<class 'numpy.half'>`,
  /// `fp16`, `double`; nil for what is none.
  public init?(meantBy text: some StringProtocol) {
    let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    guard let word = words.last(where: { $0 != "class" }), word.utf8.count <= 40 else { return nil }
    switch word.lowercased() {
    case "half", "fp16", "f16": self = .float16
    case "bf16": self = .bfloat16
    case "float", "single", "fp32", "f32": self = .float32
    case "double", "fp64", "f64": self = .float64
    case let name:
      guard let format = Format(spelling: name) else { return nil }
      self = format
    }
  }

  // MARK: - Bits

  /// Significant binary digits, the hidden one included.
  public var precision: Int {
    switch self {
    case .float64: 53
    case .float32: 24
    case .bfloat16: 8
    case .float16: 11
    case .float8E5M2: 3
    case .float8E4M3: 4
    }
  }

  /// Bits of the exponent field.
  public var exponentBits: Int {
    switch self {
    case .float64: 11
    case .float32, .bfloat16: 8
    case .float16, .float8E5M2: 5
    case .float8E4M3: 4
    }
  }

  /// Bits of the fraction field: the significant digits without the hidden one.
  public var fractionBits: Int { precision - 1 }

  /// All bits: sign, exponent and fraction.
  public var bitWidth: Int { 1 + exponentBits + fractionBits }

  /// What the exponent field of a normal number exceeds its exponent by.
  public var exponentBias: Int { 1 << (exponentBits - 1) - 1 }

  // MARK: - Range

  /// Whether overflow has a number of its own.
  public var hasInfinity: Bool { self != .float8E4M3 }

  /// The exponent `e` of the least normal number, `1 · 2^e`.
  public var minExponent: Int { 1 - exponentBias }

  /// The exponent `e` of the greatest finite number, `1.f · 2^e`.
  public var maxExponent: Int { hasInfinity ? exponentBias : exponentBias + 1 }

  /// The greatest finite number.
  public var greatestFinite: Double {
    // Its last code is NaN, so the largest fraction is 1.75, not 1.875.
    if self == .float8E4M3 { return 448 }
    return (2 - Self.power(of: -fractionBits)) * Self.power(of: maxExponent)
  }

  /// The least positive number with all its digits.
  public var leastNormal: Double { Self.power(of: minExponent) }

  /// The least positive number, and the spacing of all those below the least normal one.
  public var leastNonzero: Double { Self.power(of: minExponent - fractionBits) }

  /// Significant decimal digits that a reader can rely on when a result is printed in full: the
  /// decimal worth of the binary ones, to the nearest.
  public var printedDigits: Int {
    switch self {
    case .float64: 16
    case .float32: 7
    case .bfloat16: 2
    case .float16: 3
    case .float8E5M2, .float8E4M3: 1
    }
  }

  /// 2 to an exponent within `Double`.
  static func power(of exponent: Int) -> Double {
    exponent >= -1022
      ? Double(bitPattern: UInt64(exponent + 1023) << 52)
      : Double(bitPattern: 1 << UInt64(exponent + 1074))
  }
}
