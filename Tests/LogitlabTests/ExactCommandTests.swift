import Testing

/// `logitlab exact`, as a shell sees it.
@Suite struct ExactCommandTests {
  private func shell(_ line: String) throws -> String {
    let program = try quoted(programPath())
    return try output(of: "lab() { \(program) exact \"$@\"; }; \(line); echo status $?")
  }

  @Test func digitsGoToStdoutAndWordsToStderr() throws {
    let line = "lab 'log(1+exp(x))' x=-40 --digits 40"
    let digits = "4.248354255291588986304977843631582181878e-18\n"
    #expect(try shell(line + " 2>&-") == digits + "status 0\n")
    #expect(try shell(line + " > /dev/null") == "proven at 256 bits\nstatus 0\n")
  }

  @Test func aFormulaMayBeginWithAMinusSign() throws {
    #expect(try shell("lab --digits 5 '-log(x)' x=2 2>&-") == "-0.69315\nstatus 0\n")
    #expect(try shell("lab -x x=2 2>&-") == "-2\nstatus 0\n")
  }

  @Test func whatIsUndecidedIsAFinding() throws {
    let text = try shell("lab 'exp(log(2))-2'")
    #expect(text.contains("undecided at 8192 bits") && text.hasSuffix("status 1\n"))
  }

  @Test func aFaultIsPointedAt() throws {
    let text = try shell("lab 'log(1+exp(x)' x=1")
    #expect(text.contains("  log(1+exp(x)\n              ^\nstatus 2\n"))
    #expect(try shell("lab \"1+$(printf '\\033')\"").contains("^["))
  }

  @Test func wrongUsageHasItsStatus() throws {
    #expect(try shell("lab").hasSuffix("status 2\n"))
    #expect(try shell("lab 1 --digits 0").contains("digits are 1 to 1000, not 0"))
    #expect(try shell("lab 1 --dtype int8").contains("'int8' is no dtype; it is one of float64"))
    #expect(try shell("lab 1 --dtype float8_e4m3 2>&-").contains("float8_e4m3fn"))
    #expect(try shell("lab --help").hasSuffix("status 0\n"))
  }
}
