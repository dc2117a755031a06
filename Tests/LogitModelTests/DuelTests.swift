import LogitBench
import LogitEval
import LogitExact
import LogitSession
import LogitStudies
import LogitText
import TestSupport
import Testing

/// Every formula beside the exact value. The exact digits are mpmath's.
@Suite struct DuelTests {
  private func duel(_ lines: [String], class index: Int = 0, in format: Format? = nil) throws
    -> Duel
  {
    var model = Model()
    for line in lines { try model.run(line) }
    return model.duel(ofClass: index, in: format)
  }

  private func line(_ name: String, of duel: Duel) throws -> Duel.Line {
    try #require(duel.line(named: name))
  }

  private static let sure = ["logits 0 -20", "label 0"]

  @Test func theLogarithmOfASumLosesEveryDigitWhereLog1pIsRight() throws {
    let duel = try duel(Self.sure)
    #expect(duel.loss?.text == "2.06115362031438070323898279888e-09")
    for name in ["tensorflow", "pytorch", "optax", "shifted"] {
      let line = try line(name, of: duel)
      #expect(line.loss?.value == 0 && line.verdict == "every digit lost")
      #expect(line.loss?.ulpsText == "9.28e+06")
      #expect(line.gradient?.verdict == .everyDigitLost)
    }
    #expect(try line("tensorflow", of: duel).loss?.marked == "!0")
    #expect(try line("pytorch", of: duel).loss?.marked == "!-0")
    for name in ["log1p", "kernel"] {
      let line = try line(name, of: duel)
      #expect(line.loss?.text == "2.0611537e-09" && line.verdict == "right")
      #expect(line.gradient?.text == "-2.0611537e-09")
    }
    #expect(try line("keras", of: duel).verdict == "58 x too large")
  }

  @Test func aWiderFormatMaySaveAFormula() throws {
    var model = Model()
    for line in Self.sure { try model.run(line) }
    let duel = model.duel(ofClass: 0)
    let formula = try line("tensorflow", of: duel).formula
    #expect(
      model.summary(of: duel, chosen: formula)
        == "2 of 11 keep their digits in float32; in float64 tensorflow would keep 7 of 16")
    let kept = try line("log1p", of: duel).formula
    #expect(model.summary(of: duel, chosen: kept) == "2 of 11 keep their digits in float32")
  }

  @Test func theWrongDigitsBeginWithinTheNumber() throws {
    let lines = ["loss sigmoid_cross_entropy", "logits -10", "labels 0"]
    let line = try line("pytorch", of: duel(lines))
    #expect(line.loss?.marked == "4.5!776367e-05")
    #expect(line.verdict == "2 of 7 digits left")
    #expect(line.gradient?.isRight == true)
  }

  @Test func aSlopeMayBeWrongWhereTheLossIsRight() throws {
    let lines = ["loss weighted_cross_entropy", "logits 0", "labels 1", "pos_weight 3"]
    let line = try line("tensorflow", of: duel(lines))
    // Its derivative of |x| and max(-x, 0) is 0 at 0: 0 instead of -1.5.
    #expect(line.loss?.isRight == true && line.gradient?.value == 0)
    #expect(line.verdict == "right; its slope: every digit lost")
  }

  @Test func aFormatOfEightBitsIsNoneOfTheBenchAndOneOfTheDuel() throws {
    let duel = try duel(["logits 6.5 0", "label 0"], in: .float8E4M3)
    // e^6.5 = 665 is beyond 448.
    #expect(try line("naive", of: duel).verdict == "nan")
    #expect(try line("log1p", of: duel).loss?.isRight == true)
  }

  @Test func theDuelIsTheSameAsText() throws {
    let text = try print("duel", after: Self.sure)
    #expect(text.hasPrefix("row 0, class c0, float32\nexact loss          2.061153620314380703238"))
    let words = text.lines.map { $0.split(separator: " ").joined(separator: " ") }
    #expect(words.contains { $0.hasPrefix("tensorflow !0 9.28e+06 !0 every digit lost log(") })
    #expect(words.contains { $0.hasPrefix("= kernel 2.0611537e-09 0.32 -2.0611537e-09 right") })
    #expect(text.hasSuffix("in float64 pytorch would keep 7 of 16"))
    #expect(try print("duel 1 float16", after: Self.sure).hasPrefix("row 0, class c1, float16"))
  }

  @Test func theDuelIsTheSameAsJSON() throws {
    let text = try print("duel --json", after: Self.sure)
    #expect(text.contains(#""loss" : "2.06115362031438070323898279888e-09""#))
    #expect(text.contains(#""verdict" : "every digit lost""#))
    #expect(text.contains(#""name" : "tensorflow""#))
  }

  @Test func anyBenchHasADuelAndATrace() throws {
    var random = SplitMix64(seed: 4)
    for _ in 0..<60 {
      let bench = Bench.random(using: &random)
      // A row that is ignored by a label of no class is compared with nothing.
      guard bench.index(ofRow: bench.row).map({ (0..<bench.classes).contains($0) }) ?? true else {
        continue
      }
      let model = Model(bench)
      let format = Duel.formats.randomElement(using: &random) ?? .float32
      let index = Int.random(in: 0..<bench.classes, using: &random)
      let duel = model.duel(ofClass: index, in: format)
      #expect(duel.lines.map(\.formula.name) == model.formulas.map(\.name))
      for line in duel.lines {
        #expect(line.refusal == nil && line.loss != nil, "\(line.formula.name): \(bench)")
        if let loss = line.loss, let place = loss.wrongFrom { #expect(place < loss.text.count) }
      }
      let formula = try #require(model.formulas.randomElement(using: &random))
      let trace = model.trace(of: formula, ofClass: index, in: format)
      #expect(trace.lines.isEmpty == (formula.name == "kernel"))
      #expect(trace.lines.count(where: \.isWhereLost) == (trace.lostLine == nil ? 0 : 1))
    }
  }

  @Test func underATemperatureTheSlopeIsNamedByTheLogitThatFormulasSee() throws {
    let duel = try duel(["temperature 2"], class: 2)
    #expect(duel.gradientName == "dloss/d(z/T)[2]")
    // mpmath: softmax([.5, 1, 3.5])[2] - 1; by the typed logit it is half of that.
    #expect(duel.gradient?.text.hasPrefix("-0.116507925972") == true)
    #expect(try self.duel(["temperature 1"], class: 2).gradientName == "dloss/dz[2]")
  }

  @Test func aSureAnswerIsProvenInEveryColumn() throws {
    let duel = try duel(["dtype float64", "logits 0 -6000", "label 0"])
    #expect(duel.gradient?.text == "-1.71044289941289886086643243699e-2606")
    #expect(try line("kernel", of: duel).loss?.text == "0~")
    #expect(try line("pytorch", of: duel).loss?.text == "-0~")
    // mpmath, of the greatest logits of a report.
    let large = try self.duel(
      [
        "dtype float64", "logits -9.0263e+13 -2.4796e+13 7.5043e+13 9.8359e+13", "label 3",
      ], class: 3)
    #expect(large.gradient?.isKnown == true)
  }

  @Test func distancesBeyondAllSenseAreSaidAsSuch() throws {
    let lines = ["dtype float64", "logits 0 -6000", "label 0"]
    let json = try print("duel --json", after: lines)
    #expect(json.contains("\"less than 1e-300\"") && !json.contains("e-324"))
    let request = #"{"function": "softmax_cross_entropy", "logits": [0, -6000], "labels": [1, 0]}"#
    let loss = try Eval.answer(to: Array(request.utf8)).outputs.first { $0.name == "loss" }
    #expect(loss?.tensor.values == [0])
    let text = try print("duel", after: ["logits 200 0", "label 0"])
    #expect(text.contains("lost") && !text.contains("e+3") && !text.contains("e+4"))
  }

  @Test func manyClassesAreComparedAndNotTraced() throws {
    var model = Model()
    try model.run("logits " + (0..<1000).map { "\($0 % 7)" }.joined(separator: " "))
    let duel = model.duel(ofClass: 0)
    #expect(duel.lines.allSatisfy { $0.loss != nil })
    let trace = model.trace(of: duel.notable, ofClass: 0)
    #expect(trace.lines.isEmpty)
    #expect(trace.remark == "the steps of 1000 classes are left out: they show up to 64")
    try model.run("logits " + (0..<10_001).map { "\($0 % 7)" }.joined(separator: " "))
    let left = model.duel(ofClass: 0)
    #expect(left.loss == nil && left.lines.allSatisfy { $0.loss == nil })
    #expect(left.lines[1].verdict == "left out: 10001 classes, and a duel has up to 10000")
  }
}

extension DigitsProof {
  fileprivate var isKnown: Bool { if case .number = value { true } else { false } }
}

/// What a line prints after others.
func print(_ line: String, after lines: [String]) throws -> String {
  var model = Model()
  for line in lines { try model.run(line) }
  return try model.printed(by: line) ?? ""
}
