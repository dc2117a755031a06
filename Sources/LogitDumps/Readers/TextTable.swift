import LogitExact
import LogitText

/// A table of numbers, a line a row: parted by commas, semicolons, tabs or blanks, with a line of names
/// or without, quoted or not.
struct TextTable: Sendable {
  /// Of each column; empty without a line of names.
  let names: [String]
  let rowCount: Int
  /// The columns that hold numbers.
  let columns: [(name: String, numbers: [Double])]
  /// Those that are left out: of words, which are no numbers of anything, and pandas' count of the rows.
  let words: [String]

  private struct Cell {
    let text: String
    let line: Int
    let column: Int
  }

  init(
    _ bytes: [UInt8], name: String, isTabbed: Bool, format: Format
  ) throws(DumpError) {
    var rows = try Self.cells(bytes, name: name, isTabbed: isTabbed)
    guard let first = rows.first else { throw .unreadable(name, "is empty") }
    let isCounted = Self.isCount(rows)
    let hasNames = isCounted || first.contains { Self.isName($0) }
    names = hasNames ? first.map { $0.text.trimmed } : []
    if hasNames { rows.removeFirst() }
    if Set(names).count != names.count {
      throw .unreadable(name, "two columns have the same name")
    }
    for row in rows where row.count != first.count {
      throw .unreadable(
        name, "line \(row[0].line) has \(counted(row.count, "cell")), the first line \(first.count)"
      )
    }
    var columns: [(name: String, numbers: [Double])] = []
    var words: [String] = []
    for index in first.indices {
      let called = hasNames ? names[index] : "\(index)"
      let isWords = !rows.isEmpty && rows.allSatisfy { Self.isName($0[index]) }
      if isWords || index == 0 && isCounted {
        words.append(called)
        continue
      }
      var numbers: [Double] = []
      numbers.reserveCapacity(rows.count)
      for row in rows { numbers.append(try Self.number(row[index], format, name)) }
      columns.append((called, numbers))
    }
    (self.columns, self.words, rowCount) = (columns, words, rows.count)
  }

  /// Whether the first column counts the rows, as pandas writes it: from 0, without a name.
  private static func isCount(_ rows: [[Cell]]) -> Bool {
    guard rows.count > 1, rows[0].count > 1, rows[0][0].text.isEmpty,
      rows[0].dropFirst().allSatisfy({ !$0.text.isEmpty })
    else { return false }
    return rows.dropFirst().enumerated().allSatisfy { $1.first?.text == "\($0)" }
  }

  /// Whether a cell is a word, no number with a comma for its point.
  private static func isName(_ cell: Cell) -> Bool {
    let text = cell.text.trimmed
    return !text.isEmpty && Double(text) == nil && Double(text.replacing(",", with: ".")) == nil
  }

  private static func number(
    _ cell: Cell, _ format: Format, _ name: String
  ) throws(DumpError) -> Double {
    let text = cell.text.trimmed
    let place = "line \(cell.line), column \(cell.column)"
    guard let near = Double(text), let number = format.parse(text) else {
      let point = text.replacing(",", with: ".")
      throw .unreadable(
        name,
        text.isEmpty
          ? "\(place) is empty; write nan for no number"
          : "\(place): '\(text.shortened)' is not a number"
            + (Double(point) == nil ? "" : "; write \(point)"))
    }
    guard near.isFinite || !text.contains(where: \.isNumber) else {
      throw .unreadable(name, "\(place): '\(text.shortened)' is beyond float64; write inf")
    }
    return number
  }

  /// What parts the cells of a line: a tab or a semicolon, beside which commas are points of numbers, a
  /// comma, else a blank.
  private static func separator(_ line: ArraySlice<UInt8>) -> UInt8 {
    var isQuoted = false
    let bare = line.filter { byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return !isQuoted
    }
    return [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")].first(where: bare.contains)
      ?? blank
  }

  private static let blank = UInt8(ascii: " ")

  /// Lines of cells; blank lines are none.
  private static func cells(
    _ bytes: [UInt8], name: String, isTabbed: Bool
  ) throws(DumpError) -> [[Cell]] {
    var rest = bytes[...]
    if rest.starts(with: [0xef, 0xbb, 0xbf]) { rest = rest.dropFirst(3) }
    // NumPy's savetxt writes a line of names as a remark.
    if rest.starts(with: [UInt8(ascii: "#"), blank]) { rest = rest.dropFirst(2) }
    let separator =
      isTabbed ? UInt8(ascii: "\t") : separator(rest.prefix { $0 != 0x0a && $0 != 0x0d })
    var rows: [[Cell]] = []
    var row: [Cell] = []
    var cell: [UInt8] = []
    var (line, rowLine, isQuoted, wasQuoted) = (1, 1, false, false)
    func text() throws(DumpError) -> Cell {
      // The C library ends a number there, and would take what stands before it.
      guard !cell.contains(0) else {
        throw .unreadable(name, "line \(rowLine) holds a byte of 0: this is no table of numbers")
      }
      guard let text = String(validating: cell, as: UTF8.self) else {
        throw .unreadable(name, "line \(rowLine) is not UTF-8: this is no table of numbers")
      }
      return Cell(text: text, line: rowLine, column: row.count + 1)
    }
    func end() throws(DumpError) {
      let isCell = separator == blank ? false : !row.isEmpty
      if isCell || !cell.isEmpty || wasQuoted { row.append(try text()) }
      if !row.isEmpty { rows.append(row) }
      (row, cell, wasQuoted) = ([], [], false)
    }
    var index = rest.startIndex
    while index < rest.endIndex {
      let byte = rest[index]
      index += 1
      if isQuoted {
        if byte == 0x0a { line += 1 }
        if byte != UInt8(ascii: "\"") {
          cell.append(byte)
        } else if index < rest.endIndex, rest[index] == byte {
          cell.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
      } else if byte == UInt8(ascii: "\""), cell.isEmpty, !wasQuoted {
        (isQuoted, wasQuoted) = (true, true)
      } else if byte == separator {
        // Blanks in a row are one.
        if separator != blank || !cell.isEmpty || wasQuoted { row.append(try text()) }
        (cell, wasQuoted) = ([], false)
      } else if byte == 0x0a || byte == 0x0d {
        try end()
        // A line ends on either byte or on both.
        if byte == 0x0d, index < rest.endIndex, rest[index] == 0x0a { index += 1 }
        line += 1
        rowLine = line
      } else {
        cell.append(byte)
      }
    }
    if isQuoted { throw .unreadable(name, "a quote that line \(rowLine) opens is never closed") }
    try end()
    return rows
  }
}
