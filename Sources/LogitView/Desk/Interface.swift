import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// The state of the screen alone: it is not undone, saved or replayed.
package struct Interface: Sendable {
  /// The parts of the screen that take keys.
  package enum Focus: CaseIterable, Sendable {
    case table, batch, pane
  }

  /// The line above the keys.
  package struct Message: Equatable, Sendable {
    package var text: String
    package var isError = false
    /// Whether it says what keys do in what is open, and so is of no use over anything else.
    package var isHint = false

    static func hint(_ text: String) -> Message { Message(text: text, isHint: true) }
  }

  package var focus = Focus.table
  /// What was opened under the table; the curves stand where nothing was.
  var opened: OpenPane? {
    didSet {
      let isSame = oldValue.map { opened?.isSame(as: $0) ?? false } ?? (opened == nil)
      if !isSame { forgetHint() }
    }
  }
  var curves = CurvesPane()
  var pane: OpenPane { opened ?? OpenPane(curves) }
  /// The class and the input under the cursor.
  package var index: Int
  var field = Field.logit
  package var edit: LineEditor?
  package var lesson: OpenLesson?
  /// Whether the bench is shown large.
  package var isPresenting = false
  package var prompt: Prompt?
  var list: OpenList? {
    didSet { if list?.kind != oldValue?.kind { forgetHint() } }
  }
  package var message = Message(text: "")
  /// Whether the person opened the text above the answer line, or folded it; nil where the size of the
  /// screen decides.
  var isCaptionOpen: Bool?
  /// The bench before the last change, whose printed numbers tell which cells changed.
  package var before: Model?
  var stepping = Stepping()
  /// What curves are drawn with.
  package var plotStyle = PlotStyle.ascii
  /// What the mouse holds.
  var drag: Drag?
  /// What was asked and answered, oldest first.
  package var transcript = Transcript()
  /// Lines that were entered at the prompt, oldest first.
  package var history: [String] = []
  /// The folder whose names Tab asked for last.
  package var listing: FolderNames?
  /// What Esc goes back to where nothing is open; nil where that is nothing.
  var home: String?
  /// Whether the person was just asked if the changes may be lost.
  package var wasAskedToQuit = false

  package init(_ model: Model) {
    index = model.bench.notableClass
    message = Message(
      text: "\(counted(model.bench.rows, "row")) of \(counted(model.bench.classes, "class")):"
        + " arrows move, a digit types over the number, m is a menu", isHint: true)
    let note = model.bench.note
    if let file = model.file {
      message = Message(text: "\(Command.open(file)): \(model.bench.caption)")
    } else if !note.isEmpty {
      message = Message(text: model.bench.caption)
    } else {
      return
    }
    transcript.add(.answer, message.text + (note.isEmpty ? "" : ": \(note)"))
  }

  /// A hint goes with what it was said in.
  private mutating func forgetHint() {
    if message.isHint { message = Message(text: "") }
  }

  /// Goes to the class that matters on a bench that took the place of another.
  package mutating func begin(_ bench: Bench) {
    // Nothing of another bench is a change of this one.
    before = nil
    // It is looked at as it was made to be.
    (focus, opened, list, curves) = (.table, nil, nil, CurvesPane())
    index = bench.notableClass
    fit(bench)
  }

  /// Keeps the cursor on the bench after it changed.
  package mutating func fit(_ bench: Bench) {
    index = min(max(0, index), bench.classes - 1)
    if !Field.all(on: bench).contains(field) { field = .label }
    if focus == .batch, bench.rows == 1 { focus = .table }
  }
}
