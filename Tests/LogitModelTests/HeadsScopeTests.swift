import LogitBench
import LogitSession
import LogitStudies
import Testing

/// What the heads refuse, leave out, and say of a row that counts for nothing.
@Suite struct HeadsScopeTests {
  private func printed(_ line: String, _ lines: String...) throws -> String {
    var model = Model()
    for line in lines { try model.run(line) }
    guard let text = try model.printed(by: line) else { return "" }
    return text
  }

  @Test(
    arguments: ["heads", "compare", "jacobian"].flatMap { [$0, $0 + " --json"] },
    [
      ("binary_crossentropy", "sigmoid_cross_entropy"),
      ("categorical_crossentropy", "softmax_cross_entropy"),
      ("sparse_categorical_crossentropy", "sparse_softmax_cross_entropy"),
    ])
  func probabilitiesAreNoLogits(line: String, loss: (name: String, logits: String)) throws {
    let model = try Model.after("loss \(loss.name)", "logits .2 .8")
    #expect(
      refusal(of: line, in: model)
        == "the inputs of this loss are probabilities: 'loss \(loss.logits)' takes logits")
    #expect(model.headsRefusal != nil && Model().headsRefusal == nil)
  }

  @Test(arguments: [
    ("label_smoothing .1", "without label_smoothing"),
    ("class_weight 2 4 6", "without class_weight"),
    ("sample_weight 3 1 1", "without sample_weight"),
  ])
  func whatIsLeftOutIsSaid(rule: String, sentence: String) throws {
    for line in ["heads", "compare"] {
      #expect(try printed(line, rule).hasSuffix("\n\(sentence)"))
      #expect(!(try printed(line)).contains("without"))
      let name = sentence.dropFirst("without ".count)
      #expect(try printed(line + " --json", rule).contains("\"\(name)\""))
    }
  }

  @Test func allThatIsLeftOutIsOneSentence() throws {
    let model = try Model.after("class_weight 2 4 6", "sample_weight 2 1 1", "label_smoothing .1")
    #expect(model.leftOut == "without class_weight, sample_weight and label_smoothing")
    // A weight of 1 changes nothing, and a squared error knows of no smoothing.
    #expect(try Model.after("sample_weight 1 2 2").leftOut == nil)
    #expect(
      try Model.after("loss half_squared_error_softmax", "label_smoothing .1").leftOut == nil)
  }

  @Test func anIgnoredRowIsShownAsWhatItWouldCost() throws {
    func remark(_ lines: String...) throws -> (text: String, loss: String) {
      var model = Model()
      for line in ["loss sparse_softmax_cross_entropy"] + lines { try model.run(line) }
      let heads = model.heads
      return (try model.headsText(ofClass: 0).remarks(width: 100)[0], heads.softmax.total.text)
    }
    let inside = try remark("logits 2 1 .1", "label 1", "ignore_index 1")
    #expect(inside.text == "row 0 is ignored: what it would cost" && inside.loss == "1.4170")
    let outside = try remark("logits 2 1 .1", "ignore_index -100", "label -100")
    #expect(outside.text.hasSuffix("the losses are those of labels that are all 0"))
    #expect(outside.loss == "0")
  }

  /// `.8` and a label of 1 smoothed by .3 over three classes are one number in float32.
  @Test func aSmoothedLabelAndItsProbabilityHaveNoDistance() throws {
    let model = try Model.after(
      "loss categorical_crossentropy", "logits .8 .1 .1", "labels 1 0 0", "label_smoothing .3")
    let square = try #require(model.curves(ofClass: 0).readouts.first { $0.kind == .square })
    #expect(square.value == "0" && square.slopeInA == "0")
  }
}
