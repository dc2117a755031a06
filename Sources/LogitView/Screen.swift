import LogitModel

/// A rectangle of cells: what is to be seen, before any terminal sees it.
package struct Screen: Equatable, Sendable {
  /// One place on the screen.
  package struct Cell: Equatable, Sendable {
    package var scalar: Unicode.Scalar
    /// A mark that combines with the scalar.
    package var accent: Unicode.Scalar?
    package var style: Style
    /// Whether this is the right half of the wide character before it.
    package var isRightHalf = false

    static let blank = Cell(scalar: " ", accent: nil, style: .plain)
  }

  package struct Point: Equatable, Sendable {
    package var x: Int
    package var y: Int
  }

  package let size: Size
  /// Row by row, from the top left.
  package private(set) var cells: [Cell]
  /// Where the terminal's own cursor stands; hidden where nil.
  package var cursor: Point?

  package init(size: Size) {
    self.size = Size(width: max(0, size.width), height: max(0, size.height))
    cells = Array(repeating: .blank, count: self.size.width * self.size.height)
  }

  package var bounds: Rect { Rect(x: 0, y: 0, width: size.width, height: size.height) }

  package func row(_ y: Int) -> ArraySlice<Cell> {
    cells[y * size.width..<(y + 1) * size.width]
  }

  /// Writes one line of text from `x` on; what falls outside `clip` is left out, and what a
  /// terminal would obey instead of show stands as marks.
  ///
  /// - Returns: The column after the text.
  @discardableResult
  package mutating func write(
    _ text: String, x: Int, y: Int, style: Style = .plain, clip: Rect? = nil
  ) -> Int {
    let area = (clip ?? bounds).intersection(bounds)
    var x = x
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) {
      for unit in text.utf8 {
        if area.contains(x: x, y: y) { put(Unicode.Scalar(unit), x: x, y: y, style: style) }
        x += 1
      }
      return x
    }
    var joins = false
    for scalar in text.unicodeScalars {
      // A joined emoji shows its first scalar only.
      if scalar == "\u{200d}" { joins = true; continue }
      if joins { joins = false; continue }
      if let mark = scalar.mark {
        for shown in mark.unicodeScalars {
          if area.contains(x: x, y: y) { put(shown, x: x, y: y, style: style) }
          x += 1
        }
        continue
      }
      switch scalar.columns {
      case 0:
        if area.contains(x: x - 1, y: y) { combine(scalar, x: x - 1, y: y) }
      case 2:
        if area.contains(x: x, y: y), area.contains(x: x + 1, y: y) {
          put(scalar, x: x, y: y, style: style, isWide: true)
        } else if area.contains(x: x, y: y) {
          put("?", x: x, y: y, style: style)
        }
        x += 2
      default:
        if area.contains(x: x, y: y) { put(scalar, x: x, y: y, style: style) }
        x += 1
      }
    }
    return x
  }

  /// Fills an area with one character.
  package mutating func fill(_ area: Rect, _ scalar: Unicode.Scalar = " ", style: Style = .plain) {
    let area = area.intersection(bounds)
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX { put(scalar, x: x, y: y, style: style) }
    }
  }

  /// Gives an area another style and leaves its text.
  package mutating func restyle(_ area: Rect, _ style: Style) {
    let area = area.intersection(bounds)
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX { cells[y * size.width + x].style = style }
    }
  }

  private mutating func put(
    _ scalar: Unicode.Scalar, x: Int, y: Int, style: Style, isWide: Bool = false
  ) {
    let at = y * size.width + x
    breakWide(at, x: x)
    cells[at] = Cell(scalar: scalar, accent: nil, style: style)
    if isWide {
      breakWide(at + 1, x: x + 1)
      cells[at + 1] = Cell(scalar: " ", accent: nil, style: style, isRightHalf: true)
    }
  }

  /// Blanks the other half of a wide character that is about to lose one.
  private mutating func breakWide(_ at: Int, x: Int) {
    if cells[at].isRightHalf, x > 0 { cells[at - 1].scalar = " " }
    if x + 1 < size.width, cells[at + 1].isRightHalf {
      cells[at + 1].isRightHalf = false
    }
  }

  private mutating func combine(_ scalar: Unicode.Scalar, x: Int, y: Int) {
    var at = y * size.width + x
    if cells[at].isRightHalf, x > 0 { at -= 1 }
    if cells[at].accent == nil { cells[at].accent = scalar }
  }

  /// The rows as text, joined by line ends.
  package var text: String {
    (0..<size.height).map { y in
      var line = ""
      for cell in row(y) where !cell.isRightHalf {
        line.unicodeScalars.append(cell.scalar)
        if let accent = cell.accent { line.unicodeScalars.append(accent) }
      }
      return line
    }.joined(separator: "\n")
  }

  /// The style of every cell as its letter, row by row.
  package var styles: String {
    (0..<size.height).map { y in String(row(y).map(\.style.letter)) }.joined(separator: "\n")
  }

  /// The screen for a terminal that knows ASCII only: lines become `-`, `|` and `+`, all else that
  /// it cannot show `?`, as wide as it was.
  package var ascii: Screen {
    var screen = self
    for at in cells.indices where !cells[at].scalar.isASCII || cells[at].accent != nil {
      screen.cells[at].accent = nil
      screen.cells[at].scalar = cells[at].scalar.asciiStandIn
      if at + 1 < cells.count, cells[at + 1].isRightHalf {
        screen.cells[at + 1] = Cell(scalar: "?", accent: nil, style: cells[at].style)
      }
    }
    return screen
  }
}

extension Rect {
  package func contains(x: Int, y: Int) -> Bool {
    x >= self.x && x < maxX && y >= self.y && y < maxY
  }

  package func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
  }
}
