import Testing

/// The walk of a new user, on the real screen.
@Suite(.serialized) struct WalkTests {
  /// Enters commands at the prompt and waits until the screen shows each of `texts`.
  private func enter(
    _ tmux: borrowing Tmux, _ lines: [String], shows texts: [String]
  ) throws {
    for line in lines {
      try tmux.type(":" + line + "\n")
      // The answer line names the command once it was carried out.
      let word = line.prefix { $0 != " " }
      try tmux.wait(for: "the answer to \(line)") { text in
        text.split(separator: "\n").suffix(2).first?.hasPrefix(" \(word) ") ?? false
      }
    }
    for text in texts { try tmux.wait(forText: text) }
  }

  @Test func theNumbersOfTheArticles() throws {
    let tmux = try Tmux.running("walk", width: 100, height: 30)
    try tmux.wait(forText: "loss 0.0556")
    try enter(
      tmux, ["logits 2 0.5 1", "labels .2 .3 .5"],
      shows: ["softmax_cross_entropy", "loss 1.4144", "0.6285", "0.1402", "0.2312"])
    try enter(
      tmux, ["loss sigmoid_cross_entropy", "logits .5 .7 .3", "labels 1 1 1"],
      shows: ["0.4741", "0.4032", "0.5544"])
    try enter(
      tmux, ["loss weighted_cross_entropy", "pos_weight .2"],
      shows: ["0.0948", "0.0806", "0.1109"])
    try enter(
      tmux, ["loss sparse_softmax_cross_entropy", "logits 0 -20", "label 0"],
      shows: ["loss 2.0612e-09", "1~"])
  }

  @Test func refusalsNameTheWordAndKeepTheLine() throws {
    let tmux = try Tmux.running("refusals", width: 100, height: 30)
    try tmux.wait(forText: "loss 0.0556")
    for (line, answer) in [
      ("label 7", "label 7 is outside the classes 0 to 2"),
      ("logits a b", "'a' is not a number, such as 7, -.5, 1e30, inf or nan"),
      ("logits 1 2; 3", "row 1 has 1 value, row 0 has 2: all rows need as many"),
      ("lable 1", "'lable' is no command; did you mean 'label'?"),
      ("pos_weight x", "'x' is not a number, such as 7, -.5, 1e30, inf or nan"),
    ] {
      try tmux.type(":" + line + "\n")
      try tmux.wait(forText: answer)
      #expect(try tmux.capture().contains(":" + line))
      #expect(try tmux.capture().contains("loss 0.0556"))
      try tmux.press("Escape")
      try tmux.wait(for: "the closed prompt") { !$0.contains(":" + line) }
    }
  }

  @Test func aChangedBenchIsNotLeftUnasked() throws {
    let tmux = try Tmux.running("leave", width: 100, height: 30)
    try tmux.wait(forText: "loss 0.0556")
    try tmux.press("]")
    try tmux.wait(forText: "batch [+]")
    try tmux.type(":q\n")
    try tmux.wait(forText: ":q again leaves it")
    try tmux.type("u:q\n")
    try tmux.wait(forText: "status 0")
  }

  @Test func keysAndCommandsAreListed() throws {
    let tmux = try Tmux.running("help", width: 100, height: 30)
    try tmux.wait(forText: "loss 0.0556")
    try tmux.press("?")
    try tmux.wait(forText: "─ help ─")
    try tmux.press("Escape")
    try tmux.wait(forText: "curves over a")
    try tmux.type("z'")
    try tmux.wait(forText: "slopes over z")
  }
}
