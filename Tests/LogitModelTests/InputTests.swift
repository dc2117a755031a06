import LogitBench
import LogitExact
import LogitSession
import LogitStudies
import Testing

/// Rounding the inputs is the first thing that happens to them, and it is seen.
@Suite struct InputTests {
  @Test(arguments: [
    ("36.1", Format.bfloat16, "36.1 =36"), ("4.7477", .bfloat16, "4.7477 =4.75"),
    ("35.75", .bfloat16, "35.75"), ("35.8", .bfloat16, "35.8 =35.75"),
    ("0.1", .float16, "0.1 =0.0999756"), ("2049", .float16, "2049 =2048"),
    ("70000", .float16, "70000 =inf"), ("-1e9", .float16, "-1000000000 =-inf"),
    ("16777217", .float32, "16777217 =16777216"), ("0.1", .float32, "0.1"),
    ("30000000000", .float32, "30000000000"), ("1e39", .float32, "1e39 =inf"),
    ("1e-50", .float32, "1e-50 =0"), ("0.1", .float64, "0.1"), ("-inf", .float16, "-inf"),
    ("nan", .float16, "nan"), ("-0", .bfloat16, "-0"), ("7", .float16, "7"),
  ])
  func aNumberThatTheFormatChangesSaysWhatItBecame(
    typed: String, format: Format, text: String
  ) throws {
    let number = try #require(Number(typed))
    #expect(number.explained(in: format) == text)
    let isChanged = text.contains("=")
    #expect(number.marked(in: format) == number.text + (isChanged ? "~" : ""))
  }

  @Test func theTableMarksEveryInputThatRoundingChanged() throws {
    let model = try Model.after(
      "loss weighted", "logits 36.1 4", "labels .1 1", "pos_weight 3.3", "dtype bfloat16")
    #expect(model.column(.logit) == ["36.1~", "4"])
    #expect(model.column(.label) == ["0.1~", "1"])
    #expect(model.column(.posWeight) == ["3.3~", "3.3~"])
    #expect(model.report.contains("36.1 =36"))
    for command in ["heads", "compare"] {
      var model = model
      guard let text = try model.printed(by: command) else {
        Issue.record("\(command) prints nothing")
        continue
      }
      #expect(text.contains("36.1 =36"))
    }
  }

  @Test func whatBecameInfiniteIsToldWhereverOneLooks() throws {
    let model = try Model.after("logits 1 -1e9 2", "dtype float16", "label 0")
    let said = "c1: -1000000000 became -inf in float16"
    for index in 0..<3 { #expect(model.explanations(ofClass: index).first == said) }
    #expect(model.report.contains(said))
    #expect(
      try Model.after("logits 7e4 8e4 -9e4", "dtype float16").bench.overflow
        == "c0: 70000 became inf in float16, and 2 more")
    #expect(
      try Model.after("logits 60000 0", "dtype float16", "temperature .5").bench.overflow
        == "c0: 60000 / 0.5 became inf in float16")
    #expect(
      try Model.after(
        "loss weighted", "labels 1 1 1; 1 1 1; 1 1 1", "pos_weight 1e5", "dtype float16"
      )
      .bench.overflow == "pos_weight: 100000 became inf in float16")
    #expect(try Model.after("logits inf -inf 0", "dtype float16").bench.overflow == nil)
    #expect(try Model.after("logits 60000 0", "dtype float16").bench.overflow == nil)
  }
}
