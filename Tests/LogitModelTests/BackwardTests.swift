import LogitBench
import LogitExact
import LogitSession
import LogitStudies
import Testing

/// What each step of a formula hands back: the gradient bugs that people met, by the numbers of
/// `Tests/Vectors/recipes/gradient_bugs.json`.
@Suite struct BackwardTests {
  private func trace(_ name: String, _ lines: [String]) throws -> Trace {
    var model = Model()
    for line in lines { try model.run(line) }
    let formula = try model.formula(named: name)
    return model.trace(of: formula, ofClass: model.bench.notableClass, backward: true)
  }

  private func gradient(_ trace: Trace) -> [Double] {
    (trace.backward?.lines ?? []).filter { $0.name.hasPrefix("g[") || $0.name == "gz" }
      .map(\.outcome.value).reversed()
  }

  @Test(arguments: ["-inf", "-200"])
  func anEntropyByWhereHasARightValueAndNoGradient(masked: String) throws {
    let trace = try trace(
      "h", ["logits 1 2 \(masked)", "loss h = -sum(where(p > 0, p*log(p), 0))"])
    #expect(trace.result?.value == Double(Float(0.5822031)) && trace.result?.isRight == true)
    let backward = try #require(trace.backward)
    let lost = backward.lines.first { $0.isWhereLost }
    let born = try #require(lost)
    #expect(born.name == "g3" && born.applied == "0 * (-inf)" && born.outcome.value.isNaN)
    #expect(born.event == "nan is born: 0 * inf")
    #expect(gradient(trace).map(\.isNaN) == [true, true, true])
    let exact = backward.lines.filter { $0.name.hasPrefix("g[") }.map(\.unrounded)
    #expect(exact.suffix(2) == ["-0.19661193", "0.19661193"])
    #expect(backward.findings[0].hasPrefix("the value is right, its gradient is not: nan is born"))
  }

  @Test func theLogarithmOfASigmoidLosesBoth() throws {
    let trace = try trace(
      "f",
      [
        "loss sigmoid_cross_entropy", "logits -100", "labels 1",
        "formula f = -log(1 / (1 + exp(-z)))",
      ])
    #expect(trace.result?.value == .infinity && gradient(trace)[0].isNaN)
    #expect(
      trace.backward?.findings[0].hasPrefix("value and gradient are lost: nan is born") == true)
  }

  @Test func aClampedLogarithmOfAProbabilityOfOneHasNoGradient() throws {
    let model = try Model.after("loss sigmoid_cross_entropy", "logits 20", "labels 0")
    let line = try #require(model.duel(ofClass: 0).line(named: "pytorch-bce"))
    #expect(line.loss?.value == 100 && line.gradient?.value == 0)
    #expect(line.gradient?.verdict == .everyDigitLost)
  }

  @Test func aFactorOfExactlyZeroHasAnInfiniteSlopeBelowOne() throws {
    let text = "(1 - 1 / (1 + exp(-z)))^gamma * softplus(-z)"
    let trace = try trace(
      "f", ["loss f = \(text)", "logits 110", "gamma .5"])
    #expect(trace.result?.isRight == true && gradient(trace)[0].isNaN)
    let backward = try #require(trace.backward)
    #expect(backward.findings[0].hasPrefix("the value is right, its gradient is not: nan is born"))
  }

  @Test func oneLessASoftmaxLosesBoth() throws {
    let trace = try trace("u", ["logits 20 0", "label 0", "loss u = -log(1 - softmax(logits)[y])"])
    #expect(trace.result?.isRight == false && trace.backward?.findings.isEmpty == false)
  }

  @Test func theReverseDivergenceOfASharpStudentLosesItsGradient() throws {
    let text = "sum(softmax(logits / T) * (log(softmax(logits / T)) - log_softmax(labels / T)))"
    let trace = try trace(
      "r", ["logits 10 0", "loss r = \(text) T=0.05", "labels 0 0"])
    #expect(gradient(trace).map(\.isNaN) == [true, true])
  }

  @Test func whereNothingIsLostItSaysSo() throws {
    let trace = try trace("c", ["logits 1 2 3", "loss c = -log_softmax(logits)[y]"])
    #expect(trace.backward?.findings == ["the gradient arrives right at the logits"])
    #expect(gradient(trace).map { abs($0) > 0.05 } == [true, true, true])
  }

  @Test func everyFunctionHandsBackItsSlope() throws {
    let formulas = [
      "exp(z)", "log(z)", "log1p(z)", "expm1(z)", "sqrt(z)", "abs(-z)", "exp2(z)", "log2(z)",
      "tanh(z)", "erf(z)", "sigmoid(z)", "softplus(z)", "log_sigmoid(z)", "z^3", "z^1.5", "1.5^z",
      "z / (1 + z)", "max(z, 2) * z", "min(z, 2, 3)", "clip(z, 0, 1) * z", "times(z, z)",
      "z - 2 * z",
      "stop_gradient(z) * z", "where(z > 0, z^2, 0)", "-z", "mean(softmax(logits) * logits)",
      "logsumexp(logits)", "dot(logits, logits)", "log_softmax(logits)[1] * z",
    ]
    for text in formulas {
      let model = try Model.after(
        "loss sigmoid_cross_entropy", "dtype float64", "logits .7 -.2", "labels 1 0",
        "formula f = \(text)")
      let formula = try model.formula(named: "f")
      let trace = model.trace(of: formula, ofClass: 0, backward: true)
      #expect(
        trace.backward?.lines.allSatisfy { !$0.name.hasPrefix("g[") || $0.outcome.isRight } == true,
        "\(text)")
      let line = trace.backward?.lines.first { $0.name == "gz" }
      #expect(line?.outcome.isRight != false, "\(text)")
    }
  }

  @Test func aPipeAndAProgramHaveIt() throws {
    var model = try Model.after("logits 1 2 -inf", "loss h = -sum(where(p > 0, p*log(p), 0))")
    #expect(try model.printed(by: "trace h --backward")?.contains("g3 !") == true)
    #expect(try model.printed(by: "trace h")?.contains("g3 !") == false)
    let json = try #require(try model.printed(by: "trace h --backward --json"))
    #expect(json.contains("\"backward\"") && json.contains("\"lost\" : true"))
    #expect(
      try Command.parse("trace h float16 --backward")?.description == "trace h float16 --backward")
  }

  @Test func aFormulaOfOnesOwnHasAGradientInTheDuel() throws {
    let model = try Model.after(
      "loss sigmoid_cross_entropy", "logits 100", "labels 0", "formula mine = log(1 + exp(z))")
    let line = try #require(model.duel(ofClass: 0).line(named: "mine"))
    #expect(line.gradient?.value.isNaN == true && line.verdict == "inf")
  }
}
