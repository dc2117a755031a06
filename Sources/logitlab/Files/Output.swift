import Glibc
import LogitBench
import LogitSession
import LogitStudies
import LogitText

/// Data to stdout, words to stderr; nothing that came from a file or a paste goes out unmarked.
enum Output {
  static func print(_ text: String) {
    write(text.lines.map(\.visible).joined(separator: "\n") + "\n", to: STDOUT_FILENO)
  }

  static func tell(_ text: String) {
    write(text.lines.map(\.visible).joined(separator: "\n") + "\n", to: STDERR_FILENO)
  }

  /// A prompt, without a line's end.
  static func prompt(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// What is being done, in the place of what was said so last.
  static func progress(_ words: String) { write("\r\u{1b}[K\(words.visible)", to: STDERR_FILENO) }

  private static func write(_ text: String, to file: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while let start = rest.baseAddress, !rest.isEmpty {
        let count = Glibc.write(file, start, rest.count)
        if count < 0, errno == EINTR { continue }
        // A reader that has gone wants no more: the next command finds it out again.
        guard count > 0 else { return }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      }
    }
  }
}
