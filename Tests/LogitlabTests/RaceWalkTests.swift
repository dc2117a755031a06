import Testing

/// The pictures of the class in the built program.
@Suite(.serialized) struct RaceWalkTests {
  @Test func theRaceIsPlayedScrubbedAndChanged() throws {
    let tmux = try Tmux.running("race", width: 100, height: 30, arguments: "--color never")
    try tmux.wait(forText: "the articles' batch")
    try tmux.type("r")
    try tmux.wait(forText: "passed .5 at step 17 (cross entropy) and 229 (squared error)")
    try tmux.press("Right", "Right")
    try tmux.wait(forText: " step 2\n")
    try tmux.type(" ")
    try tmux.wait(forText: "Space pause")
    try tmux.wait(for: "a later step") { !$0.contains(" step 2\n") }
    try tmux.type(" ")
    let still = try tmux.wait(forText: "Space play  left right")
    try tmux.resize(width: 60, height: 16)
    try tmux.wait(forText: ".5 at step 17 and 229   .9 at step 51 and 470")
    try tmux.resize(width: 100, height: 30)
    let top = still.prefix { $0 != "\n" }
    try tmux.wait(for: "the same step") { $0.hasPrefix(top) }
    try tmux.type(".3\n")
    try tmux.wait(forText: "rate 0.3 ")
    try tmux.type(":race step 1e9\n")
    try tmux.wait(forText: "steps are 0 to 10000, not 1e9")
    try tmux.press("Escape")
    try tmux.wait(forText: "Space play  left right")
    try tmux.type("u")
    try tmux.wait(forText: "rate 0.15 ")
    try tmux.press("Escape")
    try tmux.wait(forText: "curves over a")
    try tmux.type(":q\n")
    try tmux.wait(forText: "status 0")
  }

  @Test func theHeadsFollowEachNudge() throws {
    let tmux = try Tmux.running("heads", width: 100, height: 30, arguments: "--color never")
    try tmux.wait(forText: "the articles' batch")
    try tmux.type("s")
    try tmux.wait(forText: "one class is true: softmax")
    try tmux.wait(forText: "sum 2.6109")
    try tmux.type("[")
    try tmux.wait(forText: "logit 2 6.9")
    try tmux.type("c")
    try tmux.wait(forText: "gradients behind a softmax")
    try tmux.type("c:q!\n")
    try tmux.wait(forText: "status 0")
  }

  @Test func aPausedRaceTakesNoTime() throws {
    let tmux = try Tmux.running("pause", width: 100, height: 30, arguments: "--color never")
    try tmux.wait(forText: "the articles' batch")
    try tmux.type("r  ")
    try tmux.wait(forText: "Space play  left right")
    let pid = try tmux.program()
    func ticks() throws -> [Substring] {
      let fields = try output(of: "cat /proc/\(pid)/stat").split(separator: " ")
      return [fields[13], fields[14]]
    }
    let before = try ticks()
    _ = try output(of: "sleep 2")
    #expect(try ticks() == before)
    try tmux.type(":q\n")
    try tmux.wait(forText: "status 0")
  }

  @Test func aPipeGetsTheSame() throws {
    let program = try quoted(programPath())
    let text = try output(of: "printf 'race step 17\\nheads\\ncompare\\njacobian\\n' | \(program)")
    for part in [
      "step 17", "passed .5 at step             17            229", "one class is true: softmax",
      "squared error", "dp c0",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    let json = try output(of: "printf 'race --json\\n' | \(program) | head -c 20")
    #expect(json.hasPrefix("{"))
  }
}
