import LogitExact
import Synchronization

/// A formula that is read or derived when it is first asked for, in each of its variants: those of
/// all losses would make every start slower.
final class LazyFormula: Sendable {
  private struct Known {
    var formulas: [RowFunction.Variant: Expression] = [:]
    var choosesByLabel: Bool?
  }

  private let known = Mutex(Known())
  private let make: @Sendable (RowFunction.Variant) -> Expression

  init(_ make: @escaping @Sendable (RowFunction.Variant) -> Expression) { self.make = make }

  subscript(variant: RowFunction.Variant) -> Expression {
    if let formula = known.withLock({ $0.formulas[variant] }) { return formula }
    // Not under the lock: a derivative asks for the formula that it is of.
    let formula = make(variant)
    known.withLock { $0.formulas[variant] = formula }
    return formula
  }

  /// Whether an index of it is the label.
  var choosesByLabel: Bool {
    if let chooses = known.withLock(\.choosesByLabel) { return chooses }
    let chooses = self[.init()].indexesByLabel
    known.withLock { $0.choosesByLabel = chooses }
    return chooses
  }
}

extension Expression {
  fileprivate var indexesByLabel: Bool {
    switch self {
    case .number, .name: false
    case .element(_, .name("label")): true
    case .call(.others, let arguments) where arguments.last == .name("label"): true
    case .element(let vector, let index): vector.indexesByLabel || index.indexesByLabel
    case .negation(let part), .power(let part, _): part.indexesByLabel
    case .binary(_, let left, let right): left.indexesByLabel || right.indexesByLabel
    case .call(_, let arguments): arguments.contains(where: \.indexesByLabel)
    }
  }
}
