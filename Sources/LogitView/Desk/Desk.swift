import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// The bench with its screen: keys become commands, commands change the bench, and the bench and
/// the screen's own state become cells. It touches no terminal.
package struct Desk: ScreenProgram, Sendable {
  package internal(set) var model: Model
  package var interface: Interface
  /// The table's columns in the last frame.
  var tableColumns: TableColumns?
  var notes = NotesMemory()
  /// What panes and commands were answered.
  var answers = Answers()
  /// Of the last frame.
  var size = Size(width: 80, height: 24)

  /// Whether the last frame had the curves beneath a pane.
  var showsCurvesBeneath = false

  /// How large the last frame was.
  var drawn = Size(width: 0, height: 0)

  /// - Parameter history: Lines that were entered at the prompt before, oldest first.
  package init(_ model: Model = Model(), history: [String] = []) {
    self.model = model
    interface = Interface(model)
    interface.history = history
  }

  /// Puts another bench on the desk, with nothing open.
  mutating func replace(by other: Model) {
    model = other
    (interface.opened, interface.list, interface.focus) = (nil, nil, .table)
    interface.curves = CurvesPane()
    interface.begin(model.bench)
  }
}
