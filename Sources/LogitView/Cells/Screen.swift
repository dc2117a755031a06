import LogitText

/// One column of one row.
package struct Cell: Equatable, Sendable {
  /// NUL marks the right half of the wide character to the left.
  package var scalar: Unicode.Scalar = " "
  /// A combining mark that is drawn over the scalar.
  package var mark: Unicode.Scalar?
  package var style = Style.plain

  package var isContinuation: Bool { scalar == "\0" }
}

/// What a terminal should show: cells, and where its cursor is.
///
/// Positions may lie anywhere; nothing is drawn outside the screen. Two columns of a wide character
/// are always both there or both absent.
package struct Screen: Equatable, Sendable {
  package let size: Size
  /// Where the terminal's own cursor blinks; hidden if nil.
  package var cursor: Point?
  /// What the mouse finds where, the topmost last; nil where nobody asks, as in all frames.
  private(set) var spots: [PlacedSpot]?
  /// Row by row, `size.width` each.
  private(set) var cells: [Cell]

  /// - Parameter marksSpots: Whether it is drawn to find what the mouse points at.
  package init(size: Size, marksSpots: Bool = false) {
    spots = marksSpots ? [] : nil
    self.size = Size(width: max(0, size.width), height: max(0, size.height))
    cells = Array(repeating: Cell(), count: self.size.width * self.size.height)
  }

  /// Says what the mouse finds in an area.
  mutating func mark(_ area: Rect, _ spot: Spot) {
    spots?.append(PlacedSpot(spot: spot, area: area))
  }

  package var bounds: Rect { Rect(x: 0, y: 0, width: size.width, height: size.height) }

  /// The cells of row `y`, which must be one of `0 ..< size.height`.
  package func row(_ y: Int) -> ArraySlice<Cell> {
    cells[y * size.width..<(y + 1) * size.width]
  }

  /// Writes `text` from column `x` of row `y` on, in columns of `clip` only.
  ///
  /// - Returns: The column after the text, whether that is visible or not.
  @discardableResult
  package mutating func write(
    _ text: String, x: Int, y: Int, style: Style = .plain, clip: Rect? = nil
  ) -> Int {
    let columns = visibleColumns(of: y, in: clip ?? bounds)
    if columns.isEmpty { return x + displayWidth(of: text) }
    if text.isPlainASCII { return writePlain(text, x: x, y: y, style, in: columns) }
    var reader = GlyphReader()
    var column = x
    var base: Int?
    for scalar in text.unicodeScalars {
      reader.read(scalar) { glyph in
        switch glyph {
        case .cell(let scalar, let width):
          base = put(scalar, width: width, at: column, of: y, in: columns, style)
          column += width
        case .mark(let mark):
          if let base, cells[base].mark == nil { cells[base].mark = mark }
        }
      }
    }
    return column
  }

  /// What `write` does, for the text that nearly all of a screen is made of.
  private mutating func writePlain(
    _ text: String, x: Int, y: Int, _ style: Style, in columns: Range<Int>
  ) -> Int {
    let end = x + text.utf8.count
    let first = y * size.width
    let visible =
      max(x, columns.lowerBound)..<max(x, columns.lowerBound, min(end, columns.upperBound))
    guard !visible.isEmpty else { return end }
    // What would part a wide character is put cell by cell.
    let isSimple =
      !cells[(first + visible.lowerBound)..<(first + visible.upperBound)]
      .contains(where: \.isContinuation)
      && (visible.upperBound == size.width || !cells[first + visible.upperBound].isContinuation)
    var text = text
    text.withUTF8 { bytes in
      let bytes = bytes[(visible.lowerBound - x)..<(visible.upperBound - x)]
      guard isSimple else {
        for (place, unit) in zip(visible, bytes) {
          set(Unicode.Scalar(unit), x: place, y: y, style: style)
        }
        return
      }
      cells.withUnsafeMutableBufferPointer { cells in
        for (place, unit) in zip(visible, bytes) {
          cells[first + place] = Cell(scalar: Unicode.Scalar(unit), style: style)
        }
      }
    }
    return end
  }

  /// Fills the visible part of `area` with one narrow character.
  package mutating func fill(_ area: Rect, _ scalar: Unicode.Scalar = " ", style: Style = .plain) {
    for y in visibleRows(of: area) {
      for x in visibleColumns(of: y, in: area) { set(scalar, x: x, y: y, style: style) }
    }
  }

  /// Puts one narrow character into a cell: what `write` does for text, for plots that set many.
  package mutating func set(_ scalar: Unicode.Scalar, x: Int, y: Int, style: Style) {
    guard x >= 0, x < size.width, y >= 0, y < size.height else { return }
    let index = y * size.width + x
    if cells[index].isContinuation || (x + 1 < size.width && cells[index + 1].isContinuation) {
      _ = put(scalar, width: 1, at: x, of: y, in: 0..<size.width, style)
      return
    }
    cells[index] = Cell(scalar: scalar, mark: nil, style: style)
  }

  /// Replaces each cell by what `change` makes of it; widths must stay.
  mutating func changeEach(_ change: (Cell) -> Cell) {
    for index in cells.indices { cells[index] = change(cells[index]) }
  }
}

extension Screen {
  private func visibleRows(of area: Rect) -> Range<Int> {
    let first = max(0, area.y)
    return first..<max(first, min(size.height, area.maxY))
  }

  private func visibleColumns(of y: Int, in area: Rect) -> Range<Int> {
    let first = max(0, area.x)
    guard visibleRows(of: area).contains(y) else { return first..<first }
    return first..<max(first, min(size.width, area.maxX))
  }

  /// Puts one glyph at column `x` of row `y`.
  ///
  /// - Returns: The index of its cell, nil if it is not visible.
  private mutating func put(
    _ scalar: Unicode.Scalar, width: Int, at x: Int, of y: Int, in columns: Range<Int>,
    _ style: Style
  ) -> Int? {
    guard x >= columns.lowerBound, x + width <= columns.upperBound else {
      // Half of a wide character is a blank.
      for half in x..<x + width where columns.contains(half) {
        _ = put(" ", width: 1, at: half, of: y, in: columns, style)
      }
      return nil
    }
    let index = y * size.width + x
    if cells[index].isContinuation { blank(index - 1) }
    let next = index + width
    if x + width < size.width, cells[next].isContinuation { blank(next) }
    cells[index] = Cell(scalar: scalar, mark: nil, style: style)
    if width == 2 { cells[index + 1] = Cell(scalar: "\0", mark: nil, style: style) }
    return index
  }

  /// Blanks the half that stays when the other half of a wide character is overwritten.
  private mutating func blank(_ index: Int) {
    cells[index].scalar = " "
    cells[index].mark = nil
  }
}
