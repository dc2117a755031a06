import LogitBench
import LogitExact
import LogitSession
import LogitStudies
import LogitText
import TestSupport
import Testing

/// The lines under the table: what stands on both sides of an equals sign is the same.
@Suite struct FormulaLineTests {
  private func lines(_ commands: [String], class index: Int) throws -> [String] {
    var model = Model()
    for command in commands { try model.run(command) }
    let formulas = model.formulas(ofClass: index)
    return formulas.lines([.probability, .loss, .gradient], width: 200)
  }

  @Test func largeLogitsOfFewBitsAreWrittenOut() throws {
    let lines = try self.lines(["dtype float16", "logits 10000 10008", "label 0"], class: 0)
    let loss = "(10008 - 10000) + ln(1 + e^-8) = 8 + 0.0003354064 = 8 nats in float16"
    #expect(lines[1].contains(loss))
    let other = try self.lines(["dtype bfloat16", "logits 36.1 4.7477", "label 1"], class: 1)
    #expect(other[1].contains("(36 - 4.75) + ln(1 + e^-31.25) = 31.25 + 2.681004e-14 = 31.25 nats"))
  }

  @Test func oneNumberHasOneFormInTableAndLine() throws {
    var model = try Model.after("dtype float16", "loss sigmoid", "logits 12 0", "labels 1 0")
    #expect(model.column(.loss)[0] == "6.1393e-06")
    #expect(model.formulas(ofClass: 0).line(.loss, width: 100).contains(" = 6.1393e-06 nats"))
    try model.run("logits 3.3 0")
    #expect(model.formulas(ofClass: 0).line(.loss, width: 100).contains("0.036194 nats in float16"))
  }

  @Test func anInfiniteLogitIsALimitAndNoPowerOfNaN() throws {
    for (label, p) in [("0", "1"), ("1", "0")] {
      let index = Int(label) ?? 0
      let lines = try self.lines(["logits inf 100", "label \(label)"], class: index)
      #expect(!lines.joined().contains("nan"))
      #expect(lines[0].contains("= limit of e^") && lines[0].contains(" = \(p)   1 - p"))
    }
    #expect(try lines(["logits inf inf"], class: 0)[0].contains("e^inf / (e^inf + e^inf) = nan"))
  }

  @Test func smoothedLabelsHaveNoDigitsOfTheirRounding() throws {
    let float64 = try lines(
      ["dtype float64", "logits 1 2 7", "label 2", "label_smoothing .1"], class: 0)
    #expect(float64[2].contains("- 0.03333333333 = "))
    let float32 = try lines(["logits 1 2 7", "label 2", "label_smoothing .1"], class: 2)
    #expect(float32[2].contains("- 0.9333333 = "))
  }

  /// `(a - b) + ln(...) = c + d`: the digits of a and b give those of c.
  @Test func everyDifferenceIsThatOfItsDigits() throws {
    var random = SplitMix64(seed: 3)
    let sizes: [Double] = [10, 1e3, 1e5, 1e8, 1e16]
    let dtypes = ["float16", "bfloat16", "float32", "float64"]
    var seen = 0
    for _ in 0..<300 {
      let size = sizes[Int.random(in: sizes.indices, using: &random)]
      let dtype = dtypes[Int.random(in: dtypes.indices, using: &random)]
      let top = Double.random(in: -size...size, using: &random)
      let gap = Double.random(in: 0...40, using: &random)
      let texts = try self.lines(
        ["dtype \(dtype)", "logits \(top) \(top - gap)", "label 1"], class: 1)
      // `loss[1]     = (a - b) + ln(1 + e^-c) = c + d = e nats`
      let sides = texts[1].split(separator: "=").map { side in
        side.split(separator: " ").map { $0.filter { !"()".contains($0) } }
      }
      guard sides.count > 3, sides[1].count > 2, sides[1][1] == "-", let a = Double(sides[1][0]),
        let b = Double(sides[1][2]), let c = sides[2].first.flatMap({ Double($0) })
      else { continue }
      seen += 1
      #expect((a - b - c).magnitude <= 1e-6 * c.magnitude, "\(texts[1])")
    }
    #expect(seen > 100)
  }

  /// mpmath: .5 ln(.5/.26894142137) + .5 ln(.5/.73105857863) = 0.12011450695827752.
  @Test(arguments: [("-inf 0 1", "0.1201"), ("-inf 0 0", "0"), ("-200 0 1", "0.1201")])
  func aKLWithAMaskedClassOnBothSidesIsFinite(logits: String, kl: String) throws {
    for dtype in ["float32", "float64"] {
      let model = try Model.after("dtype \(dtype)", "logits \(logits)", "labels 0 .5 .5")
      #expect(model.yardsticks.last?.hasSuffix("entropy of the labels 0.6931 + KL \(kl)") == true)
    }
  }

  @Test func allInfiniteLogitsAreCounted() throws {
    let model = try Model.after("logits inf inf inf", "label 0")
    #expect(model.explanations(ofClass: 0).contains { $0.contains("3 logits are inf") })
  }
}
