import LogitExact
import LogitText
import Testing

@testable import LogitBench
@testable import LogitSession
@testable import LogitStudies

/// One input over a range, and where formulas fail on it.
@Suite struct SweepTests {
  @Test func whatTheBenchDoesNotTakeIsRefusedBeforeItIsSwept() throws {
    let model = try Model.after("loss focal", "logits 2 .5 1", "label 0")
    #expect(refusal(of: "sweep gamma -1 3", in: model) == "gamma is 0 or more and finite, not -1")
    #expect(refusal(of: "sweep gamma 0 3", in: model) == nil)
  }

  @Test func theOverflowOfExpIsNamedToTheLastNumberThatWorks() throws {
    let sweep = try sweep("sweep log(1+exp(x)) x 80 100")
    #expect(sweep.failures.map { $0.text } == ["exp(x) overflows above 88.7228: inf"])
    let edge = try #require(sweep.failures.first?.edges.first)
    // ln of the largest float32 is 88.722839052…, between these two neighbours.
    #expect(edge.lastGood == Double(Float(88.72283)))
    #expect(edge.firstBad == Double(Float(88.72283).nextUp))
  }

  @Test(arguments: [
    ("float64", "exp(x) overflows above 709.783: inf"),
    ("float16", "exp(x) overflows above 11.0859: inf"),
    ("bfloat16", "exp(x) overflows above 88.5: inf"),
  ])
  func eachFormatHasItsOwnEdge(dtype: String, text: String) throws {
    let model = try Model.after("dtype \(dtype)")
    let sweep = try sweep("sweep log(1+exp(x)) x 5 800", in: model)
    #expect(sweep.failures.map { $0.text } == [text])
  }

  @Test func whatIsAbsorbedIsNamed() throws {
    let model = try Model.after("loss sigmoid", "logits 1", "labels 0")
    let sweep = try sweep("sweep logit 0 -30 30 derived-8 pytorch tensorflow", in: model)
    #expect(
      sweep.failures(ofLine: 0).hasPrefix(
        "1 + exp(-abs(z)) keeps too little of exp(-abs(z)) below about -"))
    #expect(sweep.failures(ofLine: 1).contains("cancels"))
    #expect(sweep.failures(ofLine: 2).hasPrefix("right"))
  }

  @Test func nanAndInfinityAreNoSilentGap() throws {
    let model = try Model.after("logits 0 0", "label 0")
    let sweep = try sweep("sweep logit 0 0 200 naive", in: model)
    let last = try #require(sweep.lines[0].points.last)
    #expect(last.value.isNaN && last.ulps == .infinity && last.isFailed)
    #expect(last.decades == .infinity)
    let isFinite = sweep.exact.allSatisfy(\.isFinite)
    #expect(isFinite)
  }

  @Test func anIndexAsLabelGivesWayWhereItsTargetIsSwept() throws {
    let model = try Model.after("label 0")
    let sweep = try sweep("sweep target 1 0 1 naive tensorflow", in: model)
    #expect(sweep.failures.isEmpty)
    // At 1 both classes are true: the sum of both losses.
    let exact = try #require(sweep.exact.last)
    let logits = [1.0, 2, 7]
    let sum = logexp(logits)
    #expect((exact - (2 * sum - 3)).magnitude < 1e-5)
  }

  private func logexp(_ logits: [Double]) -> Double {
    let program = try? Program(
      .call(.logsumexp, [.name("v")]), of: Inputs(["v": .vector(logits.map { Quantity($0) })]))
    return program?.rounded(to: .float64).first ?? .nan
  }

  @Test func aNumberOfTheSweepPutsTheBenchThere() throws {
    var model = try Model.after("logits 1 2", "label 0")
    guard let request = try Model.question(SweepRequest.self, in: "sweep logit 1 -4 4") else {
      return
    }
    let work = try model.sweep(request, columns: 9)
    let edit = try #require(work.edit(at: work.sweep.xs[0]))
    #expect("\(edit)" == "logit 1 -4")
    _ = try model.update(.edit(edit))
    #expect(model.bench.logits[0][1].text == "-4")
    _ = try model.update(.undo)
    #expect(model.bench.logits[0][1].text == "2")
  }

  @Test func aFormulaOfOnesOwnIsSweptByItsName() throws {
    let model = try Model.after("loss sigmoid", "logits 1", "formula mine = log(1 + exp(z))")
    let sweep = try sweep("sweep logit 0 0 100 mine", in: model)
    #expect(sweep.lines.map(\.name) == ["mine"])
    #expect(sweep.lines[0].points.last?.value == .infinity)
  }

  @Test func everyColumnOfSymlogIsANumberOfTheFormatInOrder() throws {
    let sweep = try sweep("sweep logit 0 -100 100 symlog", columns: 200)
    #expect(sweep.xs.first == -100 && sweep.xs.last == 100)
    #expect(zip(sweep.xs, sweep.xs.dropFirst()).allSatisfy { $0 < $1 })
    #expect(sweep.xs.allSatisfy { Format.float32.isRepresentable($0) })
  }

  @Test func aSliceLeavesTheRestForLater() throws {
    let model = try Model.after("logits 0 0 0", "label 0")
    var work = try model.sweep(.usual(.logit(.index(0)), under: model.bench.loss), columns: 100)
    work.advance(steps: 1)
    #expect(work.progress > 0 && work.progress < 0.1 && !work.isDone)
    work.finish()
    #expect(work.isDone && work.progress == 1)
  }

  @Test(arguments: [
    ("sweep", "6: logit, target, pos_weight or a formula is missing"),
    ("sweep logit 0 5 2", "15: 5 to 2 is no range"), ("sweep logit 0 5 inf", "15: 5 to inf"),
    ("sweep logit 0 x 2", "15: 'x' is not a number"),
    ("sweep logit 9 0 1", "class 9 is outside the classes 0 to 2"),
    ("sweep pos_weight 0 1", "sparse_softmax_cross_entropy has no pos_weight"),
    ("sweep log(1+exp(t)) x 0 1", "21: the formula has no 'x' to sweep; it has t"),
    ("sweep log(1+ex(x)) x 0 1", "13: there is no function 'ex'"),
    ("sweep logit 0 0 1 a b c d e", "5 formulas are too many"),
    ("sweep logit 0 0 1 nave", "'nave' is no formula; did you mean 'naive'?"),
    ("sweep logit 0 0 1 logits", "a sweep draws formulas of one number"),
    ("sweep 'log(x) x 0 1", "7: ''' has no partner"),
  ])
  func aWrongSweepIsRefusedWithItsPlace(line: String, text: String) throws {
    let found = try #require(refusal(of: line))
    #expect(found.contains(text), "\(found)")
  }

  @Test(arguments: [
    "sweep logit 0 -100 100 symlog", "sweep target 1 0 1 naive --json", "sweep logit -5 5",
    "sweep \"log(1 + exp(x))\" x 80 100", "sweep pos_weight 0 10",
  ])
  func aSweepReadsBackAsItself(line: String) throws {
    let command = try #require(try Command.parse(line))
    #expect("\(command)" == line)
    #expect(try Command.parse("\(command)") == command)
  }

  @Test func jsonHasEveryColumn() throws {
    var model = try Model.after("logits 0 0", "label 0")
    guard let text = try model.printed(by: "sweep logit 0 0 200 naive --json") else {
      Issue.record("nothing was printed")
      return
    }
    #expect(text.contains("\"NaN\"") && text.contains("\"Infinity\""))
    #expect(text.contains("\"cause\" : \"the quotient is rounded next to 1\""))
  }
}
