import LogitExact
import LogitText

/// How far off numbers may be that somebody wrote down.
public enum Margin: Hashable, Sendable {
  /// They were rounded to a format once: each may be off by half a step of it.
  case rounded(Format)
  /// Each may be off by so much, 0 or more.
  case within(Double)

  /// The formats that logits are stored in.
  public static let formats: [Format] = [.bfloat16, .float16, .float8E4M3, .float8E5M2, .float32]

  /// All that a number may have been.
  ///
  /// - Returns: Both ends, exactly; nil for what is infinite or NaN.
  public func range(of number: Double) -> ClosedRange<Double>? {
    guard number.isFinite else { return nil }
    switch self {
    case .rounded(let format):
      let nearest = format.rounded(number)
      guard nearest.isFinite else { return nil }
      // Half a step is smaller below a power of two than above it; both ends are doubles.
      let below = nearest - (nearest - format.nextDown(nearest)) / 2
      let above = nearest + (format.nextUp(nearest) - nearest) / 2
      return below.isFinite && above.isFinite ? below...above : nil
    case .within(let margin): return (number - margin)...(number + margin)
    }
  }
  /// `known to bfloat16`, `known to within 0.01`.
  package var words: String {
    switch self {
    case .rounded(let format): "known to \(format.name)"
    case .within(let margin): "known to within \(margin.shortest)"
    }
  }
}
