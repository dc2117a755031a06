import LogitBench
import LogitSession
import LogitStudies
import LogitText

extension Desk {
  /// Draws the bench for a screen of this size.
  package mutating func render(_ size: Size) -> Screen {
    var screen = Screen(size: size)
    guard size.width >= Layout.least.width, size.height >= Layout.least.height else {
      let least = Layout.least
      screen.write(
        "\(least.width)x\(least.height) is the least; this is \(size.width)x\(size.height)",
        x: 0, y: 0)
      return screen
    }
    var scene = Scene(self)
    if case .race(let pane) = interface.lower, interface.overlay == nil,
      interface.prompt?.isListing != true
    {
      let height = size.height - 2
      screen.drawRace(
        race(holding: pane.step), pane,
        in: Rect(x: 0, y: 0, width: size.width, height: height))
      screen.drawAnswer(scene, in: Rect(x: 0, y: height, width: size.width, height: 1))
      screen.drawKeys(scene, in: Rect(x: 0, y: height + 1, width: size.width, height: 1))
      return screen
    }
    // Another pane than the curves tells where the numbers come from itself.
    let room = interface.lower == .curves ? Layout.notes(size) : min(1, Layout.notes(size))
    let notes = notes.notes(scene, width: size.width - 4, room: room)
    let layout = Layout(size, classes: scene.model.bench.classes, notes: notes.count)
    followSweep(scene.model, width: size.width)
    scene.sweep = sweep
    followFrameworks(scene.model)
    scene.frameworks = frameworks
    screen.drawHeader(scene, in: layout.header)
    let warning = Layout.notes(size) == 0 ? self.notes.overflow(of: scene.model.bench) : nil
    screen.drawStrip(scene, warning: warning, in: layout.strip)
    if case .help(let scroll) = interface.overlay {
      let top = layout.strip.maxY
      let area = Rect(x: 0, y: top, width: size.width, height: layout.answer.y - top)
      page = area.height - 1
      interface.overlay = .help(scroll: screen.drawHelp(scroll: scroll, in: area))
    } else {
      drawBench(scene, layout, notes, on: &screen)
      if case .trace(let pane) = interface.lower, interface.overlay == nil {
        scene.hasSteps = !rounding.trace(scene.model, interface.index, pane).trace.lines.isEmpty
      }
    }
    screen.drawAnswer(scene, in: layout.answer)
    screen.drawKeys(scene, in: layout.keys)
    return screen
  }

  private mutating func drawBench(
    _ scene: Scene, _ layout: Layout, _ notes: [String], on screen: inout Screen
  ) {
    let bench = scene.model.bench
    screen.drawRule(
      ["row \(bench.row)"], hasFocus: interface.pane == .table, in: layout.tableRule)
    screen.drawTable(scene, memory: &tableColumns, in: layout.table)
    for (line, note) in notes.prefix(layout.formulas.height).enumerated() {
      screen.write(
        note.fitted(to: layout.formulas.width - 4, ellipsis: ".."), x: 2,
        y: layout.formulas.y + line,
        style: scene.isStale ? .stale : .plain)
    }
    if let prompt = interface.prompt, prompt.isListing {
      screen.drawRule(["choices"], hasFocus: true, in: layout.curvesRule)
      let choices = Completion(prompt.line, on: bench, listing: interface.listing)
      screen.drawChoices(choices, in: layout.curves)
    } else if case .answers(let scroll, let shift) = interface.overlay {
      screen.drawRule(["answers"], hasFocus: true, in: layout.curvesRule)
      page = layout.curves.height
      interface.transcript.settle()
      let shown = screen.drawTranscript(
        interface.transcript, scroll: scroll, shift: shift, in: layout.curves)
      interface.overlay = .answers(scroll: shown.scroll, shift: shown.shift)
    } else {
      screen.drawLower(scene, memory: &rounding, rule: layout.curvesRule, in: layout.curves)
    }
  }
}

/// What the views draw: the bench as it would be with the value that is being typed, what it was
/// before, and the screen's own state.
struct Scene {
  /// With the typed value where it can be read.
  let model: Model
  /// What stands on the bench without it.
  let kept: Model
  let interface: Interface
  /// Whether what is typed cannot be read yet, so that the numbers are those of the old value.
  let isStale: Bool
  /// Why the typed value would be refused.
  let refusal: CommandError?
  let table: Table
  let curves: Curves
  /// What the sweep has come to, where there is one.
  var sweep: SweepMemory?
  /// What frameworks answer, where that is shown.
  var frameworks: FrameworksMemory?
  /// Whether the trace that is shown has steps to walk.
  var hasSteps = true
  /// The table before the change that is to be seen; nil where its lines are not these lines.
  private let earlier: Table?
  /// The same bench, for panes that compare numbers of their own.
  let earlierModel: Model?

  init(_ desk: Desk) {
    kept = desk.model
    interface = desk.interface
    var isStale = false
    var refusal: CommandError?
    var model = desk.model
    var before = desk.interface.before
    switch desk.interface.preview(of: desk.model) {
    case .none: break
    case .unfinished: isStale = true
    case .refused(let error):
      isStale = true
      refusal = error
    case .model(let preview):
      model = preview
      before = desk.model
    }
    self.isStale = isStale
    self.refusal = refusal
    self.model = model
    table = model.table
    curves = model.curves(ofClass: desk.interface.index)
    let isComparable =
      before.map {
        $0.bench.classes == model.bench.classes && $0.bench.row == model.bench.row
          && $0.bench.rows == model.bench.rows
      } ?? false
    earlierModel = isComparable ? before : nil
    earlier = earlierModel?.table
  }

  /// Whether the last change altered the printed number.
  func hasChanged(_ column: Table.Column, _ index: Int) -> Bool {
    guard let earlier, earlier.columns.contains(column) else { return false }
    return table.differs(from: earlier, column, index)
  }

  func hasSumChanged(_ column: Table.Column) -> Bool {
    guard let earlier else { return false }
    return earlier.sum(column) != table.sum(column)
  }

  /// What stands under the table: what four decimals cannot say, and the formulas.
  ///
  /// - Parameter room: How many lines there are; the loss is the last formula to give way.
  func notes(width: Int, room: Int) -> [String] {
    let index = interface.index
    let formulas = model.formulas(ofClass: index)
    let explanations = Array(model.explanations(ofClass: index).prefix(min(2, room)))
    if model.evaluation.chosen.loss.value.isNaN { return explanations }
    let kept = ClassNumber.allCases.prefix(room - explanations.count)
    let lines =
      explanations
      + formulas.lines([.probability, .loss, .gradient].filter(kept.contains), width: width)
    guard lines.count < room, let yardstick = model.yardstick else { return lines }
    return lines + [yardstick]
  }
}
