import Testing

/// `logitlab bench`, as a shell sees it.
@Suite struct BenchCommandTests {
  private func shell(_ line: String) throws -> String {
    let program = try quoted(programPath())
    return try output(of: "lab() { \(program) bench \"$@\"; }; \(line); echo status $?")
  }

  @Test func aTableSaysWhichInstructionsRan() throws {
    let text = try shell("lab --shape 40x5 --seconds 0 --threads 1 2>&-")
    let lines = text.split(separator: "\n")
    #expect(lines[0].hasPrefix("instructions: ") && lines[0].hasSuffix("the best of this machine"))
    #expect(lines[1].hasPrefix("batch") && lines[1].hasSuffix("x memory"))
    #expect(lines.dropFirst(2).dropLast().count == 7)
    #expect(lines[2].hasPrefix("40x5 ") && lines[2].contains("softmax loss"))
    #expect(text.hasSuffix("status 0\n"))
    let forced = try shell("lab --shape 40x5 --seconds 0 --threads 1 --instructions baseline")
    #expect(forced.hasPrefix("instructions: baseline"))
  }

  @Test func jsonNamesWhatWasAsked() throws {
    let text = try shell("lab --shape 40x5 --operation sigmoid --seconds 0 --threads 2 --json")
    #expect(text.contains("\"operation\": \"sigmoid\"") && text.contains("\"threads\": 2"))
    #expect(!text.contains("\"gradient\"") && !text.contains("\u{1b}"))
  }

  @Test func wrongUsageHasItsStatus() throws {
    for words in [
      "--shape 40x", "--shape 0x5", "--shape 99999999x99999999", "--threads 0", "--seconds -1",
      "--instructions sparc", "--operation hinge",
    ] {
      #expect(try shell("lab \(words)").hasSuffix("status 2\n"), "\(words)")
    }
  }
}
