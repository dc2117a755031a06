import FoundationEssentials
import LogitBench
import LogitExact
import LogitLosses
import LogitSession
import LogitStudies
import LogitText
import Testing

/// -ln softmax([2, -1.5, .25])[1] is 3.6856255317133191…, by Python's `decimal` at 40 digits.
@Test(arguments: [
  (Format.float64, 3.685625531713319), (.float32, 0x1.d7c2940000000p+1), (.float16, 3.685546875),
  (.bfloat16, 3.6875), (.float8E5M2, 3.5), (.float8E4M3, 3.75),
])
func aBenchGivesTheLossOfItsFormat(format: Format, loss: Double) throws {
  var bench = try Model.after("logits 2 -1.5 .25", "label 1").bench
  bench.dtype = format
  #expect(Evaluation(bench).rowLosses[0].value == loss)
  #expect(Evaluation(bench).mean.value == loss)
}

@Test func aNarrowFormatSpellsItsNumbersAsTheTableDoes() throws {
  var model = try Model.after("logits .33333333 0", "label 1", "dtype float16")
  guard let text = try model.printed(by: "show --json") else {
    Issue.record("show --json prints nothing")
    return
  }
  #expect(text.contains("0.3333,"))
  let line = model.formulas(ofClass: 0).line(.probability, width: 110)
  #expect(line.contains(" = 0.58252 in float16 "))
  try model.run("dtype bfloat16")
  // One step down the gradient .582 at a rate of 1, from .334.
  try model.run("step 1")
  #expect(model.bench.logits[0][0].text == "-0.248")
  try model.run("logits 70000 0")
  try model.run("dtype float16")
  let seen = "c0: 70000 became inf in float16"
  #expect(model.explanations(ofClass: 0).first == seen)
}

@Test func marksWhatRoundingMadeZeroOrOne() throws {
  let model = try Model.after("logits 1000 0 -inf", "label 1")
  #expect(model.column(.softmax) == ["1~", "0~", "0"])
  #expect(model.column(.sigmoid) == ["1~", "0.5000", "0"])
  #expect(model.column(.negLog) == ["0~", "1000.0000", "inf"])
  #expect(model.column(.loss) == ["0", "1000.0000", "0"])
  #expect(model.column(.gradient) == ["1~", "-1~", "0"])
  #expect(
    model.explanations(ofClass: 1) == [
      "p[1] is 5.0760e-435, too small for float32: shown as 0~ (a bare 0 is exact)"
    ])
}

@Test func zeroAndOneThatAreExactHaveNoMark() throws {
  #expect(try Model.after("logits 5", "label 0").column(.softmax) == ["1"])
  #expect(try Model.after("logits inf 0", "label 0").column(.softmax) == ["1", "0"])
  #expect(try Model.after("logits 3 -inf", "label 0").column(.loss) == ["0", "0"])
  let even = try Model.after("logits 2 2", "labels .5 .5")
  #expect(even.column(.gradient) == ["0", "0"])
  #expect(even.table.sum(.softmax) == "1")
}

@Test(arguments: [
  ("nan 0 1", "row 0 is nan because logit c0 is nan: a softmax spreads it to every class"),
  ("inf inf 1", "row 0 is nan because two logits are inf: which share each gets has no limit"),
  ("-inf -inf -inf", "row 0 is nan because every logit is -inf: 0 / 0, each class is masked"),
  ("0 1 -inf", "the loss is inf: c2 has a label and a probability that excludes it"),
  ("1e39 0 0", "c0: 1e39 became inf in float32"),
])
func explainsWhatIsNoNumber(logits: String, explanation: String) throws {
  let model = try Model.after("logits \(logits)", "label 2")
  #expect(model.explanations(ofClass: 0).first == explanation)
}

@Test func aNumberBeyondEveryFormatHasItsPowerOfTen() throws {
  let model = try Model.after("logits 1e30 0", "label 1")
  #expect(try #require(model.explanations(ofClass: 1).first).contains("about e^-1.0000e+30"))
}

@Test(arguments: [
  (
    "sparse_softmax_cross_entropy", 2,
    [
      "p[2]        = e^7 / (e^1 + e^2 + e^7) = 1096.633 / 1106.74 = 0.9908675   1 - p = 0.0091325",
      "loss[2]     = ln(1 + e^-6 + e^-5) = log1p(0.009216699) = 0.009174485 nats",
      "dloss/dz[2] = p - y = 0.9908675 - 1 = -0.009132528   of the mean: / 3 = -0.0030442",
    ]
  ),
  (
    "sparse_softmax_cross_entropy", 0,
    [
      "p[0]        = e^1 / (e^1 + e^2 + e^7) = 2.718282 / 1106.74 = 0.0024561149   1 - p = 0.99754",
      "loss[2]     = ln(1 + e^-6 + e^-5) = log1p(0.009216699) = 0.009174485 nats",
      "dloss/dz[0] = p - y = 0.0024561149 - 0 = 0.0024561149   of the mean: / 3 = 8.1870e-04",
    ]
  ),
  (
    "sigmoid_cross_entropy", 2,
    [
      "p[2]        = 1 / (1 + e^-7) = 0.99908894   1 - p = 9.1105e-04",
      "loss[2]     = ln(1 + e^-7) = 0.0009114664 nats",
      "dloss/dz[2] = p - y = 0.99908894 - 1 = -0.0009110512   of the mean: / 9 = -1.0123e-04",
    ]
  ),
  (
    "half_squared_error_sigmoid", 0,
    [
      "p[0]        = 1 / (1 + e^-1) = 0.7310586   1 - p = 0.26894",
      "loss[0]     = (p - y)^2 / 2 = (0.7310586 - 0)^2 / 2 = 0.26722333",
      "dloss/dz[0] = (p - y) p (1-p) = (0.7310586 - 0) * 0.1966119 = 0.14373484"
        + "   of the mean: / 9 = 0.015971",
    ]
  ),
])
func writesTheFormulaWithThePersonsNumbers(loss: String, index: Int, lines: [String]) throws {
  let formulas = try Model.after("loss \(loss)").formulas(ofClass: index)
  #expect(formulas.line(.probability, width: 110).hasPrefix(lines[0]))
  #expect(formulas.line(.loss, width: 110).hasPrefix(lines[1]))
  #expect(formulas.line(.gradient, width: 110).hasPrefix(lines[2]))
}

@Test(arguments: Loss.all, [20, 40, 60, 80, 100])
func aFormulaTakesTheLongestSpellingThatFits(loss: Loss, width: Int) throws {
  let formulas = try Model.after("loss \(loss.name)").formulas(ofClass: 1)
  let subjects: [ClassNumber] =
    loss.head == .given ? [.loss, .gradient] : [.loss, .gradient, .probability]
  for subject in subjects {
    let line = formulas.line(subject, width: width)
    #expect(line.count <= max(width, 76))
    #expect(line.contains("="))
  }
}

@Test func theReportOfTheBatchAsJSONReadsBack() throws {
  var model = try Model.after("logits 1 -inf nan; 1e30 .1 3", "dtype float32")
  guard let text = try model.printed(by: "show --json") else {
    Issue.record("show --json prints nothing")
    return
  }
  struct Document: Decodable {
    struct Row: Decodable {
      let logits: [Double]
      let labels: [Double]
      let loss: Double
    }
    let loss: String
    let rows: [Row]
    let mean: Double
  }
  let decoder = JSONDecoder()
  decoder.nonConformingFloatDecodingStrategy = .convertFromString(
    positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
  let document = try decoder.decode(Document.self, from: Data(text.utf8))
  #expect(document.loss == "sparse_softmax_cross_entropy")
  #expect(document.rows[0].logits[1] == -.infinity)
  #expect(document.rows[0].logits[2].isNaN)
  #expect(Float(document.rows[1].logits[1]) == Float(0.1))
  #expect(text.contains("\"NaN\""))
  #expect(document.mean.isNaN)
}

@Test func theReportPrintsTheChosenRow() throws {
  let report = try Model.after("row 1").report
  #expect(report.contains("row 0 0.0092   [1] 0.1328   2 0.0247   sum 0.1668   mean 0.0556"))
  #expect(report.contains("c2 <         9  1"))
}

@Test func theMeanUnderASigmoidIsOverAllElements() throws {
  let model = try Model.after("loss sigmoid_cross_entropy")
  #expect(model.evaluation.count == 9)
  #expect(model.meanName == "mean of 9")
  let sum = model.evaluation.sum.value
  #expect((model.evaluation.mean.value - sum / 9).magnitude < 1e-6)
}

@Test func wideNamesKeepTheColumnsOfTheReport() throws {
  let lines = try Model.after("class 0 太阳", "class 1 e\u{301}te\u{301}").report.lines
  // The heads and the three classes end in one column.
  let table = Array(lines[3...6])
  #expect(table[0].hasPrefix("class") && table[1].hasPrefix("太阳"))
  #expect(Set(table.dropFirst().map { displayWidth(of: $0) }).count == 1)
}

@Test func aFormulaShowsNoBareOneThatIsNone() throws {
  let line = try Model.after("logits 0 -20", "label 0").formulas(ofClass: 1).line(
    .probability, width: 100)
  #expect(
    line.hasPrefix("p[1]        = e^-20 / (e^0 + e^-20) = 2.0611537e-09   1 - p = 1~"))
}

/// By hand: smoothed labels are `1 - e + e/K` and `e/K`; the least loss is their entropy, and it lies where
/// the logits are `ln` of their ratio apart.
@Test(arguments: [(2, "0.1985", "2.944"), (10, "0.5003", "4.511")])
func smoothingTellsItsLeastLossAndWhereItLies(classes: Int, least: String, gap: String) throws {
  let zeros = Array(repeating: "0", count: classes).joined(separator: " ")
  let plain = try Model.after("logits \(zeros)", "label_smoothing 0.1").report
  #expect(plain.contains("least loss \(least) where the true z is \(gap) above the others"))
  // A weight makes another loss of it.
  let weights = (1...classes).map(String.init).joined(separator: " ")
  let weighted = try Model.after(
    "logits \(zeros)", "label_smoothing 0.1", "class_weight \(weights)"
  ).report
  #expect(!weighted.contains("least loss"))
}
