import Testing

/// The samples in the built program.
@Suite(.serialized) struct SampleWalkTests {
  @Test func aCopiedProgramStillHasThem() throws {
    let scratch = try Scratch("samples")
    let program = try quoted(programPath())
    let text = try scratch.shell(
      "cp \(program) copied; ./copied samples; ./copied sample confident -e show;"
        + " echo 'sample masked\nshow' | ./copied")
    #expect(text.hasPrefix("articles-batch  "))
    #expect(text.contains("\nsun-moon-cloud-softmax   one of sun, moon and cloud\n"))
    #expect(text.contains("\na row that is sure and right   sparse_softmax_cross_entropy"))
    #expect(text.contains("loss 2.0612e-09"))
    #expect(text.contains("p[1] is 5.0760e-435"))
    #expect(text.hasSuffix("status 0\n"))
    #expect(try scratch.names() == ["copied"])
  }

  @Test(arguments: [
    ("lab sample confidnt", "logitlab: 'confidnt' is no sample; did you mean 'confident'?", 2),
    ("lab -e 'sample confidnt'", "8: 'confidnt' is no sample; did you mean 'confident'?", 2),
    ("lab sample zzzzzzzz", "'zzzzzzzz' is no sample; 'samples' lists them all", 2),
    ("lab sample \"$(printf '\\033[31m')\"", "'^[[31m' is no sample;", 2),
    ("lab sample", "the name of a sample is missing: sample <name>", 2),
    ("lab sample a b", "'b' is one word too many", 2),
    ("lab samples x", "'x' is one word too many", 2),
    ("lab a.json b.json", "'b.json' is one word too many", 2),
    ("lab x \"$(printf '\\033[31m')\"", "'^[[31m' is one word too many", 2),
    ("lab ./samples", "./samples: No such file or directory", 3),
    ("echo show > samples; lab ./samples", "the articles' batch", 0),
    ("echo show | lab sample half-label", "a label of one half", 0),
    ("lab --help", "./samples", 0),
  ])
  func theCommandLineKnowsThem(line: String, message: String, status: Int) throws {
    let scratch = try Scratch("sample-line-\(message.hashValue.magnitude)")
    let text = try scratch.shell(line)
    #expect(text.contains(message))
    #expect(text.hasSuffix("status \(status)\n"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func opensOneOnTheScreen() throws {
    let tmux = try Tmux.running(
      "sample", width: 100, height: 30, arguments: "sample sun-moon-cloud-sigmoid --color never")
    try tmux.wait(forText: "any of sun, moon and cloud, 1 row of 3 classes\n")
    try tmux.wait(forText: " A picture may show")
    try tmux.wait(forText: "月亮")
    try tmux.type(":sample conf\t\n")
    try tmux.wait(forText: "sample confident: a row that is sure and right")
    try tmux.type("u")
    try tmux.wait(forText: " any of sun, moon and cloud ")
    try tmux.type(":sample nothing-like-it\n")
    try tmux.wait(forText: "'nothing-like-it' is no sample")
    try tmux.press("Escape")
    try tmux.wait(forText: "? help")
    try tmux.type(":note\n")
    try tmux.wait(forText: "answers")
    try tmux.wait(forText: "each class has its own p, 0.8808, 0.7311")
    try tmux.type(":q\n")
    try tmux.wait(forText: "status 0")
  }
}
