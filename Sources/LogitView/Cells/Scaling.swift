/// How many of `width` cells a part between 0 and 1 fills: the one place where a `Double` becomes
/// an `Int`, because `Int(Double.nan)` traps.
///
/// - Returns: 0 for NaN; never less than 0 nor more than `width`.
package func columns(_ part: Double, of width: Int) -> Int {
  guard part > 0, width > 0 else { return 0 }
  return part >= 1 ? width : Int((part * Double(width)).rounded())
}

/// The cell of a value on an axis of `count` cells from `range.lowerBound` to its upper bound.
///
/// - Returns: nil for NaN and for what lies outside.
func cell(of value: Double, in range: ClosedRange<Double>, count: Int) -> Int? {
  let span = range.upperBound - range.lowerBound
  guard count > 0, span > 0, range.contains(value) else { return nil }
  return columns((value - range.lowerBound) / span, of: count - 1)
}
