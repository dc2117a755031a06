import LogitBench
import LogitStudies

/// One input over a range: what formulas make of it, and beneath how far off each one is.
struct SweepPane: Pane {
  static let name = "sweep"
  static let letter: Character? = "w"
  static let brief = "sweep of one input"
  static let summary =
    "sweep the input under the cursor over a range, or close the sweep"

  var request: SweepRequest
  /// The number at the cursor; nil for where the bench is.
  var cursor: Double?
  /// What Esc ended before its time: on another bench it begins anew.
  private var stopped: Stopped?

  private struct Stopped: Equatable {
    let bench: Bench
    let request: SweepRequest
  }

  /// The usual sweep of the input under the cursor.
  init(_ context: PaneContext, after other: any Pane) {
    let index = ClassReference.index(context.index)
    let subject: SweepRequest.Subject =
      switch context.field {
      case .logit: .logit(index)
      case .label: .target(index)
      case .posWeight: .posWeight(index)
      case .parameter(let name): .parameter(name)
      }
    let bench = context.bench
    request = SweepRequest.usual(
      subject, under: bench.loss, around: bench.logits[bench.row][context.index])
  }

  init(asking question: SweepRequest) { request = question }

  var heading: String { "\(request)" }

  func question(_ context: PaneContext) -> SweepRequest {
    var question = request
    question.columns = Self.columns(context.width)
    return question
  }

  /// It has as many columns as the screen.
  func adopted(_ answer: SweepWork) -> SweepWork? { nil }

  func isStopped(_ context: PaneContext) -> Bool {
    stopped == Stopped(bench: context.bench, request: question(context))
  }

  /// The column of the cursor: where it was put, else where the bench is, else the middle.
  func place(in sweep: Sweep) -> Int {
    guard let first = sweep.xs.first, let last = sweep.xs.last else { return 0 }
    if let cursor { return sweep.nearest(to: cursor) }
    guard let here = sweep.here, here >= first, here <= last else { return sweep.xs.count / 2 }
    return sweep.nearest(to: here)
  }

  /// How wide what stands beside the plots is: nothing on a narrow screen.
  static func panelWidth(_ width: Int) -> Int {
    switch width {
    case 160...: 74
    case 100...: 46
    case 76...: 39
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

extension SweepPane {
  static let keys: [PaneKey<SweepPane>] = [
    PaneKey(
      Key.sideways + Key.ends.map { ($0, $1 * Int(Int32.max)) }, "left right Home End",
      "read the curves there", hints: unlessSweeping("left right", "read"),
      act: { pane, work, _, columns in
        let sweep = work.sweep
        pane.cursor =
          sweep.xs[
            min(sweep.xs.count - 1, max(0, pane.place(in: sweep) + columns))]
        return .none
      }),
    PaneKey(
      [(Key(.enter), 0)], "Enter", "put the number there on the bench",
      hints: unlessSweeping("Enter", "put it there"),
      act: { pane, work, _, _ in
        let sweep = work.sweep
        guard let edit = work.edit(at: sweep.xs[pane.place(in: sweep)]) else {
          return .hint(
            "\(sweep.subject) is a name of the formula: the bench has no place for it")
        }
        return .edit(edit)
      }),
    PaneKey(
      [(.letter("s"), 0)], "s", "an axis that is linear, or only around 0",
      hints: unlessSweeping("s", "scale"),
      act: { pane, _, _, _ in
        pane.request.scale = pane.request.scale == .linear ? .symlog : .linear
        return .none
      }),
    PaneKey(
      [(Key(.escape), 0), (.letter("q"), 0), (Key(.character("c"), .control), 0)], "Esc",
      "stop a sweep that is being computed",
      hints: { pane, work, context in pane.isSweeping(work, context) ? [KeyHint("Esc", "stop")] : []
      },
      act: { pane, work, context, _ in
        guard !work.isDone, !pane.isStopped(context) else { return .pass }
        pane.stopped = Stopped(bench: context.bench, request: pane.question(context))
        return .hint("the sweep was stopped; an edit begins it anew")
      }),
    .said("w", "close", where: { !$0.isSweeping($1, $2) }),
  ]

  private func isSweeping(_ work: SweepWork?, _ context: PaneContext) -> Bool {
    work?.isDone == false && !isStopped(context)
  }

  private static func unlessSweeping(
    _ keys: String, _ word: String
  ) -> PaneKey<SweepPane>.Hints {
    { pane, work, context in pane.isSweeping(work, context) ? [] : [KeyHint(keys, word)] }
  }
}
