import Testing

/// `logitlab eval`, as a shell sees it.
@Suite struct EvalCommandTests {
  private func shell(_ line: String) throws -> String {
    let program = try quoted(programPath())
    return try output(of: "lab() { \(program) eval \"$@\"; }; \(line); echo status $?")
  }

  @Test func oneRequestHasOneAnswer() throws {
    let request = #"{"function": "sum", "x": [0.5, 0.25]}"#
    let answer = #"{"function": "sum", "dtype": "float64", "value": 0.75, "warnings": []}"#
    #expect(try shell("echo '\(request)' | lab") == answer + "\nstatus 0\n")
    #expect(try shell("echo '\(request)' | lab -") == answer + "\nstatus 0\n")
    #expect(
      try shell("echo '\(request)' | lab --hex")
        == answer.replacing("0.75", with: "\"0x1.8p-1\"") + "\nstatus 0\n")
  }

  @Test func aRefusalHasItsStatus() throws {
    let text = try shell("echo '{}' | lab")
    #expect(text.hasPrefix(#"{"error": {"code": "missing_field""#))
    #expect(text.hasSuffix("status 2\n"))
    #expect(try shell("lab /dev/null").contains("not_json"))
    #expect(try shell("lab no-such-file").hasSuffix("status 3\n"))
    #expect(try shell("lab --no-such-option").hasSuffix("status 2\n"))
  }

  @Test func everyLineThatIsNotBlankHasOneAnswer() throws {
    let good = #"{"function": "sum", "x": 1, "outputs": []}"#
    let answer = #"{"function": "sum", "dtype": "float64", "warnings": []}"#
    let text = try shell("printf '%s\\n' '\(good)' '' '  ' '{' '\(good)' | lab --lines")
    let lines = text.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0] == answer && lines[2] == answer && lines[3] == "status 1")
    #expect(lines[1].hasPrefix(#"{"error": {"code": "not_json""#))
    let last = try shell("printf '%s\\n%s' '\(good)' '\(good)' | lab --lines -")
    #expect(last == "\(answer)\n\(answer)\nstatus 0\n")
  }

  @Test func anAnswerComesBeforeTheNextRequest() throws {
    // The second request is only written once the first answer has been read.
    let request = #"{"function": "sum", "x": 1, "outputs": []}"#
    let line = """
      d=$(mktemp -d); mkfifo $d/in $d/out; lab --lines < $d/in > $d/out & \
      exec 3> $d/in 4< $d/out; echo '\(request)' >&3; read a <&4; echo '\(request)' >&3; \
      read b <&4; exec 3>&-; rm -r $d; test "$a" = "$b" && echo both
      """
    #expect(try shell(line) == "both\nstatus 0\n")
  }

  @Test func aLineMayBeLongAndNotEndless() throws {
    // 200 000 numbers are a line of 400 KB; 140 MB are more than a request may be.
    let long = "{ printf '{\"function\": \"sum\", \"x\": [0'; yes ,1 | head -n 200000 | tr -d '\\n'"
    let text = try shell(long + "; echo ']}'; } | lab --lines")
    #expect(text.contains("\"value\": 200000,"))
    let endless = try shell(
      "{ head -c 140000000 /dev/zero | tr '\\0' 1; echo; echo '{}'; } | lab --lines")
    #expect(endless.contains("too_large") && endless.contains("missing_field"))
  }

  @Test func theListIsOneFunctionALine() throws {
    let text = try shell("lab --list")
    #expect(text.hasPrefix("{\"name\": \"sigmoid\", \"inputs\": [\"x\"]"))
    #expect(text.contains("\"parameters\": {\"axis\": -1, \"upstream\": null}"))
    #expect(text.hasSuffix("status 0\n"))
  }
}
