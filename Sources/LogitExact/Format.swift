/// A binary floating-point format: how many digits a number keeps and how far its exponent reaches.
///
/// A value of any format here is exact as a `Double`, so `Double` carries them all and a format
/// says which doubles are its own.
public enum Format: String, Sendable, Hashable, CaseIterable {
  case float32
  case float64

  /// The name frameworks give it, such as `float32`.
  public var name: String { rawValue }

  /// Significant binary digits, the hidden one included.
  public var precision: Int {
    switch self {
    case .float32: 24
    case .float64: 53
    }
  }

  /// Significant decimal digits that a reader can rely on when a result is printed in full.
  public var printedDigits: Int {
    switch self {
    case .float32: 7
    case .float64: 16
    }
  }

  /// The nearest number of this format, ties to even, gradual underflow, overflow to infinity.
  public func rounded(_ value: Double) -> Double {
    switch self {
    case .float32: Double(Float(value))
    case .float64: value
    }
  }

  /// The number of this format nearest to what `text` says, rounded once; nil where `text` is no
  /// number.
  ///
  /// - Parameter text: A decimal or hexadecimal number, `inf`, `-inf` or `nan`.
  public func parse(_ text: String) -> Double? {
    switch self {
    case .float32: Float(text).map(Double.init)
    case .float64: Double(text)
    }
  }

  /// The rounding to this format of the number that `text` says and `nearest` is the `Double` of.
  ///
  /// - Derivation: rounding is monotone, so text and double lie on the same side of every tie
  ///   between two numbers of this format, unless the double is such a tie: a tie is a double.
  ///   Only then can rounding twice differ from rounding once, and the text is read again.
  public func rounded(_ nearest: Double, readFrom text: String) -> Double {
    isTie(nearest) ? (parse(text) ?? rounded(nearest)) : rounded(nearest)
  }

  /// Whether `value` lies exactly between two neighbours of this format.
  func isTie(_ value: Double) -> Bool {
    switch self {
    case .float64: return false
    case .float32:
      let near = Float(value)
      guard value.isFinite, Double(near) != value else { return false }
      // Above the largest float the tie is with 2^128, where Float already says infinity.
      guard near.isFinite else { return value.magnitude == 0x1.ffffffp127 }
      let other = Double(near) < value ? near.nextUp : near.nextDown
      guard other.isFinite else { return value.magnitude == 0x1.ffffffp127 }
      return value - Double(near) == Double(other) - value
    }
  }
}
