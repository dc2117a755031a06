import LogitText

/// The benches before and after this one, without limit, and what led from each to the next.
struct History: Equatable, Sendable {
  /// Where the bench came from, and what of it is safe there.
  struct Origin: Equatable, Sendable {
    var file: String?
    /// The bench as it was opened or last kept.
    @Boxed var kept: Bench
    /// The bench as it was opened, which its note is about.
    @Boxed var opened: Bench
  }

  private enum Deed: Equatable, Sendable {
    case edits([Edit])
    /// What a file or a sample held took the bench's place; the origin is the one on the step's
    /// other side.
    case opened(String, Origin)
  }

  private struct Step: Equatable, Sendable {
    /// The bench before it, or after it where the step was undone.
    @Boxed var bench: Bench
    var deed: Deed
  }

  private var past: [Step] = []
  private var future: [Step] = []
  /// The cell whose nudges the last step gathers.
  private var gathering: ClassReference?

  /// Notes that `edits` make `bench` into `changed`.
  ///
  /// - Parameter cell: For a nudge, what it moves: another nudge of the same cell joins its step.
  mutating func remember(
    _ bench: Bench, becoming changed: Bench, by edits: [Edit],
    nudging cell: ClassReference? = nil
  ) {
    let joins = cell != nil && cell == gathering && future.isEmpty
    if joins, let last = past.last, case .edits(let before) = last.deed, let edit = edits.last {
      // The last nudge alone says it all, unless the first one changed more than its cell.
      var replayed = last.bench
      let isEnough = (try? replayed.apply(edit)) != nil && replayed == changed
      past[past.count - 1].deed = .edits(isEnough ? [edit] : before + [edit])
    } else {
      past.append(Step(bench: bench, deed: .edits(edits)))
    }
    future = []
    gathering = cell
  }

  /// Notes that the bench of a file or a sample takes the place of `bench`.
  mutating func rememberOpening(_ source: String, over bench: Bench, _ origin: Origin) {
    past.append(Step(bench: bench, deed: .opened(source, origin)))
    future = []
    gathering = nil
  }

  mutating func undo(_ bench: inout Bench, _ origin: inout Origin) -> Bool {
    gathering = nil
    return Self.move(&past, &future, &bench, &origin)
  }

  mutating func redo(_ bench: inout Bench, _ origin: inout Origin) -> Bool {
    gathering = nil
    return Self.move(&future, &past, &bench, &origin)
  }

  private static func move(
    _ from: inout [Step], _ to: inout [Step], _ bench: inout Bench, _ origin: inout Origin
  ) -> Bool {
    guard var step = from.popLast() else { return false }
    swap(&step.bench, &bench)
    if case .opened(let path, var other) = step.deed {
      swap(&other, &origin)
      step.deed = .opened(path, other)
    }
    to.append(step)
    return true
  }

  /// The commands that lead to `bench` from the one on which the program opens: those that were
  /// given since the last bench was opened, after those that rebuild what it held.
  func log(to bench: Bench) -> [String] {
    var start = past.first?.bench ?? bench
    var source: [String] = []
    var lines: [String] = []
    for (index, step) in past.enumerated() {
      switch step.deed {
      case .edits(let edits): lines += edits.map(\.description)
      case .opened(let name, _):
        start = index + 1 < past.count ? past[index + 1].bench : bench
        source = ["# what \(name.visible) held"]
        lines = []
      }
    }
    return source + start.edits.map(\.description) + lines
  }
}
