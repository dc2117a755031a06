import LogitBench
import LogitStudies

/// What the cursor can be on: the inputs of a class, in the order of their columns, then the parameters of the loss,
/// whose cells are in the header.
enum Field: Equatable, Sendable {
  case logit, label, posWeight
  case parameter(String)

  /// Those that are columns of the table.
  static let ofTable: [Field] = [.logit, .label, .posWeight]

  /// nil for what is no column of the table.
  var column: Table.Column? {
    switch self {
    case .logit: .logit
    case .label: .label
    case .posWeight: .posWeight
    case .parameter: nil
    }
  }

  /// What a person calls the cell.
  func name(ofClass index: Int) -> String {
    switch self {
    case .logit: "logit \(index)"
    case .label: "target \(index)"
    case .posWeight: "pos_weight \(index)"
    case .parameter(let name): name
    }
  }

  /// The inputs that the loss has.
  static func all(on bench: Bench) -> [Field] {
    [.logit, .label] + (bench.loss.takes(.posWeight) ? [.posWeight] : [])
      + bench.parameterRules.map { .parameter($0.name) }
  }
}
