import Testing

/// Benches in files, as scripts and the command line open and write them.
@Suite struct FileTests {
  @Test func aBenchIsWrittenAndOpened() throws {
    let scratch = try Scratch("written")
    let text = try scratch.shell(
      "lab -e 'logits 0 -20' -e 'label 0' -e 'title sure' -e 'w a.json' 2>&-;"
        + " lab a.json -e show")
    #expect(text.contains("sure   sparse_softmax_cross_entropy"))
    #expect(text.contains("loss 2.0612e-09"))
    #expect(text.hasSuffix("status 0\n"))
    #expect(try scratch.names() == ["a.json"])
    // Commands from a pipe follow it, and a capital ending is one too.
    let piped = try scratch.shell("mv a.json A.JSON; echo 'show' | lab A.JSON")
    #expect(piped.contains("loss 2.0612e-09"))
    // The file that was opened is the one that 'w' writes to.
    let again = try scratch.shell(
      "printf 'dtype float64\\nw\\n' | lab A.JSON; grep dtype A.JSON")
    #expect(again == "  \"dtype\": \"float64\",\nstatus 0\n")
  }

  @Test func aLogIsAScriptThatBuildsTheSameBench() throws {
    let scratch = try Scratch("log")
    let text = try scratch.shell(
      "lab -e 'logits 0 -20; 1 nan' -e 'loss sigmoid' -e 'class 0 \"a, b #\"' -e 'w a.json';"
        + " lab -e 'logit 0 5' -e 'o a.json' -e 'target \"a, b #\" .5' -e u -e undo -e 'redo'"
        + " -e 'note \"one\\ntwo\"' -e 'w b.json' -e 'log sitting.lab';"
        + " lab sitting.lab -e 'w c.json'; cmp b.json c.json && head -1 sitting.lab")
    #expect(text.contains("'u' is no command"))
    let good = try scratch.shell(
      "lab -e 'logit 0 5' -e 'o a.json' -e 'target \"a, b #\" .5' -e undo -e 'redo'"
        + " -e 'note \"one\\ntwo\"' -e 'w! b.json' -e 'log! sitting.lab' &&"
        + " lab sitting.lab -e 'w! c.json' && cmp b.json c.json && head -1 sitting.lab")
    #expect(good.hasSuffix("# what a.json held\nstatus 0\n"))
  }

  @Test(arguments: [
    ("lab none.json", "logitlab: none.json: No such file or directory", 3),
    ("lab -e 'o none.json'", "-e 'o none.json': none.json: No such file or directory", 3),
    ("mkdir d.json; lab d.json", "logitlab: d.json is a folder, not a file", 3),
    ("mkfifo p.json; lab p.json", "logitlab: p.json is a pipe, not a file", 3),
    ("lab -e 'o /dev/zero'", "/dev/zero is a device, not a file", 3),
    ("lab -e 'o /proc/self/mem'", "/proc/self/mem: Input/output error", 3),
    ("ln -s l.json l.json; lab l.json", "l.json: Too many levels of symbolic links", 3),
    (
      "truncate -s 65M h.json; lab h.json", "h.json is larger than 64 MB, too large for a bench", 3
    ),
    (
      "echo '{\"logitlab\": 1, \"lables\": []}' > t.json; lab t.json",
      "logitlab: t.json: lables: no such field; did you mean 'labels'?", 3
    ),
    (
      "printf '{\"logitlab\": 1,\\n' > t.json; echo 'o t.json' | lab",
      "stdin:1: t.json: line 2, column 1: the text ends here", 3
    ),
    (
      "lab -e 'w no/b.json'", "no/b.json was not written: no: No such file or directory", 3
    ),
    ("lab -e 'w .'", ". is a folder, not a file", 3),
    ("lab -e 'w /dev/null'", "/dev/null is a device, not a file", 3),
    ("mkfifo q; lab -e 'w! q'", "q is a pipe, not a file", 3),
    (
      "ln -s m.json m.json; lab -e 'w m.json'",
      "m.json was not written: Too many levels of symbolic links", 3
    ),
    (
      "lab -e 'w \(String(repeating: "n", count: 300))'", "was not written: File name too long", 3
    ),
    ("lab -e w", "-e 'w': this bench has no file yet; 'w FILE' writes it to one", 2),
    ("echo x > o; lab -e 'w o'", "o is there already; w! o overwrites it", 2),
    ("echo x > o; lab -e 'log o'", "o is there already; log! o overwrites it", 2),
  ])
  func eachFailureSaysWhatAndWhere(line: String, message: String, status: Int) throws {
    let scratch = try Scratch("bad-\(message.hashValue.magnitude)")
    let text = try scratch.shell(line)
    #expect(text.contains(message))
    #expect(text.hasSuffix("status \(status)\n"))
    #expect(try !scratch.names().contains { $0.hasPrefix(".") })
  }

  @Test func nothingInAFileOrItsNameReachesTheTerminal() throws {
    let scratch = try Scratch("escapes")
    let text = try scratch.shell(
      "f=$(printf '\\033[31m.json'); lab \"$f\"; echo '{\"logitlab\": 1}' > \"$f\"; lab \"$f\";"
        + " printf '{\"logitlab\": 1, \"\\\\u001b]0;x\\\\u0007\": 1}' > b.json; lab b.json;"
        + " printf '{\"a\": \\033[2J' > c.json; lab c.json")
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("^[[31m.json"))
    #expect(text.contains("b.json: ^[]0;x^G: no such field"))
    #expect(text.contains("found '^[', needs a value"))
  }

  @Test func aFileKeepsItsRightsAndALinkItsPlace() throws {
    let scratch = try Scratch("links")
    let text = try scratch.shell(
      "umask 027; mkdir d; lab -e 'w d/a.json'; ln -s d/a.json link.json;"
        + " ln -s new.json d/dangling;"
        + " chmod 604 d/a.json; lab link.json -e 'title linked' -e w; lab -e 'w d/dangling';"
        + " stat -c '%n %F %a' link.json d/*; grep title d/a.json")
    #expect(
      text == """
        link.json symbolic link 777
        d/a.json regular file 604
        d/dangling symbolic link 777
        d/new.json regular file 640
          "title": "linked",
        status 0

        """)
  }

  @Test func whatSomebodyElseWroteIsNotOverwritten() throws {
    let scratch = try Scratch("changed")
    // The file changes once the program has written 'r', and so has opened the other.
    for change in ["echo >> a.json", "cp a.json b; mv b a.json", "touch a.json"] {
      let text = try scratch.shell(
        "rm -f *; lab -e 'w a.json'; { echo 'w r'; until [ -e r ]; do sleep .01; done; \(change);"
          + " echo 'w a.json'; } | lab a.json")
      #expect(text.contains("a.json changed on disk since it was opened or written;"))
      #expect(text.contains("w! a.json overwrites it"))
      #expect(text.hasSuffix("status 2\n"))
    }
    let forced = try scratch.shell("lab -e 'title mine' -e 'w! a.json'; grep -c mine a.json")
    #expect(forced == "1\nstatus 0\n")
  }
}
