import Glibc
import Testing

/// Drives the built program in a terminal; one at a time, since each asks for a quiet machine.
@Suite(.serialized) struct TerminalTests {
  /// A shell that has started the program and says how it ended.
  private func shell(
    _ name: String, width: Int = 80, environment: [String: String] = [:], before: String = ""
  ) throws -> Tmux {
    let tmux = try Tmux(
      name, width: width, environment: environment.merging(["PS1": "$ "]) { own, _ in own },
      command: "bash --norc --noprofile -i")
    try tmux.wait(forText: "$")
    let program = try quoted(programPath())
    let stty = "[ \"$old\" = \"$(stty -g)\" ] && echo same"
    try tmux.type("old=$(stty -g); clear; \(before)\(program) demo; echo status $?; \(stty)\n")
    return tmux
  }

  private func pid(of tmux: borrowing Tmux) throws -> pid_t {
    let parent = try tmux.value("#{pane_pid}")
    let text = try output(of: "pgrep -P \(parent) logitlab")
    return try #require(pid_t(text.prefix { $0 != "\n" }))
  }

  private func expectWhole(_ tmux: borrowing Tmux) throws {
    #expect(try tmux.value("#{alternate_on}#{keypad_cursor_flag}#{cursor_flag}") == "001")
  }

  @Test func quittingLeavesTheTerminalAsItWas() throws {
    let tmux = try shell("quit")
    try tmux.wait(forText: "size 80x24")
    #expect(try tmux.value("#{alternate_on}#{keypad_cursor_flag}#{cursor_flag}") == "110")
    try tmux.press("q")
    try tmux.wait(forText: "status 0")
    try tmux.wait(forText: "same")
    try expectWhole(tmux)
  }

  @Test(arguments: [
    (SIGTERM, "Terminated"), (SIGHUP, "Hangup"), (SIGQUIT, "Quit"),
    (SIGILL, "Illegal instruction"), (SIGSEGV, "Segmentation fault"),
    (SIGTRAP, "Trace/breakpoint trap"), (SIGABRT, "Aborted"), (SIGBUS, "Bus error"),
    (SIGFPE, "Floating point exception"),
  ])
  func aSignalEndsItWithItsOwnStatusAndAWholeTerminal(signal: Int32, word: String) throws {
    let tmux = try shell("signal\(signal)")
    try tmux.wait(forText: "size 80x24")
    try tmux.press("e")
    try tmux.wait(forText: "events 1")
    #expect(try !tmux.capture().contains("said behind the screen"))
    kill(try pid(of: tmux), signal)
    try tmux.wait(forText: "status \(128 + signal)")
    let text = try tmux.wait(forText: "same")
    #expect(text.contains(word))
    #expect(text.contains("said behind the screen"))
    try expectWhole(tmux)
  }

  @Test func anInterruptFromOutsideGivesTheTerminalBack() throws {
    // An interactive shell drops the rest of its line then, as it should.
    let tmux = try shell("interrupt")
    try tmux.wait(forText: "size 80x24")
    kill(try pid(of: tmux), SIGINT)
    try tmux.wait(for: "the shell") { !$0.contains("size") }
    try tmux.type("echo status $?; [ \"$old\" = \"$(stty -g)\" ] && echo same\n")
    try tmux.wait(forText: "status 130")
    try expectWhole(tmux)
  }

  @Test(arguments: [true, false])
  func itStopsAndComesBack(byKey: Bool) throws {
    let tmux = try shell("suspend\(byKey)")
    try tmux.wait(forText: "size 80x24")
    try tmux.press("x")
    try tmux.wait(forText: "events 1")
    let program = try pid(of: tmux)
    for _ in 0..<2 {
      if byKey { try tmux.press("C-z") } else { kill(program, SIGTSTP) }
      try tmux.wait(forText: "Stopped")
      try expectWhole(tmux)
      // While it is stopped the terminal may change its size.
      try tmux.resize(width: 70, height: 20)
      try tmux.type("clear; fg\n")
      try tmux.wait(forText: "size 70x20")
      #expect(try tmux.value("#{alternate_on}#{keypad_cursor_flag}") == "11")
    }
    try tmux.press("Left")
    try tmux.wait(forText: "Code.left")
    try tmux.press("q")
    try tmux.wait(for: "the shell") { !$0.contains("size") }
    try expectWhole(tmux)
  }

  @Test func followsTheSizeOfTheTerminal() throws {
    let tmux = try shell("resize")
    try tmux.wait(forText: "size 80x24")
    for width in [20, 200, 33, 120] {
      try tmux.resize(width: width, height: width / 4)
      try tmux.wait(forText: "size \(width)x\(width / 4)")
    }
    try tmux.wait(forText: "│日本 é e\u{301} 👩 ∞│")
  }

  @Test func readsKeysAndPastes() throws {
    let tmux = try shell("keys", width: 100)
    try tmux.wait(forText: "size")
    for (key, name) in [
      ("Up", "Code.up"), ("F5", "function(5)"), ("BTab", "backTab"), ("日", "character(\"日\")"),
      ("Escape", "escape"), ("PPage", "pageUp"), ("C-c", "character(\"c\")"), ("Enter", "enter"),
    ] {
      try tmux.press(key)
      try tmux.wait(forText: name)
    }
    try tmux.paste("q\nq")
    try tmux.wait(forText: "paste(\"q\\nq\")")
  }

  @Test func copiesToTheClipboard() throws {
    let tmux = try shell("copy")
    try tmux.wait(forText: "size")
    try tmux.allowClipboard()
    try tmux.press("y")
    try tmux.wait(for: "the clipboard") { _ in (try? tmux.clipboard) == "loss 日" }
  }

  @Test func sleepsWhenNothingHappens() throws {
    let tmux = try shell("idle")
    try tmux.wait(forText: "size")
    let path = "/proc/\(try pid(of: tmux))/stat"
    let before = try output(of: "cut -d ' ' -f 14,15 \(path)")
    sleep(2)
    #expect(try output(of: "cut -d ' ' -f 14,15 \(path)") == before)
  }

  @Test(arguments: ["no-such-terminal", "xterm-kitty", "vt100", "linux", "xterm", "xterm-direct"])
  func drawsOnOtherTerminals(name: String) throws {
    let tmux = try shell("term-\(name)", before: "TERM=\(name) ")
    try tmux.wait(forText: "size 80x24")
    try tmux.wait(forText: "│日本 é e\u{301} 👩 ∞│")
  }

  @Test func refusesATerminalThatCannotPlaceItsCursor() throws {
    let tmux = try shell("dumb", before: "TERM=dumb ")
    try tmux.wait(forText: "the terminal 'dumb' cannot place its cursor")
    try tmux.wait(forText: "status 2")
    try tmux.wait(forText: "same")
  }

  @Test func refusesAPipe() throws {
    let line = try quoted(programPath()) + " demo < /dev/null || echo status $?"
    let text = try output(of: line)
    #expect(text.contains("not both a terminal"))
    #expect(text.contains("status 2"))
  }

  @Test func staysAlignedWithoutUTF8() throws {
    let tmux = try shell("ascii", before: "LC_ALL=C ")
    try tmux.wait(forText: "|???? ? e ?? ?|")
  }

  @Test func showsColoursUnlessAskedNotTo() throws {
    let colours = try shell("colours", before: "TERM=xterm-256color ")
    try colours.wait(forText: "size")
    #expect(try colours.capture(styled: true).contains("38;5;208m"))
    let eight = try shell("eight", before: "TERM=xterm ")
    try eight.wait(forText: "size")
    #expect(try eight.capture(styled: true).contains("\u{1B}[33m"))
    let mono = try shell("mono", before: "NO_COLOR=1 TERM=xterm-256color ")
    try mono.wait(forText: "size")
    let text = try mono.capture(styled: true)
    let codes = text.split(separator: "\u{1B}[").dropFirst().flatMap { part in
      part.prefix { $0 != "m" }.split(separator: ";").compactMap { Int($0) }
    }
    // 39 and 49 are the terminal's own colours.
    #expect(!codes.contains { 30...38 ~= $0 || 40...48 ~= $0 })
    #expect(text.contains("\u{1B}[7m"))
  }
}
