import TestSupport

@testable import LogitExact

/// The operations of a format in integers alone: what the tests hold steps against.
///
/// `IntegerRounding` rounds; here are the integers, of any two numbers of a format.
struct ExactRounding {
  private let format: Format
  private let rounding: IntegerRounding

  init(_ format: Format) {
    self.format = format
    rounding = IntegerRounding(format)
  }

  func rounded(_ n: UInt64, isMore: Bool, exponent: Int) -> Double {
    rounding.rounded(n, isMore: isMore, exponent: exponent)
  }

  func rounded(_ value: Double) -> Double { rounding.rounded(value) }

  /// Two numbers of the format: of one size or of any, subnormal or at the greatest one.
  func pair(_ random: inout SplitMix64) -> (Double, Double) {
    let least = format.minExponent - format.precision
    func number(around exponent: Int) -> Double {
      let bits = random.next() >> UInt64(64 - format.precision)
      // Few digits now and then, so that ties come up.
      let digits = random.next() % 3 == 0 ? bits & (1 << UInt64(format.precision / 2) - 1) : bits
      let place = min(max(exponent, least + 1), format.maxExponent - format.precision + 1)
      let magnitude = Double(sign: .plus, exponent: place, significand: Double(digits | 1))
      return random.next() % 2 == 0 ? magnitude : -magnitude
    }
    let all = (least + 1)...(format.maxExponent - format.precision + 1)
    let first = Int.random(in: all, using: &random)
    let second =
      switch random.next() % 4 {
      case 0: first - Int(random.next() % UInt64(2 * format.precision))
      case 1: first + Int(random.next() % 3)
      case 2: -first - 2 * format.precision
      default: Int.random(in: all, using: &random)
      }
    return (
      format.rounded(number(around: first), overflow: .saturate),
      format.rounded(number(around: second), overflow: .saturate)
    )
  }

  /// `|value| = n · 2^exponent`.
  private func parts(_ value: Double) -> (n: UInt64, exponent: Int) {
    let field = Int(value.exponentBitPattern)
    let n = value.significandBitPattern | (field == 0 ? 0 : 1 << 52)
    let zeros = n == 0 ? 0 : n.trailingZeroBitCount
    return (n >> UInt64(zeros), max(field, 1) - 1075 + zeros)
  }

  /// Of up to 128 bits: the lowest ones as a mark that there is more.
  private func rounded(_ n: UInt128, isMore: Bool = false, exponent: Int, isNegative: Bool)
    -> Double
  {
    let excess = max(0, 64 - n.leadingZeroBitCount)
    let rest = n & (1 << UInt128(excess) - 1)
    let magnitude = rounding.rounded(
      UInt64(n >> UInt128(excess)), isMore: isMore || rest != 0, exponent: exponent + excess)
    return isNegative ? -magnitude : magnitude
  }

  func sum(_ a: Double, _ b: Double) -> Double {
    let (high, low) = abs(a) >= abs(b) ? (a, b) : (b, a)
    if low == 0 { return rounding.rounded(high) }
    let ((m, i), (n, j)) = (parts(high), parts(low))
    // Past 60 digits the smaller one is only more or less than nothing: 2 bits stand for it.
    let top = 63 - m.leadingZeroBitCount + i
    let floor = top - 120
    let place = max(min(i, j), floor)
    let large = UInt128(m) << UInt128(i - place)
    let shift = j - place
    let isFar = shift < 0
    let small =
      isFar ? (-shift < 64 ? UInt128(n >> UInt64(-shift)) | 1 : 1) : UInt128(n) << UInt128(shift)
    let isAdding = (a < 0) == (b < 0)
    let result = isAdding ? large + small : large - small
    return result == 0 ? 0 : rounded(result, exponent: place, isNegative: high < 0)
  }

  func product(_ a: Double, _ b: Double) -> Double {
    let ((m, i), (n, j)) = (parts(a), parts(b))
    return rounded(
      UInt128(m) * UInt128(n), exponent: i + j, isNegative: (a < 0) != (b < 0))
  }

  func quotient(_ a: Double, _ b: Double) -> Double {
    let ((m, i), (n, j)) = (parts(a), parts(b))
    guard n != 0 else { return .nan }
    let shift = UInt128(m).leadingZeroBitCount
    let (quotient, rest) = (UInt128(m) << UInt128(shift))
      .quotientAndRemainder(dividingBy: UInt128(n))
    return rounded(
      quotient, isMore: rest != 0, exponent: i - j - shift, isNegative: (a < 0) != (b < 0))
  }

  func root(_ a: Double) -> Double {
    let (m, i) = parts(a)
    // So that the exponent is even.
    let room = UInt128(m).leadingZeroBitCount - 2
    let shift = (i - room) % 2 == 0 ? room : room - 1
    let square = UInt128(m) << UInt128(shift)
    var root = UInt128(Double(square).squareRoot())
    while root * root > square { root -= 1 }
    while (root + 1) * (root + 1) <= square { root += 1 }
    return rounded(
      root, isMore: root * root != square, exponent: (i - shift) / 2, isNegative: false)
  }

  /// Of a result that overflows.
  func isNegative(_ a: Double, _ sign: String, _ b: Double) -> Bool {
    switch sign {
    case "+": a < 0
    case "-": abs(a) > abs(b) ? a < 0 : b > 0
    default: (a < 0) != (b < 0)
    }
  }
}

/// Whether both are the same number or NaN; the sign of a zero is left out.
func isSameNumber(_ a: Double, _ b: Double) -> Bool { a == b || a.isNaN && b.isNaN }
