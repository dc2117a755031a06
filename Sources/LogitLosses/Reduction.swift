/// How the losses of a batch become one number.
package enum Reduction: String, CaseIterable, Sendable {
  case none
  case sum
  case mean
  case meanKept = "mean_kept"
  case meanNonzero = "mean_nonzero"
  case weightedMean = "weighted_mean"

  package var name: String { rawValue }

  /// Whether the sum is divided by something.
  package var isMean: Bool { self != .none && self != .sum }

  /// One line for help and completion.
  package var summary: String {
    switch self {
    case .none: "every loss stands alone"
    case .sum: "their sum"
    case .mean: "their sum divided by their number, ignored ones included"
    case .meanKept: "their sum divided by the number of those not ignored"
    case .meanNonzero: "their sum divided by the number of sample weights that are not 0"
    case .weightedMean: "their sum divided by the sum of the weights"
    }
  }
}
