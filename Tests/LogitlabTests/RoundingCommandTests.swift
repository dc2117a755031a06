import Testing

/// `logitlab duel` and `logitlab trace`, as a shell sees them.
@Suite struct RoundingCommandTests {
  private func shell(_ line: String) throws -> String {
    let program = try quoted(programPath())
    let script = #"printf 'logits 0 -20\nlabel 0\n' > $d/sure.lab"#
    return try output(
      of: "lab() { \(program) \"$@\" 2>&1; }; d=$(mktemp -d); \(script); \(line); echo status $?")
  }

  @Test func aScriptIsComparedAndTraced() throws {
    let duel = try shell("lab duel $d/sure.lab")
    #expect(duel.contains("exact loss          2.06115362031438070323898279888e-09"))
    #expect(duel.contains("2 of 11 keep their digits in float32") && duel.hasSuffix("status 0\n"))
    let trace = try shell("lab trace $d/sure.lab tensorflow")
    #expect(trace.contains("half an ulp of 1 is 5.96e-08, so 2.06e-09 is absorbed"))
  }

  @Test func jsonIsOneObject() throws {
    let words = #"python3 -c 'import json,sys; d = json.load(sys.stdin); print(d["dtype"])'"#
    #expect(
      try shell("lab duel $d/sure.lab 1 float8_e4m3 --json 2>&- | grep -v '^logits' | \(words)")
        .hasPrefix("float8_e4m3fn\n"))
    #expect(
      try shell("lab trace $d/sure.lab naive --json | grep -v '^logits' | \(words)")
        .hasPrefix("float32\n"))
  }

  @Test(arguments: ["heads", "compare", "jacobian", "race"])
  func everyPaneAnswersForAFile(pane: String) throws {
    #expect(try shell("lab \(pane) $d/sure.lab").hasSuffix("status 0\n"))
    let words = "python3 -c 'import json,sys; json.load(sys.stdin); print(1)'"
    #expect(
      try shell("lab \(pane) $d/sure.lab --json 2>&- | grep -v '^logits' | \(words)")
        .hasPrefix("1\n"))
  }

  @Test func wrongUsageHasItsStatus() throws {
    #expect(try shell("lab duel").hasSuffix("status 2\n"))
    #expect(try shell("lab duel $d/none.lab").hasSuffix("status 3\n"))
    let refused = try shell("lab trace $d/sure.lab nave")
    #expect(refused.contains("'nave' is no formula; did you mean 'naive'?"))
    #expect(refused.hasSuffix("status 2\n"))
  }
}
