/// How a table of cells is set.
package enum TableStyle: Sendable {
  /// Each column to the left.
  case words
  /// The first column to the left, the others to the right.
  case numbers
}

/// Rows of cells as lines, each column as wide as its widest cell; short rows end early.
package func aligned(_ rows: [[String]], as style: TableStyle = .words) -> [String] {
  let columns = rows.map(\.count).max() ?? 0
  let widths = (0..<columns).map { column in
    rows.map { column < $0.count ? displayWidth(of: $0[column]) : 0 }.max() ?? 0
  }
  return rows.map { row in
    let cells = row.enumerated().map { column, cell in
      cell.padded(to: widths[column], style == .numbers && column > 0 ? .right : .left)
    }
    return String(cells.joined(separator: style == .numbers ? "  " : "   ").trimmedEnd)
  }
}
