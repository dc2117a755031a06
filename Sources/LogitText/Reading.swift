/// A result as the bench shows it: a number of the format, and whether a 0, 1 or infinity among
/// them is exact or was made by rounding.
package struct Reading: Equatable, Sendable {
  package let value: Double
  /// False where the mathematical value is not `value`; only asked of 0, ±1 and ±∞.
  package let isExact: Bool

  package init(_ value: Double, isExact: Bool = false) {
    self.value = value
    self.isExact = isExact
  }

  /// The most characters of `text`, as `-1.2345e-308`; of a number from 0 to 1 there is no sign.
  package static let mostCharacters = 12
  package static let mostOfProbability = 11

  /// Whether it prints as a bare 0, 1 or infinity that it is not: `0~`, `1~`, `inf~`.
  package var isRounded: Bool {
    !isExact && (value == 0 || value.magnitude == 1 || value.isInfinite)
  }

  /// The number with four decimals from .001 to 9999.9999, else with five digits and an exponent;
  /// `0~`, `1~` and `inf~` where rounding made it so, `1-3.00e-05` where decimals would hide it.
  package var text: String {
    if value.isNaN { return "nan" }
    if value.isInfinite || value == 0 || value.magnitude == 1 {
      return value.shortest + (isExact ? "" : "~")
    }
    if let close = nearOne(2) { return close }
    if value.magnitude >= 0.001 {
      let fixed = value.decimals(4)
      if fixed.utf8.count <= (value < 0 ? 10 : 9) { return fixed }
    }
    return value.scientific(4)
  }

  /// The same in at most `width` characters, with fewer digits where that takes it, and whole where
  /// even one digit is too many.
  package func text(within width: Int) -> String {
    let full = text
    guard full.utf8.count > width, value.isFinite, !isRounded else { return full }
    for digits in [3, 2, 1, 0] {
      let short = nearOne(digits) ?? value.scientific(digits)
      if short.utf8.count < full.utf8.count, short.utf8.count <= width { return short }
    }
    return full
  }

  /// `1-3.00e-05` for .99997, which four decimals would print as 1.0000.
  private func nearOne(_ digits: Int) -> String? {
    let gap = value.magnitude - 1
    guard gap.magnitude < 0.00005 else { return nil }
    let isNegative = value < 0
    let sign = (gap < 0) != isNegative ? "-" : "+"
    return "\(isNegative ? "-" : "")1\(sign)\(gap.magnitude.scientific(digits))"
  }
}
