import Glibc
import Testing

/// Drives the built program in a terminal; one test at a time, since each asks for a quiet machine.
@Suite(.serialized) struct TerminalTests {
  /// What the screen shows once it is up.
  private static let opening = "c2 <"

  private func expectWhole(_ tmux: borrowing Tmux) throws {
    #expect(
      try tmux.value("#{alternate_on}#{keypad_cursor_flag}#{cursor_flag}#{mouse_any_flag}")
        == "0010")
  }

  private static let mouse = "#{mouse_any_flag}#{mouse_sgr_flag}"

  @Test func theMouseIsTakenAndGivenBack() throws {
    let tmux = try Tmux.running("mouse")
    try tmux.wait(forText: Self.opening)
    #expect(try tmux.value(Self.mouse) == "11")
    // A click on the first class, the wheel over its logit, in both spellings.
    try tmux.send(Array("\u{1B}[<0;16;5M\u{1B}[<0;16;5m".utf8))
    try tmux.wait(forText: "[1]")
    try tmux.send(Array("\u{1B}[<64;16;5M".utf8))
    try tmux.wait(forText: "[1.1]")
    try tmux.send(Array("\u{1B}[Ma0%".utf8))
    try tmux.wait(forText: "[1]")
    try tmux.type(":mouse off\n")
    try tmux.wait(forText: "mouse off: ")
    #expect(try tmux.value(Self.mouse) == "00")
    try tmux.type(":mouse on\n")
    try tmux.wait(forText: "mouse on: ")
    #expect(try tmux.value(Self.mouse) == "11")
    try tmux.press("C-z")
    try tmux.wait(forText: "Stopped")
    #expect(try tmux.value(Self.mouse) == "00")
    try tmux.type("clear; fg\n")
    try tmux.wait(forText: "c2 <")
    #expect(try tmux.value(Self.mouse) == "11")
    try tmux.type(":q!\n")
    try tmux.wait(for: "the mouse") { _ in try tmux.value(Self.mouse) == "00" }
  }

  @Test(arguments: [("", "--no-mouse"), ("TERM=vt100 ", "")])
  func theMouseIsLeftToTheTerminal(before: String, arguments: String) throws {
    let name = "no-mouse\(arguments.isEmpty)"
    let tmux = try Tmux.running(name, arguments: arguments, before: before)
    try tmux.wait(forText: Self.opening)
    #expect(try tmux.value(Self.mouse) == "00")
    try tmux.type(":q!\n")
    try tmux.wait(forText: "0")
  }

  @Test func quittingLeavesTheTerminalAsItWas() throws {
    let tmux = try Tmux.running("quit")
    try tmux.wait(forText: Self.opening)
    #expect(try tmux.value("#{alternate_on}#{keypad_cursor_flag}#{cursor_flag}") == "110")
    try tmux.type(":q\n")
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
    let tmux = try Tmux.running("signal\(signal)")
    try tmux.wait(forText: Self.opening)
    let program = try tmux.program()
    // What a trap says goes to stderr, which the screen would swallow.
    _ = try output(of: "echo said behind the screen >> /proc/\(program)/fd/2")
    #expect(try !tmux.capture().contains("said behind the screen"))
    kill(program, signal)
    try tmux.wait(forText: "status \(128 + signal)")
    let text = try tmux.wait(forText: "same")
    #expect(text.contains(word))
    #expect(text.contains("said behind the screen"))
    try expectWhole(tmux)
  }

  @Test func anInterruptFromOutsideGivesTheTerminalBack() throws {
    // An interactive shell drops the rest of its line then, as it should.
    let tmux = try Tmux.running("interrupt")
    try tmux.wait(forText: Self.opening)
    kill(try tmux.program(), SIGINT)
    try tmux.wait(for: "the shell") { !$0.contains(Self.opening) }
    try tmux.type("echo status $?; [ \"$old\" = \"$(stty -g)\" ] && echo same\n")
    try tmux.wait(forText: "status 130")
    try tmux.wait(forText: "same")
    try expectWhole(tmux)
  }

  @Test(arguments: [true, false])
  func itStopsAndComesBack(byKey: Bool) throws {
    let tmux = try Tmux.running("suspend\(byKey)")
    try tmux.wait(forText: Self.opening)
    try tmux.press("]")
    try tmux.wait(forText: "[7.1]")
    let program = try tmux.program()
    for size in [(70, 20), (90, 25)] {
      if byKey { try tmux.press("C-z") } else { kill(program, SIGTSTP) }
      try tmux.wait(forText: "Stopped")
      try expectWhole(tmux)
      // While it is stopped the terminal may change its size.
      try tmux.resize(width: size.0, height: size.1)
      try tmux.type("clear; fg\n")
      try tmux.wait(forText: "[7.1]")
      #expect(try tmux.value("#{alternate_on}#{keypad_cursor_flag}") == "11")
    }
    try tmux.press("Up")
    try tmux.wait(forText: "[2]")
    try tmux.type(":q!\n")
    try tmux.wait(for: "the shell") { !$0.contains("[2]") }
    try expectWhole(tmux)
  }

  @Test func followsTheSizeWhileAValueIsTyped() throws {
    let tmux = try Tmux.running("resize")
    try tmux.wait(forText: Self.opening)
    try tmux.type("6.")
    try tmux.wait(forText: "[ 6. ]")
    try tmux.resize(width: 40, height: 10)
    try tmux.wait(forText: "60x16 is the least; this is 40x10")
    try tmux.resize(width: 120, height: 40)
    try tmux.wait(forText: "[ 6. ]")
    try tmux.type("5")
    try tmux.wait(forText: "7 -> 6.5   loss 0.0092 -> 0.0151")
    try tmux.press("Enter")
    try tmux.wait(forText: "logit 2 6.5: loss 0.0151 (was 0.0092)")
    for width in [60, 200, 61, 80] {
      try tmux.resize(width: width, height: max(16, width / 4))
      try tmux.wait(for: "\(width) columns") { text in
        text.split(separator: "\n").first.map { $0.count >= width - 1 } ?? false
      }
    }
  }

  @Test func pastesRowsOfNumbers() throws {
    let tmux = try Tmux.running("paste", width: 100, height: 30)
    try tmux.wait(forText: Self.opening)
    try tmux.paste("tensor([[0., -20.],\n        [1., 2.]])")
    try tmux.wait(forText: ":logits tensor([[0., -20.],")
    try tmux.press("Enter")
    try tmux.wait(forText: "2.0612e-09")
  }

  @Test func copiesToTheClipboard() throws {
    let tmux = try Tmux.running("copy")
    try tmux.wait(forText: Self.opening)
    try tmux.allowClipboard()
    try tmux.press("y")
    try tmux.wait(for: "the clipboard") { _ in
      (try? tmux.clipboard.contains("loss[2]     = ln(1 + e^-6 + e^-5)")) ?? false
    }
  }

  @Test func sleepsWhenNothingHappens() throws {
    let tmux = try Tmux.running("idle")
    try tmux.wait(forText: Self.opening)
    let path = "/proc/\(try tmux.program())/stat"
    let before = try output(of: "cut -d ' ' -f 14,15 \(path)")
    sleep(2)
    #expect(try output(of: "cut -d ' ' -f 14,15 \(path)") == before)
  }

  @Test(arguments: ["no-such-terminal", "xterm-kitty", "vt100", "linux", "xterm", "xterm-direct"])
  func drawsOnOtherTerminals(name: String) throws {
    let tmux = try Tmux.running("term-\(name)", before: "TERM=\(name) ")
    // The keys are painted last.
    let text = try tmux.wait(forText: "? help")
    #expect(text.contains("loss 0.0556"))
    #expect(text.contains(Self.opening))
  }

  @Test(arguments: ["dumb", ""])
  func goesOnLineByLineWhereThereIsNoScreen(name: String) throws {
    let tmux = try Tmux.running("no-screen-\(name)", width: 100, before: "TERM='\(name)' ")
    try tmux.wait(forText: "going on line by line, as with --plain")
    try tmux.type("logits 0 -20\n")
    try tmux.wait(forText: "loss 2.0612e-09 (was")
    try tmux.type("q!\n")
    try tmux.wait(forText: "status 0")
    try tmux.wait(forText: "same")
  }

  @Test func staysAlignedWithoutUTF8() throws {
    let tmux = try Tmux.running("ascii", before: "LC_ALL=C ")
    let text = try tmux.wait(forText: "- row 0 - uniform over 3: ln 3 = 1.0986 ---")
    #expect(text.contains("  5 +"))
    try tmux.type(":class 0 \u{592A}\u{9633}\n")
    try tmux.wait(forText: " ????  ")
  }

  @Test func aLocaleThatIsNotInstalledIsOfUTF8ByItsName() throws {
    let missing = try Tmux.running("locale", before: "LC_ALL=xx_XX.UTF-8 ")
    try missing.wait(forText: "─ row 0 ─ uniform over 3: ln 3 = 1.0986 ───")
    let latin = try Tmux.running("latin", before: "LC_ALL=xx_XX.ISO-8859-1 ")
    try latin.wait(forText: "- row 0 - uniform over 3: ln 3 = 1.0986 ---")
  }

  @Test func showsColoursUnlessAskedNotTo() throws {
    let colours = try Tmux.running("colours", before: "TERM=xterm-256color ")
    try colours.wait(forText: Self.opening)
    #expect(try colours.capture(styled: true).contains("38;5;208m"))
    let eight = try Tmux.running("eight", before: "TERM=xterm ")
    try eight.wait(forText: Self.opening)
    #expect(try eight.capture(styled: true).contains("\u{1B}[33m"))
    // What has one colour with something else is bold: the mix of both curves, and what is wrong.
    try eight.type(":labels .5 .2 .3; 1 0 0; 0 1 0\n")
    try eight.wait(forText: "+ mix")
    #expect(try eight.capture(styled: true).contains("\u{1B}[1m\u{1B}[36m> + mix"))
    try eight.type(":label 7\n")
    try eight.wait(forText: "label 7 is outside")
    #expect(try eight.capture(styled: true).contains("\u{1B}[1;4m\u{1B}[31mlabel 7 is"))
    let mono = try Tmux.running("mono", before: "NO_COLOR=1 TERM=xterm-256color ")
    try mono.wait(forText: Self.opening)
    let text = try mono.capture(styled: true)
    let codes = text.split(separator: "\u{1B}[").dropFirst().flatMap { part in
      part.prefix { $0 != "m" }.split(separator: ";").compactMap { Int($0) }
    }
    // 39 and 49 are the terminal's own colours.
    #expect(!codes.contains { 30...38 ~= $0 || 40...48 ~= $0 })
    #expect(text.contains("\u{1B}[7m") || text.contains(";7m"))
  }

  @Test func theCommandLineMaySayMoreThanTheTerminal() throws {
    let ascii = try Tmux.running("flag-ascii", arguments: "--ascii")
    try ascii.wait(forText: "- row 0 - uniform over 3: ln 3 = 1.0986 ---")
    let unicode = try Tmux.running("flag-unicode", arguments: "--unicode", before: "LC_ALL=C ")
    try unicode.wait(forText: "─ row 0 ─ uniform over 3: ln 3 = 1.0986 ───")
    let always = try Tmux.running(
      "flag-always", arguments: "--color always", before: "NO_COLOR=1 TERM=xterm-256color ")
    try always.wait(forText: Self.opening)
    #expect(try always.capture(styled: true).contains("38;5;208m"))
    let never = try Tmux.running(
      "flag-never", arguments: "--color never", before: "TERM=xterm-256color ")
    try never.wait(forText: Self.opening)
    #expect(try !never.capture(styled: true).contains("38;5;"))
  }
}
