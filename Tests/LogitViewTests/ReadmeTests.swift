import FoundationEssentials
import LogitModel
import LogitView
import Testing

/// The README's reference is the tables of commands and keys, word for word.
@Suite(.serialized) struct ReadmeTests {
  private let url = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "README.md")

  private var isRecording: Bool {
    ProcessInfo.processInfo.environment["LOGITLAB_RECORD"] == "1"
  }

  @Test func theCommandsAreThoseOfTheTable() throws {
    let rows = CommandSpec.all.map { spec in
      "| `\(cell(spec.usage))` | \(cell(spec.summary)) | `\(cell(spec.example))` |"
    }
    try check("commands", ["| command | | for example |", "|---|---|---|"] + rows)
  }

  @Test func theKeysAreThoseOfTheTable() throws {
    let rows = KeyBinding.all.map { "| \(cell($0.label)) | \(cell($0.summary)) |" }
    let typing = "| 0-9 - . | type over the input under the cursor |"
    try check("keys", ["| key | |", "|---|---|", typing] + rows)
  }

  private func cell(_ text: String) -> String {
    text.split(separator: "|").joined(separator: "\\|")
  }

  /// Compares what stands between the marks of a table with the table, or writes it there.
  private func check(_ name: String, _ table: [String]) throws {
    var lines = try String(contentsOf: url, encoding: .utf8).lines
    let start = try #require(lines.firstIndex { $0.hasPrefix("<!-- \(name): ") })
    let end = try #require(lines[start...].firstIndex(of: "<!-- end -->"))
    let wanted = [""] + table + [""]
    if isRecording {
      lines.replaceSubrange(start + 1..<end, with: wanted)
      try lines.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
    } else {
      #expect(Array(lines[start + 1..<end]) == wanted)
    }
  }

  @Test func theScreenIsTheOneThatOpens() throws {
    let text = try String(contentsOf: url, encoding: .utf8)
    let lines = Desk().screen(Size(width: 100, height: 30)).text.lines
    for var line in lines {
      while line.last == " " { line.removeLast() }
      #expect(line.isEmpty || text.contains(line))
    }
  }
}
