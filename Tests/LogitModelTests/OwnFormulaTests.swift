import LogitBench
import LogitExact
import LogitSession
import LogitStudies
import LogitText
import Testing

/// A person's own formulas.
@Suite struct OwnFormulaTests {
  private static let mine = "formula mine = log(1 + exp(z))"

  @Test func itStandsInTheDuelBehindTheKernel() throws {
    let model = try Model.after("loss sigmoid_cross_entropy", "logits 100", "labels 0", Self.mine)
    let duel = model.duel(ofClass: 0)
    #expect(duel.lines[1].formula.name == "mine" && duel.lines[1].verdict == "inf")
    #expect(duel.notable.name == "mine")
    #expect(duel.lines[1].gradient?.value.isNaN == true)
  }

  @Test func itIsUndoneLoggedAndKeptWithTheBench() throws {
    var model = try Model.after(Self.mine)
    #expect(model.isChanged && model.log.last == Self.mine)
    var again = Model()
    for line in model.log { try again.run(line) }
    #expect(again.bench == model.bench)
    let kept = try Bench(scenario: Array(model.bench.scenario.utf8))
    #expect(kept == model.bench && kept.formulas.map(\.text) == ["log(1 + exp(z))"])
    #expect(try Bench(scenario: Array(model.bench.scenario.utf8)).script.contains(Self.mine))
    try model.run("undo")
    #expect(model.bench.formulas.isEmpty)
    try model.run("redo")
    try model.run("formula mine = z")
    #expect(model.bench.formulas.map(\.text) == ["z"])
    try model.run("formula mine =")
    #expect(model.bench.formulas.isEmpty)
  }

  @Test func itIsShownAndListed() throws {
    #expect(
      try print("formula mine", after: [Self.mine])
        == "mine\n  loss    log(1 + exp(z))\n  slope   exp(z) / (1 + exp(z))\n  from    yours")
    let list = try print("formula", after: [Self.mine]).lines
    #expect(list[1] == "mine             yours        log(1 + exp(z))")
    let naive = try print("formula naive", after: [])
    #expect(naive.contains("  breaks    exp overflows for a logit above 88.7 in float32"))
    #expect(naive.contains("  as with   logits 1000 0; label 0"))
  }

  @Test(arguments: [
    ("formula mine = log(1 + exp(y2))", "28: there is no name 'y2'; did you mean 'y'?"),
    ("formula mine = log(1 + ", "23: the text ends where a value is expected"),
    ("formula 2x = x", "9: '2x' cannot name a formula"),
    ("formula naive = x", "9: 'naive' is a formula of the program already"),
    ("formula nave", "'nave' is no formula; did you mean 'naive'?"),
    ("formula mine = logits", "16: this gives one number a class; sum(...) or ...[k] gives one"),
    ("trace nave", "'nave' is no formula; did you mean 'naive'?"),
    ("duel 7", "class 7 is outside"), ("duel 0 1", "8: '1' is one word too many"),
  ])
  func whatIsNoneIsRefusedAtItsWord(line: String, beginning: String) {
    let text = refusal(of: line) ?? ""
    #expect(text.hasPrefix(beginning), "\(text)")
  }

  @Test(arguments: [
    (#"{"mine": "log(1 + y2)"}"#, "formulas.mine: there is no name 'y2'; did you mean 'y'?"),
    (#"{"mine": 3}"#, "formulas.mine: found the number 3, needs a formula in quotes"),
    (#"{"a b": "x"}"#, "formulas.a b: 'a b' cannot name a formula"),
    (#"["x"]"#, "formulas: found a list, needs an object"),
  ])
  func aFileSaysWhereItsFormulaIsWrong(value: String, beginning: String) {
    let text = """
      {"logitlab": 1, "loss": "sigmoid_cross_entropy", "logits": [[0]], "labels": [[0]],
       "formulas": \(value)}
      """
    #expect {
      _ = try Bench(scenario: Array(text.utf8))
    } throws: {
      "\($0)".hasPrefix(beginning)
    }
  }
}
