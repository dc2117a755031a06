import LogitBench
import LogitExact
import LogitSession
import LogitStudies
import LogitText
import TestSupport
import Testing

/// The two marks of a trace: the first bad step, and where its NaN, infinity or 0 is born.
@Suite struct TraceMarkTests {
  struct Story: Sendable, CustomTestStringConvertible {
    let formula: String
    let lines: [String]
    /// With its numbers.
    let cause: String
    let birth: String
    let kind: StepBirth
    var testDescription: String { "\(formula): \(lines)" }
  }

  static let stories = [
    // Absorbed: 1 + e^-17 is 1 in float32, 1 - 1 is 0, log(0) is -inf and 0 * inf nan.
    Story(
      formula: "derived-1", lines: ["logits 17", "loss sigmoid_cross_entropy", "label 0"],
      cause: "1 + 4.1399378e-08", birth: "0 * inf", kind: .nan),
    Story(
      formula: "derived-1", lines: ["logits 100", "loss sigmoid_cross_entropy", "labels 0"],
      cause: "1 + 3.8e-44", birth: "log(0)", kind: .infinity),
    Story(
      formula: "tensorflow", lines: ["logits 0 -20", "label 0"],
      cause: "1 + 2.0611537e-09", birth: "log(1)", kind: .zero),
    // Overflow, in float64 as well.
    Story(
      formula: "naive", lines: ["sample overflow"],
      cause: "exp(7000)", birth: "inf / inf", kind: .nan),
    Story(
      formula: "logsumexp", lines: ["logits 1000 0", "label 0"],
      cause: "exp(1000)", birth: "exp(1000)", kind: .infinity),
    Story(
      formula: "derived-3", lines: ["loss sigmoid_cross_entropy", "logits -100", "labels 0"],
      cause: "exp(100)", birth: "0 * inf", kind: .nan),
    // Underflow.
    Story(
      formula: "shifted", lines: ["logits 200 0", "label 1"],
      cause: "exp(-200)", birth: "log(0)", kind: .infinity),
    Story(
      formula: "shifted", lines: ["loss softmax", "logits 200 0", "labels 1 0"],
      cause: "exp(-200)", birth: "0 * (-inf)", kind: .nan),
    // Cancelled: the rounding of 1 - p is all there is.
    Story(
      formula: "pytorch", lines: ["loss sigmoid_cross_entropy", "logits -20", "labels 0"],
      cause: "-20 - 2.0611537e-09", birth: "-20 - (-20)", kind: .zero),
    // Outside of the domain.
    Story(
      formula: "mine", lines: ["formula mine = log(1 - z)", "loss sigmoid", "logits 3"],
      cause: "", birth: "log(-2)", kind: .nan),
    Story(
      formula: "mine", lines: ["formula mine = log(z - 1)", "loss sigmoid", "logits 1"],
      cause: "", birth: "log(0)", kind: .infinity),
  ]

  @Test(arguments: stories)
  func theCauseAndTheBirthAreMarked(story: Story) throws {
    var model = Model()
    for line in story.lines { try model.run(line) }
    let index = model.bench.notableClass
    let trace = model.trace(of: try model.formula(named: story.formula), ofClass: index)
    #expect((trace.lostLine.map { trace.lines[$0].applied } ?? "") == story.cause)
    let born = try #require(trace.bornLine)
    #expect(trace.lines[born].applied == story.birth && trace.lines[born].birth == story.kind)
    if let lost = trace.lostLine { #expect(lost <= born) }
  }

  @Test func theWordsOfACauseTellWhatItComesTo() throws {
    let text = try print("trace derived-1", after: ["logits 17", "loss sigmoid_cross_entropy"])
    #expect(text.contains("#3 !") && text.contains("#12 !") && !text.contains("#2 !"))
    #expect(text.contains("4.14e-08 is absorbed; #12, 0 * inf, makes nan of it"))
    #expect(text.contains("nan is born at '(1 - y) * -log(1 - #4)': 0 * inf"))
    let json = try print(
      "trace derived-1 --json", after: ["logits 17", "loss sigmoid_cross_entropy"])
    #expect(json.contains(#""born" : "nan""#))
  }

  @Test func whatHasNoRoundedFormIsShownInDigits() throws {
    let text = try print("trace naive", after: ["sample overflow"])
    // mpmath: e^7000, e^1000, e^2000.
    for digits in ["1.2e+3040", "2.0e+434", "3.9e+868"] { #expect(text.contains(digits)) }
    #expect(text.contains("inf goes on") && text.contains("nan is born: inf / inf"))
    let sum = try print("trace tensorflow", after: ["logits 0 -20", "label 0"])
    #expect(sum.contains("1~") && sum.contains("1+2.1e-09"))
  }

  /// Of any bench and formula: a NaN has one birth, and its cause stands no later; of an error that
  /// is more than rounding leaves, a step takes half.
  @Test func everyNaNHasOneBirthAndNoCauseBehindIt() throws {
    var random = SplitMix64(seed: 12)
    var seen = (nan: 0, cause: 0, other: 0)
    for round in 0..<80 {
      var bench = Bench.random(using: &random)
      if round % 2 == 0 {
        bench.logits = bench.logits.map { row in
          row.map { _ in Number(Double(Int.random(in: -200...200, using: &random)) / 2) }
        }
      }
      let model = Model(bench)
      let format = Duel.formats.randomElement(using: &random) ?? .float32
      let index = Int.random(in: 0..<bench.classes, using: &random)
      for formula in model.formulas where formula.name != "kernel" {
        let trace = model.trace(of: formula, ofClass: index, in: format)
        guard let last = trace.lines.last else { continue }
        let births = trace.lines.indices.filter { trace.lines[$0].birth != nil }
        #expect(births.count <= 1 && births.first == trace.bornLine)
        if let lost = trace.lostLine, let born = births.first {
          #expect(lost <= born, "\(formula.name): \(bench)")
          seen.cause += 1
        }
        if last.outcome.value.isNaN {
          let hasNaN = bench.hasNaN(in: format)
          #expect(births.count == 1 || hasNaN, "\(formula.name): \(bench)")
          seen.nan += 1
        } else if trace.lostLine != nil {
          seen.other += 1
        }
        // Where the formula without rounding is right, somebody is to blame.
        if !last.outcome.isRight, last.outcome.verdict != .open, trace.lostLine == nil {
          #expect(
            trace.remark != nil || trace.result?.isRight != false || hasSmallError(last.outcome),
            "\(formula.name) in \(format): \(last.outcome) \(bench)")
        }
      }
    }
    #expect(seen.nan > 100 && seen.cause > 20 && seen.other > 20, "\(seen)")
  }

  /// An error that no step has half of more than an ulp of.
  private func hasSmallError(_ outcome: Outcome) -> Bool {
    outcome.ulps.map { $0.magnitude <= 2 } ?? false
  }
}

extension Bench {
  /// Whether a number of the chosen row is NaN as the bench sees it.
  fileprivate func hasNaN(in format: Format) -> Bool {
    let values = logits[row] + labelValues(ofRow: row) + posWeight + [temperature] + classWeight
    return values.contains { !$0.value(in: dtype).isFinite || !$0.value(in: format).isFinite }
  }
}
