import LogitExact
import LogitLosses
import LogitText

/// How well the logits of a bench are known.
package enum Uncertainty: Equatable, Sendable {
  /// They were rounded to a format once: each may be off by half a step of it.
  case rounded(Format)
  /// Each may be off by so much.
  case within(Number)

  /// How far that is, in numbers.
  package var margin: Margin {
    switch self {
    case .rounded(let format): .rounded(format)
    case .within(let number): .within(number.value(in: .float64))
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
    case .rounded: margin.words
    case .within(let number): "known to within \(number)"
    }
  }
}
