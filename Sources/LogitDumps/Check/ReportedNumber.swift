import LogitText

/// A number that another program printed: what it says, and how far it may be from what was meant.
package struct ReportedNumber: Sendable, Equatable {
  package let text: String
  package let value: Double
  /// Half a unit of its last digit.
  let halfUnit: Double
  let digitCount: Int

  /// nil for what is no number.
  package init?(_ text: String) {
    guard let value = Double(text), !text.lowercased().hasPrefix("0x") else { return nil }
    (self.text, self.value) = (text, value)
    let parts = text.lowercased().split(
      separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
    let digits = parts[0].filter(\.isNumber)
    digitCount = max(1, digits.drop { $0 == "0" }.count)
    let point = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let power = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - (point.count > 1 ? point[1].count : 0)
    halfUnit = Double("5e\(power - 1)") ?? 0
  }

  /// Whether a value prints as this number.
  func isWhat(_ value: Double) -> Bool {
    if self.value.isNaN || value.isNaN { return self.value.isNaN && value.isNaN }
    if self.value.isInfinite || value.isInfinite { return self.value == value }
    // The sums are quick ones, and other programs' in float32.
    let slack = digitCount > 5 ? value.magnitude * 2e-6 : 0
    return (value - self.value).magnitude <= halfUnit * (1 + 1e-9) + slack
  }
}
