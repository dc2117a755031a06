import LogitLosses

/// What a number of one class is.
package enum ClassNumber: CaseIterable, Sendable {
  case loss, gradient, probability

  /// What a row computes for it.
  func part(under loss: Loss) -> RowPart {
    switch self {
    case .probability: loss.head == .softmax ? .softmax : .sigmoid
    case .loss: loss.isElementwise ? .terms : .loss
    case .gradient: .gradient
    }
  }
}
