import FoundationEssentials
import LogitModel
import Testing

@Suite struct SampleTests {
  private let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples")

  /// The bench after a script of the samples.
  private func bench(after script: String) throws -> Bench {
    var model = try Model.after("logits 0 0", "reduction none", "dtype float64")
    let text = try String(contentsOf: folder.appending(path: script), encoding: .utf8)
    for line in text.lines {
      guard let command = try Command.parse(line) else { continue }
      _ = try model.update(command)
    }
    return model.bench
  }

  @Test func everyScriptRuns() throws {
    let scripts = try FileManager.default.contentsOfDirectory(atPath: folder.path())
      .filter { $0.hasSuffix(".lab") }
    #expect(scripts.count >= 3)
    for script in scripts { _ = try bench(after: script) }
  }

  @Test func theScriptOfTheBatchGivesTheBenchThatOpens() throws {
    #expect(try bench(after: "articles-batch.lab").hasSameContents(as: .articles))
  }
}
