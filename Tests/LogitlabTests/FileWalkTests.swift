import Testing

/// Files on the real screen.
@Suite(.serialized) struct FileWalkTests {
  @Test func opensEditsWritesAndAsksBeforeItOverwrites() throws {
    let scratch = try Scratch("walk files")
    let folder = scratch.folder
    _ = try scratch.shell("lab -e 'title my bench' -e 'note see c2' -e 'w \"a b.json\"'")
    let tmux = try Tmux.running(
      "files", width: 100, height: 30, arguments: "'a b.json'", before: "cd '\(folder)'; ")
    try tmux.wait(forText: "o \"a b.json\": my bench, 3 rows of 3 classes\n")
    try tmux.wait(forText: " see c2")
    #expect(try !tmux.capture().contains("[+]"))
    try tmux.type("]")
    try tmux.wait(forText: "my bench [+]")
    try tmux.type(":w\n")
    try tmux.wait(forText: "w \"a b.json\": written, 3 rows of 3 classes")
    #expect(try !tmux.capture().contains("[+]"))
    #expect(try scratch.shell("grep -c 7.1 'a b.json'").hasPrefix("1\n"))

    // Somebody else writes there too.
    _ = try scratch.shell("lab -e 'title theirs' -e 'w! \"a b.json\"'")
    try tmux.type("]:w\n")
    try tmux.wait(forText: "a b.json changed on disk since it was opened or written;")
    try tmux.wait(forText: "my bench [+]")
    #expect(try scratch.shell("grep -c theirs 'a b.json'").hasPrefix("1\n"))
    try tmux.type(":o a b.json\n")
    try tmux.wait(forText: " theirs ")
    try tmux.type("u")
    try tmux.wait(forText: "my bench [+]")
    try tmux.type(":w no/such.json\n")
    try tmux.wait(forText: "no/such.json was not written: no: No such file or directory")
    try tmux.type(":w! a b.json\n")
    try tmux.wait(forText: "w \"a b.json\": written")
    try tmux.type(":o missing.json\n")
    try tmux.wait(forText: "missing.json: No such file or directory")
    try tmux.type(":log\n")
    try tmux.wait(forText: "note \"see c2\"")
    try tmux.press("Escape")
    try tmux.wait(forText: "curves over a")
    try tmux.type(":log sitting.lab\n")
    try tmux.wait(forText: "log sitting.lab: written")
    try tmux.type(":q\n")
    try tmux.wait(forText: "status 0")
    let same = try scratch.shell("lab sitting.lab -e 'w c.json'; cmp 'a b.json' c.json")
    #expect(same == "status 0\n")
  }
}
