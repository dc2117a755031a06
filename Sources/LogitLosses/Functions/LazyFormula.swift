import LogitExact
import Synchronization

/// A formula that is read or derived when it is first asked for, in each of its variants: those of
/// all losses would make every start slower.
final class LazyFormula: Sendable {
  private struct Known {
    var formulas: [RowFunction.Variant: Expression] = [:]
    var choice: Choice?
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

  /// What decides which steps a formula comes to, besides what is asked.
  enum Choice: Int {
    case nothing
    /// The label, which is an index in it: other steps for each.
    case label
    /// Other numbers of the row.
    case numbers
  }

  var choice: Choice {
    if let choice = known.withLock(\.choice) { return choice }
    let choice = self[.init()].choice
    known.withLock { $0.choice = choice }
    return choice
  }
}

extension Expression {
  fileprivate var choice: LazyFormula.Choice {
    var choice = LazyFormula.Choice.nothing
    for node in postorder {
      switch node {
      case .name("label"): if choice == .nothing { choice = .label }
      case .call(.argmax, _): return .numbers
      case .element(_, let index) where !index.isOfLabel: return .numbers
      case .call(.others, let parts) where !parts[1].isOfLabel: return .numbers
      case .call(.insert, let parts) where !parts[1].isOfLabel: return .numbers
      default: break
      }
    }
    return choice
  }

  /// Whether no other number of a row is in it.
  private var isOfLabel: Bool {
    !contains { node in
      if case .name(let name) = node { name != "label" && name != "classes" } else { false }
    }
  }
}
