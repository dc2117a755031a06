import Testing

/// A class in the built program: students who write, a teacher who watches.
@Suite(.serialized) struct ClassWalkTests {
  @Test func studentsWriteAFileEachAndTheTeacherCounts() throws {
    let scratch = try Scratch("class")
    let text = try scratch.shell(
      """
      mkdir room; printf '2\\n1.38\\n\\n0.8\\n' | lab class softmax-twice --as Ann --answers room > ann.txt 2> bo.txt
      printf '0.8267\\n3\\n' | lab class softmax-twice --as '../Bo' --answers room > /dev/null
      printf 'nonsense\\n' > room/x.answers; mkfifo room/p.answers; ln -s /etc/passwd room/l.answers
      lab class softmax-twice --answers room; cat ann.txt bo.txt; ls room
      """)
    #expect(
      text.contains(
        "1 of 5  These probabilities now go through a softmax again. What is the loss?\n"))
    #expect(text.contains("  1  0.827 <\n  1  2\n  it is 0.8267: 1 of 2 answers\n"))
    #expect(text.contains("  1  3 0.55 <\n"))
    #expect(text.contains("'1.38' is none of the answers, which are 1 to 3"))
    #expect(text.contains("not read: x.answers:1: it is no question, answer and name"))
    #expect(text.contains("Ann.answers\n") && text.contains("___Bo-"))
    #expect(text.hasSuffix("status 0\n"))
    #expect(!text.contains("root"))
  }

  @Test(arguments: [
    ("lab class softmax-twice", "--answers FOLDER says where the answers come", 2),
    (
      "lab class sofmax-twice --answers .",
      "'sofmax-twice' is no lesson; did you mean 'softmax-twice'?", 2
    ),
    ("lab class softmax-twice --answers none", "none: No such file or directory", 3),
    ("lab class none.md --answers .", "none.md: No such file or directory", 3),
    ("echo words > q.lab; lab class q.lab --answers .", "q.lab: line 1: a lesson begins with", 2),
    ("printf '# T\\n' > q.lab; lab class q.lab --answers .", "q.lab: line 1: it asks nothing", 2),
    ("lab class softmax-twice --as '...'", "'...' is no name: it needs a letter or a digit", 2),
    ("echo .8 | lab class softmax-twice --as Ann", "to paste: 1 .8 Ann", 0),
    ("echo .8 | lab class softmax-twice --as Ann --answers none", "to paste: 1 .8 Ann", 0),
  ])
  func saysWhatIsMissing(line: String, message: String, status: Int) throws {
    let scratch = try Scratch("class-line-\(line.hashValue.magnitude)")
    let text = try scratch.shell(line)
    #expect(text.contains(message), "\(text)")
    #expect(text.hasSuffix("status \(status)\n"))
  }

  @Test func theTeacherWatchesAFolderThatGoesAwayAndComesBack() throws {
    let scratch = try Scratch("class-watch")
    _ = try scratch.shell("mkdir room")
    let folder = "\(scratch.folder)/room"
    let tmux = try Tmux.running(
      "class", width: 60, height: 16,
      arguments: "class sigmoid-or-softmax --answers \(folder) --color never")
    try tmux.wait(forText: "1 of 5 ─ 0 answers")
    _ = try scratch.shell("echo 2 | lab class sigmoid-or-softmax --as Ann --answers room")
    try tmux.wait(forText: "1 of 5 ─ 1 answer ")
    _ = try scratch.shell("mv room away")
    try tmux.wait(forText: "No such file or directory")
    try tmux.wait(forText: "1 answer ")
    _ = try scratch.shell("mv away room; echo junk > room/b.answers")
    try tmux.wait(forText: "1 answer, 1 line not read")
    try tmux.press("Enter")
    try tmux.wait(forText: "It is 2, it falls under the softmax only: 1 of 1")
    try tmux.press("Enter")
    try tmux.wait(forText: "2 of 5")
    try tmux.type("qq")
    try tmux.wait(forText: "status 0")
  }
}
