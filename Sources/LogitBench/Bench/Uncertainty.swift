import LogitExact
import LogitText

/// How well the logits of a bench are known.
package enum Uncertainty: Equatable, Sendable {
  /// They were rounded to a format once: each may be off by half a step of it.
  case rounded(Format)
  /// Each may be off by so much.
  case within(Number)

  /// The formats that logits are stored in.
  package static let formats: [Format] = [.bfloat16, .float16, .float8E4M3, .float8E5M2, .float32]

  /// All that a logit may have been.
  ///
  /// - Returns: Both ends, exactly; the logit itself where it is infinite or NaN.
  package func range(of logit: Double) -> ClosedRange<Double>? {
    guard logit.isFinite else { return nil }
    switch self {
    case .rounded(let format):
      let nearest = format.rounded(logit)
      guard nearest.isFinite else { return nil }
      // Half a step is smaller below a power of two than above it; both ends are doubles.
      let below = nearest - (nearest - format.nextDown(nearest)) / 2
      let above = nearest + (format.nextUp(nearest) - nearest) / 2
      return below.isFinite && above.isFinite ? below...above : nil
    case .within(let number):
      let margin = number.value(in: .float64)
      return (logit - margin)...(logit + margin)
    }
  }

  /// `bfloat16`, or the number: what stands behind the command and in a file.
  package var text: String {
    switch self {
    case .rounded(let format): format.name
    case .within(let number): number.text
    }
  }

  /// `known to bfloat16`, `known to within .01`.
  package var words: String {
    switch self {
    case .rounded(let format): "known to \(format.name)"
    case .within(let number): "known to within \(number)"
    }
  }
}
