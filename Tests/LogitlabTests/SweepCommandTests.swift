import Testing

/// `logitlab sweep` and `logitlab frameworks`, as a shell sees them.
@Suite struct SweepCommandTests {
  private func shell(_ line: String) throws -> String {
    let program = try quoted(programPath())
    let script = #"printf 'logits 0 -20\nlabel 0\n' > $d/sure.lab"#
    return try output(
      of: "lab() { \(program) \"$@\" 2>&1; }; d=$(mktemp -d); \(script); \(line); echo status $?")
  }

  @Test func aRangeMayBeginBelowZeroAndAFormulaHoldBlanks() throws {
    let sweep = try shell("lab sweep $d/sure.lab logit 1 -30 30 symlog naive")
    #expect(sweep.contains("logit c1 -30 ... 30, symlog, float32") && sweep.hasSuffix("status 0\n"))
    let formula = try shell("lab sweep $d/sure.lab 'log(1 + exp(x))' x 80 100")
    #expect(formula.contains("exp(x) overflows above 88.7228"))
  }

  @Test func jsonIsOneObject() throws {
    let words = #"python3 -c 'import json,sys; d = json.load(sys.stdin); print(d["dtype"])'"#
    for line in ["sweep $d/sure.lab logit 0 -1 1 --json", "frameworks $d/sure.lab --json"] {
      #expect(try shell("lab \(line) | grep -v '^logits' | \(words)").hasPrefix("float32\n"))
    }
  }

  @Test func wrongUsageHasItsStatus() throws {
    #expect(try shell("lab sweep").hasSuffix("status 2\n"))
    #expect(try shell("lab sweep $d/sure.lab logit 0 5 2").hasSuffix("status 2\n"))
    #expect(try shell("lab frameworks $d/none.lab").hasSuffix("status 3\n"))
  }
}
