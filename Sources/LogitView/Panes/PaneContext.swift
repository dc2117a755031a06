import LogitBench
import LogitStudies
import LogitText

/// What every pane needs besides its answer.
struct PaneContext: Sendable {
  /// The bench and what follows from it, with the typed value where it can be read.
  let model: Model
  /// The bench before the last change; nil where its classes or rows are others.
  let earlier: Model?
  /// The cell under the cursor.
  let index: Int
  let field: Field
  /// Whether the pane takes the keys.
  var hasFocus: Bool
  /// Whether what is typed cannot be read yet, so that the numbers are those of the old value.
  let isStale: Bool
  /// Of the screen.
  let width: Int
  /// What curves are drawn with.
  var plotStyle = PlotStyle.ascii

  var bench: Bench { model.bench }

  /// The style of a number.
  var numberStyle: Style { isStale ? .stale : .plain }

  /// `row 0, c1, y = 1`: what an answer about a class is about.
  var subject: String {
    let head = bench.loss.head == .softmax ? "" : ", y = \(bench.label(of: index).text)"
    return "row \(bench.row), \(bench.className(index))\(head)"
  }

  /// The classes that so many lines show, with the one under the cursor among them.
  func visibleClasses(_ height: Int) -> Range<Int> {
    window(height, of: bench.classes, around: index)
  }

  /// The classes that so many lines show where many are told together.
  func classWindow(_ height: Int) -> ClassWindow { model.table.window(height, around: index) }

  /// The columns of the longest name of all, up to 12, with the mark of a true class.
  var barNameWidth: Int {
    let usual = bench.classes > 100 ? 9 : "c\(bench.classes - 1)".count
    let given = bench.names.values.map { displayWidth(of: $0) }
    return min(12, 4 + given.reduce(usual, max))
  }
}
