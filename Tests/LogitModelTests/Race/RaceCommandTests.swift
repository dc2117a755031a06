import FoundationEssentials
import LogitBench
import LogitSession
import LogitStudies
import LogitText
import Testing

/// The net as a part of the bench: commands, undo, the log, files.
@Suite struct RaceCommandTests {
  @Test(arguments: [
    "race", "race --json", "race step 17", "race step 17 --json", "race x 1", "race w1 -2.5",
    "race w2 1 2 3", "race b2 0", "race rate 0.3", "race label 1", "race sigmoid", "race softmax",
    "race softmax 5", "race reset", "heads", "heads --json", "compare", "compare --json",
    "jacobian", "jacobian --json",
  ])
  func aCommandReadsBackAsItself(line: String) throws {
    let command = try #require(try Command.parse(line))
    #expect("\(command)" == line)
  }

  @Test(arguments: [
    ("race step", "10: a step is missing: race [step <n>] [--json] | race <word> [<numbers>]"),
    ("race step 1e9", "11: steps are 0 to 10000, not 1e9"),
    ("race step -1", "11: steps are 0 to 10000, not -1"),
    ("race step 1.5", "11: steps are 0 to 10000, not 1.5"),
    ("race step nan", "11: steps are 0 to 10000, not nan"),
    ("race rate inf", "a rate cannot be inf: it must be a finite number"),
    ("race x nan", "x cannot be nan: the race starts from finite numbers"),
    ("race b1 inf", "b1 cannot be inf: the race starts from finite numbers"),
    ("race w2 -inf", "w2 cannot be -inf: the race starts from finite numbers"),
    ("race w1 1 2", "11: w1 takes one number"),
    ("race rate .1 .2 .3", "14: rate takes one number"),
    ("race rate x", "11: 'x' is not a number, such as 7, -.5, 1e30, inf or nan"),
    ("race w2 1 2", "w2 has 2 values, the net has 1 output"),
    ("race label 2", "label 2 is outside the classes 0 to 1"),
    ("race softmax 11", "6: a softmax has 2 to 10 outputs here, not 11"),
    ("race softmax 1", "6: a softmax has 2 to 10 outputs here, not 1"),
    (
      "race faster",
      "6: 'faster' is no word of the race; it is one of step, x, w1, b1, w2, b2, rate, label,"
        + " sigmoid, softmax, reset"
    ),
    (
      "race --json now",
      "13: 'now' is one word too many: race [step <n>] [--json] | race <word>"
        + " [<numbers>]"
    ),
  ])
  func refusesWhatIsNoRace(line: String, message: String) {
    #expect(refusal(of: line) == message)
  }

  @Test func aRefusalLeavesTheNetAsItWas() throws {
    var model = Model()
    #expect(throws: CommandError.self) { try model.run("race w2 1 2 3") }
    #expect(model == Model())
  }

  @Test func theNetIsUndoneAndLoggedWithTheBench() throws {
    var model = try Model.after("race rate 0.3", "logit 0 5", "race w1 -1")
    #expect(model.isChanged)
    #expect(model.log.suffix(3) == ["race rate 0.3", "logit 0 5", "race w1 -1"])
    try model.run("undo")
    #expect(model.bench.net.w1 == Number(2) && model.bench.net.rate == Number(0.3))
    try model.run("undo")
    try model.run("undo")
    #expect(model.bench == .articles)
    try model.run("redo")
    #expect(model.bench.net.rate == Number(0.3))
    #expect(try model.answer(to: "race rate .3") == "race rate 0.3: as it was")
  }

  @Test(arguments: [
    ["race softmax", "race label 1", "race rate .5"], ["race softmax 5", "race w2 1 2 3 4 5"],
    ["race sigmoid", "race w2 -1e9", "race label 0"], ["race x -1e308", "race b1 1e308"],
  ])
  func scriptAndFileRebuildTheNet(lines: [String]) throws {
    var model = Model()
    for line in lines { try model.run(line) }
    var replayed = Model()
    for line in model.bench.script.lines where !line.isEmpty { try replayed.run(line) }
    #expect(replayed.bench == model.bench)
    #expect(try Bench(scenario: Array(model.bench.scenario.utf8)) == model.bench)
  }

  @Test func aRaceThatIsOverAtItsStartSaysSo() throws {
    var model = Model()
    #expect(
      try model.answer(to: "race softmax").hasSuffix(
        "; it has passed .9 at step 0; label 1 has further to go: 'race label 1'"))
    #expect(!(try model.answer(to: "race label 1")).contains("passed"))
    #expect(!(try model.answer(to: "race reset")).contains("label 0 has"))
    #expect(!(try model.answer(to: "race sigmoid")).contains("passed"))
    #expect(try model.answer(to: "race b2 9").contains("'race label 0'"))
  }

  @Test func withoutARatioTheReportIsASentenceStill() throws {
    var model = try Model.after("race b2 -800")
    guard let text = try model.printed(by: "race") else {
      Issue.record("nothing was printed")
      return
    }
    #expect(
      text.contains(
        "no ratio of slopes at . : the squared error has the factor a(1-a) = 0~"))
  }

  @Test func resetKeepsTheHead() throws {
    let model = try Model.after("race softmax", "race rate 9", "race label 2", "race reset")
    #expect(model.bench.net == .articles(.softmax))
  }

  private static let fine = """
    {"head": "softmax", "x": 1, "w1": 1, "b1": 1, "w2": [1, 2], "b2": [0, 0], "label": 0, "rate": 1}
    """

  private func message(_ net: String) -> String {
    let text = """
      {"logitlab": 1, "loss": "sigmoid_cross_entropy", "logits": [[1]], "labels": [[1]], "net": \(net)}
      """
    do throws(ScenarioError) {
      _ = try Bench(scenario: Array(text.utf8))
      return ""
    } catch { return "\(error)" }
  }

  @Test func aWholeNetIsRead() { #expect(message(Self.fine) == "") }

  @Test(arguments: [
    ("[1, 2]", "[1]", "net.w2: has 1 value, needs 2 to 10"),
    ("[1, 2]", "[1, 2, 3]", "net.b2: has 2 values, needs 3 as w2 has"),
    ("[0, 0]", "[0, \"x\"]", "net.b2[1]: 'x' is not a number"),
    ("[1, 2]", "1", "net.w2: found the number 1, needs a list of numbers under softmax"),
    ("\"softmax\"", "\"sigmoid\"", "net.w2: found a list, needs a number"),
    (
      "\"softmax\"", "\"relu\"", "net.head: found the text 'relu', needs \"sigmoid\" or \"softmax\""
    ),
    ("\"label\": 0", "\"label\": 2", "net.label: 2 is outside the labels 0 to 1"),
    ("\"label\": 0", "\"label\": 0.5", "net.label: found the number 0.5, needs a whole number"),
    ("\"rate\": 1", "\"rate\": \"Infinity\"", "net.rate: found inf, needs a finite number"),
    ("[1, 2]", "[1, \"NaN\"]", "net.w2[1]: found nan, needs a finite number"),
    (
      ", \"rate\": 1", "",
      "net.rate: this field is missing; a net has head, x, w1, b1, w2, b2, label, rate"
    ),
    (
      "\"x\": 1", "\"x\": 1, \"w3\": 1",
      "net.w3: no such field; a net has head, x, w1, b1, w2, b2, label, rate"
    ),
  ])
  func refusesANetThatDoesNotFit(part: String, instead: String, wanted: String) {
    #expect(message(Self.fine.replacing(part, with: instead)) == wanted)
  }

  @Test func theRaceIsJSON() throws {
    var model = Model()
    guard let text = try model.printed(by: "race step 17 --json") else {
      Issue.record("nothing was printed")
      return
    }
    let object = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
    #expect(object.runners.map(\.loss) == ["cross_entropy", "half_squared_error"])
    #expect(object.runners.map(\.half) == [17, 229])
    #expect(object.runners[0].history.probability.count == 501)
    #expect(object.runners[0].history.probability[17] == object.runners[0].step.a2[0])
  }

  private struct Document: Decodable {
    struct Runner: Decodable {
      struct Step: Decodable { let a2: [Double] }
      struct History: Decodable { let probability: [Double] }
      let loss: String
      let half: Int?
      let step: Step
      let history: History

      enum CodingKeys: String, CodingKey {
        case loss, step, history
        case half = "passed_0.5"
      }
    }

    let step: Int
    let runners: [Runner]
  }
}
