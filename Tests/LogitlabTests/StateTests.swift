import Glibc
import Testing

/// What a sitting leaves for the next one.
@Suite(.serialized) struct StateTests {
  /// The program in a terminal, its state in a folder of the test.
  private func run(_ name: String, _ scratch: borrowing Scratch, _ arguments: String = "") throws
    -> Tmux
  {
    let tmux = try Tmux.running(
      "state-\(name)", width: 100, height: 30, arguments: arguments,
      before: "XDG_STATE_HOME=\(scratch.folder)/a/b ")
    try tmux.wait(forText: "c2 <")
    return tmux
  }

  @Test func linesOfThePromptAreRecalledInTheNextSitting() throws {
    let scratch = try Scratch("history")
    let first = try run("first", scratch)
    try first.type(":logit 0 1.5\n:row 1\n:row 1\n:q!\n")
    try first.wait(forText: "status 0")
    let second = try run("second", scratch)
    try second.type(":lo")
    try second.press("Up")
    try second.wait(forText: ":logit 0 1.5")
    let file = "\(scratch.folder)/a/b/logitlab/history"
    #expect(try output(of: "cat \(file)") == "logit 0 1.5\nrow 1\nq!\n")
    #expect(try output(of: "stat -c %a \(file)") == "600\n")
    #expect(try output(of: "stat -c %a \(scratch.folder)/a/b/logitlab") == "700\n")
  }

  @Test func aPrivateSittingKeepsNoLine() throws {
    let scratch = try Scratch("private")
    let tmux = try run("private", scratch, "--private")
    try tmux.type(":row 1\n:q!\n")
    try tmux.wait(forText: "status 0")
    #expect(try output(of: "find \(scratch.folder) -name rescued.lab") == "")
  }

  @Test func aBenchThatASignalEndedIsKept() throws {
    let scratch = try Scratch("rescue")
    let tmux = try run("rescue", scratch)
    try tmux.type(":class 0 cat\n]")
    try tmux.wait(forText: "[7.1]")
    kill(try tmux.program(), SIGTERM)
    try tmux.wait(forText: "rescued.lab' brings it back")
    try tmux.wait(forText: "status 143")
    let path = "\(scratch.folder)/a/b/logitlab/rescued.lab"
    let again = try Tmux.running("state-again", width: 100, height: 30, arguments: "-i \(path)")
    try again.wait(forText: "[7.1]")
    try again.wait(forText: "cat ")
  }

  @Test func aBenchThatIsAsItWasOpenedIsNotKept() throws {
    let scratch = try Scratch("unchanged")
    let tmux = try run("unchanged", scratch)
    kill(try tmux.program(), SIGTERM)
    try tmux.wait(forText: "status 143")
    #expect(try output(of: "find \(scratch.folder) -name rescued.lab") == "")
  }
}
