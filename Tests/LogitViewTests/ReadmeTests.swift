import FoundationEssentials
import LogitBench
import LogitSession
import LogitStudies
import Testing

@testable import LogitView

/// The README's reference is the tables of commands and keys, word for word.
@Suite(.serialized) struct ReadmeTests {
  private let url = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "README.md")

  @Test func theCommandsAreThoseOfTheTable() throws {
    let rows = CommandSpec.all.map { spec in
      "| `\(cell(spec.usage))` | \(cell(spec.summary)) | `\(cell(spec.example))` |"
    }
    try check("commands", ["| command | | for example |", "|---|---|---|"] + rows)
  }

  @Test func theKeysAreThoseOfTheTable() throws {
    let rows = KeyBinding.all.map { "| \(cell($0.label)) | \(cell($0.summary)) |" }
    let typing = "| 0-9 - . | type over the input under the cursor |"
    let inPanes = Panes.help.map { "| \(cell($0.label)) | \(cell($0.summary)) |" }
    let heading = "| *\(Panes.heading)* | |"
    try check("keys", ["| key | |", "|---|---|", typing] + rows + [heading] + inPanes)
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
    #expect(Array(lines[start + 1..<end]) == wanted)
    lines.replaceSubrange(start + 1..<end, with: wanted)
    try Recording.write(lines.joined(separator: "\n"), to: url)
  }

  /// Behind `<!-- screen: duel-100x30 10-27 -->` stand these lines of that golden, counted from 1.
  @Test func theScreensAreThoseOfTheGoldens() throws {
    var lines = try String(contentsOf: url, encoding: .utf8).lines
    let marks = lines.indices.filter { lines[$0].hasPrefix("<!-- screen: ") }
    #expect(!marks.isEmpty)
    for mark in marks.reversed() {
      let words = lines[mark].split(separator: " ")
      let range = words[3].split(separator: "-").compactMap { Int($0) }
      try #require(range.count == 2)
      let golden = url.deletingLastPathComponent()
        .appending(path: "Tests/LogitViewTests/Goldens/\(words[2]).txt")
      let page = try String(contentsOf: golden, encoding: .utf8).lines
      let wanted = page[range[0] - 1..<range[1]].map { line in
        var line = line
        while line.last == " " { line.removeLast() }
        return line
      }
      try #require(lines[mark + 1] == "```")
      let end = try #require(lines[(mark + 2)...].firstIndex(of: "```"))
      #expect(Array(lines[mark + 2..<end]) == wanted, "\(lines[mark])")
      lines.replaceSubrange(mark + 2..<end, with: wanted)
    }
    try Recording.write(lines.joined(separator: "\n"), to: url)
  }
}
