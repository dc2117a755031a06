import LogitBench
import LogitLosses
import LogitSession
import TestSupport
import Testing

/// Files and logs that an earlier program wrote, 240675c: every sample it had, and benches with every
/// rule.
@Suite struct WrittenTests {
  /// The texts of a file, by their names.
  private static func texts(_ file: String) throws -> [String: String] {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let parts = try text(ofFile: "/\(folder)/Written/\(file)").split(separator: "=== ")
    return Dictionary(
      uniqueKeysWithValues: parts.map { part in
        let lines = part.split(separator: "\n", maxSplits: 1)
        return (String(lines[0]), String(lines[1]))
      })
  }

  @Test func aScenarioOfThenIsReadAndWrittenAsItWas() throws {
    let scenarios = try Self.texts("scenarios.txt")
    #expect(scenarios.count == 65)
    for (name, text) in scenarios {
      #expect(
        try Bench(scenario: Array(text.utf8)).scenario == Self.inTodaysLetters(text), "\(name)")
    }
  }

  /// The formulas of a file in the letters that are written today.
  private static func inTodaysLetters(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard let start = line.firstRange(of: "\": \"")?.upperBound,
        let end = line.lastIndex(of: "\""),
        start < end, let today = OldLetters.translated(String(line[start..<end]))
      else { return String(line) }
      return line[..<start] + today + line[end...]
    }.joined(separator: "\n")
  }

  @Test func aLogOfThenLeadsToTheBenchOfItsScenario() throws {
    let logs = try Self.texts("logs.txt")
    let scenarios = try Self.texts("scenarios.txt")
    #expect(logs.count == scenarios.count)
    for (name, log) in logs {
      var model = Model()
      for line in log.split(separator: "\n") {
        if let command = try Command.parse(String(line)) { _ = try model.update(command) }
      }
      let scenario = try #require(scenarios[name])
      let bench = try Bench(scenario: Array(scenario.utf8))
      #expect(model.bench == bench, "\(name)")
    }
  }
}
