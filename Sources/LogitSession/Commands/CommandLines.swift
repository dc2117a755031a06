import LogitBench
import LogitStudies

/// Puts lines together to commands, as they come from a pipe, a file or a paste: brackets that are
/// open at the end of a line go on in the next, and lines of numbers go on with the rows above them.
package struct CommandLines: Equatable, Sendable {
  /// The lines of one command.
  package struct Entry: Equatable, Sendable {
    package var text: String
    /// Where its first line stands, counted from 1.
    package let line: Int

    /// The line and the column of a column of the text, all counted from 1.
    package func place(ofColumn column: Int) -> (line: Int, column: Int) {
      let before = text.prefix(column - 1)
      let start = before.lastIndex(where: \.isNewline).map { before.index(after: $0) }
      return (
        line + before.count(where: \.isNewline),
        before[(start ?? before.startIndex)...].count + 1
      )
    }
  }

  /// More text than this is no command, but a bracket that was forgotten.
  static let limit = 1 << 24

  private var entry: Entry?
  private var numbers = Spec.Operand.words
  private var depth = 0
  private var isEmpty = false
  private var count = 0

  package init() {}

  /// Whether more lines belong to the last command for certain.
  package var isOpen: Bool { entry != nil && (depth > 0 || entry?.awaitsMore == true) }

  /// Takes in the next line.
  ///
  /// - Returns: The commands that it ends or is.
  package mutating func take(_ line: String) -> [Entry] {
    count += 1
    let code = withoutComment(line)
    guard let entry else { return begin(code, line) }
    if isOpen, !Self.beginsCommand(code), entry.text.utf8.count < Self.limit {
      append(code)
      return []
    }
    if !isOpen, goesOn, RowReader.begins(code) {
      append(code)
      return []
    }
    return [finish()].compactMap(\.self) + begin(code, line)
  }

  /// Ends the last command, as no more lines belong to it.
  package mutating func finish() -> Entry? {
    defer { entry = nil }
    return entry
  }

  /// Whether numbers may follow in more lines.
  private var takesNumbers: Bool { numbers == .rows || numbers == .list }

  /// Whether a line of numbers would be more rows of the last command.
  private var goesOn: Bool { numbers == .rows || numbers == .list && isEmpty }

  private mutating func begin(_ code: Substring, _ line: String) -> [Entry] {
    let words = code.drop { $0.isWhitespace || $0 == ":" }
    guard !words.isEmpty else { return [] }
    let name = words.prefix { !$0.isWhitespace }
    let spec = CommandSpec.named(String(name))
    numbers = spec?.spec.operand ?? (RowReader.begins(words) ? .rows : .words)
    guard takesNumbers else { return [Entry(text: line, line: count)] }
    let rest = spec == nil ? words : words.dropFirst(name.count)
    isEmpty = rest.allSatisfy(\.isWhitespace)
    depth = 0
    follow(rest)
    entry = Entry(text: String(code), line: count)
    return []
  }

  private mutating func append(_ code: Substring) {
    entry?.text += "\n" + code
    follow(code)
  }

  private mutating func follow(_ code: Substring) {
    for unit in code.utf8 {
      switch unit {
      case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: ">"): depth -= 1
      default: break
      }
    }
  }

  /// Whether a line is a command that a forgotten bracket must not swallow.
  private static func beginsCommand(_ code: Substring) -> Bool {
    let words = code.drop { $0.isWhitespace }
    if words.first == ":" { return true }
    let name = words.prefix { !$0.isWhitespace }
    // `dtype = …` may stand inside of a paste.
    return CommandSpec.named(String(name)) != nil
      && !words.dropFirst(name.count).drop { $0.isWhitespace }.hasPrefix("=")
  }

  /// The commands of a whole text.
  package static func entries(of text: String) -> [Entry] {
    var lines = CommandLines()
    let entries = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .flatMap { lines.take(String($0)) }
    return entries + [lines.finish()].compactMap(\.self)
  }

  /// A text as it stands in one line of a prompt: a line outside of brackets is a row.
  package static func onOneLine(_ text: String) -> String {
    var line = ""
    var depth = 0
    for part in text.split(whereSeparator: \.isNewline) {
      let part = part.drop { $0.isWhitespace }
      guard !part.isEmpty else { continue }
      let isJoined =
        depth > 0 || line.hasSuffix("containing:") || CommandSpec.named(line) != nil
      line += line.isEmpty ? "" : isJoined ? " " : "; "
      line += part
      for unit in part.utf8 {
        if "[(<".utf8.contains(unit) { depth += 1 }
        if "])>".utf8.contains(unit) { depth -= 1 }
      }
    }
    return line
  }
}

extension CommandLines.Entry {
  /// `Parameter containing:` stands in a line of its own.
  fileprivate var awaitsMore: Bool { text.hasSuffix("containing:") }
}

/// The line up to a `#` that starts a word; inside one, or inside quotes, it is a letter.
func withoutComment(_ line: String) -> Substring {
  var isQuoted = false
  var isWordStart = true
  var isEscaped = false
  for index in line.indices {
    let character = line[index]
    if isEscaped {
      isEscaped = false
      continue
    }
    isEscaped = isQuoted && character == "\\"
    if character == "#", isWordStart, !isQuoted { return line[..<index] }
    if character == "\"" { isQuoted.toggle() }
    isWordStart = character.isWhitespace
  }
  return line[...]
}
