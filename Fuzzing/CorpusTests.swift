import FoundationEssentials
import Testing

/// Replays what the fuzzer has found to be worth keeping, a folder a target.
@Suite struct CorpusTests {
  private func files(of target: String) throws -> [URL] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Corpus/\(target)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .map { folder.appending(path: $0) }
    #expect(!files.isEmpty)
    return files
  }

  @Test func theInputParserKeepsItsPromises() throws {
    for file in try files(of: "InputParser") {
      #expect(throws: Never.self, "\(file.lastPathComponent)") {
        try checkInputParser(Data(contentsOf: file))
      }
    }
  }

  @Test func theCommandLineKeepsItsPromises() throws {
    for file in try files(of: "CommandLine") {
      #expect(throws: Never.self, "\(file.lastPathComponent)") {
        try checkCommandLine(Data(contentsOf: file))
      }
    }
  }

  @Test func theScenarioReaderKeepsItsPromises() throws {
    for file in try files(of: "Scenario") {
      #expect(throws: Never.self, "\(file.lastPathComponent)") {
        try checkScenario(Data(contentsOf: file))
      }
    }
  }

  @Test func theProofsKeepTheirPromises() throws {
    for file in try files(of: "Evaluation") {
      #expect(throws: Never.self, "\(file.lastPathComponent)") {
        try checkEvaluation(Data(contentsOf: file))
      }
    }
  }

  @Test func requestsKeepTheirPromises() throws {
    for file in try files(of: "EvalRequest") {
      #expect(throws: Never.self, "\(file.lastPathComponent)") {
        try checkEvalRequest(Data(contentsOf: file))
      }
    }
  }

  @Test func theFormulaReaderKeepsItsPromises() throws {
    for file in try files(of: "Expression") {
      #expect(throws: Never.self, "\(file.lastPathComponent)") {
        try checkExpression(Data(contentsOf: file))
      }
    }
  }

  @Test(arguments: [
    ("DumpNpy", "z.npy"), ("DumpNpz", "z.npz"), ("DumpSafetensors", "z.safetensors"),
    ("DumpKld", "z.kld"), ("DumpTable", "z.csv"), ("DumpJSON", "z.json"),
    ("DumpLogprobs", "reply.json"),
  ])
  func theReadersOfDumpsKeepTheirPromises(_ target: String, _ name: String) throws {
    for file in try files(of: target) {
      #expect(throws: Never.self, "\(file.lastPathComponent)") {
        try checkDump(Data(contentsOf: file), name)
      }
    }
  }
}
