import LogitText

extension Screen {
  /// The characters, rows apart by a line feed; a wide character counts once.
  package var text: String {
    var rows: [String] = []
    for y in 0..<size.height {
      var line = String.UnicodeScalarView()
      for cell in row(y) where !cell.isContinuation {
        line.append(cell.scalar)
        if let mark = cell.mark { line.append(mark) }
      }
      rows.append(String(line))
    }
    return rows.joined(separator: "\n")
  }

  /// The letter of each cell's style, rows apart by a line feed.
  package var styles: String {
    let rows = (0..<size.height).map { y in String(row(y).map(\.style.letter)) }
    return rows.joined(separator: "\n")
  }

  /// The same screen for a terminal that knows ASCII alone.
  ///
  /// What has no near shape becomes `?`, as wide as it was, so that columns stay aligned.
  package func asciiOnly() -> Screen {
    var screen = self
    var previous = Cell()
    screen.changeEach { cell in
      var plain = cell
      plain.mark = nil
      if cell.isContinuation {
        plain.scalar = previous.scalar
      } else if !cell.scalar.isASCII {
        plain.scalar = asciiShape(of: cell.scalar)
      }
      previous = plain
      return plain
    }
    return screen
  }
}

/// The ASCII character that looks most like `scalar`, else `?`.
private func asciiShape(of scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar {
  case "─", "╌", "┄", "−", "–", "—": "-"
  case "│", "╎", "┆": "|"
  case "┌", "┐", "└", "┘", "├", "┤", "┬", "┴", "┼", "╭", "╮", "╯", "╰": "+"
  case "…", "·": "."
  case "×": "x"
  case "←": "<"
  case "→": ">"
  case "↑": "^"
  case "↓": "v"
  case "\u{2580}"..."\u{259F}": "#"
  // What curves are drawn with.
  case "\u{2800}"..."\u{28FF}", "\u{1CD00}"..."\u{1CEAF}", "\u{1FB80}"..."\u{1FBEF}": "*"
  default: "?"
  }
}
