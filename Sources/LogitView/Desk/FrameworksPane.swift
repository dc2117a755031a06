import LogitBench
import LogitSession
import LogitStudies

/// What frameworks answer on the current numbers, and which of them is explained where there is
/// little room.
package struct FrameworksPane: Equatable, Sendable {
  /// Counted from the first; beyond the last it is the last.
  package var chosen = 0

  package init() {}
}

/// What frameworks answer about a class, kept while nothing moves.
struct FrameworksMemory: Sendable {
  let bench: Bench
  let index: Int
  private(set) var table: FrameworkTable?
  /// Why there is none.
  private(set) var refusal: CommandError?

  init(_ model: Model, ofClass index: Int) {
    bench = model.bench
    self.index = index
    do throws(CommandError) { table = try model.frameworks(ofClass: index) } catch {
      refusal = error
    }
  }

  /// Takes what was answered already.
  init(_ table: FrameworkTable, _ bench: Bench, ofClass index: Int) {
    self.bench = bench
    self.index = index
    self.table = table
  }
}

extension Desk {
  mutating func followFrameworks(_ model: Model) {
    guard case .frameworks = interface.lower else { return }
    if let frameworks, frameworks.index == interface.index, frameworks.bench == model.bench {
      return
    }
    frameworks = FrameworksMemory(model, ofClass: interface.index)
  }

  fileprivate mutating func explain(by amount: Int) -> [Request] {
    guard case .frameworks(var pane) = interface.lower else { return [] }
    let last = max(0, (frameworks?.table?.rows.count ?? 1) - 1)
    pane.chosen = min(last, max(0, min(pane.chosen, last) + amount))
    interface.lower = .frameworks(pane)
    return []
  }
}

extension PaneKeys {
  static let frameworks = PaneKeys(
    letter: "F", name: "frameworks",
    rows: [
      .said("up down", "class"),
      Row(Key.sideways, "left right", "which one is explained", hint: ("left right", "which")) {
        $0.explain(by: $1)
      },
      closing("F"),
    ])
}
