import LogitBench
import LogitStudies

/// The inputs of a class, in the order of their columns.
enum Field: CaseIterable, Sendable {
  case logit, label, posWeight

  var column: Table.Column {
    switch self {
    case .logit: .logit
    case .label: .label
    case .posWeight: .posWeight
    }
  }

  /// What a person calls it.
  var name: String {
    switch self {
    case .logit: "logit"
    case .label: "target"
    case .posWeight: "pos_weight"
    }
  }

  /// The inputs that the loss has.
  static func all(on bench: Bench) -> [Field] {
    bench.loss.takes(.posWeight) ? allCases : [.logit, .label]
  }
}
