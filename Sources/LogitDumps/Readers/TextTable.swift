import LogitExact
import LogitText

/// A table of numbers, a line a row: parted by commas, semicolons or tabs, with a line of names or
/// without, quoted or not.
struct TextTable: Sendable {
  /// Of each column; empty without a line of names.
  let names: [String]
  let rowCount: Int
  /// The columns that hold numbers.
  let columns: [(name: String, numbers: [Double])]
  /// Those that hold words, which are no numbers of anything.
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
    let hasNames = first.contains { Self.double($0) == nil }
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
      if let cell = rows.first?[index], Self.double(cell) == nil,
        rows.allSatisfy({ Self.double($0[index]) == nil && !$0[index].text.isEmpty })
      {
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

  private static func number(
    _ cell: Cell, _ format: Format, _ name: String
  ) throws(DumpError) -> Double {
    let text = cell.text.trimmed
    let place = "line \(cell.line), column \(cell.column)"
    guard let near = double(cell), let number = format.parse(text) else {
      throw .unreadable(
        name,
        text.isEmpty
          ? "\(place) is empty; write nan for no number"
          : "\(place): '\(text.shortened)' is not a number")
    }
    guard near.isFinite || !text.contains(where: \.isNumber) else {
      throw .unreadable(name, "\(place): '\(text.shortened)' is beyond float64; write inf")
    }
    return number
  }

  /// What parts the cells of a line: what it has most of outside its quotes.
  private static func separator(_ line: ArraySlice<UInt8>) -> UInt8 {
    var isQuoted = false
    let bare = line.filter { byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return !isQuoted
    }
    let marks = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    return marks.max { a, b in bare.count { $0 == a } < bare.count { $0 == b } } ?? marks[0]
  }

  /// The C library ends a number at a byte of 0, and would take what stands before it.
  private static func double(_ cell: Cell) -> Double? {
    cell.text.utf8.contains(0) ? nil : Double(cell.text.trimmed)
  }

  /// Lines of cells; blank lines are none.
  private static func cells(
    _ bytes: [UInt8], name: String, isTabbed: Bool
  ) throws(DumpError) -> [[Cell]] {
    var rest = bytes[...]
    if rest.starts(with: [0xef, 0xbb, 0xbf]) { rest = rest.dropFirst(3) }
    let separator = isTabbed ? UInt8(ascii: "\t") : Self.separator(rest.prefix { $0 != 0x0a })
    var rows: [[Cell]] = []
    var row: [Cell] = []
    var cell: [UInt8] = []
    var (line, rowLine, isQuoted, wasQuoted) = (1, 1, false, false)
    func text() throws(DumpError) -> Cell {
      guard let text = String(validating: cell, as: UTF8.self) else {
        throw .unreadable(name, "line \(rowLine) is not UTF-8: this is no table of numbers")
      }
      return Cell(text: text, line: rowLine, column: row.count + 1)
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
        row.append(try text())
        (cell, wasQuoted) = ([], false)
      } else if byte == 0x0a {
        if cell.last == 0x0d { cell.removeLast() }
        if !row.isEmpty || !cell.isEmpty || wasQuoted {
          row.append(try text())
          rows.append(row)
        }
        line += 1
        (row, cell, wasQuoted, rowLine) = ([], [], false, line)
      } else {
        cell.append(byte)
      }
    }
    if isQuoted { throw .unreadable(name, "a quote that line \(rowLine) opens is never closed") }
    if cell.last == 0x0d { cell.removeLast() }
    if !row.isEmpty || !cell.isEmpty || wasQuoted {
      row.append(try text())
      rows.append(row)
    }
    return rows
  }
}
