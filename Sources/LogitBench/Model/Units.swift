import LogitExact
import LogitText

/// What losses are told in besides nats.
package enum Units: String, CaseIterable, Sendable {
  case nats, bits

  package var summary: String {
    switch self {
    case .nats: "natural logarithms alone, as frameworks have them"
    case .bits: "the mean loss in bits, and its perplexity, beside them"
    }
  }
}

extension Model {
  /// The mean loss in bits and as a perplexity, e to the mean; nil in nats.
  package var meanInUnits: (bits: Reading, perplexity: Reading)? {
    guard units == .bits, !hidesLoss else { return nil }
    return (
      evaluation.mean(of: bench) { .binary(.divide, $0, .call(.log, [.number("2")])) },
      evaluation.mean(of: bench) { .call(.exp, [$0]) }
    )
  }
}
