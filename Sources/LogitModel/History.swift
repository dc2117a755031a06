/// The benches before and after this one, without limit.
struct History: Equatable, Sendable {
  private var past: [Bench] = []
  private var future: [Bench] = []
  /// The cell whose nudges the last step gathers.
  private var gathering: ClassReference?

  /// Notes that `bench` is about to change.
  ///
  /// - Parameter cell: For a nudge, what it moves: another nudge of the same cell joins its step.
  mutating func remember(_ bench: Bench, nudging cell: ClassReference? = nil) {
    let joins = cell != nil && cell == gathering && !past.isEmpty && future.isEmpty
    if !joins { past.append(bench) }
    future = []
    gathering = cell
  }

  mutating func undo(from bench: Bench) -> Bench? {
    gathering = nil
    guard let last = past.popLast() else { return nil }
    future.append(bench)
    return last
  }

  mutating func redo(from bench: Bench) -> Bench? {
    gathering = nil
    guard let next = future.popLast() else { return nil }
    past.append(bench)
    return next
  }
}
