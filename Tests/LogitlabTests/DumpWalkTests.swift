import Glibc
import TestSupport
import Testing

/// The list of rows in the built program.
@Suite(.serialized) struct DumpWalkTests {
  private let digits: String

  init() {
    let folder =
      "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/samples/dumps"
    digits = "\(folder)/logits.npy --labels \(folder)/labels.npy"
  }

  @Test func aDumpOpensItsListAndARowItsBench() throws {
    let tmux = try Tmux.running("rows", arguments: digits)
    try tmux.wait(forText: "─ worst first ─ 1 of 120 ─")
    try tmux.type("/pred == 8")
    try tmux.wait(forText: "rows where pred == 8")
    try tmux.press("Enter")
    try tmux.wait(forText: "─ 15 of 120 ─ where pred == 8 ─")
    try tmux.press("Down", "Enter")
    try tmux.wait(forText: "row 13 on the bench; Esc goes back to the list")
    try tmux.type("d")
    try tmux.wait(forText: "─ duel ─")
    try tmux.press("Escape")
    try tmux.wait(forText: "curves over a")
    try tmux.press("Escape")
    try tmux.wait(for: "the row under the cursor") { $0.contains("\n>  13 ") }
    try tmux.resize(width: 60, height: 16)
    try tmux.wait(for: "the narrow list") { !$0.contains("margin") && $0.contains("\n>  13 ") }
    try tmux.resize(width: 140, height: 30)
    try tmux.wait(forText: "─ all rows ─")
    try tmux.type("q")
    try tmux.wait(forText: "status 0\nsame")
  }

  @Test func whatWasChangedOnABenchOutlivesASignal() throws {
    let scratch = try Scratch("rows-rescue")
    let tmux = try Tmux.running(
      "rows-rescue", arguments: digits, before: "XDG_STATE_HOME=\(scratch.folder) ")
    try tmux.wait(forText: "─ worst first ─")
    try tmux.press("Enter")
    try tmux.wait(forText: "row 66 on the bench")
    try tmux.type("7")
    try tmux.press("Enter", "Escape", "Down", "Enter")
    try tmux.wait(forText: "row 11 on the bench")
    try tmux.type("8")
    try tmux.press("Enter")
    try tmux.wait(forText: "loss 0.0")
    kill(try tmux.program(), SIGTERM)
    try tmux.wait(forText: "status 143\nsame")
    #expect(try scratch.shell("ls logitlab").contains("rescued-2.lab\nrescued.lab\n"))
    let back = try scratch.shell("lab logitlab/rescued-2.lab; lab logitlab/rescued.lab -e show")
    #expect(back.hasSuffix("status 0\n"), "\(back)")
  }

  @Test func aLongCommandSaysHowFarItIsAndCtrlCTakesThatAway() throws {
    let scratch = try Scratch("rows-progress")
    func npy(_ type: String, _ shape: String, _ bytes: Int) -> String {
      let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }"
      return "{ printf '\\223NUMPY\\001\\000\\\(String(header.utf8.count + 1, radix: 8))\\000';"
        + " echo \"\(header)\"; head -c \(bytes) /dev/zero; }"
    }
    _ = try scratch.shell(
      "\(npy("<f4", "(20000, 50)", 4_000_000)) > z.npy; \(npy("|u1", "(20000,)", 20_000)) > y.npy")
    let tmux = try Tmux.running(
      "rows-progress", arguments: "tolerance z.npy --labels y.npy --uncertain 1",
      before: "cd \(scratch.folder); ")
    try tmux.wait(forText: "bounding losses ")
    try tmux.press("C-c")
    try tmux.wait(for: "the shell") { $0.contains("$") && !$0.contains("losses") }
    try tmux.type("echo status $?\n")
    let text = try tmux.wait(forText: "status 130")
    #expect(!text.contains("losses"), "\(text)")
  }

  @Test func eightColoursMonoAndAsciiShowTheSame() throws {
    for (name, before, arguments) in [
      ("rows-8", "TERM=xterm-color ", ""), ("rows-mono", "TERM=vt100 ", ""),
      ("rows-ascii", "LC_ALL=C ", " --ascii"), ("rows-never", "", " --color never --no-mouse"),
    ] {
      let tmux = try Tmux.running(name, arguments: digits + arguments, before: before)
      try tmux.wait(for: "the list") { $0.contains(" worst first ") && $0.contains("\n>  66 ") }
      try tmux.type("s")
      try tmux.wait(forText: "losses, -ln p")
      try tmux.type("q")
      // What cannot restore a screen writes over it.
      try tmux.wait(for: "the end") { $0.contains("status 0") && $0.contains("same") }
    }
  }

  @Test func wordsThatAskForTextPrintItOnATerminal() throws {
    let tmux = try Tmux.running("rows-text", arguments: digits + " --top 1")
    try tmux.wait(forText: "119 more; --top 120 shows all\nstatus 0")
  }
}
