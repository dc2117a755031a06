import Glibc
import LogitBench

/// A lesson or a script in a file.
enum LessonFile {
  /// One of those inside the program, or the text of a file whose name ends with `.md`.
  static func text(_ name: String) throws -> LessonText {
    guard name.lowercased().hasSuffix(".md") else { return try LessonText.named(name) }
    return LessonText(name: name, text: try read(name))
  }

  /// - Throws: `InputLines.Unreadable`.
  static func read(_ path: String) throws -> String {
    let file = try InputLines.open(path)
    defer { close(file) }
    var input = InputLines(file, name: path)
    var lines: [String] = []
    while let line = try input.next() { lines.append(line) }
    return lines.map { $0 + "\n" }.joined()
  }
}
