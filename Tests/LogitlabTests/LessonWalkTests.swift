import Testing

/// Lessons in the built program.
@Suite(.serialized) struct LessonWalkTests {
  @Test func aCopiedProgramHasAllLessons() throws {
    let scratch = try Scratch("lessons")
    let program = try quoted(programPath())
    let text = try scratch.shell(
      "cp \(program) copied; ./copied lesson; ./copied lesson softm; echo 'lesson pos' | ./copied")
    #expect(text.hasPrefix("tour "))
    #expect(text.contains("\nclips-and-smoothing       Clipping, smoothing and NaN gradients\n"))
    #expect(text.contains("\n# Softmax twice\n"))
    #expect(text.contains("\n# pos_weight, imbalance and thresholds\n"))
    #expect(text.hasSuffix("status 0\n"))
  }

  @Test(arguments: [
    ("lab lesson sofmax-twice", "'sofmax-twice' is no lesson; did you mean 'softmax-twice'?", 2),
    ("lab lesson a b", "'b' is one word too many", 2),
    ("lab lesson none.md", "none.md: No such file or directory", 3),
    ("echo reset | lab", "stdin:1: no lesson is open; 'lesson NAME' opens one", 2),
    ("lab lesson check", "Missing expected argument", 2),
    ("lab lesson check none.md", "none.md: No such file or directory", 3),
    ("echo words > a.md; lab lesson check a.md", "a.md:1: a lesson begins with '# TITLE'", 1),
    (
      "printf '# T\\n```lab\\n> \\033[31m\\n```\\n' > a.md; lab lesson check a.md",
      "a.md:3: '^[[31m'", 1
    ),
    (
      "echo 'expect loss 7' > a.lab; lab lesson check a.lab",
      "a.lab:1: expect loss 7: seen 0.00917", 1
    ),
    ("echo 'expect loss .0092' > a.lab; lab lesson check a.lab", "", 0),
    ("lab tour | head -n 1", "# A tour of two minutes", 0),
  ])
  func theCommandLineKnowsThem(line: String, message: String, status: Int) throws {
    let scratch = try Scratch("lesson-line-\(line.hashValue.magnitude)")
    let text = try scratch.shell(line)
    #expect(text.contains(message))
    #expect(text.hasSuffix("status \(status)\n"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func checkTellsADifferenceAndUpdateMendsIt() throws {
    let scratch = try Scratch("lesson-check")
    let write = "printf '# T\\n\\n```lab\\n> logits 0 0\\nloss 7\\n```\\n' > a.md"
    let told = try scratch.shell("\(write); lab lesson check a.md")
    #expect(
      told == """
        a.md:4: 'logits 0 0' prints something else
        - loss 7
        + loss 0.6931
        status 1

        """)
    let mended = try scratch.shell(
      "lab lesson check --update a.md; lab lesson check a.md; cat a.md")
    #expect(mended.hasPrefix("a.md: 1 output written anew\n# T\n"))
    #expect(mended.contains("> logits 0 0\nloss 0.6931\n```\nstatus 0"))
    let whole = try scratch.shell("lab lesson tour > tour.md; lab lesson check tour.md; echo $?")
    #expect(whole.hasPrefix("0\n"))
  }

  @Test(arguments: [(60, 16), (80, 24), (100, 30)])
  func aLessonIsFinishedByKeysAlone(width: Int, height: Int) throws {
    let tmux = try Tmux.running(
      "lesson-\(width)", width: width, height: height, arguments: "lesson pos-weight --color never")
    try tmux.wait(forText: "pos-weight 1 of 8")
    try tmux.press("Enter")
    try tmux.wait(forText: "What does it cost with q = 3?")
    try tmux.press("Enter")
    try tmux.wait(forText: "type a guess; Enter again")
    try tmux.type("0.6")
    try tmux.wait(forText: "your guess: 0.6")
    try tmux.press("Enter")
    try tmux.wait(forText: "You said 0.6: right, it is 0.6042")
    try tmux.press("Enter")
    try tmux.wait(forText: "pos-weight 3 of 8")
    try tmux.press("BSpace")
    try tmux.wait(forText: "You said 0.6: right")
    for question in 3...7 {
      try tmux.press("Enter")
      try tmux.wait(forText: "pos-weight \(question) of 8")
      try tmux.type("1")
      try tmux.press("Enter")
      try tmux.wait(forText: "You said 1")
    }
    try tmux.press("Enter")
    try tmux.wait(forText: "pos-weight 8 of 8")
    try tmux.press("Enter")
    try tmux.wait(forText: "6 questions: 1 right")
    try tmux.press("Enter")
    try tmux.wait(forText: "the lesson is over")
    try tmux.type(":q\n")
    try tmux.wait(forText: "status 0")
  }

  @Test func theTourIsOfferedOnceOnTheFirstStart() throws {
    let scratch = try Scratch("tour")
    let program = try quoted(programPath())
    let before = "XDG_STATE_HOME=\(quoted(scratch.folder)) "
    for isFirst in [true, false] {
      let tmux = try Tmux(
        "tour-\(isFirst)", environment: ["XDG_STATE_HOME": scratch.folder], command: program)
      try tmux.wait(forText: isFirst ? "new here? ':tour'" : "arrows move, a digit types")
    }
    #expect(try scratch.shell("ls logitlab").hasPrefix("tour\n"))
    // A script is offered nothing.
    #expect(
      try !scratch.shell("rm logitlab/tour; \(before)\(program) -e show; ls logitlab").contains(
        "tour\n"))
  }
}
