/// Which part of the screen lies where, at one size.
///
/// When it gets narrow or low, what explains gives way first, what is loudest last: the loss and
/// the gradient stay at every size.
struct Layout: Equatable {
  /// The smallest screen that holds the bench.
  static let least = Size(width: 60, height: 16)

  let header: Rect
  let strip: Rect
  /// The rule above the table; empty on a low screen.
  let tableRule: Rect
  /// Column heads, one line a class, the sum.
  let table: Rect
  let formulas: Rect
  /// The pane and its rule.
  let pane: Rect
  /// Titled text, such as a note.
  let caption: Rect
  let answer: Rect
  let keys: Rect

  /// - Parameters:
  ///   - classes: How many lines the table would like.
  ///   - notes: How many lines of formulas and explanations there are to show.
  ///   - caption: How many lines stand above the answer.
  init(_ size: Size, classes: Int, notes: Int, caption lines: Int = 0) {
    let width = size.width
    let height = size.height
    var y = 0
    func take(_ lines: Int) -> Rect {
      defer { y += lines }
      return Rect(x: 0, y: y, width: width, height: lines)
    }
    header = take(1)
    strip = take(1)
    tableRule = take(height >= 20 ? 1 : 0)
    // Header, strip, heads, sum, the pane's rule, answer and keys always stand.
    let fixed = y + 2 + 1 + 2 + lines
    let leastPlot = Self.leastPlot(height)
    let room = max(3, height - fixed - leastPlot - notes)
    let rows = min(classes, room)
    table = take(rows + 2)
    formulas = take(min(notes, max(0, height - y - lines - leastPlot - 3)))
    pane = take(max(1, height - y - lines - 2))
    caption = take(max(0, min(lines, height - y - 2)))
    answer = take(1)
    keys = take(1)
  }

  /// How many lines of formulas and explanations may stand under the table.
  static func notes(_ size: Size) -> Int {
    switch size.height {
    case ..<20: 0
    case ..<28: 2
    case ..<32: 4
    default: 5
    }
  }

  /// The height that the curves keep when the table would like more.
  private static func leastPlot(_ height: Int) -> Int {
    switch height {
    case ..<20: 6
    case ..<28: 8
    case ..<40: 11
    default: height * 2 / 5
    }
  }
}
