import LogitBench
import LogitSession
import LogitStudies

/// The sweep under the table, as far as a person chooses it.
package struct SweepPane: Equatable, Sendable {
  package var request: SweepRequest
  /// The number at the cursor; nil for where the bench is.
  package var cursor: Double?
  /// Whether Esc ended it before its time.
  package var isStopped = false

  package init(_ request: SweepRequest) { self.request = request }

  /// How wide what stands beside the plots is: nothing on a narrow screen.
  static func panelWidth(_ width: Int) -> Int {
    switch width {
    case 160...: 74
    case 100...: 46
    case 76...: 36
    default: 0
    }
  }

  /// How many columns a plot has on a screen of this width.
  static func columns(_ width: Int) -> Int {
    max(8, width - panelWidth(width) - labelWidth - 3)
  }

  /// Of the numbers left of a plot.
  static let labelWidth = 8
}

/// A sweep that is being computed or was, and what it was computed of.
struct SweepMemory: Sendable {
  let bench: Bench
  let request: SweepRequest
  let columns: Int
  private(set) var work: SweepWork?
  /// Why there is none.
  private(set) var refusal: CommandError?

  init(_ model: Model, _ request: SweepRequest, columns: Int) {
    bench = model.bench
    self.request = request
    self.columns = columns
    do throws(CommandError) {
      work = try model.sweep(request, columns: columns)
    } catch { refusal = error }
    advance()
  }

  var isDone: Bool { work?.isDone ?? true }

  mutating func advance() {
    if work?.isDone == false { work?.advance() }
  }

  /// The column nearest to a number.
  func column(of x: Double) -> Int {
    let xs = work?.sweep.xs ?? []
    return xs.indices.min { (xs[$0] - x).magnitude < (xs[$1] - x).magnitude } ?? 0
  }

  /// The column of the cursor: where it was put, else where the bench is, else the middle.
  func cursor(_ pane: SweepPane) -> Int {
    guard let xs = work?.sweep.xs, let first = xs.first, let last = xs.last else { return 0 }
    if let cursor = pane.cursor { return column(of: cursor) }
    guard let here = work?.sweep.here, here >= first, here <= last else { return xs.count / 2 }
    return column(of: here)
  }
}

extension Interface {
  /// The usual sweep of the input under the cursor.
  func sweepRequest(on bench: Bench) -> SweepRequest {
    switch field {
    case .logit: SweepRequest.usual(.logit(.index(index)), under: bench.loss)
    case .label: SweepRequest.usual(.target(.index(index)), under: bench.loss)
    case .posWeight: SweepRequest.usual(.posWeight(.index(index)), under: bench.loss)
    }
  }
}

extension Desk {
  /// Begins anew where the bench or the screen is another, and does what a frame has time for.
  mutating func followSweep(_ model: Model, width: Int) {
    guard case .sweep(var pane) = interface.lower else {
      sweep = nil
      return
    }
    let columns = SweepPane.columns(width)
    if let sweep, sweep.columns == columns, sweep.request == pane.request,
      sweep.bench == model.bench
    {
      return
    }
    pane.isStopped = false
    interface.lower = .sweep(pane)
    sweep = SweepMemory(model, pane.request, columns: columns)
  }

  /// - Parameter amount: In columns.
  fileprivate mutating func readSweep(by amount: Int) -> [Request]? {
    guard case .sweep(var pane) = interface.lower, let sweep, let xs = sweep.work?.sweep.xs else {
      return nil
    }
    pane.cursor = xs[min(xs.count - 1, max(0, sweep.cursor(pane) + amount))]
    interface.lower = .sweep(pane)
    return []
  }

  /// Puts the number at the cursor on the bench.
  fileprivate mutating func putThere() -> [Request]? {
    guard case .sweep(let pane) = interface.lower, let sweep, let work = sweep.work else {
      return nil
    }
    guard let edit = work.edit(at: work.sweep.xs[sweep.cursor(pane)]) else {
      interface.message = .hint(
        "\(work.sweep.subject) is a name of the formula: the bench has no place for it")
      return []
    }
    return runKey(.edit(edit))
  }

  fileprivate mutating func switchScale() -> [Request]? {
    guard case .sweep(var pane) = interface.lower, sweep?.work != nil else { return nil }
    pane.request.scale = pane.request.scale == .linear ? .symlog : .linear
    interface.lower = .sweep(pane)
    return []
  }

  fileprivate mutating func stopSweep() -> [Request]? {
    guard case .sweep(var pane) = interface.lower, let sweep, !sweep.isDone, !pane.isStopped else {
      return nil
    }
    pane.isStopped = true
    interface.message = .hint("the sweep was stopped; an edit begins it anew")
    interface.lower = .sweep(pane)
    return []
  }
}

extension Scene {
  /// Whether a sweep is being computed.
  fileprivate var isSweeping: Bool {
    guard case .sweep(let pane) = interface.lower else { return false }
    return sweep?.isDone == false && !pane.isStopped
  }
}

extension PaneKeys {
  static let sweep = PaneKeys(
    letter: "w", name: "sweep",
    rows: [
      Row(
        Key.sideways + Key.ends.map { ($0, $1 * Int(Int32.max)) }, "left right Home End",
        "read the curves there", hints: unlessSweeping("left right", "read"),
        act: { $0.readSweep(by: $1) }),
      Row(
        [(Key(.enter), 0)], "Enter", "put the number there on the bench",
        hints: unlessSweeping("Enter", "put it there"), act: { desk, _ in desk.putThere() }),
      Row(
        [(.letter("s"), 0)], "s", "an axis that is linear, or only around 0",
        hints: unlessSweeping("s", "scale"), act: { desk, _ in desk.switchScale() }),
      Row(
        [(Key(.escape), 0), (.letter("q"), 0), (Key(.character("c"), .control), 0)], "Esc",
        "stop a sweep that is being computed",
        hints: { $0.isSweeping ? [.init("Esc", "stop")] : [] },
        act: { desk, _ in desk.stopSweep() }),
      .said("w", "close", where: { !$0.isSweeping }),
    ])

  private static func unlessSweeping(_ keys: String, _ word: String) -> Row.Hints {
    { $0.isSweeping ? [] : [.init(keys, word)] }
  }
}
