import LogitBench
import LogitExact
import LogitSession
import LogitStudies
import LogitText
import Testing

/// Where a formula loses its result.
@Suite struct TraceTests {
  private func trace(
    _ name: String, after lines: [String], class index: Int = 0, in format: Format? = nil
  ) throws -> Trace {
    var model = Model()
    for line in lines { try model.run(line) }
    return model.trace(of: try model.formula(named: name), ofClass: index, in: format)
  }

  private func lost(_ trace: Trace) throws -> Trace.Line {
    trace.lines[try #require(trace.lostLine)]
  }

  @Test func theLinesOfADerivationAreReadByTheirOldNames() throws {
    var model = Model()
    try model.run("loss sigmoid_cross_entropy")
    for step in 1...8 {
      #expect(try model.formula(named: "line-\(step)").name == "derived-\(step)")
    }
    #expect(throws: CommandError.self) { try model.formula(named: "line-9") }
  }

  @Test func whatWasAbsorbedIsToBlameThoughItsOwnErrorIsSmall() throws {
    let trace = try trace("tensorflow", after: ["logits 0 -20", "label 0"])
    let line = try lost(trace)
    #expect(line.applied == "1 + 2.0611537e-09")
    #expect(line.outcome.isRight && line.outcome.text == "1~")
    #expect(line.event == "absorbed: half an ulp is 5.96e-08")
    #expect(
      line.explanation == "1 + 2.0611537e-09: half an ulp of 1 is 5.96e-08, so 2.06e-09 is absorbed"
        + "; what follows makes 9.28e+06 ulp of it")
    #expect(trace.lines.last?.outcome.text == "0")
    #expect(trace.result?.verdict == .everyDigitLost)
  }

  @Test func anOverflowIsToBlameForTheNaNBehindIt() throws {
    let trace = try trace("naive", after: ["logits 1000 0", "label 0"])
    #expect(try lost(trace).applied == "exp(1000)")
    #expect(try lost(trace).event == "overflow: the top is 3.4e+38")
    let quotient = try #require(trace.lines.first { $0.applied == "inf / inf" })
    #expect(quotient.event == "nan is born: inf / inf" && quotient.outcome.wrongFrom == 0)
    #expect(trace.lines.last?.event == "nan goes on")
  }

  @Test func float16EndsAt65504() throws {
    let lines = ["dtype float16", "logits 12 0", "label 0"]
    let line = try lost(trace("logsumexp", after: lines))
    #expect(line.explanation == "exp(12) is beyond 65504, the largest float16: inf")
    // The format of a trace need not be that of the bench.
    let wide = try trace("logsumexp", after: ["logits 12 0", "label 0"], in: .float16)
    #expect(try lost(wide).explanation == line.explanation)
  }

  @Test func aRoundingThatADifferenceLaysBareIsToBlame() throws {
    let lines = ["loss sigmoid_cross_entropy", "logits -10", "labels 0"]
    let trace = try trace("pytorch", after: lines)
    let line = try lost(trace)
    #expect(line.applied == "-10 - 4.53989e-05")
    #expect(line.event == "0.40 ulp")
    #expect(line.explanation.hasSuffix("; what follows makes 1.04e+05 ulp of it"))
    #expect(trace.lines.last?.event == "5 digits cancelled, 1.04e+05 ulp")
    #expect(trace.result?.text == "4.5776367e-05")
  }

  @Test func nothingIsLostWhereTheResultIsRight() throws {
    let trace = try trace("log1p", after: ["logits 0 -20", "label 0"])
    #expect(trace.lostLine == nil && trace.remark == nil)
    #expect(trace.result?.isRight == true)
  }

  @Test func anotherFunctionIsWrongWithoutAnyRounding() throws {
    let trace = try trace(
      "plus-epsilon", after: ["dtype float64", "logits 0 -40", "label 1"])
    #expect(trace.lostLine == nil)
    #expect(
      trace.remark?.hasPrefix("no step is to blame: without any rounding this formula is 18.42")
        == true)
  }

  @Test func theKernelHasNoStepToLoseAnythingAt() throws {
    let trace = try trace("kernel", after: ["logits 0 -20"])
    #expect(trace.lines.isEmpty && trace.remark?.contains("rounds its result once") == true)
  }

  @Test func stepsNameTheLinesTheyTakeFrom() throws {
    let trace = try trace("tensorflow", after: ["logits 0 -20", "label 0"])
    #expect(trace.lines[1].text == "logits[0] - #1")
    let sum = try #require(trace.lines.first { $0.applied.hasPrefix("1 + ") })
    #expect(sum.text == "#4 + #5")
    #expect(trace.lines[3].outcome.text == "1" && trace.lines[4].applied == "exp(-20)")
  }

  @Test func theTraceIsTheSameAsText() throws {
    let lines = ["logits 0 -20", "label 0"]
    let text = try print("trace tensorflow", after: lines)
    #expect(text.contains("#6 !   #4 + #5"))
    #expect(text.contains("lost at '#4 + #5': 1 + 2.0611537e-09: half an ulp of 1 is 5.96e-08"))
    #expect(text.hasSuffix("0 in float32: every digit lost, off by 9.28e+06 ulp"))
    let json = try print("trace tensorflow 1 float64 --json", after: lines)
    #expect(json.contains(#""dtype" : "float64""#) && json.contains(#""applied" : "exp(-20)""#))
  }
}
