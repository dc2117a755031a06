import Glibc
import Testing

/// The command language without a screen: pipes, scripts and single commands.
@Suite struct ScriptTests {
  /// What a line of the shell prints to stdout and stderr, and its status; `lab` is the program.
  private func shell(_ line: String) throws -> String {
    let program = try quoted(programPath())
    return try output(of: "lab() { \(program) \"$@\"; }; \(line); echo status $?")
  }

  @Test func aPipeIsAScript() throws {
    let text = try shell("printf 'logits 1 2 7\\nlabel 2 # the last\\n\\nshow\\n' | lab")
    #expect(text.contains("c2 <         7  1     0.9909"))
    #expect(text.hasSuffix("status 0\n"))
  }

  @Test func commandsMayStandOnTheCommandLine() throws {
    let text = try shell("lab -e 'logits 1 2 7' -e 'label 2' -e show < /dev/null")
    #expect(text.contains("loss 0.0092"))
    #expect(text.hasSuffix("status 0\n"))
  }

  @Test func dataAndWordsGoTheirOwnWays() throws {
    let line = "lab -e 'logits 0 -20' -e 'label 0' -e 'show --json'"
    #expect(try shell(line + " 2>&-").hasPrefix("{\n"))
    let words = try shell(line + " > /dev/null")
    #expect(words.contains("logits 0 -20: 1 label did not fit any more and became 0"))
  }

  @Test func aRefusedLineStopsAScriptAndIsNamed() throws {
    let text = try shell("printf 'logits 1 2\\nlogits a b\\nshow\\n' | lab")
    #expect(
      text.contains("logitlab: stdin:2:8: 'a' is not a number, such as 7, -.5, 1e30, inf or nan"))
    #expect(!text.contains("class"))
    #expect(text.hasSuffix("status 2\n"))
    #expect(
      try shell("lab -e 'label 9'").contains("-e 'label 9': label 9 is outside the classes 0 to 2"))
  }

  @Test func scriptsAreReadFromFiles() throws {
    let folder = "/tmp/logitlab-tests-\(getpid())"
    _ = try output(of: "mkdir -p \(folder)")
    defer { _ = try? output(of: "rm -r \(folder)") }
    let good = try shell("printf 'row 1\\r\\nshow' > \(folder)/a.lab; lab \(folder)/a.lab")
    #expect(good.contains("[1] 0.1328"))
    let bad = try shell("printf '\\nlabel 9\\n' > \(folder)/b.lab; lab \(folder)/b.lab")
    #expect(bad.contains("logitlab: \(folder)/b.lab:2: label 9 is outside the classes 0 to 2"))
    #expect(bad.hasSuffix("status 2\n"))
    let missing = try shell("lab \(folder)/none.lab")
    #expect(missing.contains("none.lab: No such file or directory"))
    #expect(missing.hasSuffix("status 3\n"))
    let directory = try shell("lab \(folder)")
    #expect(directory.contains("Is a directory"))
    #expect(directory.hasSuffix("status 3\n"))
  }

  @Test func wrongUsageHasItsStatus() throws {
    #expect(try shell("lab --bogus").hasSuffix("status 2\n"))
    #expect(try shell("lab --help").hasSuffix("status 0\n"))
  }

  @Test func aPrintOfSeveralLinesIsOneCommandInEveryDoor() throws {
    let folder = "/tmp/logitlab-pastes-\(getpid())"
    _ = try output(of: "mkdir -p \(folder)")
    defer { _ = try? output(of: "rm -r \(folder)") }
    let lines = "logits tensor([[1., 2., 7.],\\n        [4., 7., 9.]],\\n  device=0)\\nshow\\n"
    let doors = [
      "printf '\(lines)' | lab", "printf '\(lines)' > \(folder)/a.lab; lab \(folder)/a.lab",
      "lab -e \"$(printf '\(lines)')\"",
    ]
    for door in doors {
      let text = try shell(door)
      #expect(text.contains("row [0] 0.0092") && text.contains("1 0.1328"), "\(text)")
      #expect(text.hasSuffix("status 0\n"))
    }
    let open = try shell("printf 'title a\\nlogits [[1,\\n 2]\\nshow\\n' | lab")
    #expect(open.contains("logitlab: stdin:2:8: '[' is not closed") && open.hasSuffix("status 2\n"))
  }

  @Test func labelsThatNobodyGaveAreToldOnce() throws {
    let text = try shell("printf 'logits 0 1 0\\nshow\\nshow\\n' | lab 2>&1 > /dev/null")
    #expect(
      text == "show: no label was given: 'label 2' is left from the opening batch\nstatus 0\n")
    #expect(
      try shell("printf 'logits 0 1 0\\nlabel 2\\nshow\\n' | lab 2>&1 > /dev/null") == "status 0\n")
    #expect(try shell("lab -e log | lab 2>&1") == "status 0\n")
  }

  @Test func anExpectationThatIsNotMetFailsTheScriptAndNotTheRest() throws {
    let text = try shell("printf 'expect loss 0.0093\\nshow\\nexpect finite\\n' | lab")
    #expect(text.hasPrefix("expect loss 0.0093: seen 0.009174485, expected 0.0093, off by"))
    #expect(text.contains("row [0] 0.0092") && text.hasSuffix("status 1\n"))
    #expect(try shell("lab -e 'expect loss 0.0092' -e 'expect finite'") == "status 0\n")
    #expect(
      try shell("lab -e 'logits nan 1' -e 'label 0' -e 'expect finite'").hasSuffix("status 1\n"))
  }

  @Test func aMarkBeforeAFormulaEndsNoOptions() throws {
    let text = try shell("lab exact -- '-log(x)' x=2 --dtype float32")
    #expect(text.contains("nearest float32") && text.contains("-0.6931472"))
    #expect(text == (try shell("lab exact '-log(x)' x=2 --dtype float32")))
  }

  @Test func quittingEndsAScript() throws {
    let text = try shell("printf 'logits 1 2\\nq\\nnonsense\\n' | lab")
    #expect(text.hasSuffix("status 0\n"))
  }

  @Test func escapesInNamesAndErrorsStayMarks() throws {
    let text = try shell(
      "printf 'class 0 \\033[31mred\\nshow\\n\\033]0;x\\007 1\\n' | lab")
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("^[[31mred"))
    #expect(text.contains("'^[]0;x^G' is no command"))
  }

  @Test func aReaderThatGoesAwayEndsTheOutputQuietly() throws {
    let text = try shell("yes show | head -2000 | lab | head -1")
    #expect(
      text == "the articles' batch   sparse_softmax_cross_entropy   float32   mean   loss"
        + " 0.0556\nstatus 0\n")
  }

  @Test func thePlainPromptAnswersEachLine() throws {
    let tmux = try Tmux.running("plain", width: 100, arguments: "--plain")
    try tmux.wait(forText: "'help' lists the commands")
    try tmux.type("logit 2 6.5\n")
    try tmux.wait(forText: "logit 2 6.5: loss 0.0151 (was 0.0092), mean 0.0576 (was 0.0556)")
    try tmux.type("logit x\n")
    try tmux.wait(forText: "a number is missing: logit <class> <number>")
    try tmux.type("q\n")
    try tmux.wait(forText: "q again leaves it")
    try tmux.type("q\n")
    try tmux.wait(forText: "status 0")
  }
}
